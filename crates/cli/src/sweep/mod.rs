//! What-if scenarios of a week: which problems they come to, their runs, and how the comparison reads.

mod runs;
mod scenarios;
mod table;

pub(crate) use runs::Runs;
pub(crate) use scenarios::{Scenario, Scenarios};
pub(crate) use table::text;
