//! Neighbourhoods for the few carers who come to a client: what one of them could leave to another.

use super::Ruin;
use crate::problem::{NONE, Problem};
use crate::random::Random;
use crate::state::{RouteStop, State};

/// Most visits that are handed over at a time, with those in their way.
const MOST_HANDED: usize = 16;
/// Most visits of an exchange.
const MOST_EXCHANGED: usize = 32;
/// Probability that of two visits of a carer which are possible the earlier is exchanged.
const EARLIER: f64 = 0.5;

impl Ruin {
    /// What one of a client's carers does there, and whatever keeps another of them from doing it.
    pub(super) fn hand_over(&mut self, state: &State, seed: u32, random: &mut Random) {
        let problem = state.problem();
        let client = problem.visit(seed).client;
        let visits = &problem.clients[client as usize].visits;
        self.ruined.clear();
        for node in visits.iter().flat_map(|visit| problem.nodes_of(*visit)) {
            let shift = state.shift_of(node);
            if shift != NONE {
                self.ruined.push(problem.shift(shift).carer);
            }
        }
        if self.ruined.is_empty() {
            return self.take(state, seed);
        }
        let draw = |random: &mut Random| self.ruined[random.below(self.ruined.len())];
        let (one, two) = (draw(random), draw(random));
        let count = |carer| state.visits_by(client, carer);
        self.handed = client;
        let (from, to) = if count(one) <= count(two) { (one, two) } else { (two, one) };
        for &visit in visits {
            if self.removed.len() >= MOST_HANDED {
                break;
            }
            let by = |node: u32| {
                let shift = state.shift_of(node);
                shift != NONE && problem.shift(shift).carer == from
            };
            let Some(node) = problem.nodes_of(visit).find(|node| by(*node)) else { continue };
            let shift = state.shift_of(node);
            let stop = &state.stops(shift)[state.position(node)];
            self.take(state, visit);
            if from == to {
                continue;
            }
            for shift in problem.carers[to as usize].shifts.clone() {
                for other in at_once(state, [stop; 2], shift) {
                    self.take(state, problem.node(other.node).visit);
                }
            }
        }
    }

    /// What a client's carers do at the time of a visit, what the carers of those clients do then, and so on: one visit of each
    /// carer, for all of them to be given out anew. False where that is one visit at most.
    pub(super) fn exchange(&mut self, state: &State, seed: u32, random: &mut Random) -> bool {
        let problem = state.problem();
        if !state.allocated(seed) || !is_alone(problem, seed) {
            return false;
        }
        let mut found = vec![(seed, state.shift_of(problem.nodes_of(seed).start))];
        let mut next = 0;
        while let Some(&(visit, shift)) = found.get(next) {
            next += 1;
            let node = problem.nodes_of(visit).start;
            let stop = &state.stops(shift)[state.position(node)];
            for &carer in state.team(problem.visit(visit).client) {
                let carer = &problem.carers[carer as usize];
                for &other in problem.eligibility.candidates_of(node, carer) {
                    if found.len() == MOST_EXCHANGED || found.iter().any(|(_, s)| *s == other) {
                        continue;
                    }
                    let mut visits = at_once(state, [stop; 2], other)
                        .map(|stop| problem.node(stop.node).visit)
                        .filter(|visit| is_alone(problem, *visit))
                        .peekable();
                    while let Some(visit) = visits.next() {
                        if visits.peek().is_none() || random.chance(EARLIER) {
                            found.push((visit, other));
                            break;
                        }
                    }
                }
            }
        }
        if found.len() == 1 {
            return false;
        }
        for (visit, shift) in found {
            self.take(state, visit);
            self.exchanged.push((problem.visit(visit).unit, shift));
        }
        true
    }
}

/// Whether a visit is drawn for itself and takes one carer.
fn is_alone(problem: &Problem, visit: u32) -> bool {
    (visit as usize) < problem.calls
        && problem.nodes_of(visit).len() == 1
        && problem.units[problem.visit(visit).unit as usize].len() == 1
}

/// Stops of a route that keep its carer from doing what there is elsewhere from a first stop to a last one.
pub(super) fn at_once<'a>(
    state: &'a State,
    [first, last]: [&'a RouteStop; 2],
    shift: u32,
) -> impl Iterator<Item = &'a RouteStop> {
    let problem = state.problem();
    let mode = problem.shift(shift).mode;
    state.stops(shift).iter().filter(move |other| {
        other.begins < last.free + problem.leg(mode, last.place, other.place)
            && first.begins < other.free + problem.leg(mode, other.place, first.place)
    })
}
