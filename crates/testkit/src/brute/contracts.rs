//! What contracts cost when some starts are fixed.

use rota_model::{RuleId, Seconds};

use super::facts::Facts;
use super::order::Order;
use super::timing::Starts;

/// Whether what a carer works in a route can cost something, or be too much.
pub(super) fn matter(facts: &Facts<'_>, order: &Order) -> bool {
    let priced = [RuleId::ContractUnder, RuleId::ContractOver, RuleId::ContractOffTarget];
    facts.carer(facts.shifts[order.shift].carer).contract.is_some()
        && (priced.into_iter().any(|rule| facts.rate(rule) != 0) || caps_hours(facts))
}

/// Whether nobody may work more than the contract's most.
fn caps_hours(facts: &Facts<'_>) -> bool {
    facts.instance.policy.enforces(RuleId::ContractOver)
}

/// The least that all contracts can cost, in grains, carers without routes included, whatever starts the visits
/// that are not fixed yet get; `None` when somebody works more than the contract's most, and must not. Exact when the first
/// and last visit of every route is fixed.
pub(super) fn cost(facts: &Facts<'_>, orders: &[&Order], fixed: &Starts) -> Option<i64> {
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
    let between: Seconds = order.steps[1..=last].iter().sum();
    if last == 0 {
        return (busy, busy);
    }
    ((back - until + ends).max(busy + between), at_last - from + ends)
}
