//! How cheap the rest of a route can be after a partial one, to the last tick.

use super::super::class::Class;
use super::super::curve::{self, Points};
use super::super::label::{Rest, rests};
use super::super::terms::Terms;
use super::mirror::{mirrored_class, mirrored_terms};
use crate::problem::Problem;

/// Labels of rests that may be made.
const MOST_LABELS: usize = 60_000;

/// The rests of all routes of a class below some cost, by their first stop, those that can be cheapest first.
pub(super) struct Rests {
    of: Vec<Vec<Rest>>,
    wait: i64,
    /// How many were looked at so far.
    pub(super) looks: usize,
}

impl Rests {
    /// Those of routes that cost less than `limit`; `None` if there are too many.
    pub(super) fn new(problem: &Problem, class: &Class, terms: &Terms, limit: i64) -> Option<Self> {
        let (mirror, mirrored) = (mirrored_class(problem, class), mirrored_terms(terms));
        let mut of = rests(&mirror, &mirrored, limit - terms.used, MOST_LABELS)?;
        of.iter_mut().for_each(|list| list.sort_by_key(|rest| rest.least));
        Some(Self { of, wait: terms.wait, looks: 0 })
    }

    /// Whether a route that ends with a curve, goes on by a leg of some time and cost, and came to `visits` can cost less than
    /// `limit`.
    pub(super) fn can_follow(
        &mut self,
        (points, visits): (&Points, &[u32]),
        to: usize,
        (time, cost): (i64, i64),
        limit: i64,
    ) -> bool {
        let before = curve::least(points) + cost;
        let mut promising = self.of[to].iter().take_while(|rest| before + rest.least < limit);
        promising.any(|rest| {
            self.looks += 1;
            !rest.memory.iter().any(|visit| visits.contains(visit))
                && join(points, time, &rest.points, self.wait).is_some_and(|c| c + cost < limit)
        })
    }
}

/// The least cost of a curve and a mirrored one that begins `shift` or more after it; `None` if it can't.
fn join(points: &Points, shift: i64, rest: &Points, wait: i64) -> Option<i64> {
    let (first, last) = (points[0].0 + shift, -rest[0].0);
    let times = points.iter().map(|point| point.0 + shift);
    let times = times.chain(rest.iter().map(|point| -point.0)).chain([first, last]);
    let value =
        |time: i64| curve::value(points, time - shift, wait) + curve::value(rest, -time, wait);
    times.filter(|time| (first..=last).contains(time)).map(value).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_and_a_rest_meet_where_they_are_cheapest() {
        // From 0 on: falls by 2 until 5, then waits for 1. Back from 20: falls by 3 until 12 is reached, then waits for 1.
        let (points, rest) = ([(0, 10), (5, 0)], [(-20, 24), (-12, 0)]);
        let brute = |shift: i64| {
            let value = |t: i64| curve::value(&points, t - shift, 1) + curve::value(&rest, -t, 1);
            (shift..=20).map(value).min()
        };
        for shift in [0, 4, 9, 15, 20] {
            assert_eq!(join(&points, shift, &rest, 1), brute(shift), "{shift}");
        }
        assert_eq!(join(&points, 21, &rest, 1), None);
    }
}
