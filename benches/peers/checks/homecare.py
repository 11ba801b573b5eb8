"""What a plan for a home-care day or week is worth, whoever made it, and what is wrong with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from instances.homecare import Instance, Worker


@dataclass(frozen=True)
class Service:
    """A worker begins a visit, in seconds since the first day's midnight."""

    worker: str
    visit: str
    start: int


@dataclass(frozen=True)
class Figures:
    """What plans are compared by."""

    unserved: int
    """Visits without all their carers."""
    half_served: int
    """Those of them that some carer comes to alone, or with too few others."""
    travel_minutes: float
    """On all legs, from and to home included."""
    carers_per_client: float
    """Different carers of a client, on average over the clients whom anybody visits."""
    main_carer_share: float
    """The share of a client's services that its most frequent carer has, on average over the same clients."""
    faults: tuple[str, ...]
    """Everything else that is not as it has to be, in words."""


def check(instance: Instance, services: list[Service]) -> Figures:
    """Figures and faults of a plan."""
    visits = {visit.id: visit for visit in instance.visits}
    workers = {worker.id: worker for worker in instance.workers}
    faults = [
        f"{service.worker} at {service.visit}: there is no such worker or visit"
        for service in services
        if service.visit not in visits or service.worker not in workers
    ]
    services = [one for one in services if one.visit in visits and one.worker in workers]
    at: dict[str, list[Service]] = defaultdict(list)
    by: dict[str, list[Service]] = defaultdict(list)
    faces: dict[str, Counter[str]] = defaultdict(Counter)
    for service in services:
        visit = visits[service.visit]
        at[visit.id].append(service)
        by[service.worker].append(service)
        faces[visit.client][service.worker] += 1
        if not visit.opens <= service.start <= visit.closes:
            faults.append(f"{visit.id} starts at {service.start}, outside of its window")
        if not visit.skills <= workers[service.worker].skills:
            faults.append(f"{service.worker} lacks skills for {visit.id}")
    unserved = half = 0
    for visit in instance.visits:
        there = at[visit.id]
        come = {service.worker for service in there}
        if len(come) < visit.carers:
            unserved += 1
            half += bool(come)
        if len(there) > min(visit.carers, len(come)):
            faults.append(f"{visit.id} is served {len(there)} times by {len(come)} workers")
        if len({service.start for service in there}) > 1:
            faults.append(f"{visit.id}: its carers start at different moments")
    travel = 0
    for worker_id, own in by.items():
        seconds, wrong = _travel(instance, workers[worker_id], own)
        travel += seconds
        faults += wrong
    shares = [max(counts.values()) / sum(counts.values()) for counts in faces.values()]
    return Figures(
        unserved=unserved,
        half_served=half,
        travel_minutes=travel / 60,
        carers_per_client=_mean([len(counts) for counts in faces.values()]),
        main_carer_share=_mean(shares),
        faults=tuple(faults),
    )


def _travel(instance: Instance, worker: Worker, services: list[Service]) -> tuple[int, list[str]]:
    """Seconds on the legs of a worker, who does each service in the last shift that has begun by then."""
    visits = {visit.id: visit for visit in instance.visits}
    routes: dict[int, list[Service]] = defaultdict(list)
    for service in sorted(services, key=lambda one: one.start):
        begun = [number for number, (start, _) in enumerate(worker.shifts) if start <= service.start]
        routes[begun[-1] if begun else 0].append(service)
    total, faults = 0, []
    for number, route in routes.items():
        here, free = worker.home, worker.shifts[number][0]
        for service in route:
            visit = visits[service.visit]
            leg = instance.legs[here][visit.place]
            total += leg
            if service.start < free + leg:
                faults.append(f"{worker.id} cannot be at {visit.id} by {service.start}")
            here, free = visit.place, service.start + visit.duration
        leg = instance.legs[here][worker.home]
        total += leg
        if free + leg > worker.shifts[number][1]:
            faults.append(f"{worker.id} is not home by the end of shift {number + 1}")
    return total, faults


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
