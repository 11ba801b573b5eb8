//! Multipliers: one number for each relaxed condition, and where it is in a vector.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::problem::{Legs, Problem, Visit};

use super::clashes::Clash;
use super::class::Class;
use super::doubleups::{DoubleUp, double_ups};
use super::pairings::Pairing;
use super::rows::Row;
use super::ties::{Tie, ties};

/// Which multiplier is where.
///
/// - `node(i)`: slot `i` is filled once if its visit is allocated; any sign.
/// - `late(i)`: the largest lateness is no less than that of slot `i`; not negative.
/// - `face(v, c)`: carer `c` counts as a face of the client of visit `v` if it comes to it; not negative.
/// - `tie(k)`: the starts of two visits keep their distance; any sign, or not negative if only the least is bounded.
/// - those of double-ups: see [`DoubleUp`].
/// - `hours(c)`: the rostered time of carer `c` is the sum over its routes; no less than the price of waiting.
/// - `pairing(k)`: a carer comes to two visits together or not; not negative.
/// - `row(k)`: routes hold at most so many pairs of three visits; not negative. They come in as they are found.
/// - `clash(k)`: of a late start of one visit and an early one of another there is one at most; not negative. They come in, too.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    nodes: usize,
    late: Option<usize>,
    faces: BTreeMap<(u32, u32), usize>,
    hours: BTreeMap<u32, usize>,
    first_pairing: usize,
    /// Conditions on who comes to two visits.
    pub(super) pairings: Vec<Pairing>,
    /// Those of a visit and a carer, with what coming counts.
    pairing_shares: BTreeMap<(u32, u32), Vec<Share>>,
    first_tie: usize,
    /// All ties of starts.
    pub(super) ties: Vec<Tie>,
    /// For each node, its ties with the factor of the node's start in the relaxation.
    node_ties: Vec<Vec<Share>>,
    /// Visits with several slots.
    pub(super) double_ups: Vec<DoubleUp>,
    first_cut: usize,
    /// Cuts over three visits, and where their multipliers are.
    pub(super) rows: Vec<Row>,
    row_places: Vec<usize>,
    /// Cuts for gaps, and where their multipliers are.
    pub(super) clashes: Vec<Clash>,
    clash_places: Vec<usize>,
    /// What a stop of a route costs, roughly.
    typical: f64,
    /// Least value of each multiplier.
    pub(super) floor: Vec<i64>,
    /// A step that matters, for each multiplier.
    pub(super) step: Vec<f64>,
}

/// One multiplier that a stop pays, or is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    /// Which.
    pub(super) index: usize,
    /// How often for coming.
    pub(super) once: i64,
    /// How often for each second that the visit starts after its origin.
    pub(super) slope: i64,
}

impl Share {
    fn once(index: usize, once: i64) -> Self {
        Self { index, once, slope: 0 }
    }
}

/// No least value.
const FREE: i64 = i64::MIN;

impl Layout {
    /// The multipliers that a problem needs; all costs are multiplied by `scale`, and no start is after `end`.
    pub(super) fn new(
        problem: &Problem,
        (scale, end): (i64, i64),
        classes: &[Class],
        pairings: Vec<Pairing>,
    ) -> Self {
        let prices = &problem.prices;
        let nodes = problem.nodes.len();
        let typical = typical_cost(problem) * scale as f64;
        let minutes = typical_time(problem);
        let mut layout = Self { nodes, typical, ..Self::default() };
        layout.add(nodes, FREE, typical);
        if prices.largest_lateness > 0 {
            layout.late = Some(layout.floor.len());
            layout.add(nodes, 0, typical / minutes);
        }
        layout.add_faces(problem);
        for (carer, indexed) in (0_u32..).zip(&problem.carers) {
            if has_priced_hours(problem, carer) && !indexed.shifts.is_empty() {
                layout.hours.insert(carer, layout.floor.len());
                layout.add(1, -prices.waiting * scale, typical / minutes);
            }
        }
        layout.add_pairings(pairings);
        layout.add_times(problem, classes, end);
        layout.first_cut = layout.floor.len();
        layout
    }

    fn add(&mut self, count: usize, floor: i64, step: f64) {
        self.floor.extend(std::iter::repeat_n(floor, count));
        self.step.extend(std::iter::repeat_n(step.max(1.0), count));
    }

