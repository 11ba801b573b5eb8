//! Limits on working time, and the cheapest starts that keep to them.

use std::collections::BTreeMap;

use rota_model::{Carer, Instance, Parameter, RuleId, Seconds};

use super::days::{Stint, dates, enforced, hours};
use super::facts::Facts;
use super::order::Order;
use super::route::{self, Timing};

/// How long some routes of one carer may be worked together.
pub(super) struct Limit {
    carer: usize,
    /// Indices into the orders.
    routes: Vec<usize>,
    most: Seconds,
}

/// What a limit is on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    Day,
    Week,
    Horizon,
}

/// The limits on a carer's working time.
fn of_carer(instance: &Instance, carer: &Carer) -> Vec<(Over, Seconds)> {
    let (terms, value) = (&carer.terms, |parameter| instance.policy.parameter(parameter));
    let day = terms.day_most.unwrap_or(value(Parameter::DayMostMinutes) * 60);
    let young_day = value(Parameter::YoungDayMinutes) * 60;
    let week = hours(instance, Parameter::WeekHours);
    let young_week = hours(instance, Parameter::YoungWeekHours);
    let all = [
        (RuleId::DayHoursMost, true, Over::Day, Some(day)),
        (RuleId::YoungDay, terms.young, Over::Day, Some(young_day)),
        (RuleId::WeekHours, !terms.long_weeks, Over::Week, Some(week)),
        (RuleId::YoungWeek, terms.young, Over::Week, Some(young_week)),
        (RuleId::AverageHours, !terms.long_weeks, Over::Horizon, left(instance, carer)),
    ];
    let own =
        all.into_iter().filter(|(rule, applies, ..)| *applies && enforced(instance, carer, *rule));
    own.filter_map(|(_, _, over, most)| Some((over, most?))).collect()
}

/// What the average leaves of working time for the horizon; less than 0 where the weeks before were too long already.
fn left(instance: &Instance, carer: &Carer) -> Option<Seconds> {
    let days = i64::from(instance.days);
    let before = instance.policy.parameter(Parameter::AverageWeeks) - (days + 6) / 7;
    let past = carer.terms.past_weeks.as_ref()?.iter().take(before.max(0) as usize);
    let (weeks, worked) = (past.clone().count() as i64, past.sum::<Seconds>());
    let average = hours(instance, Parameter::AverageHours);
    Some((average * (7 * weeks + days) - 7 * worked).div_euclid(7))
}

/// The times that limits depend on, for the grid.
pub(super) fn times(instance: &Instance, carer: &Carer) -> Vec<Seconds> {
    let mut times: Vec<Seconds> = of_carer(instance, carer).iter().map(|limit| limit.1).collect();
    if !times.is_empty() {
        // The shortest wait that is the carer's own time.
        times.push(route::paid_gap(instance) + 1);
    }
    times
}

/// The limits on these routes that some starts could break.
pub(super) fn limits(facts: &Facts<'_>, orders: &[&Order]) -> Vec<Limit> {
    let mut limits = Vec::new();
    for carer in 0..facts.instance.carers.len() {
        let asked = of_carer(facts.instance, facts.carer(carer));
        if asked.is_empty() {
            continue;
        }
        let place = |shift: usize| orders.iter().position(|order| order.shift == shift);
        let dates = dates(facts, carer, |shift| place(shift).is_some());
        for (over, most) in asked {
            let mut routes: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
            for (date, stints) in &dates {
                let day = (*date - facts.instance.start).num_days();
                let part = match over {
                    Over::Day => day,
                    Over::Week => day / 7,
                    Over::Horizon => 0,
                };
                let own = stints.iter().filter_map(|stint| match stint {
                    Stint::Route(shift) => place(*shift),
                    Stint::Past(_) => None,
                });
                routes.entry(part).or_default().extend(own);
            }
            let worked = routes.into_values().filter(|routes| !routes.is_empty());
            limits.extend(worked.map(|routes| Limit { carer, routes, most }));
        }
    }
    limits
}

fn kept(limit: &Limit, timings: &[Timing]) -> bool {
    limit.routes.iter().map(|&route| timings[route].working).sum::<Seconds>() <= limit.most
}

/// The cheapest timings that keep to the limits, if some cost less than `bound` together. `timings` are each route's cheapest
/// among the starts that `allowed(visit, start)` lets through.
pub(super) fn keep(
    facts: &Facts<'_>,
    orders: &[&Order],
    limits: &[Limit],
    mut timings: Vec<Timing>,
    bound: i64,
    allowed: impl Fn(usize, i64) -> bool + Copy,
) -> Option<Vec<Timing>> {
    let mut broken: Vec<usize> = Vec::new();
    for limit in limits.iter().filter(|limit| !kept(limit, &timings)) {
        if !broken.contains(&limit.carer) {
            broken.push(limit.carer);
        }
    }
    for carer in broken {
        if timings.iter().map(|timing| timing.cost).sum::<i64>() >= bound {
            return None;
        }
        let own: Vec<usize> = (0..orders.len())
            .filter(|&route| facts.shifts[orders[route].shift].carer == carer)
            .collect();
        let options: Vec<Vec<Timing>> = own
            .iter()
            .map(|&route| route::by_working_time(facts, orders[route], allowed))
            .collect();
        let limits: Vec<&Limit> = limits.iter().filter(|limit| limit.carer == carer).collect();
        let mut best = None;
        combine(&own, &options, &limits, 0, &mut timings, &mut best);
        timings = best?.1;
    }
    Some(timings)
}

/// Tries the options of a carer's routes with each other, for the cheapest that keep to the limits.
fn combine(
    own: &[usize],
    options: &[Vec<Timing>],
    limits: &[&Limit],
    next: usize,
    timings: &mut Vec<Timing>,
    best: &mut Option<(i64, Vec<Timing>)>,
) {
    let Some(&route) = own.get(next) else {
        let cost = own.iter().map(|&route| timings[route].cost).sum();
        let cheaper = best.as_ref().is_none_or(|(least, _)| cost < *least);
        if cheaper && limits.iter().all(|limit| kept(limit, timings)) {
            *best = Some((cost, timings.clone()));
        }
        return;
    };
    for option in &options[next] {
        timings[route] = option.clone();
        combine(own, options, limits, next + 1, timings, best);
    }
}
