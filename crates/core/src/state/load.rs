//! A state from a whole plan at once.

use super::{State, UNSET};
use crate::evaluate::propagate::{Placement, Trial};
use crate::problem::Problem;
use crate::search::Plan;

impl<'p> State<'p> {
    /// The state that has the routes of a plan which keeps all rules with its starts. No visit starts later than there; `hold`
    /// gives what each is held back to, which must not be later either. The plan's cost is not looked at. All routes with work count as touched.
    pub fn of_plan(
        problem: &'p Problem,
        plan: &Plan,
        hold: impl Fn(u32) -> i64,
        trial: &mut Trial,
    ) -> Self {
        let mut state = Self::empty(problem);
        state.mark();
        for (shift, route) in (0..).zip(&plan.routes) {
            for (position, &node) in (0..).zip(route) {
                state.link(Placement { node, shift, position });
            }
        }
        let allocated: Vec<u32> = (0..problem.visits.len() as u32)
            .filter(|visit| plan.starts[*visit as usize] != UNSET)
            .collect();
        for &visit in &allocated {
            let index = visit as usize;
            state.masks[index] = state.own_mask(visit);
            state.starts[index] = plan.starts[index];
            state.holds[index] = hold(visit);
            state.cost -= problem.visit(visit).drop_price;
        }
        if problem.prices.largest_lateness > 0 {
            let late = allocated.iter().map(|visit| state.lateness(*visit, state.start(*visit)));
            state.largest_lateness = late.max().unwrap_or(0);
            state.cost += problem.prices.largest_lateness * state.largest_lateness;
        }
        state.torn = !trial.relax(&state, &allocated);
        state.settle(trial);
        state
    }
}