    fn add_faces(&mut self, problem: &Problem) {
        if !counts_faces(problem) {
            return;
        }
        for (visit, indexed) in (0_u32..).zip(&problem.visits) {
            for node in indexed.nodes.clone() {
                for &shift in problem.eligibility.candidates(node) {
                    self.faces.entry((visit, problem.shift(shift).carer)).or_insert(0);
                }
            }
        }
        let first = self.floor.len();
        (first..).zip(self.faces.values_mut()).for_each(|(index, slot)| *slot = index);
        self.add(self.faces.len(), 0, self.typical);
    }

    fn add_pairings(&mut self, pairings: Vec<Pairing>) {
        self.first_pairing = self.floor.len();
        for (index, pairing) in (self.first_pairing..).zip(&pairings) {
            let Pairing { carer, one, two, same } = *pairing;
            for (visit, once) in [(one, 1), (two, if same { -1 } else { 1 })] {
                let shares = self.pairing_shares.entry((visit, carer)).or_default();
                shares.push(Share::once(index, once));
            }
        }
        self.add(pairings.len(), 0, self.typical);
        self.pairings = pairings;
    }

    fn add_times(&mut self, problem: &Problem, classes: &[Class], end: i64) {
        let step = self.typical / typical_width(problem);
        self.first_tie = self.floor.len();
        self.ties = ties(problem);
        self.node_ties = vec![Vec::new(); self.nodes];
        for (index, tie) in (self.first_tie..).zip(&self.ties) {
            let share = |slope| Share { index, once: 0, slope };
            self.node_ties[tie.first as usize].push(share(1));
            self.node_ties[tie.second as usize].push(share(-1));
        }
        for index in 0..self.ties.len() {
            self.add(1, if self.ties[index].most.is_some() { FREE } else { 0 }, step);
        }
        self.double_ups = double_ups(problem, classes, end, self.floor.len());
        for index in 0..self.double_ups.len() {
            let (slots, all) = (self.double_ups[index].nodes.len(), self.double_ups[index].len());
            self.add(slots, FREE, step);
            self.add(all - slots, 0, step);
        }
    }

    /// Takes a cut over three visits in.
    pub(super) fn add_row(&mut self, row: Row) {
        self.rows.push(row);
        self.row_places.push(self.len());
        self.add(1, 0, self.typical);
    }

    /// Takes a cut for a gap in.
    pub(super) fn add_clash(&mut self, clash: Clash) {
        self.clashes.push(clash);
        self.clash_places.push(self.len());
        self.add(1, 0, self.typical);
    }

    /// How many multipliers there are.
    pub(super) fn len(&self) -> usize {
        self.floor.len()
    }

    /// That of a slot's cover.
    pub(super) fn node(&self, node: u32) -> usize {
        node as usize
    }

    /// That of a slot's lateness, if the largest is priced.
    pub(super) fn late(&self, node: u32) -> Option<usize> {
        self.late.map(|first| first + node as usize)
    }

    /// Those of all slots' lateness.
    pub(super) fn all_late(&self) -> Range<usize> {
        self.late.map_or(0..0, |first| first..first + self.nodes)
    }

    /// Those of carers at visits, by visit and carer; none if faces are not priced.
    pub(super) fn faces(&self) -> &BTreeMap<(u32, u32), usize> {
        &self.faces
    }

    /// Those of all times: of ties and of double-ups.
    pub(super) fn all_times(&self) -> Range<usize> {
        self.first_tie..self.first_cut
    }

    /// That of a tie.
    pub(super) fn tie(&self, index: usize) -> usize {
        self.first_tie + index
    }

    /// Whether a node's start is tied to another visit's.
    pub(super) fn is_tied(&self, node: u32) -> bool {
        !self.node_ties[node as usize].is_empty()
    }

    /// Whether who comes to a visit bears on who may come to another one.
    pub(super) fn is_paired(&self, visit: u32) -> bool {
        self.pairing_shares.range((visit, 0)..=(visit, u32::MAX)).next().is_some()
    }

    /// That of a pairing.
    pub(super) fn pairing(&self, index: usize) -> usize {
        self.first_pairing + index
    }

