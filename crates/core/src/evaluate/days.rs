//! What the days of one carer ask of each other's times: rest between two of them, and the span of one.
//!
//! Both are bounds like those of legs: a route sets out no earlier than the last return of the day before plus the rest,
//! and the first one of a day no earlier than the day's last return less the span. So they are part of the least schedule
//! (see [`super::propagate`]). Rules that are more than that ([`Duty::needs_a_look`]) are asked of the times found.

use crate::problem::{Duty, Problem, Stints};

/// Routes with times, as the rules on days see them.
pub trait Routes {
    /// The problem.
    fn problem(&self) -> &Problem;
    /// Whether the route of a shift has any stop.
    fn is_used(&self, shift: u32) -> bool;
    /// Whether it has a stop that is no rest.
    fn has_work(&self, shift: u32) -> bool;
    /// When the carer of a route that is used departs.
    fn leaves(&self, shift: u32) -> i64;
    /// When the carer of a route that is used is back.
    fn returns(&self, shift: u32) -> i64;
    /// Both, where a route has a stop that is no rest.
    fn times(&self, shift: u32) -> Option<(i64, i64)> {
        self.has_work(shift).then(|| (self.leaves(shift), self.returns(shift)))
    }
}

/// How late stops of a route may move while the routes of the carer's other days stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Latest departure.
    pub leave_by: i64,
    /// Latest return.
    pub back_by: i64,
}

impl Room {
    /// Any times.
    pub const ANY: Self = Self { leave_by: i64::MAX / 4, back_by: i64::MAX / 4 };
}

/// No earlier than this: no bound.
const OPEN: i64 = i64::MIN / 4;

/// The next shift of the carer that is used.
pub fn next_used(routes: &impl Routes, shift: u32) -> Option<u32> {
    let problem = routes.problem();
    let own = &problem.carers[problem.shift(shift).carer as usize].shifts;
    (shift + 1..own.end).find(|other| routes.is_used(*other))
}

/// The shift of the carer that is used before this one.
pub fn previous_used(routes: &impl Routes, shift: u32) -> Option<u32> {
    let problem = routes.problem();
    let own = &problem.carers[problem.shift(shift).carer as usize].shifts;
    (own.start..shift).rev().find(|other| routes.is_used(*other))
}

/// The carer's shifts of the day of a shift, itself among them, as far as they are used.
pub fn used_mates(routes: &impl Routes, shift: u32) -> impl DoubleEndedIterator<Item = u32> {
    let problem = routes.problem();
    let carer = &problem.carers[problem.shift(shift).carer as usize];
    let mates = carer.duty_at(shift).map_or(0..0, |(duty, number)| duty.mates(number));
    let first = carer.shifts.start;
    (first + mates.start as u32..first + mates.end as u32).filter(|mate| routes.is_used(*mate))
}

fn duty_at(problem: &Problem, shift: u32) -> Option<(&Duty, usize)> {
    problem.carers[problem.shift(shift).carer as usize].duty_at(shift)
}

/// The earliest departure in a shift; `None` when its carer sets out at its start, and that is too early.
pub fn opening(routes: &impl Routes, shift: u32) -> Option<i64> {
    let problem = routes.problem();
    let info = problem.shift(shift);
    let mut opens = info.opens;
    if problem.ties_days
        && let Some((duty, number)) = duty_at(problem, shift)
    {
        if duty.bounds_rest()
            && let Some(before) = previous_used(routes, shift)
        {
            let rest = duty.rest_between(number - (shift - before) as usize, number);
            opens = opens.max(rest.map_or(OPEN, |rest| routes.returns(before) + rest));
        }
        if let Some(span) = duty.span()
            && used_mates(routes, shift).next().is_none_or(|first| first >= shift)
            && let Some(last) = used_mates(routes, shift).next_back()
        {
            opens = opens.max(routes.returns(last) - span);
        }
    }
    info.earliest_departure(opens)
}

/// The earliest departures that the return from a shift at `back` asks for, as pairs of a used shift and a time: of the next
/// day, and of the first shift of the same day.
pub fn held_up(routes: &impl Routes, shift: u32, back: i64) -> [Option<(u32, i64)>; 2] {
    let Some((duty, number)) = duty_at(routes.problem(), shift) else { return [None; 2] };
    let next = if duty.bounds_rest() { next_used(routes, shift) } else { None };
    let rested = next.and_then(|next| {
        let rest = duty.rest_between(number, number + (next - shift) as usize)?;
        Some((next, back + rest))
    });
    let first = duty.span().and_then(|span| Some((used_mates(routes, shift).next()?, back - span)));
    [rested, first]
}

/// How late the stops of a used route may move.
pub fn room(routes: &impl Routes, shift: u32) -> Room {
    let problem = routes.problem();
    let mut room = Room::ANY;
    let Some((duty, number)) = duty_at(problem, shift).filter(|_| problem.ties_days) else {
        return room;
    };
    if duty.days_vary() {
        room.leave_by = duty.end_of_day(routes.leaves(shift));
    }
    if duty.asks_for_rest()
        && let Some(next) = next_used(routes, shift)
    {
        let worked = |of| used_mates(routes, of).filter(|mate| routes.has_work(*mate)).count();
        let later = number + (next - shift) as usize;
        if let Some(rest) = duty.rest_asked((number, worked(shift)), (later, worked(next))) {
            room.back_by = routes.leaves(next) - rest;
        }
    }
    if let Some(span) = duty.span() {
        let first = if duty.days_vary() {
            let same_day =
                |other: &u32| routes.leaves(*other) >= duty.start_of_day(routes.leaves(shift));
            (shift - number as u32..=shift).find(|other| routes.is_used(*other) && same_day(other))
        } else {
            used_mates(routes, shift).next()
        };
        room.back_by =
            room.back_by.min(first.map_or(i64::MAX, |first| routes.leaves(first) + span));
    }
    room
}

/// The used routes whose [`room`] depends on a shift's route, itself left out.
pub fn neighbours(routes: &impl Routes, shift: u32) -> impl Iterator<Item = u32> {
    let problem = routes.problem();
    let own = &problem.carers[problem.shift(shift).carer as usize].shifts;
    let range = match duty_at(problem, shift) {
        Some((duty, _)) if duty.ties_times() && duty.days_vary() => own.clone(),
        Some((duty, number)) if duty.ties_times() => {
            let mates = duty.mates(number);
            let first = own.start + mates.start as u32;
            previous_used(routes, first).unwrap_or(first)..own.start + mates.end as u32
        }
        _ => 0..0,
    };
    range.filter(move |other| *other != shift && routes.is_used(*other))
}

/// Whether the carer of a shift may have the routes with these times. What is in `stints` does not matter.
pub fn allowed(routes: &impl Routes, shift: u32, stints: &mut Stints) -> bool {
    let Some((duty, number)) = duty_at(routes.problem(), shift) else { return true };
    let first = shift - number as u32;
    duty.allows_times(stints, |number| routes.times(first + number as u32))
}
