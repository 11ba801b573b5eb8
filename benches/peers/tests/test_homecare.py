"""The home-care checker on a day that was worked out by hand."""

import unittest

from checks.homecare import Service, check
from instances.homecare import falls_apart, parse, routing

# At 36 km/h a metre takes a tenth of a second: 3-4-5 triangles give 500 s for 5 km.
DOC = {
    "name": "by hand",
    "days": 1,
    "speed_kmh": 36,
    "locations": [[0, 0], [3, 4], [6, 8], [0, 0.001]],
    "workers": [
        {"id": "a", "home": 0, "skills": ["hoist"], "shifts": [{"start": 1000, "end": 9000}]},
        {"id": "b", "home": 2, "skills": [], "shifts": [{"start": 1000, "end": 4000}, {"start": 5000, "end": 9000}]},
    ],
    "visits": [
        {"id": "v1", "client": "x", "loc": 1, "duration": 600, "window": [1500, 3000], "skills": ["hoist"]},
        {"id": "v2", "client": "y", "loc": 2, "duration": 600, "window": [2000, 6000], "carers": 2},
        {"id": "v3", "client": "x", "loc": 1, "duration": 300, "window": [6000, 7000]},
    ],
}


class Homecare(unittest.TestCase):
    def setUp(self) -> None:
        self.instance = parse(DOC)

    def check(self, *services: tuple[str, str, int]):
        return check(self.instance, [Service(*service) for service in services])

    def test_legs_are_rounded_up(self) -> None:
        self.assertEqual(self.instance.legs[0], [0, 500, 1000, 1])
        self.assertEqual(self.instance.legs[1][2], 500)

    def test_a_whole_plan(self) -> None:
        # a: home 0 - v1 (500) - v2 (500) - v3 (500) - home (500); b: at home in v2's place, no way at all.
        found = self.check(("a", "v1", 1500), ("a", "v2", 2600), ("b", "v2", 2600), ("a", "v3", 6000))
        self.assertEqual(found.faults, ())
        self.assertEqual((found.unserved, found.half_served), (0, 0))
        self.assertAlmostEqual(found.travel_minutes, 2000 / 60)
        # x sees a alone, y sees a and b.
        self.assertAlmostEqual(found.carers_per_client, 1.5)
        self.assertAlmostEqual(found.main_carer_share, 0.75)

    def test_a_double_up_with_one_carer_is_half_served(self) -> None:
        found = self.check(("b", "v2", 2600))
        self.assertEqual((found.unserved, found.half_served, found.faults), (3, 1, ()))
        self.assertEqual(found.travel_minutes, 0)

    def test_carers_that_come_one_after_the_other(self) -> None:
        found = self.check(("a", "v2", 2000), ("b", "v2", 2001))
        self.assertEqual((found.unserved, len(found.faults)), (2, 1))
        self.assertIn("different moments", found.faults[0])

    def test_one_carer_does_not_count_twice(self) -> None:
        found = self.check(("b", "v2", 2000), ("b", "v2", 2000))
        self.assertEqual((found.unserved, found.half_served), (3, 1))
        self.assertIn("served 2 times by 1 workers", " ".join(found.faults))

    def test_more_carers_than_a_visit_needs(self) -> None:
        found = self.check(("a", "v1", 1500), ("b", "v1", 1500))
        faults = " ".join(found.faults)
        self.assertIn("served 2 times by 2 workers", faults)
        self.assertIn("b lacks skills for v1", faults)

    def test_times(self) -> None:
        self.assertEqual(self.check(("a", "v1", 1500)).faults, ())
        self.assertIn("outside of its window", self.check(("a", "v1", 1499)).faults[0])
        self.assertIn("outside of its window", self.check(("a", "v1", 3001)).faults[0])
        # v1 ends at 2400 and v2 is 500 s away.
        self.assertEqual(self.check(("a", "v1", 1800), ("a", "v2", 2900)).faults, ())
        self.assertIn("cannot be at v2 by 2899", self.check(("a", "v1", 1800), ("a", "v2", 2899)).faults[0])

    def test_the_ends_of_shifts(self) -> None:
        # b's first shift: 3400 + 600 s at home end at 4000.
        self.assertEqual(self.check(("b", "v2", 3400)).faults, ())
        self.assertIn("not home by the end of shift 1", self.check(("b", "v2", 3401)).faults[0])
        # Between the shifts a visit belongs to the first one, which is over.
        self.assertIn("not home by the end of shift 1", self.check(("b", "v2", 4500)).faults[0])
        self.assertEqual(self.check(("b", "v2", 5000)).faults, ())
        # v3 is 500 s from b's home, both ways, in the second shift.
        found = self.check(("b", "v3", 6000))
        self.assertEqual((found.faults, found.travel_minutes), ((), 1000 / 60))

    def test_strangers(self) -> None:
        self.assertEqual(len(self.check(("c", "v1", 1500), ("a", "v9", 1500)).faults), 2)

    def test_the_problem_of_peers(self) -> None:
        problem = routing(self.instance)
        self.assertEqual([task.visit for task in problem.tasks], ["v1", "v2", "v2", "v3"])
        self.assertEqual(problem.together, [(1, 2)])
        self.assertEqual([vehicle.worker for vehicle in problem.vehicles], ["a", "b", "b"])
        # v1 needs a hoist; v3 opens after b's first shift.
        may = [[problem.may(vehicle, task) for task in problem.tasks] for vehicle in problem.vehicles]
        self.assertEqual(may[0], [True] * 4)
        self.assertEqual(may[1], [False, True, True, False])
        self.assertEqual(may[2], [False, True, True, True])
        self.assertTrue(falls_apart(self.instance))
        self.assertEqual(routing(self.instance, 1).tasks, [])


if __name__ == "__main__":
    unittest.main()
