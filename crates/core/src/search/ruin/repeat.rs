//! Doing on one day what is done on another: most visits of a week come back each day, and so can what joins them to a round.

use super::team::at_once;
use super::{Ruin, begin_around};
use crate::problem::NONE;
use crate::random::Random;
use crate::search::neighbours::{Neighbours, Twin};
use crate::search::told::{Goes, Told};
use crate::state::{RouteStop, State};

/// Longest stretch of a route that is repeated.
const LONGEST: usize = 5;
/// Probability that who does it on the one day does it on the other too, in place of whoever has the seed's twin there.
const SAME_CARER: f64 = 0.8;
/// Probability that what is in the way goes where the repeated visits come from, and not anywhere.
const SWAPS: f64 = 0.5;

impl Ruin {
    /// Takes out what on another day is like a stretch of the route around the visit `seed`, for one carer to do it there at the same
    /// times, and what that carer does then. False where nothing would change.
    pub fn repeat(
        &mut self,
        state: &State,
        near: &Neighbours,
        seed: u32,
        random: &mut Random,
    ) -> bool {
        let problem = state.problem();
        let twins = near.twins(seed);
        if twins.is_empty() || !state.allocated(seed) {
            return false;
        }
        let slots = problem.nodes_of(seed);
        let node = slots.start + random.below(slots.len()) as u32;
        let twin = twins[random.below(twins.len())];
        let Some(to) = heir(state, node, twin, random) else { return false };
        let mut goes = Vec::new();
        let mut span: Option<(RouteStop, RouteStop)> = None;
        for stop in stretch(state, node, random) {
            let like = like(state, near, stop, twin.days, to);
            if let Some((slot, later)) = like
                && goes.iter().all(|goes: &Goes| goes.node != slot)
            {
                goes.push(Goes { node: slot, to, start: stop.begins + later });
                let then =
                    RouteStop { begins: stop.begins + later, free: stop.free + later, ..*stop };
                span = Some((span.map_or(then, |(first, _)| first), then));
            }
        }
        let Some((first, last)) = span else { return false };
        if goes.iter().all(|goes| state.shift_of(goes.node) == to) {
            return false;
        }
        for goes in &goes {
            self.take(state, problem.node(goes.node).visit);
        }
        let own = goes.len();
        let swaps = random.chance(SWAPS);
        for stop in at_once(state, [&first, &last], to) {
            if goes[..own].iter().any(|goes| goes.node == stop.node) {
                continue;
            }
            self.take(state, problem.node(stop.node).visit);
            if swaps {
                let back = source(state, &goes[..own], stop);
                goes.extend(back.map(|to| Goes { node: stop.node, to, start: stop.begins }));
            }
        }
        self.told = Told::list_in_time(state, &self.removed, &goes);
        true
    }
}

/// Who is to do it on the day of the seed's twin; `None` where that carer is not there.
fn heir(state: &State, node: u32, twin: Twin, random: &mut Random) -> Option<u32> {
    let problem = state.problem();
    let seed = problem.node(node).visit;
    let slot = problem.nodes_of(twin.visit).start + node - problem.nodes_of(seed).start;
    if random.chance(SAME_CARER) {
        let carer = problem.shift(state.shift_of(node)).carer;
        let own = problem.eligibility.candidates_of(slot, &problem.carers[carer as usize]);
        return own.first().copied();
    }
    Some(state.shift_of(slot)).filter(|shift| *shift != NONE)
}

/// Stops of a node's route that lie together, itself among them.
fn stretch<'a>(state: &'a State, node: u32, random: &mut Random) -> &'a [RouteStop] {
    let (stops, at) = (state.stops(state.shift_of(node)), state.position(node));
    let length = (1 + random.below(LONGEST)).min(stops.len());
    let begin = begin_around(at, length, stops.len(), random);
    &stops[begin..begin + length]
}

/// The slot like that of a stop so many days later, with how much later it is, if a route may have it.
fn like(
    state: &State,
    near: &Neighbours,
    stop: &RouteStop,
    days: i64,
    to: u32,
) -> Option<(u32, i64)> {
    let problem = state.problem();
    let visit = problem.node(stop.node).visit;
    let then = near.twins(visit).iter().filter(|twin| twin.days == days);
    let twin = then.min_by_key(|twin| ((twin.later - days * problem.day).abs(), twin.visit))?;
    if !state.allocated(twin.visit) {
        return None;
    }
    let slots = problem.nodes_of(twin.visit);
    let slot = slots.start + stop.node - problem.nodes_of(visit).start;
    let carer = |node: u32| problem.shift(state.shift_of(node)).carer;
    let mut others = slots.filter(|node| *node != slot);
    let may = problem.eligibility.mask(slot, to) != 0
        && others.all(|node| carer(node) != problem.shift(to).carer);
    may.then_some((slot, twin.later))
}

/// The route that the slot comes from which goes to a stop's route at about its time, if the stop may go there.
fn source(state: &State, goes: &[Goes], stop: &RouteStop) -> Option<u32> {
    let moved = goes.iter().filter(|goes| state.shift_of(goes.node) != goes.to);
    let nearest = moved.min_by_key(|goes| ((goes.start - stop.begins).abs(), goes.node))?;
    let from = state.shift_of(nearest.node);
    (state.problem().eligibility.mask(stop.node, from) != 0).then_some(from)
}
