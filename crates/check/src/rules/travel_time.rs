//! A carer is in one place at a time, and gets from one to the next.

use std::collections::BTreeMap;

use rota_model::{CarerId, RuleId};

use crate::finding::Violation;
use crate::reading::{ReadRoute, Reading};

/// Starts before arrivals, legs that nobody knows, and routes of one carer that overlap.
pub(crate) fn breaches(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = too_soon(reading);
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
