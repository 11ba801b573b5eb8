//! The value of the relaxation for given multipliers, in whole numbers, and the cuts that come of it.

use std::time::Instant;

use rayon::prelude::*;

use crate::problem::{Problem, Window};

use super::clashes::Clash;
use super::class::{Class, classes};
use super::duals::{Layout, Share, has_priced_hours, typical_cost, typical_time};
use super::label::{Priced, Route, price};
use super::pairings::pairings;
use super::restriction::Restriction;
use super::rows::Row;
use super::settings::{MOST_LABELS, ROUTES};
use super::terms::{Frame, Terms};

/// A linear function of the multipliers that is no less than a part of the relaxation anywhere.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    /// Which part: see [`Relaxation::parts`].
    pub(super) part: usize,
    /// Its value where all multipliers are 0, in scaled grains.
    pub(super) constant: f64,
    /// Multiplier and factor.
    pub(super) slopes: Vec<(usize, f64)>,
    /// The nodes of the route that it stands for, with the starts of their visits; empty for other cuts.
    pub(super) route: Vec<(u32, i64)>,
}

/// The relaxation of a problem.
pub(super) struct Relaxation<'p> {
    /// Problem, layout and scale.
    pub(super) frame: Frame<'p>,
    /// Route problems.
    pub(super) classes: Vec<Class>,
    /// Visits that nobody can serve.
    pub(super) dropped: Vec<bool>,
    /// Ticks that a stop takes, roughly.
    pub(super) typical_time: f64,
    /// Carers whose hours are priced, with the longest that they can be rostered.
    pub(super) carers: Vec<(u32, i64)>,
    /// No route is priced after it.
    deadline: Option<Instant>,
}

/// The value of the relaxation and its parts.
pub(super) struct Value {
    /// In scaled grains; no rota costs less.
    pub(super) total: i128,
    /// What the cheapest route of each class costs at the least, none counting as 0.
    pub(super) least: Vec<i64>,
    /// Cuts that are tight here.
    pub(super) cuts: Vec<Cut>,
}

impl<'p> Relaxation<'p> {
    /// Sets the relaxation up, with all costs multiplied by `scale` and visits in `dropped` served by nobody; `None` if it is too
    /// large, or not done before the deadline.
    pub(super) fn new(
        problem: &'p Problem,
        scale: i64,
        dropped: Vec<bool>,
        deadline: Option<Instant>,
    ) -> Option<Self> {
        let pairings = pairings(problem);
        let mut classes = classes(problem, scale, &dropped, &pairings, deadline)?;
        let end = problem.last_start();
        let layout = Layout::new(problem, (scale, end), &classes, pairings);
        for (index, class) in classes.iter_mut().enumerate() {
            for stop in &mut class.stops {
                stop.shares = layout.shares(problem, index, class.shift.carer, stop.node);
            }
        }
        let frame = Frame { problem, layout, scale, end };
        let carers = (0..problem.carers.len() as u32)
            .filter(|carer| has_priced_hours(problem, *carer))
            .map(|carer| (carer, most_hours(problem, carer, end)))
            .collect();
        let typical_time = typical_time(problem);
        Some(Self { frame, classes, dropped, typical_time, carers, deadline })
    }

    /// How many parts there are: visits, classes, clients, carers, ties, double-ups, cuts with conditions on pairs of
    /// visits, and the largest lateness.
    pub(super) fn parts(&self) -> usize {
        let problem = self.frame.problem;
        problem.visits.len()
            + self.classes.len()
            + problem.clients.len()
            + self.carers.len()
            + self.frame.layout.ties.len()
            + self.frame.layout.double_ups.len()
            + 2
    }

    /// Takes cuts over three visits in, and into what is known of routes.
    pub(super) fn add_rows(&mut self, rows: &[Row], cuts: &mut [Cut]) {
        let problem = self.frame.problem;
        for row in rows {
            let index = self.frame.layout.rows.len();
            let place = self.frame.layout.len();
            self.frame.layout.add_row(*row);
            for class in &mut self.classes {
                class.add_row(index, row);
            }
            for cut in cuts.iter_mut().filter(|cut| !cut.route.is_empty()) {
                let class = &self.classes[self.class_of(cut.part)];
                let pairs = row.count(cut.route.iter().map(|stop| problem.node(stop.0).visit));
                if pairs > 0 && class.rows.contains(&index) {
                    cut.slopes.push((place, (pairs * class.count()) as f64));
                }
            }
        }
    }

