//! Shifts that are the same to every visit, and all that their routes are made of but multipliers.

use std::collections::BTreeSet;
use std::time::Instant;

use crate::problem::{Problem, Shift};

use super::clashes::{Charge, Clash};
use super::duals::{Share, counts_faces, has_priced_hours};
use super::pairings::Pairing;
use super::rows::Row;
use super::settings::NEIGHBOURS;

/// A step from one stop to the next.
#[derive(Debug, Clone)]
pub(super) struct Arc {
    /// The next stop, as an index in the class.
    pub(super) to: usize,
    /// From the start of one stop to the arrival at the next: service and leg.
    pub(super) time: i64,
    /// Seconds of the leg.
    pub(super) leg: i64,
    /// Scaled grains of the leg.
    pub(super) cost: i64,
    /// Visits in the memory of `from` that rule `to` out.
    pub(super) forbids: u32,
    /// Where each visit in the memory of `from` is in that of `to`; [`GONE`]: forgotten.
    pub(super) moves: [u8; NEIGHBOURS],
}

/// A visit that the next stop's memory does not hold.
pub(super) const GONE: u8 = u8::MAX;

/// A slot that the class may fill.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    /// Its node in the problem.
    pub(super) node: u32,
    /// The node's visit.
    pub(super) visit: u32,
    /// Seconds of service.
    pub(super) duration: i64,
    /// Windows in which the class may fill it.
    pub(super) mask: u64,
    /// Scaled grains of the pair.
    pub(super) pair: i64,
    /// Seconds and scaled grains of the leg from the shift's start place.
    pub(super) out: (i64, i64),
    /// Seconds and scaled grains of the leg to the shift's end place.
    pub(super) back: (i64, i64),
    /// Visits that a partial route remembers here, its own first.
    pub(super) memory: Vec<u32>,
    /// Steps to other stops.
    pub(super) arcs: Vec<Arc>,
    /// The multipliers that it pays or is paid.
    pub(super) shares: Vec<Share>,
    /// Which of the class's cuts hold its visit, a bit for each.
    pub(super) rows: u64,
    /// What starts of its visit are charged for clashes.
    pub(super) charges: Vec<Charge>,
}

/// Shifts with the same times, places, mode, eligibility and prices: one route problem for all of them.
#[derive(Debug, Clone)]
pub(super) struct Class {
    /// Which shifts.
    pub(super) shifts: Vec<u32>,
    /// One of them.
    pub(super) shift: Shift,
    /// What it may serve.
    pub(super) stops: Vec<Stop>,
    /// Cuts over three visits that its routes count for; for want of bits not all that they could count for.
    pub(super) rows: Vec<usize>,
}

impl Class {
    /// How many shifts.
    pub(super) fn count(&self) -> i64 {
        self.shifts.len() as i64
    }

    /// Takes a clash in, with its multiplier.
    pub(super) fn add_clash(&mut self, clash: &Clash, index: usize) {
        for stop in &mut self.stops {
            stop.charges.extend(clash.charges(stop.node, index));
        }
    }

    /// Takes a cut in, by its index, if routes can count for it and there is a bit left.
    pub(super) fn add_row(&mut self, index: usize, row: &Row) {
        let held: BTreeSet<u32> = self
            .stops
            .iter()
            .map(|stop| stop.visit)
            .filter(|visit| row.visits.contains(visit))
            .collect();
        if held.len() < 2 || self.rows.len() >= u64::BITS as usize {
            return;
        }
        for stop in self.stops.iter_mut().filter(|stop| held.contains(&stop.visit)) {
            stop.rows |= 1 << self.rows.len();
        }
        self.rows.push(index);
    }
}

/// Steps from stop to stop in all classes, at the most: they take gigabytes.
const MOST_STEPS: usize = 60_000_000;

/// Groups all shifts that may serve anything; visits in `dropped` are served by nobody. `None` if there are too many stops, or
/// when the deadline has passed.
pub(super) fn classes(
    problem: &Problem,
    scale: i64,
    dropped: &[bool],
    pairings: &[Pairing],
    deadline: Option<Instant>,
) -> Option<Vec<Class>> {
    let named: BTreeSet<u32> = pairings.iter().map(|pairing| pairing.carer).collect();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for shift in 0..problem.shifts.len() as u32 {
        match groups.iter_mut().find(|group| alike(problem, &named, group[0], shift)) {
            Some(group) => group.push(shift),
            None => groups.push(vec![shift]),
        }
    }
    let mut steps = 0;
    let mut all = Vec::new();
    for shifts in groups {
        let class = class(problem, scale, shifts, dropped);
        steps += class.stops.iter().map(|stop| stop.arcs.len()).sum::<usize>();
        if steps > MOST_STEPS || deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return None;
        }
        if !class.stops.is_empty() {
            all.push(class);
        }
    }
    Some(all)
}

/// Whether two shifts are the same to every visit, and whose they are makes no difference.
fn alike(problem: &Problem, named: &BTreeSet<u32>, a: u32, b: u32) -> bool {
    let (one, two) = (problem.shift(a), problem.shift(b));
    let kind = |s: &Shift| (s.mode, s.start, s.end, s.overtime_from, s.start_place, s.end_place);
    kind(one) == kind(two)
        && !counts_faces(problem)
        && !named.contains(&one.carer)
        && !named.contains(&two.carer)
        && !has_priced_hours(problem, one.carer)
        && !has_priced_hours(problem, two.carer)
        && (0..problem.nodes.len() as u32).all(|node| {
            let pairs = problem.visit(problem.node(node).visit).pairs;
            let pair = |carer| problem.eligibility.pair_price(pairs, carer);
            problem.eligibility.mask(node, a) == problem.eligibility.mask(node, b)
                && pair(one.carer) == pair(two.carer)
        })
}

