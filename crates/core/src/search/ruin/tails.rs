//! Swapping what two carers do from some time on (2-opt*, Potvin and Rousseau 1995), double-ups and links included.

use super::Ruin;
use crate::random::Random;
use crate::search::accept::allowance;
use crate::search::neighbours::Neighbours;
use crate::search::told::Told;
use crate::state::{RouteStop, State};

/// How many neighbours of a visit are looked at for a stop that could follow it.
const LOOKED_AT: usize = 25;

impl Ruin {
    /// Takes out the ends of two carers' routes, so that each goes on with what the other had: after the visit `seed`, and from a
    /// neighbour of it on. Of the pairs that times and eligibility allow, that whose legs get cheapest, each raised by a draw from
    /// the exponential law of `temperature`. False where there is none.
    pub fn tails(
        &mut self,
        state: &State,
        near: &Neighbours,
        seed: u32,
        temperature: f64,
        random: &mut Random,
    ) -> bool {
        let problem = state.problem();
        if !state.allocated(seed) {
            return false;
        }
        let slots = problem.nodes_of(seed);
        let node = slots.start + random.below(slots.len()) as u32;
        let head = Cut { shift: state.shift_of(node), from: state.position(node) + 1 };
        let mut best: Option<(i64, Cut)> = None;
        for &visit in near.of(seed).iter().take(LOOKED_AT) {
            if !state.allocated(visit) {
                continue;
            }
            for other in problem.nodes_of(visit) {
                let cut = Cut { shift: state.shift_of(other), from: state.position(other) };
                let Some(change) = change(state, head, cut) else { continue };
                let change = change + allowance(temperature, random);
                if best.is_none_or(|(least, _)| change < least) {
                    best = Some((change, cut));
                }
            }
        }
        let Some((_, tail)) = best else { return false };
        for cut in [head, tail] {
            self.stops(state, cut.shift, cut.from..state.route(cut.shift).len());
        }
        self.told = Told::list(state, &self.removed, |shift, position| {
            match [(head, tail), (tail, head)].into_iter().find(|(own, _)| own.shift == shift) {
                Some((own, other)) if position >= own.from => other.shift,
                _ => shift,
            }
        });
        true
    }
}

/// The stops of a route from a place on.
#[derive(Debug, Clone, Copy)]
struct Cut {
    shift: u32,
    from: usize,
}

impl Cut {
    fn before<'a>(self, state: &'a State) -> Option<&'a RouteStop> {
        self.from.checked_sub(1).map(|index| &state.stops(self.shift)[index])
    }

    fn tail<'a>(self, state: &'a State) -> &'a [RouteStop] {
        &state.stops(self.shift)[self.from..]
    }

    /// Price of the legs to and from some stops after this cut.
    fn legs(self, state: &State, tail: &[RouteStop]) -> i64 {
        let problem = state.problem();
        let shift = problem.shift(self.shift);
        let before = self.before(state);
        let place = before.map_or(shift.start_place, |stop| stop.place);
        let leg = |from, to| problem.leg_cost(shift.mode, from, to);
        match (tail.first(), tail.last(), before) {
            (Some(next), Some(last), _) => {
                leg(place, next.place) + leg(last.place, shift.end_place)
            }
            (_, _, Some(_)) => leg(place, shift.end_place),
            _ => 0,
        }
    }

    /// Whether some stops may come after this cut, as far as their carer and the first of them tell.
    fn allows(self, state: &State, tail: &[RouteStop]) -> bool {
        let in_time = match (self.before(state), tail.first()) {
            (Some(before), Some(next)) => state.free_after(before.node, next.node) <= next.latest,
            _ => true,
        };
        let eligibility = &state.problem().eligibility;
        in_time && tail.iter().all(|stop| stop.rest || eligibility.mask(stop.node, self.shift) != 0)
    }
}

/// Change of the legs' price when two routes swap their ends; `None` where that is impossible or nothing changes.
fn change(state: &State, one: Cut, two: Cut) -> Option<i64> {
    let problem = state.problem();
    let carer = |cut: Cut| problem.shift(cut.shift).carer;
    let (first, second) = (one.tail(state), two.tail(state));
    let swaps = carer(one) != carer(two) && one.allows(state, second) && two.allows(state, first);
    swaps.then(|| {
        one.legs(state, second) + two.legs(state, first)
            - one.legs(state, first)
            - two.legs(state, second)
    })
}