    /// That of a cut over three visits.
    pub(super) fn row(&self, index: usize) -> usize {
        self.row_places[index]
    }

    /// That of a cut for a gap.
    pub(super) fn clash(&self, index: usize) -> usize {
        self.clash_places[index]
    }

    /// That of a carer's hours, if they are priced.
    pub(super) fn hours(&self, carer: u32) -> Option<usize> {
        self.hours.get(&carer).copied()
    }

    /// All that a stop of a class pays or is paid, but for lateness, hours and cuts over three visits.
    pub(super) fn shares(
        &self,
        problem: &Problem,
        class: usize,
        carer: u32,
        node: u32,
    ) -> Vec<Share> {
        let visit = problem.node(node).visit;
        let mut shares = vec![Share::once(self.node(node), -1)];
        shares.extend(self.faces.get(&(visit, carer)).map(|index| Share::once(*index, 1)));
        shares.extend(self.pairing_shares.get(&(visit, carer)).into_iter().flatten());
        shares.extend(&self.node_ties[node as usize]);
        // Ascending by slots, as visits are.
        let place = self.double_ups.partition_point(|double_up| double_up.nodes.end <= node);
        if let Some(double_up) = self.double_ups.get(place).filter(|d| d.nodes.contains(&node)) {
            shares.push(Share { index: double_up.slot(node), once: 0, slope: 1 });
            if let Some((late, early)) = double_up.class(class) {
                shares.push(Share { index: late, once: 0, slope: 1 });
                shares.push(Share { index: early, once: double_up.width, slope: -1 });
            }
        }
        shares
    }
}

/// Whether the number of a client's carers is priced or limited.
pub(super) fn counts_faces(problem: &Problem) -> bool {
    let prices = &problem.prices;
    let limited = problem.clients.iter().any(|client| client.max_carers.is_some());
    let teams = problem.clients.iter().any(|client| client.team_size.is_some());
    prices.faces > 0
        || limited && (prices.faces_over > 0 || prices.faces_enforced)
        || teams && prices.team_size > 0
}

/// Whether a carer's rostered time has a price.
pub(super) fn has_priced_hours(problem: &Problem, carer: u32) -> bool {
    let (hours, prices) = (problem.carers[carer as usize].hours, &problem.prices);
    hours.min.is_some() && prices.contract_under > 0
        || hours.max.is_some() && prices.contract_over > 0
        || hours.target.is_some() && prices.contract_target > 0
}

/// Grains that a stop costs, roughly: a mean leg.
pub(super) fn typical_cost(problem: &Problem) -> f64 {
    let legs = problem.legs.iter().flat_map(Legs::all_prices);
    let count = legs.clone().filter(|price| *price > 0).count();
    let sum: f64 = legs.map(|price| price as f64).sum();
    let leg = sum / count.max(1) as f64;
    if leg >= 1.0 {
        return leg;
    }
    let drops = problem.visits.iter().map(|visit| visit.drop_price as f64);
    (drops.sum::<f64>() / problem.visits.len().max(1) as f64).max(1.0)
}

/// Ticks that a stop takes, roughly.
pub(super) fn typical_time(problem: &Problem) -> f64 {
    let sum: f64 = problem.nodes.iter().map(|node| node.duration as f64).sum();
    (sum / problem.nodes.len().max(1) as f64).max(1.0)
}

/// Ticks from the first start of a visit to its last one, which is not after `end`.
pub(super) fn width(visit: &Visit, end: i64) -> i64 {
    let first = visit.windows.first().map_or(0, |window| window.earliest);
    let last = visit.windows.iter().map(|window| window.latest.min(end)).max();
    (last.unwrap_or(first) - first).max(0)
}

/// Ticks between the first and the last good start of a visit, roughly.
fn typical_width(problem: &Problem) -> f64 {
    let width = |visit: &Visit| -> i64 {
        let last = visit.windows.iter().map(|window| window.latest.min(window.soft_latest)).max();
        visit.windows.first().map_or(0, |first| last.unwrap_or(first.earliest) - first.earliest)
    };
    let sum: f64 = problem.visits.iter().map(|visit| width(visit) as f64).sum();
    (sum / problem.visits.len().max(1) as f64).max(typical_time(problem))
}
