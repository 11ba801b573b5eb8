"""The side file: one line of JSON for each run, appended as it ends, so that a killed benchmark goes on."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

KEY = ("solver", "program", "case", "seconds", "cores", "seed")
"""What makes two runs the same run."""


SOURCES = ("checks/*.py", "instances/*.py", "one.py", "plan.py", "routing.py", "greedy.py", "runner.py", "cases.py")
"""What every result depends on beside the solver and its own module."""


def sources(own: str) -> str:
    """A hash of the modules that make a solver's results, so that those of other ones are told apart."""
    here = Path(__file__).resolve().parent
    files = [path for pattern in (*SOURCES, own) for path in sorted(here.glob(pattern))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:12]


def read(path: Path) -> list[dict]:
    """All runs so far. A line that was cut off by a kill is passed over; its run is done again."""
    if not path.exists():
        return []
    rows = []
    for line in path.read_text().splitlines():
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return rows


def add(path: Path, row: dict) -> None:
    """Appends a run, after a line break if the line before was cut off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(json.dumps(row).encode() + b"\n")


def key(row: dict) -> tuple:
    """What tells a run from others."""
    return tuple(row[name] for name in KEY)


def done(rows: list[dict]) -> set[tuple]:
    """Runs that need not be done again; one without an answer is tried again."""
    return {key(row) for row in rows if "error" not in row}


def comparable(rows: list[dict], seconds: int, cores: int, seeds: int) -> list[dict]:
    """Runs of one length, of the last program of each solver, each once; an answer counts more than none."""
    alike = [row for row in rows if (row["seconds"], row["cores"]) == (seconds, cores) and row["seed"] <= seeds]
    last = {row["solver"]: row["program"] for row in alike}
    kept: dict[tuple, dict] = {}
    for row in alike:
        if row["program"] == last[row["solver"]] and ("error" not in row or key(row) not in kept):
            kept[key(row)] = row
    return list(kept.values())
