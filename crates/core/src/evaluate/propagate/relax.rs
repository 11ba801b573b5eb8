//! How starts fall once visits were taken out, or one is held back to another time: what they held up drops to what is left, and
//! rises from there.

use super::{MOST_RAISES, Trial};
use crate::evaluate::days::Routes;
use crate::state::State;

impl Trial {
    /// Finds the starts after visits were taken out of the state's routes: `seeds` are visits that may now start
    /// earlier. False when there are none: then the state had bounds that it did not keep, or going without a day brought
    /// up others that cannot be kept.
    pub fn relax(&mut self, state: &State, seeds: &[u32]) -> bool {
        // There is a schedule, the one before, so raising ends without a limit.
        self.most_raises = u32::MAX;
        self.fall(state, seeds, None)
    }

    /// Finds the starts if an allocated visit is held back to another time; false where they break a bound.
    pub fn rehold(&mut self, state: &State, visit: u32, hold: i64) -> bool {
        self.most_raises = MOST_RAISES;
        self.fall(state, &[visit], Some((visit, hold)))
    }

    /// Lets seeds and what they hold up fall to their bounds, one visit perhaps with another hold, and raises them from there.
    fn fall(&mut self, state: &State, seeds: &[u32], reheld: Option<(u32, i64)>) -> bool {
        self.begin();
        (self.late, self.most_late, self.largest) = (0, i64::MAX, i64::MAX);
        let problem = state.problem();
        for &seed in seeds {
            if state.allocated(seed) && !self.on_trial(seed) {
                self.put(state, seed, state.start(seed), state.mask(seed));
            }
        }
        // Everything that is held up by a visit that may move may move too.
        let mut next = 0;
        while let Some(&visit) = self.changed.get(next) {
            next += 1;
            let start = state.start(visit);
            for node in problem.nodes_of(visit) {
                if let Some(after) = state.next(node) {
                    let held = problem.node(after).visit;
                    let bound = state.free_after(node, after) - problem.node(after).offset;
                    self.loosen(state, held, bound);
                } else if problem.ties_days {
                    let shift = state.shift_of(node);
                    let held_up = self.held_up(state, shift, state.returns(shift));
                    for (held, bound) in held_up.into_iter().flatten() {
                        self.loosen(state, held, bound);
                    }
                }
            }
            for gap in &problem.visit(visit).gaps {
                if state.allocated(gap.other) {
                    self.loosen(state, gap.other, start + gap.least);
                }
            }
        }
        self.drop_to_bounds(state, reheld);
        self.settle(state)
    }

    fn loosen(&mut self, state: &State, visit: u32, bound: i64) {
        let start = state.start(visit);
        let held =
            bound == start || state.problem().visit(visit).windows.len() > 1 && bound <= start;
        if held && !self.on_trial(visit) {
            self.put(state, visit, start, state.mask(visit));
        }
    }

    /// Lets every visit on trial fall to what visits that are not on trial demand of it.
    fn drop_to_bounds(&mut self, state: &State, reheld: Option<(u32, i64)>) {
        let problem = state.problem();
        for index in 0..self.changed.len() {
            let visit = self.changed[index];
            let mut bound = match reheld {
                Some((held, hold)) if held == visit => hold,
                _ => state.hold(visit),
            };
            for node in problem.nodes_of(visit) {
                let free = match state.previous(node) {
                    Some(before) if self.on_trial(problem.node(before).visit) => continue,
                    Some(before) => state.free_after(before, node),
                    None => self.free_at_front(state, node),
                };
                bound = bound.max(free - problem.node(node).offset);
            }
            for gap in &problem.visit(visit).gaps {
                if state.allocated(gap.other) && !self.on_trial(gap.other) {
                    bound = bound.max(state.start(gap.other) - gap.most);
                }
            }
            let mask = state.mask(visit);
            // A visit that only has bounds from others on trial still has its first window.
            if let Some(start) = problem.visit(visit).next_start(mask, bound) {
                self.tried[visit as usize].start = start;
            }
        }
    }
}
