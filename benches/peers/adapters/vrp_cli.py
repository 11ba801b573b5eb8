"""vrp-cli, by its pragmatic JSON format: deep search on all cores. It takes no seed, so every run differs."""

from __future__ import annotations

import json
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from environment import VRP_CLI
from routing import Budget, Routes, Routing, earliest


def solve(routing: Routing, budget: Budget) -> Routes:
    """Runs it for as long as it may, in whole seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "problem.json").write_text(json.dumps(_problem(routing)))
        (folder / "matrix.json").write_text(json.dumps(_matrix(routing)))
        command = [VRP_CLI, "solve", "pragmatic", "problem.json", "-m", "matrix.json", "-o", "out.json"]
        limits = ["-t", str(max(1, round(budget.seconds))), "-s", "deep", "-p", f"1,{budget.cores}"]
        subprocess.run([*command, *limits], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        found = json.loads((folder / "out.json").read_text())
    routes: Routes = {}
    for tour in found["tours"]:
        activities = [one for stop in tour["stops"] for one in stop["activities"]]
        tasks = [int(one["jobId"]) for one in activities if one["type"] in ("service", "delivery")]
        routes[int(tour["vehicleId"])] = earliest(routing, int(tour["vehicleId"]), tasks)
    return routes


def _places(routing: Routing) -> list[int]:
    """Places that something is at: it wants no others in its matrix."""
    stops = [task.place for task in routing.tasks] + [vehicle.place for vehicle in routing.vehicles]
    return sorted(set(stops))


def _matrix(routing: Routing) -> dict:
    places = _places(routing)
    legs = [routing.matrix[here][there] for here in places for there in places]
    return {"profile": "car", "travelTimes": legs, "distances": legs}


def _problem(routing: Routing) -> dict:
    """As few tasks left out as can be, then travel; a vehicle type for each shift, since each has its own home."""
    index = {place: {"index": number} for number, place in enumerate(_places(routing))}
    loads = any(vehicle.capacity for vehicle in routing.vehicles)
    jobs = []
    for number, task in enumerate(routing.tasks):
        times = [[_clock(task.opens), _clock(task.closes)]]
        part: dict = {"places": [{"location": index[task.place], "duration": task.duration, "times": times}]}
        if loads:
            part["demand"] = [task.load]
        job: dict = {"id": str(number), "deliveries" if loads else "services": [part]}
        if task.skills:
            job["skills"] = {"allOf": sorted(task.skills)}
        jobs.append(job)
    vehicles = []
    for number, vehicle in enumerate(routing.vehicles):
        home = index[vehicle.place]
        kind: dict = {
            "typeId": f"type{number}",
            "vehicleIds": [str(number)],
            "profile": {"matrix": "car"},
            "costs": {"fixed": 0, "distance": 1, "time": 0},
            "shifts": [
                {
                    "start": {"earliest": _clock(vehicle.starts), "location": home},
                    "end": {"latest": _clock(vehicle.ends), "location": home},
                }
            ],
            "capacity": [vehicle.capacity if loads else len(jobs)],
        }
        if vehicle.skills:
            kind["skills"] = sorted(vehicle.skills)
        vehicles.append(kind)
    return {
        "plan": {"jobs": jobs},
        "fleet": {"vehicles": vehicles, "profiles": [{"name": "car"}]},
        "objectives": [{"type": "minimize-unassigned"}, {"type": "minimize-cost"}],
    }


def _clock(units: int) -> str:
    """Units of time as seconds since 1970."""
    return datetime.fromtimestamp(units, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
