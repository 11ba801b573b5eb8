//! Lists of the places where a node could go.

use super::{Inserter, Place, State, each_place};
use crate::evaluate::places::least_by_stranger;

/// In whose routes to look for places.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    Everybody,
    /// Those who have a stop at the client.
    Known,
    /// Those who have none.
    Others,
}

impl Inserter {
    pub(super) fn clear_places(&mut self, list: usize) {
        while self.places.len() <= list {
            self.places.push(Vec::new());
        }
        self.places[list].clear();
    }

    /// Adds to a list where a node could go for less than `bound`, in no particular order. Of empty routes that are all one, the
    /// first stands for the others.
    pub(super) fn list_places(
        &mut self,
        state: &State,
        list: usize,
        node: u32,
        bound: i64,
        whose: Whose,
    ) {
        self.listing += 1;
        if let Some(shift) = self.only {
            return self.list_route(state, list, node, shift, bound);
        }
        match whose {
            Whose::Everybody if self.wide => {
                for &shift in state.problem().eligibility.candidates(node) {
                    self.list_route(state, list, node, shift, bound);
                }
            }
            Whose::Everybody => {
                self.list_known(state, list, node, bound);
                self.list_others(state, list, node, bound);
            }
            Whose::Known => self.list_known(state, list, node, bound),
            Whose::Others => self.list_others(state, list, node, bound),
        }
    }

    fn list_known(&mut self, state: &State, list: usize, node: u32, bound: i64) {
        for shift in known(state, node) {
            self.list_route(state, list, node, shift, bound);
        }
    }

    fn list_others(&mut self, state: &State, list: usize, node: u32, bound: i64) {
        if least_by_stranger(state, node) >= bound {
            return;
        }
        let problem = state.problem();
        let client = problem.visit(problem.node(node).visit).client;
        let all = problem.eligibility.candidates(node);
        for &shift in if self.wide { all } else { problem.locals.of(node) } {
            if state.visits_by(client, problem.shift(shift).carer) == 0 {
                self.list_route(state, list, node, shift, bound);
            }
        }
    }

    fn list_route(&mut self, state: &State, list: usize, node: u32, shift: u32, bound: i64) {
        if state.stops(shift).is_empty() {
            let seen = &mut self.empty_of[state.problem().alike[shift as usize] as usize];
            if *seen == self.listing {
                return;
            }
            *seen = self.listing;
        }
        let places = &mut self.places[list];
        each_place(state, node, shift, bound, |place, bound| {
            places.push(place);
            bound
        });
    }
}

/// The candidates for a node whose carers have a stop at its client.
pub(super) fn known<'a>(state: &'a State, node: u32) -> impl Iterator<Item = u32> + 'a {
    let problem = state.problem();
    let team = state.team(problem.visit(problem.node(node).visit).client);
    let carers = team.iter().map(|carer| &problem.carers[*carer as usize]);
    carers.flat_map(move |carer| problem.eligibility.candidates_of(node, carer)).copied()
}

/// Takes the cheapest place out of the list, unless its estimate is `bound` or more.
pub(super) fn take_cheapest(places: &mut Vec<Place>, bound: i64) -> Option<Place> {
    let index = (0..places.len()).min_by_key(|&index| places[index].rank())?;
    (places[index].estimate < bound).then(|| places.swap_remove(index))
}
