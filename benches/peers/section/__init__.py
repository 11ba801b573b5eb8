"""The section of the page: what was run, what each solver was told, and how they did."""

from __future__ import annotations

from cases import Case
from section.facts import facts, told
from section.homecare import homecare
from section.vrptw import vrptw


def section(rows: list[dict], cases: list[Case]) -> str:
    """The whole section, from comparable runs."""
    parts = ["## Peers on the same machine", facts(rows), told(rows)]
    parts += [homecare([row for row in rows if row["family"] == "homecare"])]
    parts += [vrptw([row for row in rows if row["family"] == "vrptw"], cases)]
    return "\n\n".join(part for part in parts if part)
