"""One run: a solver in its own process on its cores, and its answer checked."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from dataclasses import asdict
from pathlib import Path
from time import monotonic

import checks.homecare
import checks.vrptw
import instances.homecare
import instances.vrptw
import ours
from cases import Case
from environment import HERE, PYTHON, TARGET

# What a solver may take beyond its seconds, for starting and for ending late.
GRACE = 180


class NoAnswerError(Exception):
    """The solver gave no answer."""


def run(solver: str, case: Case, budget: dict, rota: Path) -> dict:
    """Figures, faults and times of a run; `budget` has seconds, seed and cores."""
    before, began = _processor(), monotonic()
    if solver in ours.NAMES:
        out = TARGET / f"rota-{case.name}.out"
        out.parent.mkdir(parents=True, exist_ok=True)
        _call(ours.command(rota, case, solver, budget, out), budget)
        elapsed = monotonic() - began
        answer = ours.answer(case, out.read_text())
    else:
        asked = {"peer": solver, "family": case.family, "path": str(case.path), **budget}
        said = _call([PYTHON, HERE / "one.py", json.dumps(asked)], budget)
        found = json.loads(said)
        answer, elapsed = found["answer"], found["elapsed"]
    processor = _processor() - before
    return {**_checked(case, answer), "elapsed": elapsed, "cores_had": processor / (monotonic() - began)}


def _call(command: list, budget: dict) -> str:
    """What a program prints. It may use as many cores as the budget has."""
    own = sorted(os.sched_getaffinity(0))[: budget["cores"]]
    log = TARGET / "last.log"
    with log.open("w") as errors:
        child = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            cwd=HERE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: os.sched_setaffinity(0, own),
        )
        try:
            said, _ = child.communicate(timeout=budget["seconds"] * 2 + GRACE)
        except subprocess.TimeoutExpired:
            raise NoAnswerError(f"no answer in {budget['seconds'] * 2 + GRACE} s") from None
        finally:
            # Its children go too, whether it was too late or the benchmark is being ended.
            if child.poll() is None:
                os.killpg(child.pid, 9)
                child.wait()
    if child.returncode != 0:
        words = log.read_text(errors="replace").strip().splitlines()
        raise NoAnswerError(f"exit code {child.returncode}: {words[-1] if words else 'it said nothing'}")
    return said


def _checked(case: Case, answer: list) -> dict:
    if case.family == "homecare":
        services = [checks.homecare.Service(*row) for row in answer]
        found = asdict(checks.homecare.check(instances.homecare.read(case.path), services))
    else:
        found = asdict(checks.vrptw.check(instances.vrptw.read(case.path), answer))
    faults = found.pop("faults")
    return {"figures": found, "faults": len(faults), "first_faults": list(faults[:5])}


def _processor() -> float:
    """Seconds of processor time of all programs that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
