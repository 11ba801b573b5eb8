"""OR-Tools' routing library: cheapest insertion, then guided local search, on one core."""

from __future__ import annotations

from itertools import pairwise

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routing import LEFT_OUT, Budget, Routes, Routing, Stop


def solve(routing: Routing, budget: Budget) -> Routes:
    """Runs it for as long as it may; no answer if it finds none."""
    tasks, vehicles = routing.tasks, routing.vehicles
    # Nodes: tasks, then a start and an end for each vehicle.
    first = len(tasks)
    starts = [first + number for number in range(len(vehicles))]
    manager = pywrapcp.RoutingIndexManager(first + len(vehicles), len(vehicles), starts, starts)
    model = pywrapcp.RoutingModel(manager)
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(_matrix(routing, services=False)))
    time = _time(routing, model, manager)
    if any(vehicle.capacity for vehicle in vehicles):
        loads = [task.load for task in tasks] + [0] * len(vehicles)
        evaluator = model.RegisterUnaryTransitVector(loads)
        capacities = [vehicle.capacity for vehicle in vehicles]
        model.AddDimensionWithVehicleCapacity(evaluator, 0, capacities, True, "load")
    for number, task in enumerate(tasks):
        index = manager.NodeToIndex(number)
        model.AddDisjunction([index], LEFT_OUT)
        able = [one for one, vehicle in enumerate(vehicles) if routing.may(vehicle, task)]
        if len(able) < len(vehicles):
            model.VehicleVar(index).SetValues([-1, *able])
    for group in routing.together:
        indices = [manager.NodeToIndex(number) for number in group]
        for one, other in pairwise(indices):
            model.solver().Add(time.CumulVar(one) == time.CumulVar(other))
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(round(budget.seconds * 1000))
    found = model.SolveWithParameters(parameters)
    return _routes(model, manager, time, found, len(vehicles)) if found else {}


def _matrix(routing: Routing, services: bool) -> list[list[int]]:
    """Legs between nodes, with the service at the first one if asked for."""
    places = [task.place for task in routing.tasks] + [vehicle.place for vehicle in routing.vehicles]
    stays = [task.duration * services for task in routing.tasks] + [0] * len(routing.vehicles)
    legs = routing.matrix
    return [[stay + legs[here][there] for there in places] for stay, here in zip(stays, places, strict=True)]


def _time(
    routing: Routing, model: pywrapcp.RoutingModel, manager: pywrapcp.RoutingIndexManager
) -> pywrapcp.RoutingDimension:
    """Starts inside windows and shifts; waiting is free."""
    latest = max(vehicle.ends for vehicle in routing.vehicles)
    transit = model.RegisterTransitMatrix(_matrix(routing, services=True))
    model.AddDimension(transit, latest, latest, False, "time")
    time = model.GetDimensionOrDie("time")
    for number, task in enumerate(routing.tasks):
        time.CumulVar(manager.NodeToIndex(number)).SetRange(task.opens, task.closes)
    for number, vehicle in enumerate(routing.vehicles):
        for index in (model.Start(number), model.End(number)):
            time.CumulVar(index).SetRange(vehicle.starts, vehicle.ends)
            model.AddVariableMinimizedByFinalizer(time.CumulVar(index))
    return time


def _routes(
    model: pywrapcp.RoutingModel,
    manager: pywrapcp.RoutingIndexManager,
    time: pywrapcp.RoutingDimension,
    found: pywrapcp.Assignment,
    vehicles: int,
) -> Routes:
    """The stops with the starts that it found: common starts need not be the earliest ones of a route."""
    routes: Routes = {}
    for number in range(vehicles):
        index = found.Value(model.NextVar(model.Start(number)))
        while not model.IsEnd(index):
            stop = Stop(manager.IndexToNode(index), found.Min(time.CumulVar(index)))
            routes.setdefault(number, []).append(stop)
            index = found.Value(model.NextVar(index))
    return routes
