//! A state as the rules on a carer's days see it.

use super::State;
use crate::evaluate::days::{self, Room, Routes};
use crate::problem::Problem;

impl Routes for State<'_> {
    fn problem(&self) -> &Problem {
        self.problem
    }

    fn is_used(&self, shift: u32) -> bool {
        !self.routes[shift as usize].is_empty()
    }

    fn has_work(&self, shift: u32) -> bool {
        self.routes[shift as usize].iter().any(|node| !self.problem.is_rest(*node))
    }

    fn leaves(&self, shift: u32) -> i64 {
        let node = self.routes[shift as usize][0];
        self.problem.leaves_for(shift, node, self.start(self.problem.node(node).visit))
    }

    fn returns(&self, shift: u32) -> i64 {
        let route = &self.routes[shift as usize];
        let last = route[route.len() - 1];
        let (info, node) = (self.problem.shift(shift), self.problem.node(last));
        let way = self.problem.leg(info.mode, self.place_of(last), info.end_place);
        self.start(node.visit) + node.offset + node.duration + way
    }
}

impl State<'_> {
    /// The earliest departure in a shift; so late that nothing fits when it cannot be had.
    #[inline]
    pub fn opening(&self, shift: u32) -> i64 {
        let info = self.problem.shift(shift);
        if !self.problem.ties_days {
            return info.start;
        }
        days::opening(self, shift).unwrap_or(i64::MAX / 4)
    }

    /// The latest return to the end of a shift that its end and the carer's next day allow; necessary, not sufficient.
    #[inline]
    pub fn closing(&self, shift: u32) -> i64 {
        let info = self.problem.shift(shift);
        if !self.problem.ties_days {
            return info.end;
        }
        let [rested, _] = days::held_up(self, shift, 0);
        rested.map_or(info.end, |(next, rest)| {
            let first = self.stops[next as usize][0];
            let departs_at_start = self.problem.shift(next).departs_at_start;
            let leaves =
                if departs_at_start { self.leaves(next) } else { first.latest - first.leg };
            info.end.min(leaves - rest)
        })
    }

    /// How late the stops of a route may move.
    #[inline]
    pub(super) fn room(&self, shift: u32) -> Room {
        if !self.problem.ties_days || self.routes[shift as usize].is_empty() {
            return Room::ANY;
        }
        days::room(self, shift)
    }

    /// Whether an unused shift may get work, going by the rules on its carer's days; rest between them aside, which is a matter
    /// of times.
    pub fn may_open(&self, shift: u32) -> bool {
        let carer = &self.problem.carers[self.problem.shift(shift).carer as usize];
        let Some(duty) = &carer.duty else { return true };
        duty.allows(|index| {
            let other = carer.shifts.start + index as u32;
            other == shift || self.has_work(other)
        })
    }

    /// Whether the last removal left a schedule at all, and the carers of the routes that changed since the mark have only
    /// work that goes together.
    pub fn duties_hold(&self) -> bool {
        !self.torn && self.touched().all(|shift| self.duty_holds(self.problem.shift(shift).carer))
    }

    /// Whether a carer has only work that goes together.
    pub fn duty_holds(&self, carer: u32) -> bool {
        let carer = &self.problem.carers[carer as usize];
        carer.duty.as_ref().is_none_or(|duty| {
            duty.allows_times(|index| {
                let shift = carer.shifts.start + index as u32;
                let tally = self.tally(shift);
                self.has_work(shift).then_some((tally.leaves, tally.returns))
            })
        })
    }

    /// Seeds of what can fall when the first or the last stop of a route is gone: the first stops of the next day and of the
    /// same day.
    pub(super) fn held_by(&self, shift: u32) -> impl Iterator<Item = u32> + '_ {
        let carer = &self.problem.carers[self.problem.shift(shift).carer as usize];
        let tied = self.problem.ties_days && carer.duty.is_some();
        let next = tied.then(|| days::next_used(self, shift)).flatten();
        let first = tied.then(|| days::used_mates(self, shift).next()).flatten();
        let visit = |shift: u32| self.problem.node(self.routes[shift as usize][0]).visit;
        next.into_iter().chain(first).map(visit)
    }
}
