//! What a branch has decided: later or earlier starts, who does not serve what, who comes to whom, and what follows what.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::NONE;

use super::lagrangian::Relaxation;

/// How often limits are carried over all ties, at the most.
const PASSES: u32 = 20;

/// Limits beyond those of the problem. Empty at the root.
#[derive(Debug, Clone, Default)]
pub(super) struct Restriction {
    /// Earliest and latest start of some visits.
    starts: BTreeMap<u32, (i64, i64)>,
    /// Nodes that a class may not serve.
    barred: BTreeSet<(usize, u32)>,
    /// Whether a carer comes to a client at all.
    faces: BTreeMap<(u32, u32), bool>,
    /// Nodes that may not follow each other.
    apart: BTreeSet<(u32, u32)>,
    /// The one node that may follow another, and the one that may come before it.
    next: BTreeMap<u32, u32>,
    before: BTreeMap<u32, u32>,
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

    /// Whether a carer comes to a client at all, if that is decided.
    pub(super) fn comes(&self, client: u32, carer: u32) -> Option<bool> {
        self.faces.get(&(client, carer)).copied()
    }

    /// The carers of a client of which that is decided, and whether they come.
    pub(super) fn faces(&self, client: u32) -> impl Iterator<Item = (u32, bool)> {
        let of = self.faces.range((client, 0)..=(client, u32::MAX));
        of.map(|(&(_, carer), &comes)| (carer, comes))
    }

    /// The same without a carer at a client, and with it; `ways` are the carer's classes with the client's nodes.
    pub(super) fn face(
        &self,
        client: u32,
        carer: u32,
        ways: impl Iterator<Item = (usize, u32)>,
    ) -> [Self; 2] {
        let (mut without, mut with) = (self.clone(), self.clone());
        without.barred.extend(ways);
        without.faces.insert((client, carer), false);
        with.faces.insert((client, carer), true);
        [without, with]
    }

    /// Whether anything is decided about what follows what.
    pub(super) fn has_steps(&self) -> bool {
        !self.apart.is_empty() || !self.next.is_empty()
    }

    /// Whether a node may follow another one in a route; [`NONE`] stands for the start and for the end of the route.
    pub(super) fn may_follow(&self, from: u32, to: u32) -> bool {
        self.next.get(&from).is_none_or(|next| *next == to)
            && self.before.get(&to).is_none_or(|before| *before == from)
            && !self.apart.contains(&(from, to))
    }

    /// Whether a route of some nodes has only steps that are allowed.
    pub(super) fn allows_steps(&self, nodes: impl Iterator<Item = u32>) -> bool {
        let mut from = NONE;
        for to in nodes.chain([NONE]) {
            if !self.may_follow(from, to) {
                return false;
            }
            from = to;
        }
        true
    }

    /// The same with a node never right after another one, and with both served and always so.
    pub(super) fn step(&self, from: u32, to: u32) -> [Self; 2] {
        let (mut apart, mut joined) = (self.clone(), self.clone());
        apart.apart.insert((from, to));
        joined.next.insert(from, to);
        joined.before.insert(to, from);
        [apart, joined]
    }

    /// The same with a visit's start before `time`, and with it then or later.
    pub(super) fn split(&self, visit: u32, time: i64) -> [Self; 2] {
        let (from, to) = self.starts(visit);
        let with = |limits| {
            let mut changed = self.clone();
            changed.starts.insert(visit, limits);
            changed
        };
        [with((from, to.min(time - 1))), with((from.max(time), to))]
    }

    /// The same with a node barred from a class, and from all other classes.
    pub(super) fn assign(&self, node: u32, class: usize, classes: usize) -> [Self; 2] {
        let (mut without, mut only) = (self.clone(), self.clone());
        without.barred.insert((class, node));
        only.barred.extend((0..classes).filter(|other| *other != class).map(|other| (other, node)));
        [without, only]
    }

    /// Carries limits over ties: where two visits are allocated in every rota cheaper than `known`, since leaving one
    /// out costs as much, limits of one hold for the other at the tie's distance. False when nothing is left.
    pub(super) fn tighten(&mut self, relaxation: &Relaxation, known: Option<i64>) -> bool {
        let problem = relaxation.frame.problem;
        let certain = |visit: u32| {
            let drop = problem.visit(visit).drop_price;
            !relaxation.dropped[visit as usize] && known.is_some_and(|known| drop >= known)
        };
        for visit in self.starts.keys() {
            let (from, to) = self.starts(*visit);
            if certain(*visit) && from > to {
                return false;
            }
        }
        let limits = |starts: &BTreeMap<u32, (i64, i64)>, visit: u32| {
            let (from, to) = starts.get(&visit).copied().unwrap_or((i64::MIN, i64::MAX));
            let windows = &problem.visit(visit).windows;
            let first = windows.first().map_or(from, |window| window.earliest);
            let last = windows.last().map_or(to, |window| window.latest);
            (from.max(first), to.min(last).min(relaxation.frame.end))
        };
        for _ in 0..PASSES {
            let mut changed = false;
            for tie in &relaxation.frame.layout.ties {
                let (one, two) = (problem.node(tie.first).visit, problem.node(tie.second).visit);
                if !certain(one) || !certain(two) {
                    continue;
                }
                let ((a, b), (c, d)) = (limits(&self.starts, one), limits(&self.starts, two));
                let most = tie.most.unwrap_or(i64::MAX);
                let second = (c.max(a.saturating_add(tie.least)), d.min(b.saturating_add(most)));
                let first = (
                    a.max(second.0.saturating_sub(most)),
                    b.min(second.1.saturating_sub(tie.least)),
                );
                if first.0 > first.1 || second.0 > second.1 {
                    return false;
                }
                if first != (a, b) || second != (c, d) {
                    self.starts.insert(one, first);
                    self.starts.insert(two, second);
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        true
    }
}
