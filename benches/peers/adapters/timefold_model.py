"""The model that Timefold compiles to Java: its classes and its constraints.

Annotations are read while the program runs, so they are no strings here.
"""

from dataclasses import dataclass, field
from typing import Annotated, Optional

from timefold.solver.domain import (
    CascadingUpdateShadowVariable,
    InverseRelationShadowVariable,
    NextElementShadowVariable,
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningListVariable,
    PlanningScore,
    PreviousElementShadowVariable,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import Constraint, ConstraintFactory, HardMediumSoftScore, constraint_provider


@planning_entity
@dataclass
class Job:
    """A task. Skills are bits; the start is -1 while nobody has it."""

    number: Annotated[int, PlanningId]
    client: int
    place: int
    legs: list[int]
    opens: int
    closes: int
    duration: int
    skills: int
    load: int
    face: int
    crew: Annotated[Optional["Crew"], InverseRelationShadowVariable(source_variable_name="jobs")] = None
    before: Annotated[Optional["Job"], PreviousElementShadowVariable(source_variable_name="jobs")] = None
    after: Annotated[Optional["Job"], NextElementShadowVariable(source_variable_name="jobs")] = None
    start: Annotated[int, CascadingUpdateShadowVariable(target_method_name="update_start")] = -1

    def update_start(self) -> None:
        """As early as the way and the window allow."""
        if self.crew is None:
            self.start = -1
        elif self.before is None:
            self.start = max(self.opens, self.crew.starts + self.crew.legs[self.place])
        else:
            self.start = max(self.opens, self.before.start + self.before.duration + self.before.legs[self.place])

    def way(self) -> int:
        """The leg to it."""
        if self.before is not None:
            return self.before.legs[self.place]
        return self.crew.legs[self.place]

    def way_home(self) -> int:
        """The leg from it to the end, if it is the last."""
        return self.legs[self.crew.place] if self.after is None else 0

    def late(self) -> int:
        """How long after its window it starts, and after its shift the worker is home."""
        late = max(0, self.start - self.closes)
        if self.after is None:
            late += max(0, self.start + self.duration + self.legs[self.crew.place] - self.crew.ends)
        return late

    def lacks_skills(self) -> bool:
        """Whether the worker has not all of the skills."""
        return self.skills & self.crew.skills != self.skills


@planning_entity
@dataclass
class Crew:
    """A worker's shift."""

    number: Annotated[int, PlanningId]
    worker: int
    place: int
    legs: list[int]
    starts: int
    ends: int
    skills: int
    capacity: int
    jobs: Annotated[list[Job], PlanningListVariable(allows_unassigned_values=True)] = field(default_factory=list)

    def excess(self) -> int:
        """Load above the capacity."""
        load = 0
        for job in self.jobs:
            load += job.load
        return max(0, load - self.capacity)


@planning_solution
@dataclass
class Plan:
    """The whole problem, and its answer."""

    crews: Annotated[list[Crew], PlanningEntityCollectionProperty]
    jobs: Annotated[list[Job], PlanningEntityCollectionProperty, ValueRangeProvider]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = None


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    """Rules first, then tasks left out, then travel and carers of a client."""
    score = HardMediumSoftScore
    return [
        factory.for_each(Job)
        .filter(lambda job: job.late() > 0)
        .penalize(score.ONE_HARD, lambda job: job.late())
        .as_constraint("late"),
        factory.for_each(Job)
        .filter(lambda job: job.lacks_skills())
        .penalize(score.ONE_HARD, lambda job: 3600)
        .as_constraint("skills"),
        factory.for_each(Crew)
        .filter(lambda crew: crew.excess() > 0)
        .penalize(score.ONE_HARD, lambda crew: crew.excess())
        .as_constraint("capacity"),
        factory.for_each_including_unassigned(Job)
        .filter(lambda job: job.crew is None)
        .penalize(score.ONE_MEDIUM)
        .as_constraint("left out"),
        factory.for_each(Job).penalize(score.ONE_SOFT, lambda job: job.way() + job.way_home()).as_constraint("travel"),
        factory.for_each(Job)
        .filter(lambda job: job.face > 0)
        .group_by(lambda job: job.client, lambda job: job.crew.worker, lambda job: job.face)
        .penalize(score.ONE_SOFT, lambda client, worker, face: face)
        .as_constraint("carers of a client"),
    ]
