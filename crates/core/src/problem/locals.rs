//! Locals: the carers who live near a client, whose routes a search looks at first where faces count.
//!
//! In a large town nearly anybody could come to nearly anybody. A search that tries them all takes long, and spreads each
//! client's visits over carers whose other work is elsewhere.

use rayon::prelude::*;

use super::{NONE, Problem, Shift};

/// How many shifts each node has locals among, at most. Of 4, 8, 14 and all, 8 were best for 500 clients' week (300,000
/// steps, a dear face).
const MOST: usize = 8;

/// For each node the shifts of carers who live near it.
#[derive(Debug, Clone, Default)]
pub struct Locals {
    /// By node, each list ascending; no list at all where nobody is a stranger.
    shifts: Vec<Vec<u32>>,
}

impl Locals {
    /// Ranks the candidates of each node by the way from where they start and back to where they end. Nobody is ranked where
    /// faces don't count, where most nodes have few candidates, or where most carers start from a place that they share.
    pub(super) fn new(problem: &Problem) -> Self {
        let nodes = 0..problem.nodes.len() as u32;
        let has_many = |node: &u32| problem.eligibility.candidates(*node).len() > 2 * MOST;
        if !problem.prices.counts_faces()
            || 2 * nodes.clone().filter(has_many).count() < problem.nodes.len()
            || !has_homes(problem)
        {
            return Self::default();
        }
        Self { shifts: nodes.into_par_iter().map(|node| nearest(problem, node)).collect() }
    }

    /// Whether everybody is as good as local.
    #[inline]
    pub fn are_all(&self) -> bool {
        self.shifts.is_empty()
    }

    /// The shifts near a node, unless all are as good.
    #[inline]
    pub fn of(&self, node: u32) -> &[u32] {
        &self.shifts[node as usize]
    }
}

/// Whether most carers have a place of their own to start from.
fn has_homes(problem: &Problem) -> bool {
    let mut homes: Vec<u32> = problem.shifts.iter().map(|shift| shift.start_place).collect();
    homes.retain(|home| *home != NONE);
    homes.sort_unstable();
    homes.dedup();
    2 * homes.len() > problem.carers.len()
}

fn nearest(problem: &Problem, node: u32) -> Vec<u32> {
    let all = problem.eligibility.candidates(node);
    if all.len() <= MOST || problem.is_rest(node) {
        return all.to_vec();
    }
    let place = problem.node(node).place;
    let ways = |run: &Shift| {
        problem.leg(run.mode, run.start_place, place) + problem.leg(run.mode, place, run.end_place)
    };
    let mut ranked: Vec<(i64, u32)> =
        all.iter().map(|shift| (ways(problem.shift(*shift)), *shift)).collect();
    ranked.select_nth_unstable(MOST - 1);
    let mut near: Vec<u32> = ranked[..MOST].iter().map(|(_, shift)| *shift).collect();
    near.sort_unstable();
    near
}
