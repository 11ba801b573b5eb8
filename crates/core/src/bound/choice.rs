//! Where to split a branch: what the relaxation mixes that a rota can't.

use std::collections::BTreeMap;

use crate::problem::NONE;

use super::branch::Branch;
use super::class::Stop;
use super::experience::Experience;
use super::lagrangian::Relaxation;
use super::restriction::Restriction;

/// How much more a spread of starts counts where starts are tied.
const TIED: f64 = 2.0;

/// A spread of starts, as a share of a typical service, that is next to none.
const NEAR: f64 = 0.05;

/// How much a class's share counts, and that of a step beside it.
const WHO: f64 = 2.0;
const STEP: f64 = 0.5;
/// How much a carer's share at a client counts.
const FACE: f64 = 4.0;

/// How much more a class's share counts where the carer may not come to another visit, or has to.
const PAIRED: f64 = 4.0;

/// What is missing to a whole route, at the most, where routes are settled.
const SETTLED: f64 = 0.1;

/// How much more who goes where counts then.
const HAIR: f64 = 1e5;

/// Starts of a visit in the mixture of routes.
#[derive(Debug, Default)]
struct Starts {
    weight: f64,
    /// Sum of weight times start, relative to the visit's origin.
    sum: f64,
    list: Vec<(i64, f64)>,
}

impl Starts {
    fn add(&mut self, start: i64, origin: i64, weight: f64) {
        self.weight += weight;
        self.sum += weight * (start - origin) as f64;
        self.list.push((start, weight));
    }

    /// Relative to the origin.
    fn mean(&self) -> f64 {
        self.sum / self.weight
    }

    /// Mean distance from the mean, times the weight.
    fn spread(&self, origin: i64) -> f64 {
        let mean = self.mean();
        self.list
            .iter()
            .map(|(start, weight)| weight * ((start - origin) as f64 - mean).abs())
            .sum()
    }

    /// Where to split: at the mean, which halves what is open; where starts are all but the same, at the least start
    /// after the mean, since all routes can be held back to it and nothing is left to split.
    fn middle(&self, origin: i64, near: f64) -> Option<i64> {
        let mean = self.mean();
        let later = |start: &i64| (start - origin) as f64 > mean + 0.5;
        let next = self.list.iter().map(|(start, _)| *start).filter(later).min()?;
        let far = self.spread(origin) > near;
        Some(if far { origin + mean.floor() as i64 + 1 } else { next })
    }
}

/// What a branch is split by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Choice {
    /// A visit starts before an instant, or not.
    Start(u32, i64),
    /// A class serves a node, or not.
    Class(u32, usize),
    /// A carer comes to a client, or not.
    Face(u32, u32),
    /// A node is followed by another one, or not.
    Step(u32, u32),
}

/// What a choice is about: a visit's start, who comes to a slot, what follows it, or who comes to a client.
pub(super) type Subject = (u8, u32, u32);

impl Choice {
    /// What it is about.
    pub(super) fn subject(self) -> Subject {
        match self {
            Self::Start(visit, _) => (0, visit, 0),
            Self::Class(node, _) => (1, node, 0),
            Self::Step(from, _) => (2, from, 0),
            Self::Face(client, carer) => (3, client, carer),
        }
    }
}

/// What to split by, and how much of it is mixed; `None`: the mixture is a rota in all but name.
pub(super) fn choose(
    relaxation: &Relaxation,
    branch: &Branch,
    experience: &Experience,
) -> Option<(Choice, f64)> {
    let problem = relaxation.frame.problem;
    let mut starts: BTreeMap<u32, Starts> = BTreeMap::new();
    let mut shares: BTreeMap<(u32, usize), f64> = BTreeMap::new();
    let mut steps: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut lists: BTreeMap<(usize, Vec<u32>), f64> = BTreeMap::new();
    for (cut, weight) in &branch.ascent.mixture {
        let class = relaxation.class_of(cut.part);
        let weight = relaxation.routes(cut, *weight);
        let nodes = cut.route.iter().map(|stop| stop.0).collect();
        *lists.entry((class, nodes)).or_insert(0.0) += weight;
        for &(node, start) in &cut.route {
            let origin = relaxation.frame.origin(node);
            starts.entry(problem.node(node).visit).or_default().add(start, origin, weight);
            *shares.entry((node, class)).or_insert(0.0) += weight;
        }
        for (place, &(node, _)) in cut.route.iter().enumerate() {
            let next = cut.route.get(place + 1).map_or(NONE, |next| next.0);
            *steps.entry((node, next)).or_insert(0.0) += weight;
        }
    }
    let mut best: (f64, Option<(Choice, f64)>) = (1e-6, None);
    // Who goes where may be settled but for a hair, which holds up the rest: times that are split then are split for ever.
    let settled = lists.values().all(|weight| (weight - weight.round()).abs() < SETTLED);
    let mut offer = |score: f64, choice: Choice| {
        let urgent = settled && !matches!(choice, Choice::Start(..));
        let likely = score * experience.worth(choice) * if urgent { HAIR } else { 1.0 };
        if likely > best.0 {
            best = (likely, Some((choice, score)));
        }
    };
    for (&visit, entry) in &starts {
        let nodes = &problem.visit(visit).nodes;
        let origin = relaxation.frame.origin(nodes.start);
        let tied = nodes.len() > 1 || relaxation.frame.layout.is_tied(nodes.start);
        let score = entry.spread(origin) / relaxation.typical_time * if tied { TIED } else { 1.0 };
        if let Some(time) = entry.middle(origin, NEAR * relaxation.typical_time) {
            offer(score, Choice::Start(visit, time));
        }
    }
    broken_ties(relaxation, &starts, &mut offer);
    for (&(node, class), &share) in &shares {
        let all: f64 = shares.range((node, 0)..=(node, usize::MAX)).map(|of| of.1).sum();
        let is_paired = relaxation.frame.layout.is_paired(problem.node(node).visit);
        let paired = if is_paired { PAIRED } else { 1.0 };
        offer(paired * WHO * share.min(all - share), Choice::Class(node, class));
    }
    for (&(client, carer), &share) in &faces(relaxation, &shares) {
        if branch.restriction.comes(client, carer).is_none() {
            offer(FACE * share.min(1.0 - share), Choice::Face(client, carer));
        }
    }
    for (&(from, to), &share) in steps.iter().filter(|((_, to), _)| *to != NONE) {
        let all: f64 = steps.range((from, 0)..=(from, u32::MAX)).map(|of| of.1).sum();
        offer(STEP * WHO * share.min(all - share), Choice::Step(from, to));
    }
    let best = best.1?;
    if settled && !branch.closed && matches!(best.0, Choice::Start(..)) {
        return None;
    }
    Some(best)
}

