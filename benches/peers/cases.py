"""The cases: home-care days and a week, and vehicle routing with time windows."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from environment import BENCHMARKS

HOMECARE = ["hc_day40", "hc_day40_du15", "hc_week56"]

# Without --all: 12 of 100 customers, 4 of 200, 2 of 400.
VRPTW = [
    *["C101", "C203", "R101", "R105", "R109", "R203", "R207", "R211", "RC101", "RC105", "RC203", "RC207"],
    *["C2_2_5", "R1_2_5", "R2_2_1", "RC1_2_5"],
    *["R1_4_5", "RC2_4_1"],
]


@dataclass(frozen=True)
class Case:
    """One problem file."""

    name: str
    family: str
    """`homecare` or `vrptw`, the word of `rota solve --format` too."""
    best_known: float | None = None

    @property
    def path(self) -> Path:
        """Where it lies, beside the checkout."""
        return BENCHMARKS / self.family / f"{self.name}{'.json' if self.family == 'homecare' else '.txt'}"


def cases(every: bool) -> list[Case]:
    """The cases whose files are there: a choice of the VRPTW ones, or every one."""
    known = _best_known()
    names = list(known) if every else [name for name in VRPTW if name in known]
    found = [Case(name, "homecare") for name in HOMECARE]
    found += [Case(name, "vrptw", known[name]) for name in names]
    return [case for case in found if case.path.exists()]


def _best_known() -> dict[str, float]:
    """Best known distances by the DIMACS convention."""
    path = BENCHMARKS / "vrptw" / "best_known.csv"
    if not path.exists():
        return {}
    with path.open(newline="") as file:
        rows = csv.DictReader(file)
        return {row["instance"]: float(row["distance"]) for row in rows if row["convention"].startswith("DIMACS")}
