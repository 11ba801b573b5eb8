//! Rests of watched breaks: put where they cost least once a route needs them, and kept free when it is built anew.

use crate::evaluate::insertion::Pricer;
use crate::evaluate::places::{Place, each_place};
use crate::problem::NONE;
use crate::state::State;

/// More than any rest may cost where a break may not be missed.
const AT_ANY_PRICE: i64 = i64::MAX / 8;

/// Puts rests into a route that misses breaks, all of them together for less than `limit`. Gives what they cost; `None`
/// when a break that may not be missed still is.
pub fn mend(state: &mut State, pricer: &mut Pricer, shift: u32, limit: i64) -> Option<i64> {
    let watch = &state.problem().watch;
    let mut spent = 0;
    for watched in watch.of(shift) {
        if state.tally(shift).missed == 0 {
            break;
        }
        if watched.visit != NONE && !state.allocated(watched.visit) {
            let cost = put(state, pricer, watched.visit, shift, limit - spent);
            spent += cost.unwrap_or(0);
        }
    }
    (!watch.enforced || state.tally(shift).missed == 0).then_some(spent)
}

/// Does what can be done so that no route that changed since the mark misses a break.
pub fn mend_touched(state: &mut State, pricer: &mut Pricer) {
    let limit = if state.problem().watch.enforced { AT_ANY_PRICE } else { 0 };
    let touched: Vec<u32> = state.touched().filter(|s| state.tally(*s).missed > 0).collect();
    for shift in touched {
        mend(state, pricer, shift, limit);
    }
}

/// Puts back rests that routes have lost since the mark, where that costs nothing: so that what comes next leaves room
/// for them.
pub fn keep_room(state: &mut State, pricer: &mut Pricer) {
    let lost: Vec<u32> =
        state.lost().filter(|visit| *visit as usize >= state.problem().drawn).collect();
    for visit in lost {
        let shift = state.problem().rests[visit as usize - state.problem().calls].shift;
        put(state, pricer, visit, shift, 1);
    }
}

/// Puts a rest where it costs least, if that is less than `limit`.
fn put(state: &mut State, pricer: &mut Pricer, visit: u32, shift: u32, limit: i64) -> Option<i64> {
    let problem = state.problem();
    let node = problem.nodes_of(visit).start;
    let stops = state.stops(shift);
    let lead = stops.iter().position(|stop| !stop.rest)?;
    let tail = stops.iter().rposition(|stop| !stop.rest)?;
    let inside = |place: &Place| (lead + 1..=tail).contains(&(place.placement.position as usize));
    let anywhere = problem.rest(node).is_some_and(|rest| rest.at_ends);
    let mut places: Vec<Place> = Vec::new();
    // An estimate does not hold what the break saves.
    let saved = problem.watch.price;
    each_place(state, node, shift, limit.saturating_add(saved), |place, bound| {
        if anywhere || inside(&place) {
            places.push(place);
        }
        bound
    });
    places.sort_unstable_by_key(Place::rank);
    let mut best = limit;
    let mut found = None;
    for place in places {
        if place.estimate >= best.saturating_add(saved) {
            break;
        }
        if let Some(delta) = pricer.price(state, &[place.placement], i64::MIN, best) {
            (best, found) = (delta, Some(place.placement));
        }
    }
    let delta = pricer.price(state, &[found?], i64::MIN, i64::MAX)?;
    state.commit(&mut pricer.trial);
    Some(delta)
}
