"""The distance of a VRPTW solution, whoever made it, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from instances.vrptw import TICKS, Instance


@dataclass(frozen=True)
class Figures:
    """What solutions are compared by."""

    distance: float
    """In the file's units, each leg truncated to one decimal."""
    routes: int
    unserved: int
    faults: tuple[str, ...]
    """Everything else that is not as it has to be, in words."""


def check(instance: Instance, routes: list[list[int]]) -> Figures:
    """Figures and faults of routes, each the numbers of its customers in order; starts are as early as can be."""
    faults: list[str] = []
    visited: Counter[int] = Counter()
    ticks = 0
    used = [route for route in routes if route]
    depot = instance.customers[0]
    for number, route in enumerate(used, 1):
        unknown = [customer for customer in route if not 0 < customer < len(instance.customers)]
        if unknown:
            faults.append(f"route {number}: there are no customers {unknown}")
        here, free, load = 0, depot.opens, 0
        for customer in (one for one in route if one not in unknown):
            row = instance.customers[customer]
            leg = instance.legs[here][customer]
            start = max(free + leg, row.opens)
            if start > row.closes:
                faults.append(f"route {number} is late at {customer}")
            ticks, load, here, free = ticks + leg, load + row.demand, customer, start + row.service
            visited[customer] += 1
        ticks += instance.legs[here][0]
        if free + instance.legs[here][0] > depot.closes:
            faults.append(f"route {number} is late at the depot")
        if load > instance.capacity:
            faults.append(f"route {number} carries {load} of {instance.capacity}")
    faults += [f"{customer} is visited {times} times" for customer, times in visited.items() if times > 1]
    if len(used) > instance.vehicles:
        faults.append(f"{len(used)} routes, {instance.vehicles} vehicles")
    unserved = len(instance.customers) - 1 - len(visited)
    return Figures(ticks / TICKS, len(used), unserved, tuple(faults))
