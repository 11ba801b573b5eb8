"""How cases are put to peers, with a stand-in for a peer."""

import unittest

import greedy
import plan
from checks.homecare import check
from instances.homecare import parse, routing
from routing import Stop, earliest, with_moments
from tests.test_homecare import DOC


class Plan(unittest.TestCase):
    def setUp(self) -> None:
        self.instance = parse(DOC)
        self.problem = routing(self.instance)

    def test_a_route_starts_as_early_as_can_be(self) -> None:
        self.assertEqual(earliest(self.problem, 0, [0, 1]), [Stop(0, 1500), Stop(1, 2600)])

    def test_the_moment_of_a_double_up(self) -> None:
        # One half at 2600, the other one at 3000: the mean is 2800. The window is from 2000 to 6000.
        both = {0: [Stop(1, 2600)], 1: [Stop(2, 3000)]}
        self.assertEqual(plan.agreed(self.problem, both), {"v2": 2800})
        self.assertEqual(plan.agreed(self.problem, {0: [Stop(1, 2600)]}), {"v2": 3300})
        self.assertEqual(plan.agreed(self.problem, {}), {"v2": 4000})
        fixed = with_moments(self.problem, {"v2": 2800})
        self.assertEqual([(task.opens, task.closes) for task in fixed.tasks[1:3]], [(2800, 2800)] * 2)
        self.assertEqual((fixed.tasks[0], fixed.together), (self.problem.tasks[0], []))

    def test_the_first_plan_has_no_faults(self) -> None:
        fixed = with_moments(self.problem, {"v2": 2800})
        services = plan.services(fixed, greedy.plan(fixed))
        found = check(self.instance, services)
        self.assertEqual((found.unserved, found.faults), (0, ()))


if __name__ == "__main__":
    unittest.main()
