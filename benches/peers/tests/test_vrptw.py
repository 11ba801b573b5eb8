"""The VRPTW checker on three customers that were worked out by hand."""

import unittest

from checks.vrptw import check
from instances.vrptw import parse

TEXT = """BY HAND

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0         40          0
    1      3          4          6          0         10          2
    2      1          1          4          9         30          3
    3      6          8          5          0         30          1
"""


class Vrptw(unittest.TestCase):
    def setUp(self) -> None:
        self.instance = parse(TEXT)

    def test_legs_are_truncated(self) -> None:
        # Roots: 25, 2, 100; 2-1: 13 (3.605), 3-1: 25, 3-2: 74 (8.602).
        self.assertEqual(self.instance.legs[0], [0, 50, 14, 100])
        self.assertEqual((self.instance.legs[1][2], self.instance.legs[2][3]), (36, 86))

    def test_a_whole_solution(self) -> None:
        # 5 + 3.6 + 1.4, and 10 out and back.
        found = check(self.instance, [[1, 2], [3], []])
        self.assertEqual((found.distance, found.routes, found.unserved, found.faults), (30.0, 2, 0, ()))

    def test_load(self) -> None:
        # 6 + 5 are over 10; the way is 5 + 5 + 10.
        found = check(self.instance, [[1, 3]])
        self.assertEqual((found.distance, found.unserved), (20.0, 1))
        self.assertEqual(found.faults, ("route 1 carries 11 of 10",))

    def test_lateness(self) -> None:
        # 2 starts at 9 (it opens then), and ends at 12: 1 is reached at 15.6, after 10.
        self.assertEqual(check(self.instance, [[2, 1]]).faults, ("route 1 is late at 1",))
        # 2 from 9 to 12, 3 from 20.6 to 21.6, home at 31.6.
        self.assertEqual(check(self.instance, [[2, 3]]).faults, ())
        early = parse(TEXT.replace("0         40  ", "0         31  "))
        self.assertEqual(check(early, [[2, 3]]).faults, ("route 1 is late at the depot",))

    def test_what_is_double_unknown_or_too_much(self) -> None:
        self.assertEqual(check(self.instance, [[1], [1]]).faults, ("1 is visited 2 times",))
        self.assertIn("no customers [7]", check(self.instance, [[1, 7]]).faults[0])
        self.assertEqual(check(self.instance, [[1], [2], [3]]).faults, ("3 routes, 2 vehicles",))


if __name__ == "__main__":
    unittest.main()
