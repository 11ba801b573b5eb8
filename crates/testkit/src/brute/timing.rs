//! The best starts for routes that are tied to each other.

use rota_model::{GapFrom, LinkKind, RuleId, Seconds, VisitId};

use super::facts::Facts;
use super::hours::{self, Limit};
use super::order::Order;
use super::route;
use super::{contracts, days};

/// A start for each visit that is allocated.
pub(super) type Starts = Vec<Option<i64>>;

/// The earliest and latest start that a visit can still have.
type Range = (i64, i64);

/// Routes that must be timed together.
pub(super) struct Joint<'a> {
    facts: &'a Facts<'a>,
    orders: &'a [&'a Order],
    /// Gaps between allocated visits: `least <= start[second] - start[first] <= most`.
    gaps: Vec<(usize, usize, Seconds, Seconds)>,
    /// Rest between days and spans of days.
    rests: days::Rests,
    /// How long routes may be worked, together.
    limits: Vec<Limit>,
    /// Visits whose starts, once fixed, leave routes that no longer depend on each other.
    branch: Vec<usize>,
}

/// The cheapest timing found, if any is below the bound: cost and starts.
struct Best {
    bound: i64,
    starts: Option<Starts>,
}

impl<'a> Joint<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, orders: &'a [&'a Order]) -> Self {
        let visits = &facts.instance.visits;
        let mut stops_of = vec![0; visits.len()];
        orders.iter().flat_map(|order| &order.stops).for_each(|stop| stops_of[stop.0] += 1);
        let index =
            |id: &VisitId| visits.iter().position(|v| v.id == *id).expect("the link's visit");
        let mut gaps = Vec::new();
        for link in &facts.instance.links {
            let (first, second) = (index(&link.first), index(&link.second));
            let LinkKind::Gap { from, min, max } = link.kind else { continue };
            if stops_of[first] == 0 || stops_of[second] == 0 {
                continue;
            }
            let base = match from {
                GapFrom::Start => 0,
                GapFrom::End => visits[first].duration(),
            };
            // Far beyond any horizon, and still safe to add to.
            let (least, most) = (min.unwrap_or(-(1 << 52)), max.unwrap_or(1 << 52));
            gaps.push((first, second, base + least, base + most));
        }
        let rests = days::rests(facts, orders);
        let binding = rests.apart.iter().filter(|tie| may_bind(orders, tie));
        gaps.extend(binding.map(|&(first, second, least)| (first, second, least, 1 << 52)));
        let ends = orders.iter().filter(|order| {
            contracts::matter(facts, order) || may_run_into_another(facts, orders, order)
        });
        let ends = ends.flat_map(|order| [order.stops[0].0, order.stops[order.stops.len() - 1].0]);
        let ends: Vec<usize> = ends.collect();
        let branch = (0..visits.len())
            .filter(|&v| {
                let tied = gaps.iter().any(|gap| gap.0 == v || gap.1 == v);
                stops_of[v] > 0 && (stops_of[v] > 1 || tied || ends.contains(&v))
            })
            .collect();
        Self { facts, orders, gaps, rests, limits: hours::limits(facts, orders), branch }
    }

    /// The cheapest starts of all routes together, if they cost less than `bound`, in grains: everything that
    /// depends on times, and the road.
    pub(super) fn best(&self, bound: i64) -> Option<(i64, Starts)> {
        let mut best = Best { bound, starts: None };
        let rate = self.facts.rate(RuleId::LargestLateness);
        for limit in self.lateness_limits() {
            let mut fixed = vec![None; self.facts.instance.visits.len()];
            if let Some(ranges) = self.widest(limit) {
                let price = limit.map_or(0, |limit| rate * limit);
                self.descend(0, &mut fixed, &ranges, price, limit, &mut best);
            }
        }
        best.starts.map(|starts| (best.bound, starts))
    }

    /// When the largest lateness has a price: each value that it can take, as a limit for all visits.
    fn lateness_limits(&self) -> Vec<Option<Seconds>> {
        if self.facts.rate(RuleId::LargestLateness) == 0 {
            return vec![None];
        }
        let mut limits = vec![Some(0)];
        for order in self.orders {
            for (stop, starts) in order.stops.iter().zip(&order.starts) {
                limits.extend(starts.iter().map(|&(s, _)| Some(self.facts.lateness(stop.0, s))));
            }
        }
        limits.sort_unstable();
        limits.dedup();
        limits
    }

    /// Fixes the starts of `branch` one after the other. Each route is timed by itself within the ranges that the
    /// starts fixed so far leave, and contracts are priced at their least, so the total never shrinks further
    /// down.
    fn descend(
        &self,
        depth: usize,
        fixed: &mut Starts,
        ranges: &[Range],
        price: i64,
        limit: Option<Seconds>,
        best: &mut Best,
    ) {
        let Some(hours) = contracts::cost(self.facts, self.orders, fixed) else { return };
        let allowed = |v: usize, at: i64| inside(ranges[v], at) && self.in_time(v, at, limit);
        let mut timings = Vec::with_capacity(self.orders.len());
        for order in self.orders {
            let Some(timing) = route::cheapest(self.facts, order, allowed) else { return };
            timings.push(timing);
        }
        let bound = best.bound - price - hours;
        let Some(timings) =
            hours::keep(self.facts, self.orders, &self.limits, timings, bound, allowed)
        else {
            return;
        };
        let total = price + hours + timings.iter().map(|timing| timing.cost).sum::<i64>();
        let mut starts = fixed.clone();
        for (order, timing) in self.orders.iter().zip(&timings) {
            for (stop, &time) in order.stops.iter().zip(&timing.starts) {
                starts[stop.0] = Some(time);
            }
        }
        if total >= best.bound {
            return;
        }
        let Some(&visit) = self.branch.get(depth) else {
            if self.one_place_at_a_time(&starts) {
                *best = Best { bound: total, starts: Some(starts) };
            }
            return;
        };
        let serves = |order: &Order| order.stops.iter().position(|stop| stop.0 == visit);
        let options = self.orders.iter().find_map(|order| Some(&order.starts[serves(order)?]));
        for &(start, _) in options.into_iter().flat_map(|options| options.iter()) {
            if !inside(ranges[visit], start) || !self.in_time(visit, start, limit) {
                continue;
            }
            let mut narrower = ranges.to_vec();
            narrower[visit] = (start, start);
            if self.narrow(&mut narrower) {
                fixed[visit] = Some(start);
                self.descend(depth + 1, fixed, &narrower, price, limit, best);
                fixed[visit] = None;
            }
        }
    }

    /// Whether no route of a carer begins before another one of the same carer is finished.
    fn one_place_at_a_time(&self, starts: &Starts) -> bool {
        let carer = |order: &Order| self.facts.shifts[order.shift].carer;
        let start = |stop: usize| starts[stop].expect("a visit in a route");
        let stretch = |order: &Order| {
            let (first, last) = (order.stops[0].0, order.stops[order.stops.len() - 1].0);
            (order.depart(self.facts, start(first)), order.finish(self.facts, start(last)))
        };
        self.orders.iter().enumerate().all(|(k, order)| {
            self.orders[..k].iter().filter(|other| carer(other) == carer(order)).all(|other| {
                let (a, b) = (stretch(order), stretch(other));
                a.1 <= b.0 || b.1 <= a.0
            })
        })
    }

    fn in_time(&self, visit: usize, start: i64, limit: Option<Seconds>) -> bool {
        limit.is_none_or(|limit| self.facts.lateness(visit, start) <= limit)
    }

    /// First and last start of each visit when nothing is fixed yet; `None` if some visit has none.
    fn widest(&self, limit: Option<Seconds>) -> Option<Vec<Range>> {
        let mut ranges = vec![(i64::MIN / 4, i64::MAX / 4); self.facts.instance.visits.len()];
        for order in self.orders {
            for (stop, starts) in order.stops.iter().zip(&order.starts) {
                let mut times = starts.iter().map(|start| start.0);
                let in_time = |at: &i64| self.in_time(stop.0, *at, limit);
                let first = times.clone().find(in_time)?;
                let last = times.rfind(in_time)?;
                let range = &mut ranges[stop.0];
                *range = (range.0.max(first), range.1.min(last));
            }
        }
        let broken = self.gaps.iter().any(|&(one, two, least, _)| one == two && least > 0);
        if broken || self.rests.impossible {
            return None;
        }
        for &(visit, floor) in &self.rests.floors {
            ranges[visit].0 = ranges[visit].0.max(floor);
        }
        for &(visit, ceiling) in &self.rests.ceilings {
            ranges[visit].1 = ranges[visit].1.min(ceiling);
        }
        self.narrow(&mut ranges).then_some(ranges)
    }

    /// Narrows ranges by orders and gaps: nobody starts before those ahead are done. False if that leaves a visit
    /// without a start. Every change is forced, so it is safe to stop after a few rounds.
    fn narrow(&self, ranges: &mut [Range]) -> bool {
        for _ in 0..ranges.len() {
            let mut changed = false;
            let mut apart = |first: usize, second: usize, least: Seconds| {
                let (after, before) = (ranges[first].0 + least, ranges[second].1 - least);
                changed |= after > ranges[second].0 || before < ranges[first].1;
                ranges[second].0 = ranges[second].0.max(after);
                ranges[first].1 = ranges[first].1.min(before);
            };
            for order in self.orders {
                for (k, pair) in order.stops.windows(2).enumerate() {
                    apart(pair[0].0, pair[1].0, order.apart(self.facts, k + 1));
                }
            }
            for &(first, second, least, most) in &self.gaps {
                apart(first, second, least);
                apart(second, first, -most);
            }
            if ranges.iter().any(|range| range.0 > range.1) {
                return false;
            }
            if !changed {
                break;
            }
        }
        true
    }
}

fn inside(range: Range, start: i64) -> bool {
    (range.0..=range.1).contains(&start)
}

/// Whether some starts of two visits in routes are less far apart than they have to be.
fn may_bind(orders: &[&Order], &(first, second, least): &(usize, usize, Seconds)) -> bool {
    let starts = |visit: usize| {
        let stops = orders.iter().flat_map(|order| order.stops.iter().zip(&order.starts));
        stops.filter(move |(stop, _)| stop.0 == visit).flat_map(|(_, starts)| starts.iter())
    };
    let latest = starts(first).map(|start| start.0).max();
    let earliest = starts(second).map(|start| start.0).min();
    if first == second {
        least > 0
    } else {
        earliest.zip(latest).is_none_or(|(b, a)| b - a < least)
    }
}

/// Whether the end of shifts is not enforced and the carer has another route.
fn may_run_into_another(facts: &Facts<'_>, orders: &[&Order], order: &Order) -> bool {
    let carer = |order: &Order| facts.shifts[order.shift].carer;
    !facts.instance.policy.enforces(RuleId::ShiftEnd)
        && orders.iter().filter(|other| carer(other) == carer(order)).count() > 1
}
