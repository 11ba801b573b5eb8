//! Starts on trial as the rules on a carer's days see them.

use super::{Placement, Trial};
use crate::evaluate::days::{self, Room, Routes};
use crate::problem::{HERE, Problem, Stints};
use crate::state::State;

/// Routes and starts with what is on trial.
#[derive(Clone, Copy)]
struct OnTrial<'a> {
    trial: &'a Trial,
    state: &'a State<'a>,
    /// Whether returns that are on trial themselves ask for nothing.
    settled_only: bool,
}

/// A time that asks for nothing.
const NEVER_BACK: i64 = i64::MIN / 4;

impl OnTrial<'_> {
    /// Whether a route is as it is in the state.
    fn is_as_before(&self, shift: u32) -> bool {
        self.trial.moved[shift as usize] != self.trial.stamp
    }

    fn placed(&self, shift: u32) -> Option<&Placement> {
        self.trial.placements.iter().find(|placed| placed.shift == shift)
    }

    /// The first node of a route that is used.
    fn first(&self, shift: u32) -> u32 {
        let placed = self.placed(shift).filter(|placed| placed.position == 0);
        placed.map_or_else(|| self.state.route(shift)[0], |placed| placed.node)
    }

    /// Whether a route had work before and is set out for at the same time.
    fn leaves_as_before(&self, shift: u32) -> bool {
        self.is_as_before(shift)
            || self.state.has_work(shift) && self.leaves(shift) == self.state.leaves(shift)
    }

    fn last(&self, shift: u32) -> u32 {
        let route = self.state.route(shift);
        let placed = self.placed(shift).filter(|placed| placed.position as usize == route.len());
        placed.map_or_else(|| route[route.len() - 1], |placed| placed.node)
    }
}

impl Routes for OnTrial<'_> {
    fn problem(&self) -> &Problem {
        self.state.problem()
    }

    fn is_used(&self, shift: u32) -> bool {
        self.state.is_used(shift) || self.placed(shift).is_some()
    }

    fn has_work(&self, shift: u32) -> bool {
        let problem = self.state.problem();
        self.state.has_work(shift)
            || self.placed(shift).is_some_and(|placed| !problem.is_rest(placed.node))
    }

    fn leaves(&self, shift: u32) -> i64 {
        if self.is_as_before(shift) {
            return self.state.leaves(shift);
        }
        let (problem, first) = (self.state.problem(), self.first(shift));
        let start = self.trial.start(self.state, problem.node(first).visit);
        problem.leaves_for(shift, first, start)
    }

    fn times(&self, shift: u32) -> Option<(i64, i64)> {
        if self.is_as_before(shift) {
            return self.state.times(shift);
        }
        self.has_work(shift).then(|| (self.leaves(shift), self.returns(shift)))
    }

    fn returns(&self, shift: u32) -> i64 {
        if self.is_as_before(shift) {
            return self.state.returns(shift);
        }
        let (problem, last) = (self.state.problem(), self.last(shift));
        let (info, node) = (problem.shift(shift), problem.node(last));
        if self.settled_only && self.trial.on_trial(node.visit) {
            return NEVER_BACK;
        }
        let place = if node.place == HERE {
            self.trial.place_of_rest(self.state, last)
        } else {
            node.place
        };
        let way = problem.leg(info.mode, place, info.end_place);
        self.trial.start(self.state, node.visit) + node.offset + node.duration + way
    }
}

impl Trial {
    fn days<'a>(&'a self, state: &'a State<'a>) -> OnTrial<'a> {
        OnTrial { trial: self, state, settled_only: false }
    }

    /// Notes that the routes of a visit have something on trial; those of a new one are told by its placements.
    pub(super) fn stamp_routes(&mut self, state: &State, visit: u32) {
        for node in state.problem().nodes_of(visit) {
            if let Some(moved) = self.moved.get_mut(state.shift_of(node) as usize) {
                *moved = self.stamp;
            }
        }
    }

    /// When a node could begin at the front of its route, going by all that is not on trial.
    pub(super) fn free_at_front(&self, state: &State, node: u32) -> i64 {
        let (problem, shift) = (state.problem(), state.shift_of(node));
        if !problem.ties_days {
            return state.free_before(shift, 0, node);
        }
        let days = OnTrial { settled_only: true, ..self.days(state) };
        let info = problem.shift(shift);
        let place = problem.node(node).place_from(info.start_place);
        let opening = days::opening(&days, shift).unwrap_or(info.start);
        opening + problem.leg(info.mode, info.start_place, place)
    }

    /// What the return from a shift at `back` asks of other days: visits that are the first there, and their earliest starts. A
    /// visit whose carer would have to set out after the shift's start gets one that cannot be had.
    pub(super) fn held_up(&self, state: &State, shift: u32, back: i64) -> [Option<(u32, i64)>; 2] {
        let (problem, days) = (state.problem(), self.days(state));
        if !problem.ties_days {
            return [None; 2];
        }
        days::held_up(&days, shift, back).map(|held| {
            held.map(|(other, leaves)| {
                let info = problem.shift(other);
                let first = days.first(other);
                let node = problem.node(first);
                let place = node.place_from(info.start_place);
                let way = problem.leg(info.mode, info.start_place, place);
                let bound = info.earliest_departure(leaves).map_or(i64::MAX / 4, |at| at + way);
                (node.visit, bound - node.offset)
            })
        })
    }

    /// Whether the times found suit the carers' days, where that takes more than the bounds.
    pub fn suits_days(&mut self, state: &State) -> bool {
        if !state.problem().looks_at_days {
            return true;
        }
        let mut looked_at = std::mem::take(&mut self.looked_at);
        let mut stints = std::mem::take(&mut self.stints);
        looked_at.clear();
        let suits = self.suits_days_of(state, &mut looked_at, &mut stints);
        (self.looked_at, self.stints) = (looked_at, stints);
        suits
    }

    fn suits_days_of(&self, state: &State, looked_at: &mut Vec<u32>, stints: &mut Stints) -> bool {
        let (problem, days) = (state.problem(), self.days(state));
        let moved = self.changed.iter().flat_map(|visit| problem.nodes_of(*visit));
        let placed = |node| self.placements.iter().find(|p| p.node == node);
        for node in moved {
            let shift = placed(node).map_or_else(|| state.shift_of(node), |placed| placed.shift);
            let carer = problem.shift(shift).carer;
            let duty = problem.carers[carer as usize].duty.as_ref();
            if duty.is_some_and(|duty| duty.needs_a_look())
                && !looked_at.contains(&carer)
                && !(days.leaves_as_before(shift) && days.returns(shift) == state.returns(shift))
            {
                looked_at.push(carer);
                if !days::allowed(&days, shift, stints) {
                    return false;
                }
            }
        }
        true
    }

    /// How late the stops of a used route may move.
    pub fn room(&self, state: &State, shift: u32) -> Room {
        if !state.problem().ties_days {
            return Room::ANY;
        }
        days::room(&self.days(state), shift)
    }

    /// Calls `see` with the used routes whose room hangs on a route that changes.
    pub fn each_neighbour(&self, state: &State, shift: u32, see: impl FnMut(u32)) {
        let days = self.days(state);
        if !days.leaves_as_before(shift) {
            days::neighbours(&days, shift).for_each(see);
        }
    }
}
