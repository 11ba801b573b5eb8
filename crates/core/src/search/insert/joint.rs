//! Inserting several nodes at once: the slots of a visit, and visits that are tied to each other.

use super::{Inserter, Leeway, Place, Random, State, Whose};

/// How many places each node of a unit with several nodes tries, cheapest estimates first.
const PLACES_EACH: usize = 14;

impl Inserter {
    /// The least change of cost with which visits of several nodes can be inserted together, if that pays.
    pub(super) fn cheapest_joint(
        &mut self,
        state: &State,
        visits: &[u32],
        drop: i64,
        leeway: Leeway,
        random: &mut Random,
    ) -> Option<i64> {
        let problem = state.problem();
        let nodes = visits.iter().flat_map(|visit| problem.nodes_of(*visit));
        let mut count = 0;
        for node in nodes {
            self.clear_places(count);
            self.list_places(state, count, node, drop + leeway.spare, Whose::Everybody);
            let places = &mut self.places[count];
            if leeway.blink > 0.0 {
                places.retain(|_| !random.chance(leeway.blink));
            }
            if places.is_empty() {
                return None;
            }
            if places.len() > PLACES_EACH {
                places.select_nth_unstable_by_key(PLACES_EACH - 1, Place::rank);
                places.truncate(PLACES_EACH);
            }
            places.sort_unstable_by_key(Place::rank);
            count += 1;
        }
        // What the nodes after each one cost at the very least.
        let mut rest = vec![0; count + 1];
        for index in (0..count).rev() {
            rest[index] = rest[index + 1] + self.places[index][0].estimate;
        }
        let mut best = drop + leeway.spare;
        self.best_on_trial = false;
        self.best.clear();
        self.chosen.clear();
        self.descend(state, &rest, drop, 0, &mut best);
        (!self.best.is_empty()).then_some(best - drop)
    }

    /// Tries all combinations of places depth first; `best` is net of the drop price.
    fn descend(&mut self, state: &State, rest: &[i64], drop: i64, estimate: i64, best: &mut i64) {
        let depth = self.chosen.len();
        if depth + 1 == rest.len() {
            let problem = state.problem();
            for &hold in &problem.visit(problem.node(self.chosen[0].node).visit).holds {
                self.best_on_trial = false;
                if let Some(delta) = self.pricer.price(state, &self.chosen, hold, *best - drop) {
                    *best = delta + drop;
                    self.best_on_trial = true;
                    self.best_hold = hold;
                    self.best.clone_from(&self.chosen);
                }
            }
            return;
        }
        let problem = state.problem();
        for index in 0..self.places[depth].len() {
            let place = self.places[depth][index];
            let sum = estimate + place.estimate;
            if sum + rest[depth + 1] >= *best {
                return;
            }
            let carer = problem.shift(place.placement.shift).carer;
            if self.chosen.iter().any(|other| problem.shift(other.shift).carer == carer) {
                continue;
            }
            self.chosen.push(place.placement);
            self.descend(state, rest, drop, sum, best);
            self.chosen.pop();
            if !self.joint {
                return;
            }
        }
    }
}
