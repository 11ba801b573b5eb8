//! The value of the relaxation for given multipliers, in whole numbers, and the cuts that come of it.

use rayon::prelude::*;

use crate::problem::Problem;

use super::class::{Class, classes};
use super::duals::{Layout, has_priced_hours, typical_cost, typical_time};
use super::label::{Priced, Route, price};
use super::restriction::Restriction;
use super::settings::{MOST_LABELS, ROUTES};
use super::terms::{Frame, Terms};
use super::uncoverable;

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
    carers: Vec<(u32, i64)>,
}

/// The value of the relaxation and its parts.
pub(super) struct Value {
    /// In scaled grains; no rota costs less.
    pub(super) total: i128,
    /// Cuts that are tight here.
    pub(super) cuts: Vec<Cut>,
}

impl<'p> Relaxation<'p> {
    /// Sets the relaxation up.
    pub(super) fn new(problem: &'p Problem) -> Self {
        let scale = scale(problem);
        let dropped = uncoverable::visits(problem);
        let classes = classes(problem, scale, &dropped);
        let end = problem.last_start();
        let frame = Frame { problem, layout: Layout::new(problem, scale), scale, end };
        let carers = (0..problem.carers.len() as u32)
            .filter(|carer| has_priced_hours(problem, *carer))
            .map(|carer| (carer, most_hours(problem, carer, end)))
            .collect();
        let typical_time = typical_time(problem);
        Self { frame, classes, dropped, typical_time, carers }
    }

