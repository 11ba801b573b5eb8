"""Timefold's Python edition: list variables and constraints as its vehicle routing example has them, on one core."""

from __future__ import annotations

from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    EnvironmentMode,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    TerminationConfig,
)

from adapters.timefold_model import Crew, Job, Plan, constraints
from greedy import plan as first_plan
from routing import Budget, Routes, Routing, earliest

# Local search alone: its construction would spend the time on the few tasks that the first plan leaves out.
SEARCH = '<solver xmlns="https://timefold.ai/xsd/solver"><localSearch/></solver>'


def solve(routing: Routing, budget: Budget) -> Routes:
    """Runs it for as long as it may, from a simple first plan: its own takes minutes. Compiling is not counted."""
    config = SolverConfig(
        xml_source_text=SEARCH,
        solution_class=Plan,
        entity_class_list=[Crew, Job],
        environment_mode=EnvironmentMode.NO_ASSERT,
        random_seed=budget.seed,
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=constraints),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=round(budget.seconds * 1000))),
    )
    plan = SolverFactory.create(config).build_solver().solve(_plan(routing))
    return {
        crew.number: earliest(routing, crew.number, [job.number for job in crew.jobs]) for crew in plan.crews if crew.jobs
    }


def _plan(routing: Routing) -> Plan:
    """The problem in the model's classes."""
    skills = sorted({skill for task in routing.tasks for skill in task.skills})
    bits = {skill: 1 << number for number, skill in enumerate(skills)}
    workers = sorted({vehicle.worker for vehicle in routing.vehicles})
    clients = sorted({task.client for task in routing.tasks})
    crews = [
        Crew(
            number=number,
            worker=workers.index(vehicle.worker),
            place=vehicle.place,
            legs=routing.matrix[vehicle.place],
            starts=vehicle.starts,
            ends=vehicle.ends,
            skills=sum(bits.get(skill, 0) for skill in vehicle.skills),
            capacity=vehicle.capacity,
        )
        for number, vehicle in enumerate(routing.vehicles)
    ]
    jobs = [
        Job(
            number=number,
            client=clients.index(task.client),
            place=task.place,
            legs=routing.matrix[task.place],
            opens=task.opens,
            closes=task.closes,
            duration=task.duration,
            skills=sum(bits[skill] for skill in task.skills),
            load=task.load,
            face=routing.face,
        )
        for number, task in enumerate(routing.tasks)
    ]
    for crew, stops in first_plan(routing).items():
        crews[crew].jobs = [jobs[stop.task] for stop in stops]
    return Plan(crews, jobs)
