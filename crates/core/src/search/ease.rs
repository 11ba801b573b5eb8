//! Better starts for visits that are tied to others.
//!
//! An insertion offers such a visit to start as early as possible or at its wish. What is best lies between the two where waiting,
//! lateness and wishes pull. While the others stay, the cost hangs on the start in a convex way, so that it is followed
//! downwards in growing steps, and then in shrinking ones.

use crate::evaluate::insertion::Pricer;
use crate::problem::Problem;
use crate::state::State;

/// The least step, in ticks: a minute where they are seconds.
const STEP: i64 = 60;

/// Whether it pays: where starts have prices of their own. Where shifts are compared, what is better for one visit alone seldom is.
pub fn pays(problem: &Problem) -> bool {
    !problem.earliest_is_best && !problem.prices.compares_shifts()
}

/// Holds an allocated visit back to its cheapest start, while nothing else that is held back moves.
pub fn ease(state: &mut State, pricer: &mut Pricer, visit: u32) {
    let mut moves = |steps: i64| {
        let hold = state.start(visit) + steps * STEP;
        let cheaper = pricer.price_held(state, visit, hold, 0).is_some();
        if cheaper {
            state.rehold(&pricer.trial, visit, hold);
        }
        cheaper
    };
    let Some(way) = [-1, 1].into_iter().find(|way| moves(*way)) else { return };
    let mut step = 2;
    while moves(way * step) {
        step *= 2;
    }
    while step > 1 {
        step /= 2;
        let _ = moves(way * step) || moves(-way * step);
    }
}
