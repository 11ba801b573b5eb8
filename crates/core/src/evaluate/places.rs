//! Where a node could go, with a quick estimate of what that costs.
//!
//! An estimate holds legs, pair, new face, the node's own lateness, that of the next stop and the waiting that is
//! used up. It leaves out what spreads further, so that most places are discarded without moving a schedule.

use super::propagate::Placement;
use crate::problem::{Problem, Visit, Window};
use crate::state::State;

/// One place that a node could go, with an estimate that leaves out what others suffer.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Grains.
    pub estimate: i64,
    /// Where.
    pub placement: Placement,
}

/// Whether the links of a visit to allocated visits let this carer serve it.
pub fn links_allow(state: &State, visit: u32, carer: u32) -> bool {
    let problem = state.problem();
    let serves = |other: u32| {
        problem.nodes_of(other).any(|node| problem.shift(state.shift_of(node)).carer == carer)
    };
    let info = problem.visit(visit);
    info.different_carer.iter().all(|other| !state.allocated(*other) || !serves(*other))
        && info.same_carer.iter().all(|other| {
            let equal = problem.visit(*other).nodes.len() == info.nodes.len();
            !state.allocated(*other) || equal && serves(*other)
        })
}

/// Calls `visit` for each place of a node in a route whose estimate is below `bound`, which the call may lower.
///
/// The estimate holds legs, pair, new face, own start price and what waiting the node uses up; it checks the
/// route's own time limits, which are necessary, not sufficient.
pub fn each_place(
    state: &State,
    node: u32,
    shift: u32,
    bound: i64,
    visit: &mut dyn FnMut(Place, i64) -> i64,
) {
    let problem = state.problem();
    let info = problem.node(node);
    let of = problem.visit(info.visit);
    let run = problem.shift(shift);
    if !links_allow(state, info.visit, run.carer) {
        return;
    }
    let mut base = problem.eligibility.pair_price(of.client, run.carer);
    if state.visits_by(of.client, run.carer) == 0 {
        let faces = state.faces(of.client);
        if state.faces_full(of.client, faces) {
            return;
        }
        base += state.faces_price(of.client, faces + 1) - state.faces_price(of.client, faces);
    }
    let route = state.route(shift);
    if route.is_empty() {
        base += problem.prices.shift_used;
    }
    base += hours_gain(state, run.carer, info.duration);
    let mut bound = bound;
    let (earliest, latest) = span(&of.windows, info.offset);
    let waiting = problem.prices.waiting;
    let (mut place, mut free) = (run.start_place, run.start);
    for position in 0..=route.len() {
        if free > latest {
            return;
        }
        let next = route.get(position).copied();
        let (to, deadline) = match next {
            Some(next) => (problem.node(next).place, state.latest(next)),
            None => (run.end_place, run.end),
        };
        let begins = (free + problem.leg(run.mode, place, info.place)).max(earliest);
        let there = begins + info.duration + problem.leg(run.mode, info.place, to);
        if begins <= latest && there <= deadline {
            let around = problem.leg_cost(run.mode, place, info.place)
                + problem.leg_cost(run.mode, info.place, to)
                - if route.is_empty() { 0 } else { problem.leg_cost(run.mode, place, to) };
            let mut estimate = base + around + late_price(problem, of, begins - info.offset);
            if let Some(next) = next {
                estimate += push_price(state, next, there);
            }
            if waiting > 0
                && position > 0
                && let Some(next) = next
            {
                let gap = start_of(state, next) - free - problem.leg(run.mode, place, to);
                estimate -=
                    waiting * gap.min(there - free - problem.leg(run.mode, place, to)).max(0);
            }
            if estimate < bound {
                let placement = Placement { node, shift, position: position as u32 };
                bound = visit(Place { estimate, placement }, bound);
            }
        }
        if let Some(next) = next {
            place = to;
            free = start_of(state, next) + problem.node(next).duration;
        }
    }
}

/// What a carer's hours save when some care is added; a loss does not count, since the time may be taken from waiting.
fn hours_gain(state: &State, carer: u32, duration: i64) -> i64 {
    let worked = state.worked(carer);
    (state.hours_price(carer, worked + duration) - state.hours_price(carer, worked)).min(0)
}

/// When a node begins its service.
fn start_of(state: &State, node: u32) -> i64 {
    let info = state.problem().node(node);
    state.start(info.visit) + info.offset
}

/// First and last possible beginning of a node's service.
fn span(windows: &[Window], offset: i64) -> (i64, i64) {
    (windows[0].earliest + offset, windows[windows.len() - 1].latest + offset)
}

/// Lateness that the next node's visit suffers when it cannot begin before `there`.
fn push_price(state: &State, next: u32, there: i64) -> i64 {
    let problem = state.problem();
    let info = problem.node(next);
    let (old, new) = (state.start(info.visit), there - info.offset);
    if new <= old {
        return 0;
    }
    let visit = problem.visit(info.visit);
    (late_price(problem, visit, new) - late_price(problem, visit, old)) * visit.nodes.len() as i64
}

/// Lateness that a start cannot avoid.
fn late_price(problem: &Problem, visit: &Visit, start: i64) -> i64 {
    if visit.windows.len() > 1 {
        // A later window may have no lateness at all.
        return 0;
    }
    problem.prices.lateness * (start - visit.window_at(start).soft_latest).max(0)
}
