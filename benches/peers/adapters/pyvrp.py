"""PyVRP: iterated local search, on one core. A location for each place and set of skills makes skills expressible."""

from __future__ import annotations

from time import monotonic

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, Result, VehicleType
from pyvrp import solve as run
from pyvrp.stop import FirstFeasible, MaxRuntime, MultipleCriteria

from routing import Budget, Routes, Routing, earliest

# What a task is worth, in units of travel: more than any detour; with far larger ones it leaves more tasks out.
PRIZE = 10_000

# Time and distance of a leg that the worker's skills forbid: dearer than leaving the task out, and longer than a shift.
FORBIDDEN = 3 * PRIZE

# The share of the time in which it has to find a plan with every task, before tasks may be left out.
PATIENCE = 1 / 3


def solve(routing: Routing, budget: Budget) -> Routes:
    """Runs it for as long as it may: with every task required, where that can be, since it finds more of them so."""
    result = _run(routing, budget)
    return {
        route.vehicle_type(): earliest(
            routing, route.vehicle_type(), [stop.idx for stop in route.schedule() if stop.is_client()]
        )
        for route in result.best.routes()
    }


def _run(routing: Routing, budget: Budget) -> Result:
    began = monotonic()
    required = _data(routing, required=True)
    if routing.all_served:
        return run(required, MaxRuntime(budget.seconds), seed=budget.seed, collect_stats=False)
    first = MultipleCriteria([FirstFeasible(), MaxRuntime(budget.seconds * PATIENCE)])
    found = run(required, first, seed=budget.seed, collect_stats=False)
    rest = MaxRuntime(max(0.0, budget.seconds - (monotonic() - began)))
    if found.is_feasible():
        return run(required, rest, seed=budget.seed, collect_stats=False, initial_solution=found.best)
    return run(_data(routing, required=False), rest, seed=budget.seed, collect_stats=False)


def _data(routing: Routing, required: bool) -> ProblemData:
    """A depot for each home, a vehicle type for each shift, a profile of legs for each set of skills that workers have."""
    spots = sorted({(task.place, tuple(sorted(task.skills))) for task in routing.tasks})
    homes = sorted({vehicle.place for vehicle in routing.vehicles})
    places = homes + [place for place, _ in spots]
    spot = {key: len(homes) + number for number, key in enumerate(spots)}
    legs = np.array(routing.matrix, dtype=np.int64)[np.ix_(places, places)]
    held = sorted({tuple(sorted(vehicle.skills)) for vehicle in routing.vehicles})
    clients = [
        Client(
            location=spot[task.place, tuple(sorted(task.skills))],
            delivery=[task.load],
            service_duration=task.duration,
            tw_early=task.opens,
            tw_late=task.closes,
            prize=0 if required else PRIZE,
            required=required,
        )
        for task in routing.tasks
    ]
    types = [
        VehicleType(
            capacity=[vehicle.capacity],
            start_depot=homes.index(vehicle.place),
            end_depot=homes.index(vehicle.place),
            tw_early=vehicle.starts,
            tw_late=vehicle.ends,
            profile=held.index(tuple(sorted(vehicle.skills))),
        )
        for vehicle in routing.vehicles
    ]
    profiles = [_legs_of(legs, [not set(skills) <= set(own) for _, skills in spots], len(homes)) for own in held]
    return ProblemData(
        locations=[Location(0, 0) for _ in places],
        clients=clients,
        depots=[Depot(number) for number in range(len(homes))],
        vehicle_types=types,
        distance_matrices=profiles,
        duration_matrices=profiles,
    )


def _legs_of(legs: np.ndarray, forbidden: list[bool], homes: int) -> np.ndarray:
    """The legs of workers to whom some spots are forbidden."""
    mask = np.array([False] * homes + forbidden)
    out = legs.copy()
    out[mask, :] = FORBIDDEN
    out[:, mask] = FORBIDDEN
    np.fill_diagonal(out, 0)
    return out
