//! A carer is in one place at a time, and gets from one to the next.

use std::collections::BTreeMap;

use rota_model::{CarerId, Rest, RuleId};

use crate::clock::{Ticks, ticks};
use crate::finding::Violation;
use crate::reading::{ReadRoute, Reading, Rests};

/// Starts before arrivals, legs that nobody knows, and routes of one carer that overlap.
pub(crate) fn breaches(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = too_soon(reading);
    faults.extend(first_too_soon(reading));
    faults.extend(rests_too_soon(reading));
    faults.extend(unknown_legs(reading));
    faults.extend(overlapping(reading));
    faults
}

fn too_soon(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for route in &reading.routes {
        for pair in route.stops.windows(2) {
            let (before, stop) = (&pair[0], &pair[1]);
            let short = stop.arrive - stop.start;
            if short > 0 {
                let text = format!(
                    "carer {} starts {} at {}, but ends {} at {} and needs {} to get there: {} too soon",
                    stop.carer_id,
                    stop.visit.id,
                    clock.at(stop.start),
                    before.visit.id,
                    clock.at(before.end),
                    clock.span(stop.leg.unwrap_or_default().seconds),
                    clock.span(short)
                );
                faults.push(Violation::of(RuleId::TravelTime, text));
            }
        }
    }
    faults
}

/// First stops before the arrival of a carer who set out when the shift started.
fn first_too_soon(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for stop in reading.routes.iter().filter_map(|route| route.stops.first()) {
        if stop.start < stop.arrive {
            let text = format!(
                "carer {} starts {} at {}, but is there at {} only",
                stop.carer_id,
                stop.visit.id,
                clock.at(stop.start),
                clock.at(stop.arrive)
            );
            faults.push(Violation::of(RuleId::TravelTime, text));
        }
    }
    faults
}

/// Rests that begin before their place is reached, or last longer than there is time.
fn rests_too_soon(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for route in reading.routes.iter().filter(|route| route.whole && !route.route.rests.is_empty())
    {
        for leg in 0..=route.stops.len() {
            let rests = Rests::on(route.shift, route.route, leg);
            let (before, next) =
                (leg.checked_sub(1).and_then(|i| route.stops.get(i)), route.stops.get(leg));
            let opens = route.shift.map_or(Ticks::MIN, |shift| ticks(shift.start));
            let here = before.map_or(opens, |stop| stop.end);
            let by = before.is_none().then_some(route.depart);
            faults.extend(in_turn(reading, route, &rests.here, here, by));
            let there = next.map_or(route.finish, |stop| stop.arrive);
            faults.extend(in_turn(
                reading,
                route,
                &rests.there,
                there,
                next.map(|stop| stop.start),
            ));
        }
    }
    faults
}

/// Rests at one place, one after the other, between two times.
fn in_turn(
    reading: &Reading<'_>,
    route: &ReadRoute<'_>,
    rests: &[&Rest],
    from: Ticks,
    by: Option<Ticks>,
) -> Vec<Violation> {
    let clock = reading.clock();
    let (mut from, mut faults) = (from, Vec::new());
    let mut fault = |what: &str, at: Ticks, limit: Ticks| {
        let text = format!(
            "carer {} (shift {}) {what} at {}, but is at that place {} {}",
            route.route.carer,
            route.route.shift,
            clock.at(at),
            if at < limit { "from" } else { "until" },
            clock.at(limit)
        );
        faults.push(Violation::of(RuleId::TravelTime, text));
    };
    for rest in rests {
        if ticks(rest.start) < from {
            fault("starts a rest", ticks(rest.start), from);
        }
        from = ticks(rest.end);
    }
    if let Some(by) = by.filter(|by| !rests.is_empty() && from > *by) {
        fault("ends a rest", from, by);
    }
    faults
}

fn unknown_legs(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for route in &reading.routes {
        let carer = &route.route.carer;
        let mode = route.carer.map_or("", |carer| carer.mode.as_str());
        for stop in route.stops.iter().filter(|stop| stop.leg.is_none()) {
            let to = &stop.visit.id;
            let text =
                format!("nothing says how long carer {carer} takes by {mode} to get to {to}");
            faults.push(Violation::coded("leg-unknown", RuleId::TravelTime, text));
        }
        if let (Some(last), None) = (route.stops.last(), route.last_leg) {
            let from = &last.visit.id;
            let text =
                format!("nothing says how long carer {carer} takes by {mode} from {from} home");
            faults.push(Violation::coded("leg-unknown", RuleId::TravelTime, text));
        }
    }
    faults
}

/// Shifts do not overlap, but a route may run over its shift where the policy allows that.
fn overlapping(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut by_carer: BTreeMap<&CarerId, Vec<&ReadRoute<'_>>> = BTreeMap::new();
    for route in reading.routes.iter().filter(|route| !route.stops.is_empty()) {
        by_carer.entry(&route.route.carer).or_default().push(route);
    }
    let mut faults = Vec::new();
    for (carer, mut routes) in by_carer {
        routes.sort_by_key(|route| route.depart);
        let mut latest: Option<&ReadRoute<'_>> = None;
        for route in routes {
            if let Some(before) = latest.filter(|before| before.finish > route.depart) {
                let text = format!(
                    "carer {carer} is on two routes at once: shift {} until {}, shift {} from {}: {} of both",
                    before.route.shift,
                    clock.at(before.finish),
                    route.route.shift,
                    clock.at(route.depart),
                    clock.span(before.finish - route.depart)
                );
                faults.push(Violation::coded("routes-overlap", RuleId::TravelTime, text));
            }
            if latest.is_none_or(|before| route.finish > before.finish) {
                latest = Some(route);
            }
        }
    }
    faults
}
