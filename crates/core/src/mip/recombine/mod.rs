//! The best choice of one route for each shift from a pool, the other shifts' routes staying as they are.
//!
//! Set covering (every slot at least once) with the plan as the solver's first solution, then surplus stops are taken
//! out; where time between stops has a price, set partitioning (every slot exactly once), since a stop that is taken
//! out leaves a gap there. The relaxation comes first, and only routes with the least reduced costs go on. Routes whose visits are tied to other routes (several slots, gaps) bring their starts with them, and go
//! together only where they agree on these; what is left of that coupling is for whoever carries the answer out, who
//! has to time and price it anew: nothing here is trusted to be feasible or better.

mod columns;
mod limits;
mod model;
mod repair;
mod scope;
#[cfg(test)]
mod tests;

use super::backend::Limits;
use crate::pool::PooledRoute;
use crate::problem::Problem;
use crate::search::Plan;

pub use repair::Recombined;

/// How much goes into one model, and how hard it is tried.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Routes whose relaxation is solved, at most.
    pub most_routes: usize,
    /// Routes that go on into the model with whole numbers, beside the plan's own: those that the relaxation finds
    /// nearest to being worth their while.
    pub kept_routes: usize,
    /// Of the relaxation and of the model, each.
    pub limits: Limits,
}

/// Routes for `shifts` from `pool` (in order of preference) and from `plan`; `None` when nothing but the plan's own routes
/// is found within the limits. The plan's starts are taken as they are.
pub fn recombine<'r>(
    problem: &Problem,
    plan: &Plan,
    shifts: &[u32],
    pool: impl Iterator<Item = &'r PooledRoute>,
    effort: &Effort,
) -> Option<Recombined> {
    let scope = scope::Scope::new(problem, plan, shifts);
    let mut columns = columns::Columns::choose(&scope, pool, effort.most_routes);
    if columns.routes.len() > columns.of_plan + effort.kept_routes
        && let Some(costs) =
            model::Builder::new(&scope, &columns).reduced_costs(&effort.limits).ok()?
    {
        columns.sift(&scope, &costs, effort.kept_routes);
    }
    let choice = model::Builder::new(&scope, &columns).solve(&effort.limits).ok()?;
    let recombined = repair::repair(&scope, &columns, &choice);
    (recombined.routes != plan.routes).then_some(recombined)
}