    /// Takes cuts for gaps in, and into what is known of routes.
    pub(super) fn add_clashes(&mut self, clashes: &[Clash], cuts: &mut [Cut]) {
        for clash in clashes {
            let place = self.frame.layout.len();
            self.frame.layout.add_clash(*clash);
            self.classes.iter_mut().for_each(|class| class.add_clash(clash, place));
            for cut in cuts.iter_mut().filter(|cut| !cut.route.is_empty()) {
                let charges = cut.route.iter().flat_map(|&(node, start)| {
                    clash.charges(node, place).filter(move |charge| charge.holds(start))
                });
                let charged =
                    charges.count() as i64 * self.classes[self.class_of(cut.part)].count();
                if charged > 0 {
                    cut.slopes.push((place, charged as f64));
                }
            }
        }
    }

    /// Makes multipliers legal: none below its floor, those of lateness at most the price together.
    pub(super) fn mend(&self, y: &mut [i64]) {
        for (value, floor) in y.iter_mut().zip(&self.frame.layout.floor) {
            *value = (*value).max(*floor);
        }
        let late = self.frame.layout.all_late();
        let price = self.frame.problem.prices.largest_lateness * self.frame.scale;
        let sum: i64 = y[late.clone()].iter().sum();
        if sum > price {
            for value in &mut y[late] {
                *value = (i128::from(*value) * i128::from(price) / i128::from(sum)) as i64;
            }
        }
        for double_up in &self.frame.layout.double_ups {
            double_up.mend(y);
        }
    }

    /// Where to start: each slot is worth the cheapest way to it.
    pub(super) fn start(&self) -> Vec<i64> {
        let mut y = vec![0; self.frame.layout.len()];
        let mut cheapest = vec![i64::MAX; self.frame.problem.nodes.len()];
        for class in &self.classes {
            for stop in &class.stops {
                let way = &mut cheapest[stop.node as usize];
                *way = (*way).min(stop.pair + stop.out.1);
                for arc in &stop.arcs {
                    let next = &class.stops[arc.to];
                    let way = &mut cheapest[next.node as usize];
                    *way = (*way).min(next.pair + arc.cost);
                }
            }
        }
        for (node, way) in (0..).zip(cheapest) {
            y[self.frame.layout.node(node)] = if way == i64::MAX { 0 } else { way };
        }
        y
    }

    /// The client of a part, if it is one's.
    pub(super) fn client_of(&self, part: usize) -> Option<u32> {
        let client = part.checked_sub(self.dropped.len() + self.classes.len())?;
        (client < self.frame.problem.clients.len()).then_some(client as u32)
    }

    /// The class of a part.
    pub(super) fn class_of(&self, part: usize) -> usize {
        part - self.frame.problem.visits.len()
    }

    /// How many routes a route's cut of a weight stands for.
    pub(super) fn routes(&self, cut: &Cut, weight: f64) -> f64 {
        weight * self.classes[self.class_of(cut.part)].count() as f64
    }

    /// The value for legal multipliers, with cuts; `None` if it is not there before the deadline.
    pub(super) fn value(&self, restriction: &Restriction, y: &[i64]) -> Option<Value> {
        let priced: Option<Vec<Priced>> = self
            .classes
            .par_iter()
            .enumerate()
            .map(|(index, class)| {
                let in_time = self.deadline.is_none_or(|deadline| Instant::now() < deadline);
                in_time.then(|| {
                    let terms = Terms::new(&self.frame, class, (restriction, index), y);
                    price(class, &terms, MOST_LABELS, ROUTES)
                })
            })
            .collect();
        let priced = priced?;
        let least = priced.iter().map(|priced| priced.least).collect();
        let mut value = Value { total: 0, least, cuts: Vec::new() };
        self.visits(y, &mut value);
        let mut part = self.frame.problem.visits.len();
        for (class, priced) in self.classes.iter().zip(&priced) {
            value.total += i128::from(priced.least) * i128::from(class.count());
            for route in &priced.routes {
                value.cuts.push(self.route_cut(class, part, route, y));
            }
            part += 1;
        }
        for client in 0..self.frame.problem.clients.len() {
            self.client(restriction, client, part, y, &mut value);
            part += 1;
        }
        for &(carer, most) in &self.carers {
            self.carer((carer, most), y, &mut value);
        }
        let double_ups = self.frame.layout.double_ups.iter();
        value.total += double_ups.map(|double_up| double_up.value(y)).sum::<i128>();
        let fixed = self.fixed().into_iter();
        value.total +=
            fixed.map(|(index, least)| i128::from(least) * i128::from(y[index])).sum::<i128>();
        Some(value)
    }

