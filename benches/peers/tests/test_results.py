"""The side file, the page and the section."""

import tempfile
import unittest
from pathlib import Path

import page
import results
from cases import Case
from section import section
from section.homecare import verdict


def row(solver: str, case: str, seed: int = 1, **more: object) -> dict:
    """A run of 5 s on 2 cores."""
    family = "homecare" if case.startswith("hc") else "vrptw"
    base = {"solver": solver, "program": "p", "version": "1", "case": case, "family": family, "seconds": 5, "cores": 2}
    return {**base, "seed": seed, "date": "2026-11-25", "elapsed": 5.0, "cores_had": 1.0, "faults": 0, **more}


def day(solver: str, unserved: int, travel: float, **more: object) -> dict:
    """A run of a home-care day."""
    figures = {"unserved": unserved, "half_served": 0, "travel_minutes": travel, "carers_per_client": 1.5}
    return row(solver, "hc_day40", figures={**figures, "main_carer_share": 0.8}, **more)


def route(solver: str, distance: float, **more: object) -> dict:
    """A run of a VRPTW file."""
    return row(solver, "R101", figures={"distance": distance, "routes": 20, "unserved": 0}, **more)


class Results(unittest.TestCase):
    def test_a_cut_off_line_costs_one_run(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "new" / "results.jsonl"
            self.assertEqual(results.read(path), [])
            results.add(path, day("rota", 0, 1.0))
            path.write_text(path.read_text() + '{"solver": "py')
            results.add(path, day("rota", 0, 1.0, seed=2))
            self.assertEqual([one["seed"] for one in results.read(path)], [1, 2])

    def test_runs_without_an_answer_are_done_again(self) -> None:
        lost = row("pyvrp", "R101", error="no answer")
        self.assertEqual(results.done([lost]), set())
        self.assertEqual(len(results.done([lost, route("pyvrp", 1.0)])), 1)
        kept = results.comparable([route("pyvrp", 1.0), lost], 5, 2, 1)
        self.assertEqual([one.get("error") for one in kept], [None])

    def test_runs_of_one_length_and_of_the_last_program_count(self) -> None:
        rows = [day("rota", 0, 9.0, program="old"), day("rota", 0, 5.0), day("rota", 0, 1.0, seed=2)]
        self.assertEqual(len(results.comparable(rows, 5, 2, 1)), 1)
        self.assertEqual(len(results.comparable(rows, 5, 2, 2)), 2)
        self.assertEqual(results.comparable(rows, 6, 2, 2), [])


class Page(unittest.TestCase):
    def test_a_section_is_replaced_and_the_rest_stays(self) -> None:
        other = "# Benchmarks\n\n<!-- begin vrptw: written by rota-quality -->\n\nx\n\n<!-- end vrptw -->\n"
        first = page.merge(other, "one")
        self.assertTrue(first.startswith(other.rstrip()))
        again = page.merge(first + "\nBy hand.\n", "two")
        self.assertIn("By hand.", again)
        self.assertIn("two", again)
        self.assertNotIn("one", again)
        self.assertTrue(again.startswith(other.rstrip()))
        self.assertRaises(ValueError, page.merge, first.replace(page.END, ""), "x")

    def test_continuity_in_a_week(self) -> None:
        own = {"unserved": 0, "half_served": 0, "carers_per_client": 4.0, "main_carer_share": 0.5, "faults": 0}
        means = {
            "rota": {**own, "travel_minutes": 7000.0},
            "rota_travel": {**own, "travel_minutes": 6500.0, "carers_per_client": 5.0},
            "pyvrp": {**own, "travel_minutes": 7500.0, "carers_per_client": 6.0},
            "vroom": {**own, "travel_minutes": 5000.0, "carers_per_client": 3.0, "unserved": 90},
        }
        text = verdict("hc_week56", means)
        self.assertIn("rota, travel alone is ahead of PyVRP and VROOM. It leaves out 0 visits with 6500 min", text)
        self.assertIn("rota sends 4.0 carers to a client, at 7000 min and with 0 visits not served; PyVRP sends 6.0.", text)
        self.assertIn("Fewer than rota: VROOM (3.0, with 90 visits not served).", text)

    def test_wins_and_losses_are_told(self) -> None:
        rows = [day("rota", 0, 1000.0), day("pyvrp", 0, 900.0), day("vroom", 3, 800.0)]
        rows += [route("rota", 1637.7), route("pyvrp", 1637.7), route("ortools", 1600.0, faults=1)]
        rows += [route("vroom", 1630.0), row("timefold", "R101", error="no answer")]
        text = section(rows, [Case("R101", "vrptw", 1637.7)])
        self.assertIn("rota is ahead of VROOM, and behind PyVRP. It leaves out 0 visits with 1000 min", text)
        self.assertIn("- PyVRP: rota is better on 0, equal on 1, worse on 0.", text)
        self.assertIn("- VROOM: rota is better on 0, equal on 0, worse on 1 (R101).", text)
        self.assertIn("- OR-Tools: rota is better on 0, equal on 0, worse on 0. It has no whole answer to 1 of 1", text)
        self.assertIn("| 100 | 1 | +0.00 % | +0.00 % | - | -0.47 % | - |", text)
        self.assertIn("| R101 | 1637.7 | +0.00 % | +0.00 % | - | -0.47 % | - |", text)
        self.assertIn("| hc_day40 | VROOM | 1 | 3 | 0 | 800.0 | 1.50 | 0.80 | 0 |", text)


if __name__ == "__main__":
    unittest.main()
