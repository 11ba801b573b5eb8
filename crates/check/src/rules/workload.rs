//! Idle shifts and uneven workloads.

use std::collections::BTreeMap;

use rota_model::{CarerId, Instant, RestAt, Shift};

use crate::clock::{Ticks, ticks};
use crate::reading::{ReadRoute, Reading, counted};

fn legs(route: &ReadRoute<'_>) -> Ticks {
    let legs = route.stops.iter().map(|stop| stop.leg).chain([route.last_leg]);
    legs.flatten().map(|leg| leg.seconds).sum()
}

fn care(route: &ReadRoute<'_>) -> Ticks {
    route.stops.iter().map(|stop| stop.end - stop.start).sum()
}

/// Time from departure to finish that is neither leg nor care nor a rest that counts.
fn unoccupied(route: &ReadRoute<'_>) -> Ticks {
    let last = route.route.stops.len();
    let on_the_way = |rest: &&rota_model::Rest| match rest.at {
        RestAt::BeforeLeg => rest.stops > 0,
        RestAt::AfterLeg => rest.stops < last,
    };
    let rests: Vec<_> = route.route.rests.iter().filter(on_the_way).collect();
    let rested = counted(route.shift, route.route, &rests);
    (route.finish - route.depart - legs(route) - care(route) - rested).max(0)
}

fn idle(shift: &Shift, route: Option<&ReadRoute<'_>>) -> Ticks {
    let until_end = |from: Ticks| {
        if shift.end == Instant::NEVER { 0 } else { (ticks(shift.end) - from).max(0) }
    };
    match route {
        None => until_end(ticks(shift.start)),
        Some(route) => {
            let before = (route.depart - ticks(shift.start)).max(0);
            before + unoccupied(route) + until_end(route.finish)
        }
    }
}

/// The largest idle time of any shift.
pub(crate) fn largest_idle(reading: &Reading<'_>) -> i128 {
    let shifts = reading.instance().carers.iter().flat_map(|carer| &carer.shifts);
    let all = shifts.map(|shift| {
        let mut own = reading.routes.iter().filter(|route| route.route.shift == shift.id);
        idle(shift, own.find(|route| !route.stops.is_empty()))
    });
    all.max().unwrap_or(0)
}

/// How far the carers' care and travel are from their mean, each rounded up.
pub(crate) fn balance(reading: &Reading<'_>) -> i128 {
    let mut work: BTreeMap<&CarerId, Ticks> = BTreeMap::new();
    for carer in &reading.instance().carers {
        work.insert(&carer.id, 0);
    }
    for route in &reading.routes {
        if let Some(own) = work.get_mut(&route.route.carer) {
            *own += legs(route) + care(route);
        }
    }
    let (n, all) = (work.len() as Ticks, work.values().sum::<Ticks>());
    work.values().map(|own| ((n * own - all).abs() + n - 1).div_euclid(n.max(1))).sum()
}
