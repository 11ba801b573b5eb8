"""Ours: what `rota solve` writes in the benchmark's own format, as an answer like those of peers."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

from cases import Case
from environment import ROOT

NAMES = {"rota": "rota", "rota_travel": "rota, travel alone"}
"""In a week rota weighs continuity against travel; the second one is told that travel alone counts, as peers are."""


def command(program: Path, case: Case, solver: str, budget: dict, out: Path) -> list[str | Path]:
    """The call that solves a case."""
    path = case.path
    if solver == "rota_travel":
        doc = json.loads(path.read_text())
        path = out.with_suffix(".travel.json")
        path.write_text(json.dumps({**doc, "face_seconds": 0}))
    cores = str(budget["cores"])
    limits = ["--time-limit", f"{budget['seconds']}s", "--seed", str(budget["seed"])]
    return [
        *[program, "solve", "--format", case.family, path, "-o", out],
        *[*limits, "--islands", cores, "--threads", cores],
    ]


def answer(case: Case, text: str) -> list:
    """Services of a home-care plan; routes of a VRPTW solution."""
    if case.family == "homecare":
        doc = json.loads(text)
        return [[worker, one["visit"], one["start"]] for one in doc["visits"] for worker in one["workers"]]
    routes = re.findall(r"^Route[^:]*:(.*)$", text, re.MULTILINE)
    return [[int(word) for word in route.split()] for route in routes]


def version(program: Path) -> str:
    """Version and commit."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    describe = ["git", "describe", "--always", "--dirty=+changes"]
    commit = subprocess.run(describe, cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return f"{said} ({commit})" if commit else said


def fingerprint(program: Path) -> str:
    """A hash of the program, by which results of another one are told apart."""
    return hashlib.sha256(program.read_bytes()).hexdigest()[:16]
