"""How a home-care case is put to a peer: days apart or together, and double-ups for peers that know none."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from adapters import Peer
from checks.homecare import Service
from instances.homecare import Instance, falls_apart, routing
from routing import Budget, Routes, Routing, with_moments

# The share of the time in which a peer without common starts proposes the moments of double-ups.
PROPOSAL = 1 / 3


def solve(peer: Peer, instance: Instance, budget: Budget) -> list[Service]:
    """A peer's plan of all days."""
    if instance.days == 1 or peer.whole_week:
        return one(peer, routing(instance), budget)
    if not falls_apart(instance):
        raise ValueError("a shift or a visit goes over midnight: days cannot be planned one by one")
    days = [routing(instance, day) for day in range(instance.days)]
    # Days of a peer on one core go side by side.
    abreast = 1 if peer.threads else budget.cores
    share = replace(budget, seconds=budget.seconds * abreast / instance.days)
    if abreast == 1:
        plans = [one(peer, day, share) for day in days]
    else:
        with ProcessPoolExecutor(abreast, mp_context=get_context("spawn")) as pool:
            plans = list(pool.map(one, [peer] * len(days), days, [share] * len(days)))
    return [service for plan in plans for service in plan]


def one(peer: Peer, problem: Routing, budget: Budget) -> list[Service]:
    """A peer's plan of one problem."""
    if not problem.together or peer.together:
        return services(problem, peer.solve(problem, budget))
    proposal = replace(budget, seconds=budget.seconds * PROPOSAL)
    moments = agreed(problem, peer.solve(replace(problem, together=[]), proposal))
    rest = replace(budget, seconds=budget.seconds - proposal.seconds)
    fixed = with_moments(problem, moments)
    return services(fixed, peer.solve(fixed, rest))


def agreed(problem: Routing, routes: Routes) -> dict[str, int]:
    """A moment for each visit by several carers: the mean of their starts, half of the window for one who did not come."""
    starts = {stop.task: stop.start for stops in routes.values() for stop in stops}
    moments = {}
    for group in problem.together:
        task = problem.tasks[group[0]]
        half = (task.opens + task.closes) // 2
        moments[task.visit] = sum(starts.get(number, half) for number in group) // len(group)
    return moments


def services(problem: Routing, routes: Routes) -> list[Service]:
    """The plan in the words of the checker."""
    return [
        Service(problem.vehicles[vehicle].worker, problem.tasks[stop.task].visit, stop.start)
        for vehicle, stops in routes.items()
        for stop in stops
    ]
