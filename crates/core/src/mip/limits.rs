//! Whether a plan of indices keeps the limits on carers' hours, by plain loops, as in [`super::ledger`].

use std::collections::BTreeMap;

use super::ledger;
use crate::problem::{Calendar, Problem};

/// The first limit on hours that a carer is beyond, in words for developers; `None` when all are kept.
pub(super) fn fault(
    problem: &Problem,
    routes: &[Vec<u32>],
    starts: &[i64],
    carer: u32,
) -> Option<&'static str> {
    let calendar = problem.calendar.as_ref()?;
    let own = &problem.carers[carer as usize];
    if own.hours.cap.is_some_and(|cap| ledger::worked(problem, routes, starts, carer) > cap) {
        return Some("beyond the contract");
    }
    fault_of(problem, carer, |shift| {
        working(problem, calendar, shift, &routes[shift as usize], starts)
    })
}

/// The first limit on working time that a carer is beyond, by the day on which each shift's route is set out for and its
/// working time; `None` without care.
pub(super) fn fault_of(
    problem: &Problem,
    carer: u32,
    working: impl Fn(u32) -> Option<(i64, i64)>,
) -> Option<&'static str> {
    let calendar = problem.calendar.as_ref()?;
    let own = &problem.carers[carer as usize];
    let limits = own.limits?;
    let mut days: BTreeMap<i64, i64> = BTreeMap::new();
    for shift in own.shifts.clone() {
        if let Some((day, time)) = working(shift) {
            *days.entry(day).or_default() += time;
        }
    }
    let mut weeks: BTreeMap<i64, i64> = BTreeMap::new();
    for (day, time) in days.iter().filter(|(day, _)| **day / 7 < calendar.weeks) {
        *weeks.entry(day / 7).or_default() += time;
    }
    let beyond = |limit: Option<i64>, time: i64| limit.is_some_and(|limit| time > limit);
    if days.values().any(|time| beyond(limits.day, *time)) {
        return Some("a day too long");
    }
    if weeks.values().any(|time| beyond(limits.week, *time)) {
        return Some("a week too long");
    }
    let all = days.values().sum();
    (!days.is_empty() && beyond(limits.horizon, all)).then_some("too much on average")
}

/// The day on which a route is set out for, and its working time; `None` for a route without care.
fn working(
    problem: &Problem,
    calendar: &Calendar,
    shift: u32,
    route: &[u32],
    starts: &[i64],
) -> Option<(i64, i64)> {
    let (depart, finish) = ledger::times(problem, shift, route, starts)?;
    let lead = ledger::lead(problem, route)?;
    let legs = ledger::legs(problem, shift, route);
    // Rests are no wait, but what lies before and after them is one, up to the next care.
    let (mut free, mut wait, mut own) = (depart, 0, 0);
    for (&node, leg) in route.iter().zip(&legs).skip(lead) {
        wait += ledger::begin(problem, node, starts) - free - leg;
        if !problem.is_rest(node) {
            own += if wait > calendar.paid_gap { wait } else { 0 };
            wait = 0;
        }
        free = ledger::end(problem, node, starts);
    }
    Some((calendar.day(depart), finish - depart - own))
}
