//! The best starts for given orders: one route by itself, and several that are tied to each other.

use rota_model::{GapFrom, LinkKind, RuleId, Seconds, VisitId};

use super::days;
use super::facts::{Facts, SlotAt};
use super::order::Order;

/// A start of one stop on the way to the cheapest: the start, the cost up to here, and which start before it.
type Step = (i64, i64, usize);

/// The cheapest timing of one route by itself among the starts that `allowed(visit, start)` lets through: its
/// cost in grains (road, waiting, times of stops, overtime) and the visit starts. `None` when there is none.
///
/// Stop by stop, for every start the cheapest way to reach it: with the order fixed, what came before matters
/// through the start alone.
pub(super) fn route(
    facts: &Facts<'_>,
    order: &Order,
    allowed: impl Fn(usize, i64) -> bool,
) -> Option<(i64, Vec<i64>)> {
    let stretches = facts.stretches(order.shift);
    let timings = stretches.iter().filter_map(|&stretch| within(facts, order, &allowed, stretch));
    timings.min_by_key(|timing| timing.0)
}

fn within(
    facts: &Facts<'_>,
    order: &Order,
    allowed: &impl Fn(usize, i64) -> bool,
    (opens, closes): (i64, i64),
) -> Option<(i64, Vec<i64>)> {
    let waiting = facts.rate(RuleId::Waiting);
    let mut layers: Vec<Vec<Step>> = Vec::with_capacity(order.stops.len());
    for (k, &stop) in order.stops.iter().enumerate() {
        let slot = facts.slot(stop);
        let starts = order.starts[k].iter().filter(|(start, _)| allowed(stop.0, *start));
        let mut layer: Vec<Step> = Vec::new();
        if let Some(before) = layers.last() {
            let previous = facts.slot(order.stops[k - 1]);
            // From one visit start to the other when nobody waits.
            let step = previous.offset + previous.duration + order.legs[k] - slot.offset;
            let mut next = 0;
            let mut best: Option<(i64, usize)> = None;
            for &(start, cost) in starts {
                // Starts ascend, so whoever could be here for the last start can be here for this one.
                while next < before.len() && before[next].0 + step <= start {
                    let value = before[next].1 - waiting * (before[next].0 + step);
                    if best.is_none_or(|(least, _)| value < least) {
                        best = Some((value, next));
                    }
                    next += 1;
                }
                if let Some((value, from)) = best {
                    layer.push((start, value + waiting * start + cost, from));
                }
            }
        } else {
            let in_time = starts.filter(|(start, _)| start + slot.offset - order.legs[0] >= opens);
            layer.extend(in_time.map(|&(start, cost)| (start, order.road + cost, 0)));
        }
        layers.push(layer);
    }
    let shift_end = facts.shifts[order.shift].shift.end.0;
    let last = facts.slot(*order.stops.last()?);
    let home = last.offset + last.duration + order.legs.last()?;
    let (cost, mut at) = layers
        .last()?
        .iter()
        .enumerate()
        .filter(|(_, step)| step.0 + home <= closes)
        .map(|(at, step)| {
            let over = (step.0 + home - shift_end).max(0);
            (step.1 + facts.rate(RuleId::ShiftEnd) * over, at)
        })
        .min()?;
    let mut starts = vec![0; layers.len()];
    for (k, layer) in layers.iter().enumerate().rev() {
        starts[k] = layer[at].0;
        at = layer[at].2;
    }
    Some((cost, starts))
}

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
    /// Visits that must not start before a time, for the sake of rest after past work.
    floors: Vec<(usize, i64)>,
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
        let binding = rests.apart.into_iter().filter(|tie| may_bind(orders, tie));
        gaps.extend(binding.map(|(first, second, least)| (first, second, least, 1 << 52)));
        let ends = orders.iter().filter(|order| {
            contract_matters(facts, order) || may_run_into_another(facts, orders, order)
        });
        let ends = ends.flat_map(|order| [order.stops[0].0, order.stops[order.stops.len() - 1].0]);
        let ends: Vec<usize> = ends.collect();
        let branch = (0..visits.len())
            .filter(|&v| {
                let tied = gaps.iter().any(|gap| gap.0 == v || gap.1 == v);
                stops_of[v] > 0 && (stops_of[v] > 1 || tied || ends.contains(&v))
            })
            .collect();
        Self { facts, orders, gaps, floors: rests.floors, branch }
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
        let Some(hours) = contracts(self.facts, self.orders, fixed) else { return };
        let mut total = price + hours;
        let mut starts = fixed.clone();
        for order in self.orders {
            let allowed = |v: usize, at: i64| inside(ranges[v], at) && self.in_time(v, at, limit);
            let Some((cost, times)) = route(self.facts, order, allowed) else { return };
            total += cost;
            for (stop, &time) in order.stops.iter().zip(&times) {
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
        let stretch = |order: &Order| {
            let last = order.stops.len() - 1;
            let start = |stop: SlotAt| {
                starts[stop.0].expect("a visit in a route") + self.facts.slot(stop).offset
            };
            let ends = start(order.stops[last]) + self.facts.slot(order.stops[last]).duration;
            (start(order.stops[0]) - order.legs[0], ends + order.legs[last + 1])
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
        if self.gaps.iter().any(|&(first, second, least, _)| first == second && least > 0) {
            return None;
        }
        for &(visit, floor) in &self.floors {
            ranges[visit].0 = ranges[visit].0.max(floor);
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
                    let (a, b) = (self.facts.slot(pair[0]), self.facts.slot(pair[1]));
                    let step = a.offset + a.duration + order.legs[k + 1] - b.offset;
                    apart(pair[0].0, pair[1].0, step);
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

fn contract_matters(facts: &Facts<'_>, order: &Order) -> bool {
    let priced = [RuleId::ContractUnder, RuleId::ContractOver, RuleId::ContractOffTarget];
    facts.carer(facts.shifts[order.shift].carer).contract.is_some()
        && (priced.into_iter().any(|rule| facts.rate(rule) != 0) || caps_hours(facts))
}

/// Whether nobody may work more than the contract's most.
fn caps_hours(facts: &Facts<'_>) -> bool {
    facts.instance.policy.enforces(RuleId::ContractOver)
}

/// Whether the end of shifts is not enforced and the carer has another route.
fn may_run_into_another(facts: &Facts<'_>, orders: &[&Order], order: &Order) -> bool {
    let carer = |order: &Order| facts.shifts[order.shift].carer;
    !facts.instance.policy.enforces(RuleId::ShiftEnd)
        && orders.iter().filter(|other| carer(other) == carer(order)).count() > 1
}

/// The least that all contracts can cost, in grains, carers without routes included, whatever starts the visits
/// that are not fixed yet get; `None` when somebody works more than the contract's most, and must not. Exact when the first
/// and last visit of every route is fixed.
fn contracts(facts: &Facts<'_>, orders: &[&Order], fixed: &Starts) -> Option<i64> {
    let days = facts.instance.days;
    let mut cost = 0;
    for (index, carer) in facts.instance.carers.iter().enumerate() {
        let Some(contract) = carer.contract else { continue };
        let over = |time: Option<Seconds>| time.map(|time| contract.due(time, days));
        let (min, max, target) = (over(contract.min), over(contract.max), over(contract.target));
        let price = |worked: Seconds| {
            facts.rate(RuleId::ContractUnder) * min.map_or(0, |min| (min - worked).max(0))
                + facts.rate(RuleId::ContractOver) * max.map_or(0, |max| (worked - max).max(0))
                + facts.rate(RuleId::ContractOffTarget) * target.map_or(0, |t| (worked - t).abs())
        };
        let (mut least, mut most) = (0, 0);
        for order in orders.iter().filter(|order| facts.shifts[order.shift].carer == index) {
            let (short, long) = span(facts, order, fixed);
            least += short;
            most += long;
        }
        if let Some(max) = max.filter(|_| caps_hours(facts)) {
            if least > max {
                return None;
            }
            most = most.min(max);
        }
        // The price is convex with these corners, so its least over a range is at one of them or at an end.
        let corners =
            [min, max, target].into_iter().flatten().filter(|t| (least..=most).contains(t));
        cost += corners.chain([least, most]).map(price).min().unwrap_or(0);
    }
    Some(cost)
}

/// The shortest and longest time that a route can take from its first stop's start to its last one's end, as
/// far as the visits fixed so far tell.
fn span(facts: &Facts<'_>, order: &Order, fixed: &Starts) -> (Seconds, Seconds) {
    let last = order.stops.len() - 1;
    let range = |k: usize| {
        let (visit, starts) = (order.stops[k].0, &order.starts[k]);
        fixed[visit].map_or((starts[0].0, starts[starts.len() - 1].0), |at| (at, at))
    };
    let slot = |k: usize| facts.slot(order.stops[k]);
    let ends = slot(last).offset + slot(last).duration - slot(0).offset;
    let ((from, until), (back, at_last)) = (range(0), range(last));
    let busy: Seconds = (0..=last).map(|k| slot(k).duration).sum();
    let way: Seconds = order.legs[1..=last].iter().sum();
    if last == 0 {
        return (busy, busy);
    }
    ((back - until + ends).max(busy + way), at_last - from + ends)
}
