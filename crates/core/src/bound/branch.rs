//! Branch and bound over the relaxation: closes what the relaxation leaves open, as far as time allows.
//!
//! A branch splits the starts of a visit in two, which brings the slots of a double-up and the ends of a gap together
//! (Dohn, Rasmussen and Larsen, 2011), or decides whether a class serves a slot, whether a carer comes to a client at all, or
//! whether a slot follows another one.
//! The bound is that of the open branch with the least one, so it holds whenever the search stops. Branches are taken up
//! in groups of a fixed size, so that the result does not depend on threads.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::ascent::{Ascent, Budget};
use super::experience::Experience;
use super::lagrangian::Relaxation;
use super::listing::{self, Listed};
use super::restriction::Restriction;
use super::split::Split;

/// Branches that are split at a time.
const GROUP: usize = 4;
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
    pub(super) fn new(
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
pub(super) struct Grown {
    /// No rota that is cheaper than the known one costs less, in scaled grains; `None`: none is cheaper.
    pub(super) value: Option<i128>,
    /// Evaluations.
    pub(super) rounds: u32,
    /// Routes.
    pub(super) columns: usize,
}

impl Grown {
    /// The root alone.
    pub(super) fn root(root: &Ascent) -> Self {
        Self { value: Some(root.value), rounds: root.rounds, columns: root.columns }
    }
}

/// All branches that are open.
struct Tree<'a> {
    relaxation: &'a Relaxation<'a>,
    budget: &'a Budget,
    /// What may be missing for a branch to be listed.
    reach: i128,
    /// By their bounds, then in the order in which they came up.
    open: BTreeMap<(i128, usize), Branch>,
    /// How many have been open.
    count: usize,
    /// The least bound of the branches that can't be split: it stays.
    stuck: Option<i128>,
    experience: Experience,
}

/// Splits branches, from the root's ascent on, until the budget is used up or nothing is left to be gained.
pub(super) fn grow(relaxation: &Relaxation, root: Ascent, budget: &Budget) -> Grown {
    let (mut rounds, mut columns) = (root.rounds, root.columns);
    let mut tree = Tree {
        relaxation,
        budget,
        reach: listing::first_reach(relaxation, budget),
        open: BTreeMap::new(),
        count: 0,
        stuck: None,
        experience: Experience::default(),
    };
    tree.add(Branch::new(relaxation, Restriction::default(), root, (budget, tree.reach)));
    while !tree.is_done() && budget.is_left(rounds) {
        let parents = tree.take();
        for half in tree.split(&parents) {
            rounds += half.ascent.rounds;
            columns += half.ascent.columns;
            tree.add(half);
        }
    }
    Grown { value: tree.value(), rounds, columns }
}

impl Tree<'_> {
    /// No rota that is cheaper than the known one costs less; `None`: none is cheaper.
    fn value(&self) -> Option<i128> {
        let open = self.open.keys().next().map(|(value, _)| *value);
        open.into_iter().chain(self.stuck).min()
    }

    /// Whether nothing is gained by splitting more branches.
    fn is_done(&self) -> bool {
        self.open.is_empty() || self.open.len() >= MOST_OPEN || self.value() == self.stuck
    }

    fn add(&mut self, branch: Branch) {
        let value = branch.ascent.value;
        if self.budget.is_met(value) {
            return;
        }
        match branch.listed {
            Listed::All(_) => return self.leave(value),
            Listed::TooMuch(missing) => self.reach = self.reach.min(closer(missing)),
            Listed::Not => (),
        }
        self.open.insert((value, self.count), branch);
        self.count += 1;
    }

    /// A branch with some bound is not split.
    fn leave(&mut self, value: i128) {
        self.stuck = self.stuck.into_iter().chain([value]).min();
    }

    /// The open branches with the least bounds.
    fn take(&mut self) -> Vec<Branch> {
        let taken = (0..GROUP).filter_map(|_| self.open.pop_first());
        taken.map(|(_, branch)| branch).collect()
    }

    /// The halves of some branches, but for those of which nothing is left.
    fn split(&mut self, parents: &[Branch]) -> Vec<Branch> {
        let mut splits: Vec<Split> = Vec::new();
        let mut halves: Vec<(usize, Restriction)> = Vec::new();
        for parent in parents {
            match Split::new(self.relaxation, parent, &self.experience) {
                Some((split, parts)) => {
                    halves.extend(parts.into_iter().map(|half| (splits.len(), half)));
                    splits.push(split);
                }
                None => self.leave(parent.ascent.value),
            }
        }
        let near = (self.budget, self.reach);
        let halves: Vec<(usize, Option<Branch>)> = halves
            .into_par_iter()
            .map(|(split, half)| (split, splits[split].half(self.relaxation, half, near)))
            .collect();
        let mut grown: Vec<Vec<Branch>> = splits.iter().map(|_| Vec::new()).collect();
        halves.into_iter().for_each(|(split, half)| grown[split].extend(half));
        for (split, halves) in splits.iter().zip(&grown) {
            split.learn(halves, self.budget.target, &mut self.experience);
        }
        grown.into_iter().flatten().collect()
    }
}

/// How much may be missing for another try at listing, after one that was too much.
fn closer(missing: i128) -> i128 {
    missing * 7 / 10
}