    /// What a route costs under any multipliers.
    fn route_cut(&self, class: &Class, part: usize, route: &Route, y: &[i64]) -> Cut {
        let (problem, layout) = (self.frame.problem, &self.frame.layout);
        let mut slopes: Vec<(usize, i64)> = Vec::new();
        for &(stop, start) in &route.stops {
            let stop = &class.stops[stop];
            let node = problem.node(stop.node);
            let start = start - node.offset;
            let since = start - self.frame.origin(stop.node);
            let paid = |share: &Share| (share.index, share.once + share.slope * since);
            slopes.extend(stop.shares.iter().map(paid));
            let charges = stop.charges.iter().filter(|charge| charge.holds(start));
            slopes.extend(charges.map(|charge| (charge.index, 1)));
            if let Some(index) = layout.late(stop.node) {
                let windows = problem.visit(node.visit).windows.iter().enumerate();
                let mut allowed = windows.filter(|(bit, _)| stop.mask >> bit & 1 == 1);
                let within = |window: &Window| (window.earliest..=window.latest).contains(&start);
                let window = allowed.find(|(_, window)| within(window));
                let soft = window.map_or(i64::MAX, |(_, window)| window.soft_latest);
                slopes.push((index, start.saturating_sub(soft).max(0)));
            }
        }
        for &row in &class.rows {
            let stops = route.stops.iter().map(|stop| problem.node(class.stops[stop.0].node).visit);
            slopes.push((layout.row(row), layout.rows[row].count(stops)));
        }
        if let (Some(index), Some(first), Some(last)) =
            (layout.hours(class.shift.carer), route.stops.first(), route.stops.last())
        {
            slopes.push((index, last.1 + class.stops[last.0].duration - first.1));
        }
        slopes.sort_unstable();
        slopes.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        slopes.retain(|slope| slope.1 != 0);
        let priced: i128 = slopes.iter().map(|&(i, s)| i128::from(s) * i128::from(y[i])).sum();
        let constant = (i128::from(route.value) - priced) as f64;
        let count = class.count() as f64;
        let start = |&(stop, start): &(usize, i64)| {
            let node = class.stops[stop].node;
            (node, start - problem.node(node).offset)
        };
        Cut {
            part,
            constant: constant * count,
            slopes: slopes
                .into_iter()
                .map(|(index, slope)| (index, slope as f64 * count))
                .collect(),
            route: route.stops.iter().map(start).collect(),
        }
    }
}

/// Multipliers need not be finer than this power of two.
const FINEST: i64 = 20;

/// A power of two that makes whole multipliers fine, and leaves room for all sums.
pub(super) fn scale(problem: &Problem) -> i64 {
    let dearest = problem.visits.iter().map(|visit| visit.drop_price).max().unwrap_or(0);
    let all = dearest as f64 + typical_cost(problem) * problem.nodes.len() as f64;
    let room = 46.0 - all.max(1.0).log2();
    1 << (room as i64).clamp(0, FINEST)
}

/// The longest that a carer can be rostered.
fn most_hours(problem: &Problem, carer: u32, end: i64) -> i64 {
    let longest = problem.nodes.iter().map(|node| node.offset + node.duration).max().unwrap_or(0);
    let last = end + longest;
    let shifts = problem.carers[carer as usize].shifts.clone();
    shifts
        .map(|shift| problem.shift(shift))
        .map(|shift| (shift.end.min(last) - shift.start).max(0))
        .sum()
}
