//! Where a node could go, with a quick estimate of what that costs.
//!
//! An estimate holds legs, pair, new face, the node's own lateness, that of the next stop and the waiting that is
//! used up. It leaves out what spreads further, so that most places are discarded without moving a schedule.

use super::propagate::Placement;
use super::whole;
use crate::problem::{HERE, Problem, Visit, Window};
use crate::state::{RouteStop, State};

/// One place that a node could go, with an estimate that leaves out what others suffer.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Grains.
    pub estimate: i64,
    /// Where.
    pub placement: Placement,
}

impl Place {
    /// What places are ordered by: the estimate, and between equals what makes the order one and the same.
    #[inline]
    pub fn rank(&self) -> (i64, u32, u32) {
        (self.estimate, self.placement.shift, self.placement.position)
    }
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

/// The least that a place with a carer who does not come to the client yet can be estimated at.
pub fn least_by_stranger(state: &State, node: u32) -> i64 {
    let problem = state.problem();
    let prices = &problem.prices;
    let info = problem.node(node);
    let of = problem.visit(info.visit);
    if prices.compares_shifts() {
        return i64::MIN;
    }
    let Some(face) = state.stranger_price(of.client, state.faces(of.client)) else {
        return i64::MAX;
    };
    let gain = prices.contract_under + prices.contract_target + prices.waiting;
    face + problem.eligibility.least_pair_price(of.pairs) - gain * info.duration
}

/// Calls `visit` for each place of a node in a route whose estimate is below `bound`, which the call may lower.
///
/// The estimate holds legs, pair, new face, own start price and what waiting the node uses up; it checks the
/// route's own limits, of which those in time are necessary, not sufficient.
pub fn each_place(
    state: &State,
    node: u32,
    shift: u32,
    bound: i64,
    mut visit: impl FnMut(Place, i64) -> i64,
) {
    let problem = state.problem();
    let info = problem.node(node);
    let of = problem.visit(info.visit);
    let run = problem.shift(shift);
    if !state.has_room(shift, node) || !links_allow(state, info.visit, run.carer) {
        return;
    }
    let mut base = problem.eligibility.pair_price(of.pairs, run.carer);
    if problem.prices.counts_faces() && state.visits_by(of.client, run.carer) == 0 {
        let Some(face) = state.stranger_price(of.client, state.faces(of.client)) else { return };
        base += face;
    }
    base += state.habit_of_next(node, run.carer, 0);
    if problem.prices.unsocial > 0 {
        base += state.unsocial_price(run.carer, 0, info.unsocial);
    }
    let stops = state.stops(shift);
    let unused = !state.has_work(shift);
    let rest = info.place == HERE;
    if unused && !rest {
        if !state.may_open(shift) {
            return;
        }
        base += run.used_price;
    }
    base -= comparison_gain(state, shift, info.duration);
    base += hours_gain(state, run.carer, info.duration);
    // What follows is legs, which only misfit triangles make cheaper, and at best waiting that is used up.
    if base - problem.prices.waiting * info.duration >= bound {
        return;
    }
    let mut bound = bound;
    let (earliest, latest) = span(&of.windows, info.offset);
    let legs = &problem.legs[run.mode as usize];
    let rows = (!rest).then(|| (legs.to(info.place), legs.from(info.place)));
    let waiting = problem.prices.waiting;
    // Before a stop that has to begin sooner there is never room.
    let first = stops.partition_point(|stop| stop.latest < earliest + info.duration);
    for position in first..=stops.len() {
        let (place, free) = match position.checked_sub(1) {
            Some(before) => (stops[before].place, stops[before].free),
            None => (run.start_place, state.opening(shift)),
        };
        if free > latest {
            return;
        }
        let next = stops.get(position);
        // Where there is no time left even without a way to go, the way need not be looked up.
        if let Some(next) = next
            && !next.rest
            && free.max(earliest) + info.duration > next.latest
        {
            continue;
        }
        // A rest moves with its carer: the way on leads to the stop beyond it.
        let beyond = stops[position..].iter().find(|stop| !stop.rest);
        let to = beyond.map_or(run.end_place, |beyond| beyond.place);
        let leg_now = || match beyond {
            Some(beyond) => (beyond.leg, beyond.leg_price),
            None if unused => (0, 0),
            None => {
                let home = problem.way(run.mode, place, run.end_place);
                (home.time(), legs.price(home))
            }
        };
        let (way, leg_on) = match &rows {
            Some((here_from, from_here)) => (here_from.time(place), from_here.time(to)),
            None => (0, leg_now().0),
        };
        let (deadline, leg_next) = match next {
            Some(next) if next.rest => (next.latest + (leg_now().0 - leg_on).max(0), 0),
            Some(next) => (next.latest, leg_on),
            None => (state.closing(shift), leg_on),
        };
        let begins = (free + way).max(earliest);
        let there = begins + info.duration + leg_next;
        if begins <= latest && there <= deadline {
            let detour = rows.as_ref().map_or(0, |(here_from, from_here)| {
                legs.price(here_from.leg(place)) + legs.price(from_here.leg(to)) - leg_now().1
            });
            let mut estimate = base + detour + late_price(problem, of, begins - info.offset);
            if let Some(next) = next {
                if there > next.begins {
                    estimate += push_price(problem, next, there);
                }
                if waiting > 0 && (position > 0 || run.departs_at_start) {
                    let gap = next.begins - free - next.leg;
                    estimate -= waiting * gap.min(there - free - next.leg).max(0);
                }
            }
            if estimate < bound {
                let placement = Placement { node, shift, position: position as u32 };
                bound = visit(Place { estimate, placement }, bound);
            }
        }
    }
}

/// What a carer's hours save when some care is added; a loss does not count, since the time may be taken from waiting.
fn hours_gain(state: &State, carer: u32, duration: i64) -> i64 {
    if state.problem().prices.hours_are_free() {
        return 0;
    }
    let worked = state.worked(carer);
    (state.hours_price(carer, worked + duration) - state.hours_price(carer, worked)).min(0)
}

/// What more care in a shift saves where the work of all shifts is compared; a loss does not count.
fn comparison_gain(state: &State, shift: u32, duration: i64) -> i64 {
    let problem = state.problem();
    let mut gain = 0;
    if problem.prices.largest_idle > 0 {
        let idle = state.tally(shift).idle;
        gain += state.guide().price(idle) - state.guide().price(idle - duration);
    }
    if problem.prices.balance == 0 {
        return gain;
    }
    let more = |of: u32| {
        let mut tally = *state.tally(of);
        if of == shift {
            tally.busy += duration;
        }
        tally
    };
    gain + (state.balance_price() - whole::balance_price(problem, more)).max(0)
}

/// First and last possible beginning of a node's service.
fn span(windows: &[Window], offset: i64) -> (i64, i64) {
    (windows[0].earliest + offset, windows[windows.len() - 1].latest + offset)
}

/// Lateness that the next stop's visit suffers when it cannot begin before `there`.
#[inline]
fn push_price(problem: &Problem, next: &RouteStop, there: i64) -> i64 {
    let late = |begins: i64| (begins - next.late_from).max(0);
    problem.prices.lateness * i64::from(next.late_stops) * (late(there) - late(next.begins))
}

/// Lateness that a start cannot avoid.
fn late_price(problem: &Problem, visit: &Visit, start: i64) -> i64 {
    if visit.windows.len() > 1 {
        // A later window may have no lateness at all.
        return 0;
    }
    problem.prices.lateness * (start - visit.window_at(start).soft_latest).max(0)
}
