//! Conditions on the distance of two visits' starts: gaps.

use crate::problem::Problem;

/// Gaps beyond this are no bound.
const UNBOUNDED: i64 = i64::MAX / 8;

/// `least <= start[second] - start[first] <= most`, of the starts of two visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tie {
    /// The first node of the first visit.
    pub(super) first: u32,
    /// The first node of the second visit.
    pub(super) second: u32,
    /// Least distance.
    pub(super) least: i64,
    /// Largest distance, if there is one.
    pub(super) most: Option<i64>,
}

/// All ties: each gap once, turned so that it has a least distance.
pub(super) fn ties(problem: &Problem) -> Vec<Tie> {
    let mut ties = Vec::new();
    for (index, visit) in (0_u32..).zip(&problem.visits) {
        let first = visit.nodes.start;
        for gap in visit.gaps.iter().filter(|gap| gap.other > index) {
            let second = problem.visit(gap.other).nodes.start;
            let (least, most) = (gap.least > -UNBOUNDED, gap.most < UNBOUNDED);
            if least {
                let most = most.then_some(gap.most);
                ties.push(Tie { first, second, least: gap.least, most });
            } else if most {
                ties.push(Tie { first: second, second: first, least: -gap.most, most: None });
            }
        }
    }
    ties
}

impl Tie {
    /// What the tie adds to the relaxation at a multiplier: the least of `multiplier x distance`.
    pub(super) fn value(&self, multiplier: i64) -> i64 {
        match self.most {
            Some(most) if multiplier < 0 => multiplier * most,
            _ => multiplier * self.least,
        }
    }
}
