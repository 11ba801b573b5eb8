//! Cuts for gaps: a visit does not start late when one that has to come well after it starts early.
//!
//! Multipliers of a gap see mean starts only, and routes can be mixed so that both visits start in the middle on average. Of
//! routes in which the first visit starts at some time or later, and of such in which the second starts less than the gap after
//! that time, there is one at most. What a route is charged for a start is then no longer convex, so that windows are priced
//! in parts.

use std::collections::BTreeMap;

use super::lagrangian::{Cut, Relaxation};
use super::rows::LEAST_BREACH;

/// Of a visit that starts late and one that starts early there is one at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Clash {
    /// A node, and the time from which on a start of its visit is late.
    pub(super) late: (u32, i64),
    /// A node, and the time before which a start of its visit is early.
    pub(super) early: (u32, i64),
}

/// What a start of a stop's visit is charged for a clash.
#[derive(Debug, Clone, Copy)]
pub(super) struct Charge {
    /// The multiplier.
    pub(super) index: usize,
    /// Starts from here on are charged, or those before.
    pub(super) time: i64,
    /// Which of the two.
    pub(super) is_late: bool,
}

impl Clash {
    /// What it charges for starts of a node's visit.
    pub(super) fn charges(&self, node: u32, index: usize) -> impl Iterator<Item = Charge> {
        let charge = move |((of, time), is_late): ((u32, i64), bool)| {
            (of == node).then_some(Charge { index, time, is_late })
        };
        [(self.late, true), (self.early, false)].into_iter().filter_map(charge)
    }
}

impl Charge {
    /// Whether a start is charged.
    pub(super) fn holds(&self, start: i64) -> bool {
        (start >= self.time) == self.is_late
    }
}

/// Starts of a node's visit in a mixture of routes, with weights.
type Starts = BTreeMap<u32, Vec<(i64, f64)>>;

/// The clash that a mixture of routes breaks most, for each gap and each way round.
pub(super) fn broken(relaxation: &Relaxation, mixture: &[(Cut, f64)]) -> Vec<Clash> {
    let layout = &relaxation.frame.layout;
    let mut starts = Starts::new();
    for (cut, weight) in mixture {
        let weight = relaxation.routes(cut, *weight);
        for &(node, start) in &cut.route {
            starts.entry(node).or_default().push((start, weight));
        }
    }
    let mut found = Vec::new();
    for tie in &layout.ties {
        found.extend(worst(&starts, tie.first, tie.second, tie.least));
        found.extend(tie.most.and_then(|most| worst(&starts, tie.second, tie.first, -most)));
    }
    found.retain(|clash| !layout.clashes.contains(clash));
    found
}

/// The worst clash of two nodes whose visits start `least` apart.
fn worst(starts: &Starts, one: u32, other: u32, least: i64) -> Option<Clash> {
    let (first, second) = (starts.get(&one)?, starts.get(&other)?);
    let sum = |starts: &[(i64, f64)], counts: &dyn Fn(i64) -> bool| -> f64 {
        starts.iter().filter(|(start, _)| counts(*start)).map(|(_, weight)| weight).sum()
    };
    let breach = |time: i64| {
        sum(first, &|start| start >= time) + sum(second, &|start| start < time + least) - 1.0
    };
    let times = first.iter().map(|(start, _)| (breach(*start), *start));
    let (most, time) = times.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    let clash = Clash { late: (one, time), early: (other, time + least) };
    (most > LEAST_BREACH).then_some(clash)
}
