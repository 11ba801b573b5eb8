"""Markdown tables, and the names of solvers in them."""

from __future__ import annotations

import ours
from adapters import PEERS

NAMES = {**ours.NAMES, **{peer.key: peer.name for peer in PEERS}}
"""By key, in the order of the page."""


def table(headers: list[str], rows: list[list[str]], left: int = 1) -> str:
    """A table whose first columns are aligned to the left."""
    rule = "|" + "---|" * left + "---:|" * (len(headers) - left)
    lines = ["| " + " | ".join(cells) + " |" for cells in [headers, *rows]]
    return "\n".join([lines[0], rule, *lines[1:]])


def solvers(rows: list[dict]) -> list[str]:
    """The solvers that have runs, in order."""
    own = {row["solver"] for row in rows}
    return [key for key in NAMES if key in own]


def mean(values: list[float]) -> float:
    """The mean of at least one value."""
    return sum(values) / len(values)


def number(value: float) -> str:
    """With one decimal, unless it is whole."""
    return f"{value:.1f}".removesuffix(".0")


def listed(words: list[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
