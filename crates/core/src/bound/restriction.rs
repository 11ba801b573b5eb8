//! What a branch has decided: later or earlier starts, and who does not serve what.

use std::collections::{BTreeMap, BTreeSet};

/// Limits beyond those of the problem. Empty at the root.
#[derive(Debug, Clone, Default)]
pub(super) struct Restriction {
    /// Earliest and latest start of some visits.
    starts: BTreeMap<u32, (i64, i64)>,
    /// Nodes that a class may not serve.
    barred: BTreeSet<(usize, u32)>,
}

impl Restriction {
    /// Earliest and latest start of a visit.
    pub(super) fn starts(&self, visit: u32) -> (i64, i64) {
        self.starts.get(&visit).copied().unwrap_or((i64::MIN, i64::MAX))
    }

    /// Whether a class may not serve a node.
    pub(super) fn is_barred(&self, class: usize, node: u32) -> bool {
        self.barred.contains(&(class, node))
    }

    /// The same with a visit's start up to `time`, and with it later.
    pub(super) fn split(&self, visit: u32, time: i64) -> [Self; 2] {
        let (from, to) = self.starts(visit);
        let with = |limits| {
            let mut changed = self.clone();
            changed.starts.insert(visit, limits);
            changed
        };
        [with((from, time.min(to))), with(((time + 1).max(from), to))]
    }

    /// The same with a node barred from a class, and from all other classes.
    pub(super) fn assign(&self, node: u32, class: usize, classes: usize) -> [Self; 2] {
        let (mut without, mut only) = (self.clone(), self.clone());
        without.barred.insert((class, node));
        only.barred.extend((0..classes).filter(|other| *other != class).map(|other| (other, node)));
        [without, only]
    }
}
