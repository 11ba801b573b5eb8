//! Neighbourhood search: construction, ruin and recreate, acceptance, islands.

pub mod accept;
pub mod breaks;
pub mod changes;
pub mod construct;
pub mod insert;
pub mod island;
pub mod matching;
pub mod meeting;
pub mod neighbours;
pub mod recombination;
pub mod regions;
pub mod ruin;
pub mod tempering;
pub mod told;
pub mod warm;

/// A frozen result: what islands exchange and what is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Nodes of each shift's route, in order.
    pub routes: Vec<Vec<u32>>,
    /// Start of each visit; [`crate::state::UNSET`] for those left out. While the search runs these are least
    /// starts; [`crate::evaluate::timing::slide`] gives those that the cost assumes.
    pub starts: Vec<i64>,
    /// Its price in grains.
    pub cost: i64,
}
