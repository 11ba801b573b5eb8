//! The solver: an [`Instance`](rota_model::Instance) in, a [`Rota`](rota_model::Rota) out.
//!
//! This crate never prints, reads no files, and reads the clock only for budgets.

mod bound;
pub mod evaluate;
mod explain;
pub mod mip;
pub mod options;
pub mod pool;
pub mod problem;
mod publish;
pub mod random;
pub mod search;
mod solve;
pub mod state;
mod threads;
pub mod travel;

pub use bound::{Bound, BoundOptions, Method, bound, bound_indexed};
pub use options::{Observer, Options, Parts, Progress, Silent, Solution, SolveError, Stats};
pub use publish::publish;
pub use solve::solve;