fn class(problem: &Problem, scale: i64, shifts: Vec<u32>, dropped: &[bool]) -> Class {
    let shift = shifts[0];
    let at = *problem.shift(shift);
    let mut stops: Vec<Stop> = (0..problem.nodes.len() as u32)
        .filter(|node| !dropped[problem.node(*node).visit as usize])
        .filter_map(|node| {
            let mask = problem.eligibility.mask(node, shift);
            let pairs = problem.visit(problem.node(node).visit).pairs;
            let place = problem.node(node).place;
            let leg = |from, to| {
                (problem.leg(at.mode, from, to), problem.leg_cost(at.mode, from, to) * scale)
            };
            (mask != 0).then(|| Stop {
                node,
                visit: problem.node(node).visit,
                duration: problem.node(node).duration,
                mask,
                pair: problem.eligibility.pair_price(pairs, at.carer) * scale,
                out: leg(at.start_place, place),
                back: leg(place, at.end_place),
                memory: Vec::new(),
                arcs: Vec::new(),
                shares: Vec::new(),
                rows: 0,
                charges: Vec::new(),
            })
        })
        .collect();
    for index in 0..stops.len() {
        stops[index].memory = memory(problem, &at, &stops, index);
    }
    for from in 0..stops.len() {
        stops[from].arcs = arcs(problem, scale, &at, &stops, from);
    }
    Class { shifts, shift: at, stops, rows: Vec::new() }
}

/// Earliest and latest start of a stop, as far as its windows say.
fn span(problem: &Problem, stop: &Stop) -> (i64, i64) {
    let node = problem.node(stop.node);
    let windows = problem.visit(node.visit).windows.iter().enumerate();
    let allowed = windows.filter(|(bit, _)| stop.mask >> bit & 1 == 1).map(|(_, window)| window);
    let (first, last) =
        allowed.fold((i64::MAX, i64::MIN), |(a, b), w| (a.min(w.earliest), b.max(w.latest)));
    (first + node.offset, last + node.offset)
}

/// Visits that may not be served after this stop's visit by the same carer: itself, and those kept apart from it.
pub(super) fn conflicts(problem: &Problem, stop: &Stop) -> Vec<u32> {
    let mut list = vec![stop.visit];
    list.extend(&problem.visit(stop.visit).different_carer);
    list
}

/// The visits that are remembered at a stop: its own first, those that rule it out, then the nearest.
fn memory(problem: &Problem, shift: &Shift, stops: &[Stop], index: usize) -> Vec<u32> {
    let here = problem.node(stops[index].node);
    let mut visits = conflicts(problem, &stops[index]);
    let mut near: Vec<(i64, u32)> = stops
        .iter()
        .filter(|stop| returns(problem, shift, &stops[index], stop))
        .map(|stop| {
            let there = problem.node(stop.node);
            let way = problem.leg(shift.mode, here.place, there.place)
                + problem.leg(shift.mode, there.place, here.place);
            (way, there.visit)
        })
        .collect();
    near.sort_unstable();
    visits.extend(near.into_iter().map(|(_, visit)| visit));
    let mut kept: Vec<u32> = Vec::new();
    for visit in visits {
        if kept.len() < NEIGHBOURS && !kept.contains(&visit) {
            kept.push(visit);
        }
    }
    kept
}

/// Whether a carer could go from `b` to `a` and back to `b` in time.
fn returns(problem: &Problem, shift: &Shift, a: &Stop, b: &Stop) -> bool {
    let (here, there) = (problem.node(a.node), problem.node(b.node));
    let leg = |from, to| problem.leg(shift.mode, from, to);
    let (first, _) = span(problem, b);
    let (opens, closes) = span(problem, a);
    let (_, last) = span(problem, b);
    let middle = (first + there.duration + leg(there.place, here.place)).max(opens);
    middle <= closes && middle + here.duration + leg(here.place, there.place) <= last
}

fn arcs(problem: &Problem, scale: i64, shift: &Shift, stops: &[Stop], from: usize) -> Vec<Arc> {
    let here = problem.node(stops[from].node);
    let earliest = span(problem, &stops[from]).0.max(shift.start + stops[from].out.0);
    let arc = |to: usize| -> Option<Arc> {
        let there = problem.node(stops[to].node);
        let conflicts = conflicts(problem, &stops[to]);
        let leg = problem.leg(shift.mode, here.place, there.place);
        let arrive = earliest + here.duration + leg;
        let late = arrive > span(problem, &stops[to]).1 || arrive + there.duration > shift.end;
        if conflicts.contains(&here.visit) || late {
            return None;
        }
        let (forbids, moves) = moves(&stops[from].memory, &stops[to].memory, &conflicts);
        let cost = problem.leg_cost(shift.mode, here.place, there.place) * scale;
        Some(Arc { to, time: here.duration + leg, leg, cost, forbids, moves })
    };
    (0..stops.len()).filter_map(arc).collect()
}

/// Which of the visits in a memory rule the next stop out, by bits, and where each is in the memory there.
pub(super) fn moves(from: &[u32], to: &[u32], conflicts: &[u32]) -> (u32, [u8; NEIGHBOURS]) {
    let (mut forbids, mut moves) = (0, [GONE; NEIGHBOURS]);
    for (bit, visit) in from.iter().enumerate() {
        if conflicts.contains(visit) {
            forbids |= 1 << bit;
        }
        if let Some(place) = to.iter().position(|other| other == visit) {
            moves[bit] = place as u8;
        }
    }
    (forbids, moves)
}
