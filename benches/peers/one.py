"""One run of one peer in its own process: `python one.py '{"peer": ..., ...}'` prints its answer as JSON."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import monotonic

import plan
from adapters import peer
from instances import homecare, vrptw
from routing import Budget


def main() -> None:
    """Reads the case, runs the peer, and prints routes and times on what was standard output."""
    asked = json.loads(sys.argv[1])
    # Peers that print must not print into the answer.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    one = peer(asked["peer"])
    budget = Budget(asked["seconds"], asked["seed"], asked["cores"])
    path = Path(asked["path"])
    if asked["family"] == "homecare":
        instance = homecare.read(path)
        began = monotonic()
        services = plan.solve(one, instance, budget)
        plain = [[service.worker, service.visit, service.start] for service in services]
    else:
        problem = vrptw.routing(vrptw.read(path))
        began = monotonic()
        routes = one.solve(problem, budget)
        plain = [[int(problem.tasks[stop.task].visit) for stop in stops] for stops in routes.values()]
    elapsed = monotonic() - began
    json.dump({"answer": plain, "elapsed": elapsed}, answers)
    answers.close()


if __name__ == "__main__":
    main()
