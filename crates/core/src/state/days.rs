//! A state as the rules on a carer's days see it.

use super::{RouteStop, State};
use crate::evaluate::days::{self, Room, Routes};
use crate::problem::{Problem, Shift, Stints};

/// What the carer's other days ask of a route: whether it has work and, in the least schedule, when it ends on both sides.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ends {
    /// Stops that are no rests.
    care: u32,
    /// Departure and return, while they are known.
    leaves: i64,
    returns: i64,
    /// Not while the route is being changed, nor where it has no stops.
    pub(super) are_known: bool,
}

impl Ends {
    /// Counts a stop that is no rest as it comes or goes.
    pub(super) fn count(&mut self, added: bool) {
        self.care = if added { self.care + 1 } else { self.care - 1 };
    }

    /// Takes down the ends of a route as it stands, `home` being the way home.
    pub(super) fn learn(&mut self, shift: &Shift, stops: &[RouteStop], home: i64) {
        if let (Some(first), Some(last)) = (stops.first(), stops.last()) {
            let sets_out = first.begins - first.leg;
            self.leaves = if shift.departs_at_start { shift.start } else { sets_out };
            (self.returns, self.are_known) = (last.free + home, true);
        }
    }
}

impl Routes for State<'_> {
    fn problem(&self) -> &Problem {
        self.problem
    }

    fn is_used(&self, shift: u32) -> bool {
        !self.routes[shift as usize].is_empty()
    }

    fn has_work(&self, shift: u32) -> bool {
        self.ends[shift as usize].care > 0
    }

    fn leaves(&self, shift: u32) -> i64 {
        let ends = &self.ends[shift as usize];
        if ends.are_known {
            return ends.leaves;
        }
        let node = self.routes[shift as usize][0];
        self.problem.leaves_for(shift, node, self.start(self.problem.node(node).visit))
    }

    fn returns(&self, shift: u32) -> i64 {
        let ends = &self.ends[shift as usize];
        if ends.are_known {
            return ends.returns;
        }
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
        if self.torn {
            return false;
        }
        let (mut looked_at, mut stints) = (Vec::new(), Stints::default());
        self.journal.routes.iter().all(|saved| {
            let (before, now) = (&saved.tally, self.tally(saved.shift));
            let carer = self.problem.shift(saved.shift).carer;
            let is_as_before = (saved.ends.care > 0) == self.has_work(saved.shift)
                && (before.leaves, before.returns) == (now.leaves, now.returns);
            if is_as_before || looked_at.contains(&carer) {
                return true;
            }
            looked_at.push(carer);
            self.duty_holds(carer, &mut stints)
        })
    }

    /// Whether a carer has only work that goes together. What is in `stints` does not matter.
    pub fn duty_holds(&self, carer: u32, stints: &mut Stints) -> bool {
        let carer = &self.problem.carers[carer as usize];
        carer.duty.as_ref().is_none_or(|duty| {
            duty.allows_times(stints, |index| {
                let shift = carer.shifts.start + index as u32;
                let tally = self.tally(shift);
                self.has_work(shift).then_some((tally.leaves, tally.returns))
            })
        })
    }

    /// Has routes priced afresh whose room hangs on routes that changed, unless they fit in for certain.
    pub(super) fn touch_neighbours(&mut self) {
        if !self.problem.ties_days || self.problem.earliest_is_best {
            return;
        }
        let mut pressed = Vec::new();
        for &shift in &self.dirty {
            let near = days::neighbours(self, shift);
            pressed.extend(near.filter(|near| !self.tally(*near).fits_in(&self.room(*near))));
        }
        pressed.into_iter().for_each(|shift| self.touch(shift));
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
