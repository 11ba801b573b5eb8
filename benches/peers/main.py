"""The command: ours and peers on all cases, and their section of the benchmark page."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import ours
import page
import results
from adapters import PEERS
from cases import Case, cases
from environment import ROOT, TARGET, prepare, say
from runner import NoAnswerError, run
from section import section

SOLVERS = [*ours.NAMES, *(peer.key for peer in PEERS)]


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="benches/peers/run", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="time limit of each run [60]")
    parser.add_argument("--seeds", type=int, default=1, help="seeds 1 to this many, for solvers that have seeds [1]")
    parser.add_argument("--cores", type=int, default=2, help="cores that each run may use [2]")
    parser.add_argument(
        "--only", action="append", metavar="SUBSTRING", help="cases with this in their name; may be repeated"
    )
    parser.add_argument("--solver", action="append", choices=SOLVERS, help="only this solver; may be repeated")
    parser.add_argument("--all", action="store_true", help="every VRPTW file, not a choice of 18")
    parser.add_argument("--rota", type=Path, help="the program [target/release/rota]")
    parser.add_argument("--output", type=Path, default=ROOT / "docs/benchmarks.md", help="the page [docs/benchmarks.md]")
    parser.add_argument(
        "--state", type=Path, default=TARGET / "results.jsonl", help="results so far [target/peers/results.jsonl]"
    )
    parser.add_argument("--page-only", action="store_true", help="run nothing: write the page from the results so far")
    return parser.parse_args()


def main() -> int:
    """Runs what has not been run yet, then writes the page."""
    asked = options()
    # Ended by a signal, it takes the run that is going on with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = [] if asked.page_only else _run_all(asked)
    rows = results.comparable(results.read(asked.state), asked.seconds, asked.cores, asked.seeds)
    if not rows:
        say(f"error: {asked.state} has no results of {asked.seconds} s on {asked.cores} cores")
        return 1
    page.write(asked.output, section(rows, cases(every=True)))
    say(f"written to {asked.output}")
    for label in failed:
        say(f"no answer: {label}")
    return 1 if failed else 0


def _run_all(asked: argparse.Namespace) -> list[str]:
    """Does all runs that are not done yet; names those without an answer."""
    rota = (asked.rota or TARGET.parent / "release" / "rota").resolve()
    wanted = [case for case in cases(asked.all) if not asked.only or any(part in case.name for part in asked.only)]
    solvers = [key for key in SOLVERS if not asked.solver or key in asked.solver]
    if asked.cores > len(os.sched_getaffinity(0)):
        raise SystemExit(f"error: --cores {asked.cores}, but there are {len(os.sched_getaffinity(0))}")
    if not wanted:
        raise SystemExit("error: no case; the files are read from ../shared/benchmarks beside the checkout")
    versions = prepare([key for key in solvers if key not in ours.NAMES])
    programs = {key: f"{version} {results.sources(f'adapters/{key}*.py')}" for key, version in versions.items()}
    if set(solvers) & set(ours.NAMES):
        if not rota.exists():
            raise SystemExit(f"error: there is no {rota}; build it: cargo build --release -p rota-cli")
        versions |= dict.fromkeys(ours.NAMES, ours.version(rota))
        programs |= dict.fromkeys(ours.NAMES, _program(rota))
    runs = [
        {
            "solver": key,
            "program": programs[key],
            "version": versions[key],
            "case": case.name,
            "family": case.family,
            "seconds": asked.seconds,
            "cores": asked.cores,
            "seed": seed,
        }
        for case in wanted
        for key in solvers
        if key in versions and _fits(key, case)
        for seed in range(1, (asked.seeds if _varies(key) else 1) + 1)
    ]
    done = results.done(results.read(asked.state))
    todo = [row for row in runs if results.key(row) not in done]
    minutes = len(todo) * (asked.seconds + 5) / 60
    say(f"{len(runs)} runs, {len(runs) - len(todo)} of them done before; the others take about {minutes:.0f} minutes")
    by_name = {case.name: case for case in wanted}
    return [label for row in todo if (label := _one(row, by_name[row["case"]], rota, asked.state))]


def _one(row: dict, case: Case, rota: Path, state: Path) -> str | None:
    """Does a run and keeps its result; its name if there was no answer."""
    label = f"{row['case']}, {row['solver']}, seed {row['seed']}"
    budget = {name: row[name] for name in ("seconds", "seed", "cores")}
    row["date"] = datetime.now(UTC).date().isoformat()
    try:
        found = run(row["solver"], case, budget, rota)
        if row["solver"] in ours.NAMES and _program(rota) != row["program"]:
            raise NoAnswerError("the program was built anew in the meantime; start again")
    except NoAnswerError as why:
        results.add(state, {**row, "error": str(why)})
        say(f"{label}: {why}")
        return label
    results.add(state, {**row, **found})
    say(f"{label}: {found['figures']}, {found['faults']} faults, {found['elapsed']:.1f} s")
    return None


def _program(rota: Path) -> str:
    """What makes our results: the program, and the modules here."""
    return f"{ours.fingerprint(rota)} {results.sources('ours.py')}"


def _fits(key: str, case: Case) -> bool:
    """Whether the solver is another one on this case: travel alone is the same as ever but in a week."""
    return key != "rota_travel" or "week" in case.name


def _varies(key: str) -> bool:
    """Whether its runs differ."""
    return all(peer.varies for peer in PEERS if peer.key == key)


if __name__ == "__main__":
    sys.exit(main())
