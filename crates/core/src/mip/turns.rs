//! What the rules on a carer's days ask of the starts of routes that stay as they are.

use super::ledger;
use crate::problem::{Duty, Problem};

/// The carer leaves for the route of shift `to` at least so long after being back from that of shift `from`. For a day of
/// which `to` is the first route, that can be a negative time: the span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) least: i64,
}

/// All of them, as far as they do not hold whatever the starts are.
#[derive(Debug, Default)]
pub(super) struct Turns {
    pub(super) turns: Vec<Turn>,
    /// First and last departure with which a route stays on its day, where that is not certain; by shift, with any time for
    /// the others.
    days: Vec<(u32, i64, i64)>,
}

impl Turns {
    /// Those of routes with these starts, each visit staying in its window piece.
    pub(super) fn new(
        problem: &Problem,
        routes: &[Vec<u32>],
        starts: &[i64],
        pieces: &[Option<usize>],
    ) -> Self {
        let mut all = Self::default();
        if problem.ties_days {
            for carer in &problem.carers {
                if let Some(duty) = &carer.duty {
                    all.add(problem, routes, starts, (carer.shifts.clone(), duty));
                }
            }
        }
        all.turns.retain(|turn| {
            let least = earliest_departure(problem, routes, pieces, turn.to)
                - latest_return(problem, routes, pieces, turn.from);
            least < turn.least
        });
        all
    }

    /// First and last departure with which a route stays on its day.
    pub(super) fn day(&self, shift: u32) -> Option<(i64, i64)> {
        let found = self.days.binary_search_by_key(&shift, |day| day.0).ok()?;
        Some((self.days[found].1, self.days[found].2))
    }

    fn add(
        &mut self,
        problem: &Problem,
        routes: &[Vec<u32>],
        starts: &[i64],
        (shifts, duty): (std::ops::Range<u32>, &Duty),
    ) {
        // Day, first shift, last shift, number of routes.
        let mut days: Vec<(i64, u32, u32, usize)> = Vec::new();
        for shift in shifts {
            let Some((leaves, _)) = ledger::times(problem, shift, &routes[shift as usize], starts)
            else {
                continue;
            };
            let number = duty.day(leaves);
            if duty.days_vary() {
                self.days.push((shift, duty.start_of_day(leaves), duty.end_of_day(leaves)));
            }
            match days.last_mut().filter(|day| day.0 == number) {
                Some(day) => (day.2, day.3) = (shift, day.3 + 1),
                None => days.push((number, shift, shift, 1)),
            }
        }
        for pair in days.windows(2) {
            if let Some(rest) = duty.rest_with(pair[0].3 > 1 || pair[1].3 > 1) {
                self.turns.push(Turn { from: pair[0].2, to: pair[1].1, least: rest });
            }
        }
        if let Some(span) = duty.span() {
            let days = days.iter();
            self.turns.extend(days.map(|day| Turn { from: day.2, to: day.1, least: -span }));
        }
    }
}

/// Seconds between leaving and the start of a route's first visit.
pub(super) fn way_out(problem: &Problem, shift: u32, route: &[u32]) -> i64 {
    ledger::legs(problem, shift, route)[0] - problem.node(route[0]).offset
}

/// Seconds between the start of a route's last visit and being back.
pub(super) fn way_back(problem: &Problem, shift: u32, route: &[u32]) -> i64 {
    let last = problem.node(route[route.len() - 1]);
    last.offset + last.duration + ledger::legs(problem, shift, route)[route.len()]
}

fn earliest_departure(
    problem: &Problem,
    routes: &[Vec<u32>],
    pieces: &[Option<usize>],
    shift: u32,
) -> i64 {
    let (at, route) = (problem.shift(shift), &routes[shift as usize]);
    let visit = problem.node(route[0]).visit;
    let piece = pieces[visit as usize].unwrap_or(0);
    let first = problem.visit(visit).windows[piece].earliest - way_out(problem, shift, route);
    if at.departs_at_start { at.start } else { first.max(at.opens) }
}

fn latest_return(
    problem: &Problem,
    routes: &[Vec<u32>],
    pieces: &[Option<usize>],
    shift: u32,
) -> i64 {
    let (at, route) = (problem.shift(shift), &routes[shift as usize]);
    let visit = problem.node(route[route.len() - 1]).visit;
    let piece = pieces[visit as usize].unwrap_or(0);
    at.end.min(problem.visit(visit).windows[piece].latest + way_back(problem, shift, route))
}
