"""Home-care days and weeks: the file, and the routing problem of one day or of all days."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isqrt
from pathlib import Path

from routing import Routing, Task, Vehicle

DAY = 86_400
"""Seconds of a day."""

FACE = 90
"""What each carer of a client costs in a week, in seconds of travel, where the file says nothing."""


@dataclass(frozen=True)
class Visit:
    """Times in seconds since the first day's midnight."""

    id: str
    client: str
    place: int
    opens: int
    closes: int
    duration: int
    skills: frozenset[str]
    carers: int


@dataclass(frozen=True)
class Worker:
    """Shifts are (start, end) in seconds since the first day's midnight, in order."""

    id: str
    home: int
    skills: frozenset[str]
    shifts: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Instance:
    """A day or a week. Legs are in seconds, rounded up."""

    days: int
    legs: list[list[int]]
    visits: list[Visit]
    workers: list[Worker]
    face: int


def read(path: Path) -> Instance:
    """Reads a file of the benchmark."""
    return parse(json.loads(path.read_text()))


def parse(doc: dict) -> Instance:
    """An instance from the file's JSON."""
    visits = [
        Visit(
            id=visit["id"],
            client=visit["client"],
            place=visit["loc"],
            opens=visit["window"][0],
            closes=visit["window"][1],
            duration=visit["duration"],
            skills=frozenset(visit.get("skills", [])),
            carers=visit.get("carers", 1),
        )
        for visit in doc["visits"]
    ]
    workers = [
        Worker(
            id=worker["id"],
            home=worker["home"],
            skills=frozenset(worker.get("skills", [])),
            shifts=tuple((shift["start"], shift["end"]) for shift in worker["shifts"]),
        )
        for worker in doc["workers"]
    ]
    face = doc.get("face_seconds", FACE if doc["days"] > 1 else 0)
    return Instance(doc["days"], _legs(doc["locations"], doc["speed_kmh"]), visits, workers, face)


def _legs(locations: list[list[float]], speed_kmh: float) -> list[list[int]]:
    """Distance over speed in seconds, rounded up exactly: coordinates are whole metres."""
    metres = [[round(km * 1000) for km in at] for at in locations]
    speed = round(speed_kmh * 1000)

    def leg(a: list[int], b: list[int]) -> int:
        # The least t with t x speed >= distance x 3600.
        wanted = ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) * 3600**2
        whole = isqrt(wanted // speed**2)
        return whole + (whole * whole * speed**2 < wanted)

    return [[leg(a, b) for b in metres] for a in metres]


def routing(instance: Instance, day: int | None = None) -> Routing:
    """The problem of one day, or of all days where none is given. A visit by several carers becomes as many tasks."""
    tasks: list[Task] = []
    together: list[tuple[int, ...]] = []
    for visit in instance.visits:
        if day is not None and visit.opens // DAY != day:
            continue
        task = Task(visit.id, visit.client, visit.place, visit.opens, visit.closes, visit.duration, visit.skills)
        if visit.carers > 1:
            together.append(tuple(range(len(tasks), len(tasks) + visit.carers)))
        tasks += [task] * visit.carers
    vehicles = [
        Vehicle(worker.id, worker.home, start, end, worker.skills)
        for worker in instance.workers
        for start, end in worker.shifts
        if day is None or start // DAY == day
    ]
    return Routing(instance.legs, tasks, vehicles, together, face=instance.face)


def falls_apart(instance: Instance) -> bool:
    """Whether no shift and no visit goes over midnight, so that days can be planned one by one."""
    shifts = [shift for worker in instance.workers for shift in worker.shifts]
    spans = shifts + [(visit.opens, visit.closes + visit.duration) for visit in instance.visits]
    return all(start // DAY == (end - 1) // DAY for start, end in spans)
