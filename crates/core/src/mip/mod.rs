//! Mixed-integer and linear programs over the indexed problem.
//!
//! - [`retime`]: the cheapest starts for fixed routes, an LP.
//! - [`solve_exact`]: the compact arc-flow MIP, an exact oracle for tiny problems.
//!
//! Both share only the backend and a plain recomputation of costs in integers, none of the evaluator's code. The
//! set-covering master over a pool of routes will be a module beside these, on the same backend.

mod backend;
mod compact;
mod ledger;
mod retime;
mod schedule;

pub use backend::{Limits, MipError};
pub use compact::{Exact, solve_exact};
pub use retime::retime;