    /// How many parts there are: visits, classes, clients, carers, ties, and the largest lateness.
    pub(super) fn parts(&self) -> usize {
        let problem = self.frame.problem;
        problem.visits.len()
            + self.classes.len()
            + problem.clients.len()
            + self.carers.len()
            + self.frame.layout.ties.len()
            + 1
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

    /// The class of a part.
    pub(super) fn class_of(&self, part: usize) -> usize {
        part - self.frame.problem.visits.len()
    }

    /// The value for legal multipliers, with cuts.
    pub(super) fn value(&self, restriction: &Restriction, y: &[i64]) -> Value {
        let priced: Vec<Priced> = self
            .classes
            .par_iter()
            .enumerate()
            .map(|(index, class)| {
                let terms = Terms::new(&self.frame, class, (restriction, index), y);
                price(class, &terms, MOST_LABELS, ROUTES)
            })
            .collect();
        let mut value = Value { total: 0, cuts: Vec::new() };
        self.visits(y, &mut value);
        let mut part = self.frame.problem.visits.len();
        for (class, priced) in self.classes.iter().zip(&priced) {
            value.total += i128::from(priced.least) * i128::from(class.count);
            for route in &priced.routes {
                value.cuts.push(self.route_cut(class, part, route, y));
            }
            part += 1;
        }
        for client in 0..self.frame.problem.clients.len() {
            self.client(client, part, y, &mut value);
            part += 1;
        }
        for &(carer, most) in &self.carers {
            self.carer((carer, most), y, &mut value);
        }
        value
    }

    /// A visit is served at the worth of its slots, or left out at its price.
    fn visits(&self, y: &[i64], value: &mut Value) {
        let discounts = self.ties(y, value);
        for (part, visit) in self.frame.problem.visits.iter().enumerate() {
            let drop = visit.drop_price * self.frame.scale - discounts[part];
            if self.dropped[part] {
                value.total += i128::from(drop);
                continue;
            }
            let worth: i64 = visit.nodes.clone().map(|n| y[self.frame.layout.node(n)]).sum();
            value.total += i128::from(worth.min(drop));
        }
    }

    /// Ties at their best distances. A tie is void when one of its visits is left out; what it must not add to the
    /// value then is taken off the price of leaving that visit out, and returned by visit.
    fn ties(&self, y: &[i64], value: &mut Value) -> Vec<i64> {
        let problem = self.frame.problem;
        let mut discounts = vec![0; problem.visits.len()];
        for (index, tie) in self.frame.layout.ties.iter().enumerate() {
            let multiplier = y[self.frame.layout.tie(index)];
            let (one, two) = (problem.node(tie.first).visit, problem.node(tie.second).visit);
            if one == two {
                continue;
            }
            let origins = self.frame.origin(tie.second) - self.frame.origin(tie.first);
            let both = tie.value(multiplier) - multiplier * origins;
            value.total += i128::from(both);
            // With one visit alone the routes hold its start, which has to be cancelled whatever it is.
            let only_one = self.least_start(one, -multiplier);
            let only_two = self.least_start(two, multiplier);
            let without_one = (both - only_two).max(0);
            let without_two = (both - only_one).max(both - without_one).max(0);
            discounts[one as usize] += without_one;
            discounts[two as usize] += without_two;
        }
        discounts
    }

    /// The least of `rate x (start - origin)` over the starts of a visit.
    fn least_start(&self, visit: u32, rate: i64) -> i64 {
        let indexed = self.frame.problem.visit(visit);
        let last = indexed.windows.iter().map(|window| window.latest.min(self.frame.end)).max();
        let origin = self.frame.origin(indexed.nodes.start);
        (rate * (last.unwrap_or(origin) - origin).max(0)).min(0)
    }

    /// A client's best set of carers: the worth of a carer's coming against the price of another face.
    fn client(&self, client: usize, part: usize, y: &[i64], value: &mut Value) {
        let problem = self.frame.problem;
        let mut worth: Vec<(i64, u32, Vec<usize>)> = Vec::new();
        for &visit in &problem.clients[client].visits {
            let links = self.frame.layout.faces().range((visit, 0)..=(visit, u32::MAX));
            for (&(_, carer), &index) in links {
                match worth.iter_mut().find(|entry| entry.1 == carer) {
                    Some(entry) => {
                        entry.0 += y[index];
                        entry.2.push(index);
                    }
                    None => worth.push((y[index], carer, vec![index])),
                }
            }
        }
        worth.sort_unstable_by_key(|(sum, carer, _)| (std::cmp::Reverse(*sum), *carer));
        let (mut total, mut slopes, mut constant) = (0, Vec::new(), 0);
        for (faces, (sum, _, links)) in (0_u32..).zip(&worth) {
            let Some(price) = self.next_face(client, faces) else { break };
            if price >= *sum {
                break;
            }
            constant += price;
            total += price - sum;
            slopes.extend(links.iter().map(|link| (*link, -1.0)));
        }
        value.total += i128::from(total);
        if !slopes.is_empty() {
            value.cuts.push(Cut { part, constant: constant as f64, slopes, route: Vec::new() });
        }
    }

    /// Price of a client's next carer after some; `None` when there may be no more.
    fn next_face(&self, client: usize, faces: u32) -> Option<i64> {
        let (client, prices) = (&self.frame.problem.clients[client], &self.frame.problem.prices);
        let full = client.max_carers.is_some_and(|most| faces >= most);
        if full && prices.faces_enforced {
            return None;
        }
        let price = client.faces_price(prices, faces + 1) - client.faces_price(prices, faces);
        Some(price * self.frame.scale)
    }

    /// A carer's cheapest hours, when each is worth the multiplier.
    fn carer(&self, (carer, most): (u32, i64), y: &[i64], value: &mut Value) {
        let worth = self.frame.layout.hours(carer).map_or(0, |index| y[index]);
        let hours = self.hours(carer, most);
        let cost = |&(worked, price): &(i64, i64)| price - worth * worked;
        value.total += i128::from(hours.iter().map(cost).min().unwrap_or(0));
    }

    /// Hours at which the price of a contract bends, with their price.
    fn hours(&self, carer: u32, most: i64) -> Vec<(i64, i64)> {
        let (problem, scale) = (self.frame.problem, self.frame.scale);
        let hours = problem.carers[carer as usize].hours;
        let bends = [Some(0), hours.min, hours.target, hours.max, Some(most)];
        let inside = bends.into_iter().flatten().filter(|time| (0..=most).contains(time));
        inside.map(|time| (time, hours.price(&problem.prices, time) * scale)).collect()
    }

    /// The cuts that are known from the start.
    pub(super) fn known_cuts(&self) -> Vec<Cut> {
        let problem = self.frame.problem;
        let scale = self.frame.scale as f64;
        let mut cuts = Vec::new();
        for (part, visit) in problem.visits.iter().enumerate() {
            let constant = visit.drop_price as f64 * scale;
            cuts.push(Cut { part, constant, slopes: Vec::new(), route: Vec::new() });
            if !self.dropped[part] {
                let slopes =
                    visit.nodes.clone().map(|n| (self.frame.layout.node(n), 1.0)).collect();
                cuts.push(Cut { part, constant: 0.0, slopes, route: Vec::new() });
            }
        }
        let first = problem.visits.len();
        let zero = |part| Cut { part, constant: 0.0, slopes: Vec::new(), route: Vec::new() };
        let carers = first + self.classes.len() + problem.clients.len();
        cuts.extend((first..carers).map(zero));
        for (part, &(carer, most)) in (carers..).zip(&self.carers) {
            for (worked, price) in self.hours(carer, most) {
                let slope = self.frame.layout.hours(carer).map(|index| (index, -worked as f64));
                let slopes = slope.into_iter().collect();
                cuts.push(Cut { part, constant: price as f64, slopes, route: Vec::new() });
            }
        }
        let ties = carers + self.carers.len();
        for (index, tie) in self.frame.layout.ties.iter().enumerate() {
            let origins = self.frame.origin(tie.second) - self.frame.origin(tie.first);
            for distance in [Some(tie.least), tie.most].into_iter().flatten() {
                let slopes = vec![(self.frame.layout.tie(index), (distance - origins) as f64)];
                cuts.push(Cut { part: ties + index, constant: 0.0, slopes, route: Vec::new() });
            }
        }
        let last = ties + self.frame.layout.ties.len();
        cuts.push(zero(last));
        let late = self.frame.layout.all_late();
        if !late.is_empty() {
            // Not a bound but a fence: multipliers beyond the price are mended before they are used.
            let services: i64 = problem.nodes.iter().map(|node| node.duration).sum();
            let much = 8.0 * services as f64 / problem.nodes.len().max(1) as f64;
            let constant = much * problem.prices.largest_lateness as f64 * scale;
            let slopes = late.map(|index| (index, -much)).collect();
            cuts.push(Cut { part: last, constant, slopes, route: Vec::new() });
        }
        cuts
    }

    /// What a route costs under any multipliers.
    fn route_cut(&self, class: &Class, part: usize, route: &Route, y: &[i64]) -> Cut {
        let (problem, layout) = (self.frame.problem, &self.frame.layout);
        let mut slopes: Vec<(usize, i64)> = Vec::new();
        for &(stop, window, start) in &route.stops {
            let stop = &class.stops[stop];
            let node = problem.node(stop.node);
            slopes.push((layout.node(stop.node), -1));
            slopes.extend(layout.face(node.visit, class.shift.carer).map(|index| (index, 1)));
            let start = start - node.offset;
            let since = start - self.frame.origin(stop.node);
            let ties = layout.node_ties(stop.node).iter();
            slopes.extend(ties.map(|&(index, factor)| (index, factor * since)));
            if let Some(index) = layout.late(stop.node) {
                let windows = problem.visit(node.visit).windows.iter().enumerate();
                let mut allowed = windows.filter(|(bit, _)| stop.mask >> bit & 1 == 1);
                let soft = allowed.nth(window).map_or(i64::MAX, |(_, window)| window.soft_latest);
                slopes.push((index, start.saturating_sub(soft).max(0)));
            }
        }
        if let (Some(index), Some(first), Some(last)) =
            (layout.hours(class.shift.carer), route.stops.first(), route.stops.last())
        {
            slopes.push((index, last.2 + class.stops[last.0].duration - first.2));
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
        let count = class.count as f64;
        let start = |&(stop, _, start): &(usize, usize, i64)| {
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

/// A power of two that makes whole multipliers fine, and leaves room for all sums.
fn scale(problem: &Problem) -> i64 {
    let dearest = problem.visits.iter().map(|visit| visit.drop_price).max().unwrap_or(0);
    let all = dearest as f64 + typical_cost(problem) * problem.nodes.len() as f64;
    let room = 46.0 - all.max(1.0).log2();
    1 << (room as i64).clamp(0, 12)
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
