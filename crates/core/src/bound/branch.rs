//! Branch and bound over the relaxation: closes what the relaxation leaves open, as far as time allows.
//!
//! A branch splits the starts of a visit in two, which brings the slots of a double-up and the ends of a gap together
//! (Dohn, Rasmussen and Larsen, 2011), or decides whether a class serves a slot, or whether a slot follows another one.
//! The bound is that of the open branch with the least one, so it holds whenever the search stops. Branches are taken up
//! in groups of a fixed size, so that the result does not depend on threads.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::ascent::{Ascent, Budget, climb};
use super::choice::{halve, split};
use super::closing::close;
use super::lagrangian::{Cut, Relaxation};
use super::listing::{self, Listed};
use super::restriction::Restriction;

/// Branches that are split at a time.
const GROUP: usize = 4;
/// Evaluations in one branch.
const ROUNDS: u32 = 40;
/// Branches kept open at the most, for the sake of memory.
const MOST_OPEN: usize = 50_000;

/// A part of all rotas.
pub(super) struct Branch {
    /// What it has in common.
    pub(super) restriction: Restriction,
    /// Its bound.
    pub(super) ascent: Ascent,
    /// Whether it was closed in on.
    pub(super) closed: bool,
    /// What became of listing its rotas: with all of them its bound is exact.
    pub(super) listed: Listed,
}

impl Branch {
    /// A branch with its bound from an ascent, listed if no more than some reach is missing.
    fn new(
        relaxation: &Relaxation,
        restriction: Restriction,
        mut ascent: Ascent,
        near: (&Budget, i128),
    ) -> Self {
        let listed = listing::list(relaxation, &restriction, &ascent, near);
        if let Listed::All(least) = listed {
            ascent.value = ascent.value.max(least);
        }
        Self { restriction, ascent, closed: false, listed }
    }
}

/// What branching came to.
pub(super) struct Tree {
    /// No rota that is cheaper than the known one costs less, in scaled grains; `None`: none is cheaper.
    pub(super) value: Option<i128>,
    /// Evaluations.
    pub(super) rounds: u32,
    /// Routes.
    pub(super) columns: usize,
}

impl Tree {
    /// The root alone.
    pub(super) fn root(root: &Ascent) -> Self {
        Self { value: Some(root.value), rounds: root.rounds, columns: root.columns }
    }
}

/// Splits branches, from the root's ascent on, until the budget is used up or none is left.
pub(super) fn grow(relaxation: &Relaxation, root: Ascent, budget: &Budget) -> Tree {
    let mut tree = Tree { value: None, rounds: root.rounds, columns: root.columns };
    let mut reach = listing::first_reach(relaxation, budget);
    let mut branches: Vec<Option<Branch>> = Vec::new();
    let mut open: BinaryHeap<Reverse<(i128, usize)>> = BinaryHeap::new();
    // Branches that can't be split: their bounds stay.
    let mut stuck: Vec<i128> = Vec::new();
    let mut grown = vec![Branch::new(relaxation, Restriction::default(), root, (budget, reach))];
    loop {
        for branch in grown.drain(..).filter(|branch| !budget.is_met(branch.ascent.value)) {
            match branch.listed {
                Listed::All(_) => {
                    stuck.push(branch.ascent.value);
                    continue;
                }
                Listed::TooMuch(missing) => reach = reach.min(closer(missing)),
                Listed::Not => (),
            }
            open.push(Reverse((branch.ascent.value, branches.len())));
            branches.push(Some(branch));
        }
        if open.is_empty() || open.len() >= MOST_OPEN || !budget.is_left(tree.rounds) {
            break;
        }
        let taken: Vec<usize> =
            (0..GROUP).filter_map(|_| open.pop()).map(|Reverse((_, index))| index).collect();
        let mut children: Vec<(Restriction, &Ascent, bool)> = Vec::new();
        for &index in &taken {
            let Some(branch) = &branches[index] else { continue };
            let (split, closes) = match split(relaxation, branch) {
                Some(split) => (split.into(), false),
                None if !branch.closed => (vec![branch.restriction.clone()], true),
                None => (halve(relaxation, branch).unwrap_or_default(), false),
            };
            if split.is_empty() {
                stuck.push(branch.ascent.value);
            }
            for mut child in split {
                if child.tighten(relaxation, budget.known) {
                    children.push((child, &branch.ascent, closes));
                }
            }
        }
        grown = children
            .into_par_iter()
            .map(|(restriction, parent, closes)| {
                if closes {
                    let ascent = close(relaxation, &restriction, parent, budget);
                    return Branch { restriction, ascent, closed: true, listed: Listed::Not };
                }
                let cuts = parent.cuts.iter().filter(|cut| keeps(relaxation, &restriction, cut));
                let inner = Budget { rounds: Some(ROUNDS), ..*budget };
                let start = (parent.y.clone(), cuts.cloned().collect());
                let mut ascent = climb(relaxation, &restriction, start, &inner);
                ascent.value = ascent.value.max(parent.value);
                Branch::new(relaxation, restriction, ascent, (budget, reach))
            })
            .collect();
        for index in taken {
            branches[index] = None;
        }
        for branch in &grown {
            tree.rounds += branch.ascent.rounds;
            tree.columns += branch.ascent.columns;
        }
    }
    let open = open.peek().map(|Reverse((value, _))| *value);
    tree.value = open.into_iter().chain(stuck).min();
    tree
}

/// How much may be missing for another try at listing, after one that was too much.
fn closer(missing: i128) -> i128 {
    missing * 7 / 10
}

/// Whether a route's cut is one of the branch, too.
fn keeps(relaxation: &Relaxation, restriction: &Restriction, cut: &Cut) -> bool {
    restriction.allows_steps(cut.route.iter().map(|stop| stop.0))
        && cut.route.iter().all(|&(node, start)| {
            let (from, to) = restriction.starts(relaxation.frame.problem.node(node).visit);
            let class = relaxation.class_of(cut.part);
            from <= start && start <= to && !restriction.is_barred(class, node)
        })
}