/// How much carers come to clients, if that is priced: as much as to the visit where they come most.
fn faces(
    relaxation: &Relaxation,
    shares: &BTreeMap<(u32, usize), f64>,
) -> BTreeMap<(u32, u32), f64> {
    let problem = relaxation.frame.problem;
    let mut visits: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut faces: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    if relaxation.frame.layout.faces().is_empty() {
        return faces;
    }
    for (&(node, class), share) in shares {
        let carer = relaxation.classes[class].shift.carer;
        *visits.entry((problem.node(node).visit, carer)).or_default() += share;
    }
    for ((visit, carer), share) in visits {
        let face = faces.entry((problem.visit(visit).client, carer)).or_default();
        *face = face.max(share);
    }
    faces
}

/// Two restrictions that together allow all that the branch allows.
pub(super) fn split(relaxation: &Relaxation, branch: &Branch, choice: Choice) -> [Restriction; 2] {
    let problem = relaxation.frame.problem;
    match choice {
        Choice::Start(visit, time) => branch.restriction.split(visit, time),
        Choice::Class(node, class) => {
            branch.restriction.assign(node, class, relaxation.classes.len())
        }
        Choice::Face(client, carer) => {
            let own =
                (0..).zip(&relaxation.classes).filter(|(_, class)| class.shift.carer == carer);
            let ways = own.flat_map(|(index, class)| {
                let of = move |stop: &&Stop| problem.visit(stop.visit).client == client;
                class.stops.iter().filter(of).map(move |stop| (index, stop.node))
            });
            branch.restriction.face(client, carer, ways)
        }
        Choice::Step(from, to) => branch.restriction.step(from, to),
    }
}

/// The branch with the starts of one visit of the mixture split there, for want of anything better: routes can be mixed
/// in ways that show neither in starts nor in classes. `None`: all starts are fixed.
pub(super) fn halve(relaxation: &Relaxation, branch: &Branch) -> Option<Vec<Restriction>> {
    let routes = branch.ascent.mixture.iter().flat_map(|(cut, _)| &cut.route);
    let (visit, start) = routes
        .map(|&(node, start)| (relaxation.frame.problem.node(node).visit, start))
        .find(|&(visit, _)| {
            let (from, to) = branch.restriction.starts(visit);
            from < to
        })?;
    Some(branch.restriction.split(visit, start + 1).into())
}

/// Gaps that the mean starts of their visits don't keep: the visit that comes too early starts later, or the other
/// one earlier.
fn broken_ties(
    relaxation: &Relaxation,
    starts: &BTreeMap<u32, Starts>,
    offer: &mut impl FnMut(f64, Choice),
) {
    let problem = relaxation.frame.problem;
    for tie in &relaxation.frame.layout.ties {
        let (one, two) = (problem.node(tie.first).visit, problem.node(tie.second).visit);
        let (Some(first), Some(second)) = (starts.get(&one), starts.get(&two)) else { continue };
        let mean =
            |entry: &Starts, node| entry.mean().round() as i64 + relaxation.frame.origin(node);
        let (first, second) = (mean(first, tie.first), mean(second, tie.second));
        let short = tie.least - (second - first);
        let long = tie.most.map_or(0, |most| second - first - most);
        let score = |ticks: i64| TIED * ticks as f64 / relaxation.typical_time;
        offer(score(short), Choice::Start(two, first + tie.least));
        if let Some(most) = tie.most {
            offer(score(long), Choice::Start(one, second - most));
        }
    }
}
