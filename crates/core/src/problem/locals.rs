//! Locals: the carers who live near a client or are known there, whose routes a search looks at first where faces count.
//!
//! In a large town nearly anybody could come to nearly anybody. A search that tries them all takes long, and spreads each
//! client's visits over carers whose other work is elsewhere.

use rayon::prelude::*;

use super::{NONE, Problem};

/// How many shifts each node has locals among, at most.
const MOST: usize = 6;
/// Candidates of most nodes up to which all are looked at.
const FEW: usize = 16;
/// Of the price of the way from home and back, one part in so many counts: between two clients, most of that way is not made.
const OF_WAYS: i64 = 10;

/// For each node the shifts of carers who would suit it best, whatever else they do.
#[derive(Debug, Clone, Default)]
pub struct Locals {
    /// By node, each list ascending; no list at all where nobody is a stranger.
    shifts: Vec<Vec<u32>>,
}

impl Locals {
    /// Ranks the candidates of each node by what the client pays for not knowing them and a share of the way from where they start
    /// and back to where they end. Nobody is ranked where faces don't count, where most nodes have few candidates, or where most
    /// carers start from a place that they share.
    pub(super) fn new(problem: &Problem) -> Self {
        let nodes = 0..problem.nodes.len() as u32;
        let has_many = |node: &u32| problem.eligibility.candidates(*node).len() > FEW;
        if !problem.prices.counts_faces()
            || 2 * nodes.clone().filter(has_many).count() < problem.nodes.len()
            || !has_homes(problem)
        {
            return Self::default();
        }
        Self { shifts: nodes.into_par_iter().map(|node| best_suited(problem, node)).collect() }
    }

    /// Whether everybody is as good as local.
    #[inline]
    pub fn are_all(&self) -> bool {
        self.shifts.is_empty()
    }

    /// The locals' shifts for a node, ascending, unless all are as good.
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

fn best_suited(problem: &Problem, node: u32) -> Vec<u32> {
    let all = problem.eligibility.candidates(node);
    if all.len() <= MOST || problem.is_rest(node) {
        return all.to_vec();
    }
    let place = problem.node(node).place;
    let pairs = problem.visit(problem.node(node).visit).pairs;
    let rank = |shift: &u32| {
        let run = problem.shift(*shift);
        let ways = [(run.start_place, place), (place, run.end_place)]
            .map(|(from, to)| problem.way(run.mode, from, to));
        let price: i64 = ways.iter().map(|way| problem.legs[run.mode as usize].price(*way)).sum();
        let seconds: i64 = ways.iter().map(|way| way.time()).sum();
        let unknown = problem.eligibility.pair_price(pairs, run.carer);
        (unknown + price / OF_WAYS, seconds, *shift)
    };
    let mut ranked: Vec<(i64, i64, u32)> = all.iter().map(rank).collect();
    ranked.select_nth_unstable(MOST - 1);
    let mut best: Vec<u32> = ranked[..MOST].iter().map(|(_, _, shift)| *shift).collect();
    best.sort_unstable();
    best
}
