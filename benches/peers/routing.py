"""The problem that every peer is given: tasks, vehicles and one matrix, in whole units of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

# What leaving a task out costs, in units of travel: far more than serving it ever does.
LEFT_OUT = 1_000_000


@dataclass(frozen=True)
class Task:
    """One carer's part of a visit, or a customer."""

    visit: str
    client: str
    place: int
    opens: int
    """The earliest start."""
    closes: int
    """The latest start."""
    duration: int
    skills: frozenset[str] = frozenset()
    load: int = 0


@dataclass(frozen=True)
class Vehicle:
    """One worker's shift, from and to one place; both legs lie between its start and its end."""

    worker: str
    place: int
    starts: int
    ends: int
    skills: frozenset[str] = frozenset()
    capacity: int = 0


@dataclass(frozen=True)
class Routing:
    """A whole problem. Travel is minimised once as few tasks as can be are left out."""

    matrix: list[list[int]]
    tasks: list[Task]
    vehicles: list[Vehicle]
    together: list[tuple[int, ...]] = field(default_factory=list)
    """Tasks that start at the same moment, each by another worker."""
    all_served: bool = False
    """Whether every task has to be served."""
    face: int = 0
    """What each carer of a client costs, in units of travel."""

    def may(self, vehicle: Vehicle, task: Task) -> bool:
        """Whether the worker has the skills, and the shift meets the window at all."""
        matrix, home = self.matrix, vehicle.place
        earliest = max(task.opens, vehicle.starts + matrix[home][task.place])
        back = earliest + task.duration + matrix[task.place][home]
        return task.skills <= vehicle.skills and earliest <= task.closes and back <= vehicle.ends


@dataclass(frozen=True)
class Stop:
    """A task's number and when it starts."""

    task: int
    start: int


Routes = dict[int, list[Stop]]
"""What a peer answers: by the number of the vehicle, its stops in order."""


@dataclass(frozen=True)
class Budget:
    """What a peer may use."""

    seconds: float
    seed: int
    cores: int


def earliest(routing: Routing, vehicle: int, tasks: Iterable[int]) -> list[Stop]:
    """A route with every task as early as the way and its window allow."""
    here, free = routing.vehicles[vehicle].place, routing.vehicles[vehicle].starts
    stops = []
    for number in tasks:
        task = routing.tasks[number]
        start = max(task.opens, free + routing.matrix[here][task.place])
        stops.append(Stop(number, start))
        here, free = task.place, start + task.duration
    return stops


def with_moments(routing: Routing, moments: dict[str, int]) -> Routing:
    """Visits by several carers start at these moments, so that a peer without common starts keeps them together."""
    tied = {number for group in routing.together for number in group}
    tasks = [
        replace(task, opens=moments[task.visit], closes=moments[task.visit]) if number in tied else task
        for number, task in enumerate(routing.tasks)
    ]
    return replace(routing, tasks=tasks, together=[])
