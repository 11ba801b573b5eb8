//! Cuts over three visits, for what routes mix that a rota can't.
//!
//! Three visits have an odd number of slots, so that at most so many pairs of them can be in one route each, half of the
//! slots rounded down; half routes can hold a pair more. These are the subset rows of Jepsen, Petersen, Spoorendonk and
//! Pisinger (2008), with several slots for a visit.

use std::collections::{BTreeMap, BTreeSet};

use super::lagrangian::{Cut, Relaxation};

/// A breach below this is none.
pub(super) const LEAST_BREACH: f64 = 0.02;
/// Cuts found at a time.
const AT_A_TIME: usize = 40;
/// Cuts found at a time that hold the same visit.
const OF_A_VISIT: usize = 5;

/// Three visits; a route counts for half of its stops at them, rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// The visits, ascending.
    pub(super) visits: [u32; 3],
    /// What all routes together may count for.
    pub(super) most: i64,
}

impl Row {
    /// What a route that comes to some visits counts for.
    pub(super) fn count(&self, visits: impl Iterator<Item = u32>) -> i64 {
        visits.filter(|visit| self.visits.contains(visit)).count() as i64 / 2
    }
}

/// A route of the mixture: its visits, and how much of it there is.
type Part = (Vec<u32>, f64);

/// The cuts that a mixture of routes breaks most.
pub(super) fn broken(relaxation: &Relaxation, mixture: &[(Cut, f64)]) -> Vec<Row> {
    let problem = relaxation.frame.problem;
    let parts: Vec<Part> = mixture
        .iter()
        .map(|(cut, weight)| {
            let visits = cut.route.iter().map(|&(node, _)| problem.node(node).visit).collect();
            (visits, relaxation.routes(cut, *weight))
        })
        .collect();
    let mut found: Vec<(f64, Row)> = candidates(&parts)
        .into_iter()
        .filter_map(|visits| {
            let slots: usize = visits.iter().map(|v| problem.visit(*v).nodes.len()).sum();
            let row = Row { visits, most: slots as i64 / 2 };
            let count = |(visits, weight): &Part| weight * row.count(visits.iter().copied()) as f64;
            let breach = parts.iter().map(count).sum::<f64>() - row.most as f64;
            (slots % 2 == 1 && breach > LEAST_BREACH).then_some((breach, row))
        })
        .filter(|(_, row)| !relaxation.frame.layout.rows.contains(row))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut often: BTreeMap<u32, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    for (_, row) in found {
        let full = row.visits.iter().any(|v| often.get(v).is_some_and(|n| *n >= OF_A_VISIT));
        if !full && kept.len() < AT_A_TIME {
            row.visits.iter().for_each(|visit| *often.entry(*visit).or_default() += 1);
            kept.push(row);
        }
    }
    kept
}

/// Threes of visits that may be broken: routes hold pairs of them more often than once.
fn candidates(parts: &[Part]) -> BTreeSet<[u32; 3]> {
    let mut pairs: BTreeMap<u32, BTreeMap<u32, f64>> = BTreeMap::new();
    for (visits, weight) in parts.iter().filter(|(_, weight)| *weight < 1.0 - LEAST_BREACH) {
        for &a in visits {
            for &b in visits.iter().filter(|b| **b != a) {
                *pairs.entry(a).or_default().entry(b).or_default() += weight;
            }
        }
    }
    let pair = |a: u32, b: u32| pairs.get(&a).and_then(|of| of.get(&b)).copied().unwrap_or(0.0);
    let mut found = BTreeSet::new();
    for (&a, near) in &pairs {
        for (&b, ab) in near {
            for (&c, ac) in near.range(b + 1..) {
                // A route with all three counts once, but for three pairs.
                if ab + ac + pair(b, c) > 1.0 + LEAST_BREACH {
                    let mut visits = [a, b, c];
                    visits.sort_unstable();
                    found.insert(visits);
                }
            }
        }
    }
    found
}
