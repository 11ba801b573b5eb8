//! The best starts for one route by itself.

use std::collections::BTreeMap;

use rota_model::{Instance, PAID_GAP, RuleId, Seconds};

use super::facts::Facts;
use super::order::Order;

/// Starts of a route's visits.
#[derive(Clone)]
pub(super) struct Timing {
    /// In grains: road, waiting, times of stops, overtime and missed breaks.
    pub(super) cost: i64,
    /// The route's working time.
    pub(super) working: Seconds,
    pub(super) starts: Vec<i64>,
}

/// A start of one stop on the way to the cheapest: the start, the cost up to here, and which start before it.
type Step = (i64, i64, usize);

/// The cheapest timing of one route by itself among the starts that `allowed(visit, start)` lets through. `None` when there
/// is none.
pub(super) fn cheapest(
    facts: &Facts<'_>,
    order: &Order,
    allowed: impl Fn(usize, i64) -> bool,
) -> Option<Timing> {
    let stretches = facts.stretches(order.shift);
    let timings = stretches.iter().filter_map(|&stretch| within(facts, order, &allowed, stretch));
    let (cost, starts) = timings.min_by_key(|timing| timing.0)?;
    let (depart, finish) = ends(facts, order, &starts);
    if finish - depart > order.longest {
        return by_working_time(facts, order, allowed).into_iter().min_by_key(|timing| timing.cost);
    }
    let working = finish - depart - own_time(facts, order, &starts);
    Some(Timing { cost, working, starts })
}

/// When the carer sets out and returns.
fn ends(facts: &Facts<'_>, order: &Order, starts: &[i64]) -> (i64, i64) {
    (order.depart(facts, starts[0]), order.finish(facts, starts[starts.len() - 1]))
}

/// Longest wait that is working time.
pub(super) fn paid_gap(instance: &Instance) -> Seconds {
    instance.pay.as_ref().map_or(PAID_GAP, |pay| pay.paid_gap)
}

/// All waits that are so long that they are no working time.
fn own_time(facts: &Facts<'_>, order: &Order, starts: &[i64]) -> Seconds {
    let waits = (1..starts.len()).map(|k| starts[k] - starts[k - 1] - order.apart(facts, k));
    waits.filter(|wait| *wait > paid_gap(facts.instance)).sum()
}

/// Stop by stop, for every start the cheapest way to reach it: with the order fixed, what came before matters
/// through the start alone.
fn within(
    facts: &Facts<'_>,
    order: &Order,
    allowed: &impl Fn(usize, i64) -> bool,
    (opens, closes): (i64, i64),
) -> Option<(i64, Vec<i64>)> {
    let waiting = facts.rate(RuleId::Waiting);
    let mut layers: Vec<Vec<Step>> = Vec::with_capacity(order.stops.len());
    for (k, &stop) in order.stops.iter().enumerate() {
        let starts = order.starts[k].iter().filter(|(start, _)| allowed(stop.0, *start));
        let mut layer: Vec<Step> = Vec::new();
        if let Some(before) = layers.last() {
            let step = order.apart(facts, k);
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
            let in_time = starts.filter(|(start, _)| order.depart(facts, *start) >= opens);
            layer.extend(in_time.map(|&(start, cost)| (start, order.road + cost, 0)));
        }
        layers.push(layer);
    }
    let (cost, mut at) = layers
        .last()?
        .iter()
        .enumerate()
        .filter(|(_, step)| order.finish(facts, step.0) <= closes)
        .map(|(at, step)| (step.1 + going_home(facts, order, step.0), at))
        .min()?;
    let mut starts = vec![0; layers.len()];
    for (k, layer) in layers.iter().enumerate().rev() {
        starts[k] = layer[at].0;
        at = layer[at].2;
    }
    Some((cost, starts))
}

/// Overtime and waiting for a rest at the last door, in grains, by the start of the last visit.
fn going_home(facts: &Facts<'_>, order: &Order, start: i64) -> i64 {
    let finish = order.finish(facts, start);
    let over = (finish - facts.shifts[order.shift].shift.end.0).max(0);
    let waited = finish - order.straight_home(facts, start);
    facts.rate(RuleId::ShiftEnd) * over + facts.rate(RuleId::Waiting) * waited
}

/// For each working time of the route its cheapest timing, where less work costs more; those alone that take no longer
/// than the breaks that are not taken allow. Everything that matters is carried along, which is slow.
pub(super) fn by_working_time(
    facts: &Facts<'_>,
    order: &Order,
    allowed: impl Fn(usize, i64) -> bool,
) -> Vec<Timing> {
    let mut best: BTreeMap<Seconds, Timing> = BTreeMap::new();
    for (opens, closes) in facts.stretches(order.shift) {
        for ((last, depart, own), (cost, starts)) in labels(facts, order, &allowed, opens) {
            let (cost, finish) = (cost + going_home(facts, order, last), order.finish(facts, last));
            let working = finish - depart - own;
            let better = best.get(&working).is_none_or(|known| cost < known.cost);
            if finish <= closes && finish - depart <= order.longest && better {
                best.insert(working, Timing { cost, working, starts });
            }
        }
    }
    let mut least = i64::MAX;
    let mut useful = Vec::new();
    for timing in best.into_values() {
        if timing.cost < least {
            least = timing.cost;
            useful.push(timing);
        }
    }
    useful
}

/// The last start, when the carer sets out, and all time that is the carer's own.
type Label = (i64, i64, Seconds);

/// The cheapest starts for each label of the whole route, after setting out at a time or later.
fn labels(
    facts: &Facts<'_>,
    order: &Order,
    allowed: &impl Fn(usize, i64) -> bool,
    opens: i64,
) -> BTreeMap<Label, (i64, Vec<i64>)> {
    let (waiting, gap) = (facts.rate(RuleId::Waiting), paid_gap(facts.instance));
    let mut layer: BTreeMap<Label, (i64, Vec<i64>)> = BTreeMap::new();
    for (k, &stop) in order.stops.iter().enumerate() {
        let mut next: BTreeMap<Label, (i64, Vec<i64>)> = BTreeMap::new();
        let mut reach = |label: Label, cost: i64, before: &[i64]| {
            if next.get(&label).is_none_or(|known| cost < known.0) {
                next.insert(label, (cost, [before, &[label.0]].concat()));
            }
        };
        for &(start, cost) in order.starts[k].iter().filter(|(start, _)| allowed(stop.0, *start)) {
            if k == 0 {
                let depart = order.depart(facts, start);
                if depart >= opens {
                    reach((start, depart, 0), order.road + cost, &[]);
                }
                continue;
            }
            for (&(last, depart, own), (so_far, starts)) in &layer {
                let wait = start - last - order.apart(facts, k);
                if wait >= 0 {
                    let own = own + if wait > gap { wait } else { 0 };
                    reach((start, depart, own), so_far + waiting * wait + cost, starts);
                }
            }
        }
        layer = next;
    }
    layer
}
