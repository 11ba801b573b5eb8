//! Multipliers: one number for each relaxed condition, and where it is in a vector.

use std::collections::BTreeMap;

use crate::problem::{Legs, Problem};

use super::ties::{Tie, ties};

/// Which multiplier is where.
///
/// - `node(i)`: slot `i` is filled once if its visit is allocated; any sign.
/// - `late(i)`: the largest lateness is no less than that of slot `i`; not negative.
/// - `face(v, c)`: carer `c` counts as a face of the client of visit `v` if it comes to it; not negative.
/// - `tie(k)`: the starts of two slots keep their distance; any sign, or not negative if only the least is bounded.
/// - `hours(c)`: the rostered time of carer `c` is the sum over its routes; no less than the price of waiting.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    nodes: usize,
    late: Option<usize>,
    faces: BTreeMap<(u32, u32), usize>,
    hours: BTreeMap<u32, usize>,
    first_tie: usize,
    /// All ties of starts.
    pub(super) ties: Vec<Tie>,
    /// For each node, its ties with the factor of the node's start in the relaxation.
    node_ties: Vec<Vec<(usize, i64)>>,
    /// Least value of each multiplier.
    pub(super) floor: Vec<i64>,
    /// A step that matters, for each multiplier.
    pub(super) step: Vec<f64>,
}

impl Layout {
    /// The multipliers that a problem needs; all costs are multiplied by `scale`.
    pub(super) fn new(problem: &Problem, scale: i64) -> Self {
        const FREE: i64 = i64::MIN;
        let prices = &problem.prices;
        let nodes = problem.nodes.len();
        let typical = typical_cost(problem) * scale as f64;
        let minutes = typical_time(problem);
        let mut layout = Self { nodes, ..Self::default() };
        layout.add(nodes, FREE, typical);
        if prices.largest_lateness > 0 {
            layout.late = Some(layout.floor.len());
            layout.add(nodes, 0, typical / minutes);
        }
        if counts_faces(problem) {
            for (visit, indexed) in (0_u32..).zip(&problem.visits) {
                for node in indexed.nodes.clone() {
                    for &shift in problem.eligibility.candidates(node) {
                        let carer = problem.shift(shift).carer;
                        layout.faces.entry((visit, carer)).or_insert(0);
                    }
                }
            }
            let first = layout.floor.len();
            let mut keys = layout.faces.values_mut();
            (first..).zip(&mut keys).for_each(|(index, slot)| *slot = index);
            layout.add(layout.faces.len(), 0, typical);
        }
        for (carer, indexed) in (0_u32..).zip(&problem.carers) {
            if has_priced_hours(problem, carer) && !indexed.shifts.is_empty() {
                layout.hours.insert(carer, layout.floor.len());
                layout.add(1, -prices.waiting * scale, typical / minutes);
            }
        }
        layout.first_tie = layout.floor.len();
        layout.ties = ties(problem);
        layout.node_ties = vec![Vec::new(); nodes];
        for index in 0..layout.ties.len() {
            let Tie { first, second, most, .. } = layout.ties[index];
            let place = layout.first_tie + index;
            layout.node_ties[first as usize].push((place, 1));
            layout.node_ties[second as usize].push((place, -1));
            layout.add(1, if most.is_some() { FREE } else { 0 }, typical / typical_width(problem));
        }
        layout
    }

    fn add(&mut self, count: usize, floor: i64, step: f64) {
        self.floor.extend(std::iter::repeat_n(floor, count));
        self.step.extend(std::iter::repeat_n(step.max(1.0), count));
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
    pub(super) fn all_late(&self) -> std::ops::Range<usize> {
        self.late.map_or(0..0, |first| first..first + self.nodes)
    }

    /// That of a carer at a visit, if faces are priced.
    pub(super) fn face(&self, visit: u32, carer: u32) -> Option<usize> {
        self.faces.get(&(visit, carer)).copied()
    }

    /// All of them, by visit and carer.
    pub(super) fn faces(&self) -> &BTreeMap<(u32, u32), usize> {
        &self.faces
    }

    /// Those of all ties.
    pub(super) fn all_ties(&self) -> std::ops::Range<usize> {
        self.first_tie..self.first_tie + self.ties.len()
    }

    /// That of a tie.
    pub(super) fn tie(&self, index: usize) -> usize {
        self.first_tie + index
    }

    /// Those of a node's ties, with the factor of its start.
    pub(super) fn node_ties(&self, node: u32) -> &[(usize, i64)] {
        &self.node_ties[node as usize]
    }

    /// That of a carer's hours, if they are priced.
    pub(super) fn hours(&self, carer: u32) -> Option<usize> {
        self.hours.get(&carer).copied()
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

/// Ticks between the first and the last good start of a visit, roughly.
fn typical_width(problem: &Problem) -> f64 {
    let width = |visit: &crate::problem::Visit| -> i64 {
        let last = visit.windows.iter().map(|window| window.latest.min(window.soft_latest)).max();
        visit.windows.first().map_or(0, |first| last.unwrap_or(first.earliest) - first.earliest)
    };
    let sum: f64 = problem.visits.iter().map(|visit| width(visit) as f64).sum();
    (sum / problem.visits.len().max(1) as f64).max(typical_time(problem))
}
