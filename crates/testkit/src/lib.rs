//! What tests are made of: problems written by hand, random tiny problems, and their best rotas by brute force.
//!
//! [`Build`] writes an instance in a few lines. [`tiny`] draws small instances that exercise every rule, and
//! [`brute`] finds the best rota of one by trying everything. The brute force is written from
//! `docs/semantics.md` alone and shares no code with the solver, the MIP or the auditor, so that agreement
//! between them means something. [`faults`] plants
//! known faults into good rotas. Everything here is for tests: bad input panics.

pub mod brute;
mod builder;
pub mod faults;
pub mod long_days;
mod seeds;
mod tally;
pub mod tiny;
pub mod weeks;

pub use builder::{Build, CarerBuild, ClientBuild, VisitBuild, minutes};
pub use seeds::Seeds;
pub use tally::Tally;
