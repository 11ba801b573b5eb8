//! Breaks of worked shifts.

use rota_model::{Break, RuleId};

use crate::clock::ticks;
use crate::finding::Violation;
use crate::reading::{ReadRoute, Reading, fits};

/// The breaks that are asked for of a route and for which there is no rest that fits.
fn missed<'r>(route: &'r ReadRoute<'_>) -> Vec<&'r Break> {
    let Some(shift) = route.shift.filter(|_| !route.route.stops.is_empty()) else {
        return Vec::new();
    };
    let stops = route.route.stops.len();
    let mut missed = Vec::new();
    for (index, wanted) in shift.breaks.iter().enumerate() {
        let long = wanted.after.is_none_or(|after| route.finish - route.depart > after.into());
        if !long || (stops < 2 && !wanted.at_ends) {
            continue;
        }
        let mut own = route.route.rests.iter().filter(|rest| rest.of == index);
        if !own.any(|rest| fits(wanted, rest, stops)) {
            missed.push(wanted);
        }
    }
    missed
}

/// Breaks that are missed.
pub(crate) fn breaches(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for route in &reading.routes {
        for wanted in missed(route) {
            let text = format!(
                "carer {} has no break of {} between {} and {} in shift {}",
                route.route.carer,
                clock.span(wanted.least.into()),
                clock.at(ticks(wanted.earliest)),
                clock.at(ticks(wanted.latest)),
                route.route.shift
            );
            faults.push(Violation::of(RuleId::MissedBreak, text));
        }
    }
    faults
}

/// How many breaks are missed.
pub(crate) fn count(reading: &Reading<'_>) -> i128 {
    reading.routes.iter().map(|route| missed(route).len() as i128).sum()
}
