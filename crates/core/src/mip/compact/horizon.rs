//! Times that count from the earliest start of all, with an end for windows that have none.

use crate::problem::{Problem, Window};

/// Times of pieces and visits, counted from `base`.
pub(super) struct Times {
    /// The instant that is 0.
    pub(super) base: i64,
    /// Earliest and latest start in each piece of each visit.
    pub(super) pieces: Vec<Vec<(i64, i64)>>,
}

impl Times {
    /// Counts from the earliest start of any window.
    pub(super) fn new(problem: &Problem) -> Self {
        let (base, end) = (problem.first_start(), problem.last_start());
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
