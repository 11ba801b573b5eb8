"""VRPTW in Solomon's text format, by the DIMACS convention, and its routing problem."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import isqrt
from pathlib import Path

from routing import Routing, Task, Vehicle

TICKS = 10
"""A tick is a tenth of the file's unit of time and distance."""


@dataclass(frozen=True)
class Customer:
    """Times in ticks."""

    demand: int
    opens: int
    closes: int
    service: int


@dataclass(frozen=True)
class Instance:
    """Customer 0 is the depot. Legs are in ticks, truncated, and take as long as they are."""

    vehicles: int
    capacity: int
    customers: list[Customer]
    legs: list[list[int]]


def read(path: Path) -> Instance:
    """Reads a file of the benchmark."""
    return parse(path.read_text())


def parse(text: str) -> Instance:
    """An instance from the file's text: all rows of two numbers and of seven count."""
    rows = [line.split() for line in text.splitlines()]
    fleet = next(row for row in rows if len(row) == 2 and row[0].isdigit())
    points = [[Decimal(word) for word in row] for row in rows if len(row) == 7 and row[0].isdigit()]
    customers = [Customer(int(row[3]), int(row[4] * TICKS), int(row[5] * TICKS), int(row[6] * TICKS)) for row in points]
    at = [(int(row[1] * 1000), int(row[2] * 1000)) for row in points]
    # In thousandths, a tick is a hundred; the root of the whole part has the whole part of the root.
    legs = [[isqrt(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) // 100**2) for b in at] for a in at]
    return Instance(int(fleet[0]), int(fleet[1]), customers, legs)


def routing(instance: Instance) -> Routing:
    """The problem that peers are given: as many alike vehicles as the file has, every customer served."""
    depot = instance.customers[0]
    tasks = [
        Task(str(number), str(number), number, row.opens, row.closes, row.service, load=row.demand)
        for number, row in enumerate(instance.customers)
        if number > 0
    ]
    vehicles = [
        Vehicle(str(number + 1), 0, depot.opens, depot.closes, capacity=instance.capacity)
        for number in range(instance.vehicles)
    ]
    return Routing(instance.legs, tasks, vehicles, all_served=True)
