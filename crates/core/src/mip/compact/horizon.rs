//! Times that count from the earliest start of all, with an end for windows that have none.

use crate::problem::{Legs, Problem, Window};

/// Times of pieces and visits, counted from `base`.
pub(super) struct Times {
    /// The instant that is 0.
    pub(super) base: i64,
    /// Earliest and latest start in each piece of each visit.
    pub(super) pieces: Vec<Vec<(i64, i64)>>,
}

/// Later than this is "no end".
const FAR: i64 = 1 << 40;
/// Longer than this is a leg that nobody can travel.
const UNKNOWN_LEG: i64 = 1 << 30;

impl Times {
    /// Counts from the earliest start of any window.
    pub(super) fn new(problem: &Problem) -> Self {
        let windows = || problem.visits.iter().flat_map(|visit| &visit.windows);
        let base = windows().map(|window| window.earliest).min().unwrap_or(0);
        let end = end(problem, base);
        let piece = |w: &Window| (w.earliest - base, w.latest.min(end) - base);
        let pieces = problem.visits.iter().map(|v| v.windows.iter().map(piece).collect()).collect();
        Self { base, pieces }
    }

    /// Earliest start of a visit.
    pub(super) fn lo(&self, visit: u32) -> i64 {
        self.pieces[visit as usize].iter().map(|piece| piece.0).min().unwrap_or(0)
    }

    /// Latest start of a visit.
    pub(super) fn hi(&self, visit: u32) -> i64 {
        self.pieces[visit as usize].iter().map(|piece| piece.1).max().unwrap_or(0)
    }

    /// Earliest and latest start of a node's visit in a shift, by windows and by the shift alone.
    pub(super) fn in_shift(&self, problem: &Problem, node: u32, shift: u32) -> (i64, i64) {
        let (n, at) = (problem.node(node), problem.shift(shift));
        let mask = problem.eligibility.mask(node, shift);
        let pieces = self.pieces[n.visit as usize].iter().enumerate();
        let allowed =
            || pieces.clone().filter(|(k, _)| mask >> k & 1 == 1).map(|(_, piece)| *piece);
        let lo = allowed().map(|piece| piece.0).min().unwrap_or(0);
        let hi = allowed().map(|piece| piece.1).max().unwrap_or(0);
        let first = at.start - self.base - n.offset;
        let last = at.end - self.base - n.offset - n.duration;
        (lo.max(first), hi.min(last))
    }
}

/// An instant by which everything can have started in some optimal plan: after the last instant that any price or
/// bound names, nothing is gained by waiting for longer than all services, legs, gaps and contracts together.
fn end(problem: &Problem, base: i64) -> i64 {
    let windows = problem.visits.iter().flat_map(|visit| &visit.windows).flat_map(|w| {
        [w.earliest, w.latest, w.soft_earliest, w.soft_latest, w.preferred.unwrap_or(w.earliest)]
    });
    let shifts = problem.shifts.iter().flat_map(|s| [s.start, s.end, s.overtime_from]);
    let named = windows.chain(shifts).filter(|time| *time < base + FAR).max().unwrap_or(base);
    let services: i64 = problem.nodes.iter().map(|node| node.offset + node.duration).sum();
    let legs = problem.legs.iter().flat_map(Legs::all_seconds);
    let longest = legs.filter(|leg| *leg < UNKNOWN_LEG).max().unwrap_or(0);
    let gaps: i64 = problem
        .visits
        .iter()
        .flat_map(|visit| &visit.gaps)
        .flat_map(|gap| [gap.least.abs(), gap.most.abs()])
        .filter(|gap| *gap < FAR)
        .sum();
    let hours: i64 = problem
        .carers
        .iter()
        .flat_map(|carer| [carer.hours.min, carer.hours.target])
        .map(|time| time.unwrap_or(0))
        .sum();
    let travel = longest * (problem.nodes.len() + problem.shifts.len()) as i64;
    named + services + travel + gaps + hours
}
