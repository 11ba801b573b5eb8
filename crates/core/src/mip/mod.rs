//! Mixed-integer and linear programs over the indexed problem.
//!
//! - [`retime`]: the cheapest starts for fixed routes, an LP.
//! - [`solve_exact`]: the compact arc-flow MIP, an exact oracle for tiny problems.
//!
//! Both share only the backend and a plain recomputation of costs in integers, none of the evaluator's code.
//!
//! - [`recombine`]: the best routes for some shifts out of a pool, a set-covering MIP. Part of the search: it prices with
//!   the evaluator, and its answers are carried out in a state like any other move.

mod backend;
mod compact;
mod contracts;
mod days;
mod ledger;
mod limits;
mod recombine;
mod retime;
mod rules;
mod schedule;
mod turns;

pub use backend::{Limits, MipError};
pub(crate) use backend::{Model, Side};
pub use compact::{Exact, solve_exact};
pub use recombine::{Effort, Recombined, recombine};
pub use retime::retime;

/// Whether routes with these starts (`i64::MIN`: left out) keep all strict rules and serve visits as a whole or not at all.
pub(crate) fn keeps_rules(
    problem: &crate::problem::Problem,
    routes: &[Vec<u32>],
    starts: &[i64],
) -> bool {
    rules::fault(problem, routes, starts).is_none()
}

/// Whether routes with these starts keep all limits on carers' hours.
#[cfg(feature = "paranoid")]
pub(crate) fn keeps_limits(
    problem: &crate::problem::Problem,
    routes: &[Vec<u32>],
    starts: &[i64],
) -> bool {
    let carers = 0..problem.carers.len() as u32;
    carers.map(|carer| limits::fault(problem, routes, starts, carer)).all(|fault| fault.is_none())
}
