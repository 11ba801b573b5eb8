//! Branch and bound over the relaxation: closes what the relaxation leaves open, as far as time allows.
//!
//! A branch splits the starts of a visit in two, which brings the slots of a double-up and the ends of a gap together
//! (Dohn, Rasmussen and Larsen, 2011), or decides whether a class serves a slot. The bound is that of the open branch
//! with the least one, so it holds whenever the search stops. Branches are taken up in groups of a fixed size, so that
//! the result does not depend on threads.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::time::Instant;

use rayon::prelude::*;

use super::ascent::{Ascent, Budget, climb};
use super::lagrangian::{Cut, Relaxation};
use super::restriction::Restriction;

/// Branches that are split at a time.
const GROUP: usize = 4;
/// Evaluations in one branch.
const ROUNDS: u32 = 40;
/// Branches kept open at the most, for the sake of memory.
const MOST_OPEN: usize = 50_000;

struct Branch {
    restriction: Restriction,
    ascent: Ascent,
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

/// Splits branches, from the root's ascent on, until the budget is used up or none is left.
pub(super) fn grow(relaxation: &Relaxation, root: Ascent, budget: &Budget) -> Tree {
    let mut tree = Tree { value: None, rounds: root.rounds, columns: root.columns };
    let mut branches: Vec<Option<Branch>> = Vec::new();
    let mut open: BinaryHeap<Reverse<(i128, usize)>> = BinaryHeap::new();
    let closed = |value: i128| budget.target.is_some_and(|target| value >= target);
    if !closed(root.value) {
        open.push(Reverse((root.value, 0)));
        branches.push(Some(Branch { restriction: Restriction::default(), ascent: root }));
    }
    while !open.is_empty()
        && open.len() < MOST_OPEN
        && budget.rounds.is_none_or(|most| tree.rounds < most)
        && budget.deadline.is_none_or(|deadline| Instant::now() < deadline)
    {
        let taken: Vec<usize> =
            (0..GROUP).filter_map(|_| open.pop()).map(|Reverse((_, index))| index).collect();
        let mut children: Vec<(Restriction, &Ascent)> = Vec::new();
        for &index in &taken {
            if let Some(branch) = &branches[index] {
                let split = split(relaxation, branch);
                children.extend(split.into_iter().map(|child| (child, &branch.ascent)));
            }
        }
        let grown: Vec<Branch> = children
            .into_par_iter()
            .map(|(restriction, parent)| {
                let cuts = parent.cuts.iter().filter(|cut| keeps(relaxation, &restriction, cut));
                let inner = Budget { rounds: Some(ROUNDS), ..*budget };
                let start = (parent.y.clone(), cuts.cloned().collect());
                let mut ascent = climb(relaxation, &restriction, start, &inner);
                ascent.value = ascent.value.max(parent.value);
                Branch { restriction, ascent }
            })
            .collect();
        for index in taken {
            branches[index] = None;
        }
        for branch in grown {
            tree.rounds += branch.ascent.rounds;
            tree.columns += branch.ascent.columns;
            if !closed(branch.ascent.value) {
                open.push(Reverse((branch.ascent.value, branches.len())));
                branches.push(Some(branch));
            }
        }
    }
    tree.value = open.peek().map(|Reverse((value, _))| *value);
    tree
}

/// Whether a route's cut is one of the branch, too.
fn keeps(relaxation: &Relaxation, restriction: &Restriction, cut: &Cut) -> bool {
    cut.route.iter().all(|&(node, start)| {
        let (from, to) = restriction.starts(relaxation.frame.problem.node(node).visit);
        let class = relaxation.class_of(cut.part);
        from <= start && start <= to && !restriction.is_barred(class, node)
    })
}

/// Starts of a visit in the master's mixture of routes.
#[derive(Default)]
struct Starts {
    weight: f64,
    sum: f64,
    least: i64,
    list: Vec<(i64, f64)>,
}

/// Two restrictions that together allow all that the branch allows.
fn split(relaxation: &Relaxation, branch: &Branch) -> [Restriction; 2] {
    let problem = relaxation.frame.problem;
    let mut starts: BTreeMap<u32, Starts> = BTreeMap::new();
    let mut shares: BTreeMap<(u32, usize), f64> = BTreeMap::new();
    for (cut, weight) in &branch.ascent.mixture {
        let class = relaxation.class_of(cut.part);
        let weight = weight * relaxation.classes[class].count as f64;
        for &(node, start) in &cut.route {
            let visit = problem.node(node).visit;
            let entry = starts.entry(visit).or_insert(Starts { least: start, ..Starts::default() });
            entry.weight += weight;
            // Relative to an instant nearby, for the sake of accuracy.
            entry.sum += weight * (start - relaxation.frame.origin(node)) as f64;
            entry.least = entry.least.min(start);
            entry.list.push((start, weight));
            *shares.entry((node, class)).or_insert(0.0) += weight;
        }
    }
    let mut best: (f64, Option<Choice>) = (1e-6, None);
    for (&visit, entry) in &starts {
        let first = problem.visit(visit).nodes.start;
        let origin = relaxation.frame.origin(first);
        let mean = origin + (entry.sum / entry.weight).floor() as i64;
        let far = |&(start, weight): &(i64, f64)| weight * (start - mean).abs() as f64;
        let spread = entry.list.iter().map(far).sum::<f64>() / relaxation.typical_time;
        let tied = !relaxation.frame.layout.node_ties(first).is_empty();
        let score = spread * if tied { TIED } else { 1.0 };
        if score > best.0 && entry.list.iter().any(|(start, _)| *start > mean) {
            best = (score, Some(Choice::Start(visit, mean)));
        }
    }
    for (&(node, class), &share) in &shares {
        let score = 2.0 * share.min(1.0 - share);
        if score > best.0 {
            best = (score, Some(Choice::Class(node, class)));
        }
    }
    match best.1 {
        Some(Choice::Start(visit, time)) => branch.restriction.split(visit, time),
        Some(Choice::Class(node, class)) => {
            branch.restriction.assign(node, class, relaxation.classes.len())
        }
        // The mixture is one rota in all but name: its first start is as good a place as any.
        None => {
            let open = |(visit, entry): (&u32, &Starts)| {
                let (from, to) = branch.restriction.starts(*visit);
                (from < to).then_some((*visit, entry.least))
            };
            let (visit, time) = starts.iter().find_map(open).unwrap_or((0, 0));
            branch.restriction.split(visit, time)
        }
    }
}

/// How much more a spread of starts counts where starts are tied.
const TIED: f64 = 2.0;

#[derive(Clone, Copy)]
enum Choice {
    Start(u32, i64),
    Class(u32, usize),
}
