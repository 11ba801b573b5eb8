//! Neighbourhood search: construction, ruin and recreate, acceptance, islands.

pub mod accept;
pub mod breaks;
pub mod changes;
pub mod construct;
pub mod ease;
pub mod insert;
pub mod island;
pub mod matching;
pub mod meeting;
pub mod neighbours;
pub mod prospect;
pub mod recombination;
pub mod regions;
pub mod ruin;
pub mod tempering;
pub mod told;
pub mod warm;

use crate::problem::Problem;

/// Where more than one slot in so many is inserted together with others, routes hang together.
const ONE_TIED_IN: usize = 4;

/// Whether much is inserted together: the slots of double-ups, and visits that are tied closely.
pub fn holds_together(problem: &Problem) -> bool {
    let nodes = |unit: &Vec<u32>| unit.iter().map(|v| problem.nodes_of(*v).len()).sum::<usize>();
    let tied: usize = problem.units.iter().map(nodes).filter(|nodes| *nodes > 1).sum();
    tied * ONE_TIED_IN > problem.nodes.len()
}

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
