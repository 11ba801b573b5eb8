"""VROOM, by pyvroom: heuristics and local search at its highest level of exploration, on all cores."""

from __future__ import annotations

from datetime import timedelta

import vroom

from routing import Budget, Routes, Routing, earliest

# The highest level of exploration that it has.
LEVEL = 5


def solve(routing: Routing, budget: Budget) -> Routes:
    """Runs it until it has done all it does, or for as long as it may."""
    skills = sorted({skill for vehicle in routing.vehicles for skill in vehicle.skills})
    number_of = {skill: number for number, skill in enumerate(skills, 1)}
    # A skill that nobody has makes a job that nobody can do.
    numbers = lambda held: {number_of.get(skill, 0) for skill in held}  # noqa: E731
    loads = any(vehicle.capacity for vehicle in routing.vehicles)
    problem = vroom.Input()
    problem.set_durations_matrix("car", routing.matrix)
    for number, vehicle in enumerate(routing.vehicles):
        problem.add_vehicle(
            vroom.Vehicle(
                number,
                start=vehicle.place,
                end=vehicle.place,
                capacity=[vehicle.capacity] if loads else [],
                skills=numbers(vehicle.skills),
                time_window=(vehicle.starts, vehicle.ends),
            )
        )
    for number, task in enumerate(routing.tasks):
        problem.add_job(
            vroom.Job(
                number,
                location=task.place,
                default_service=task.duration,
                delivery=[task.load] if loads else [],
                skills=numbers(task.skills),
                time_windows=[(task.opens, task.closes)],
            )
        )
    found = problem.solve(LEVEL, nb_threads=budget.cores, timeout=timedelta(seconds=budget.seconds)).routes
    stops: dict[int, list[int]] = {}
    for row in found[found["type"] == "job"].itertuples():
        stops.setdefault(int(row.vehicle_id), []).append(int(row.id))
    return {vehicle: earliest(routing, vehicle, tasks) for vehicle, tasks in stops.items()}
