"""The peers: what each can be told, and the module that tells it. None is imported before it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from routing import Budget, Routes, Routing


@dataclass(frozen=True)
class Peer:
    """A solver, and how it is to be handled."""

    key: str
    """Its word on the command line, and its module here."""
    name: str
    threads: bool
    """Whether one search uses several cores."""
    varies: bool
    """Whether runs differ, by a seed or by themselves."""
    together: bool
    """Whether it can be told that carers start together."""
    whole_week: bool
    """Whether it is given the week at once, with a price on carers of a client."""
    note: str
    """What it cannot express and how that was got around, for the page."""

    def solve(self, routing: Routing, budget: Budget) -> Routes:
        """Runs it."""
        module = import_module(f"adapters.{self.key}")
        function: Callable[[Routing, Budget], Routes] = module.solve
        return function(routing, budget)


PEERS = [
    Peer(
        "pyvrp",
        "PyVRP",
        threads=False,
        varies=True,
        together=False,
        whole_week=False,
        note="no common starts of double-ups (each is given a moment, see below), no continuity, no skills (forbidden "
        "legs for each set of skills instead)",
    ),
    Peer(
        "ortools",
        "OR-Tools",
        threads=False,
        varies=False,
        together=True,
        whole_week=False,
        note="common starts are a constraint, but both halves or none is not (a search that inserts one stop at a time "
        "could never begin a pair); no continuity (a whole week at once is too much for it)",
    ),
    Peer(
        "vroom",
        "VROOM",
        threads=True,
        varies=False,
        together=False,
        whole_week=False,
        note="no common starts of double-ups (each is given a moment, see below), no continuity; it ends when its "
        "search does, however much time there is left",
    ),
    Peer(
        "vrp_cli",
        "vrp-cli",
        threads=True,
        varies=True,
        together=False,
        whole_week=False,
        note="no common starts of double-ups (each is given a moment, see below), no continuity; it takes no seed",
    ),
    Peer(
        "timefold",
        "Timefold",
        threads=False,
        varies=True,
        together=False,
        whole_week=True,
        note="no common starts of double-ups in its Python edition's lists (each is given a moment, see below); "
        "continuity has the same price as ours; it starts from a simple first plan, and compiling its model is not counted "
        "in its seconds; its search is single-threaded without a licence (Java's own threads may use the other core)",
    ),
]
"""In the order of the page."""


def peer(key: str) -> Peer:
    """The peer of this key."""
    return next(one for one in PEERS if one.key == key)
