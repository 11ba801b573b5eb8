"""A first plan for peers that build theirs too slowly: each task, by its window, goes where it lengthens travel least."""

from __future__ import annotations

from routing import Routes, Routing, earliest


def plan(routing: Routing) -> Routes:
    """A plan without faults; tasks that fit nowhere are left out."""
    tasks, vehicles = routing.tasks, routing.vehicles
    routes: list[list[int]] = [[] for _ in vehicles]
    loads = [0] * len(vehicles)
    for number in sorted(range(len(tasks)), key=lambda one: (tasks[one].closes, one)):
        task = tasks[number]
        best: tuple[int, int, int] | None = None
        for vehicle, one in enumerate(vehicles):
            if loads[vehicle] + task.load > one.capacity or not routing.may(one, task):
                continue
            for place in range(len(routes[vehicle]) + 1):
                detour = _detour(routing, vehicle, routes[vehicle], place, number)
                if best is not None and detour >= best[0]:
                    continue
                if _in_time(routing, vehicle, [*routes[vehicle][:place], number, *routes[vehicle][place:]]):
                    best = (detour, vehicle, place)
        if best is not None:
            _, vehicle, place = best
            routes[vehicle].insert(place, number)
            loads[vehicle] += task.load
    return {vehicle: earliest(routing, vehicle, route) for vehicle, route in enumerate(routes) if route}


def _detour(routing: Routing, vehicle: int, route: list[int], place: int, number: int) -> int:
    """How much longer the way becomes."""
    home = routing.vehicles[vehicle].place
    before = routing.tasks[route[place - 1]].place if place > 0 else home
    after = routing.tasks[route[place]].place if place < len(route) else home
    here, legs = routing.tasks[number].place, routing.matrix
    return legs[before][here] + legs[here][after] - (legs[before][after] if route else 0)


def _in_time(routing: Routing, vehicle: int, route: list[int]) -> bool:
    """Whether all windows and the shift's end are kept."""
    stops = earliest(routing, vehicle, route)
    last = routing.tasks[stops[-1].task]
    back = stops[-1].start + last.duration + routing.matrix[last.place][routing.vehicles[vehicle].place]
    in_windows = all(stop.start <= routing.tasks[stop.task].closes for stop in stops)
    return in_windows and back <= routing.vehicles[vehicle].ends
