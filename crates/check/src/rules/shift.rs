//! Routes against the shifts that they are worked in.

use rota_model::{RuleId, Shift};

use crate::clock::{Ticks, ticks};
use crate::finding::Violation;
use crate::reading::{ReadRoute, Reading};

/// Routes with at least one stop whose shift is known.
fn worked<'r, 'a>(
    reading: &'r Reading<'a>,
) -> impl Iterator<Item = (&'r ReadRoute<'a>, &'a Shift)> {
    let routes = reading.routes.iter().filter(|route| !route.stops.is_empty());
    routes.filter_map(|route| route.shift.map(|shift| (route, shift)))
}

/// Routes that leave before their shift starts.
pub(crate) fn left_early(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for (route, shift) in worked(reading) {
        let early = ticks(shift.start) - route.depart;
        if early > 0 {
            let text = format!(
                "carer {} has to set out at {}, but shift {} starts at {}: {} too early",
                route.route.carer,
                clock.at(route.depart),
                shift.id,
                clock.at(ticks(shift.start)),
                clock.span(early)
            );
            faults.push(Violation::of(RuleId::ShiftStart, text));
        }
    }
    faults
}

/// Routes that are back after their shift's end.
pub(crate) fn back_late(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for (route, shift) in worked(reading) {
        let late = over(route, shift);
        if late > 0 {
            let text = format!(
                "carer {} is back at {}, but shift {} ends at {}: {} too late",
                route.route.carer,
                clock.at(route.finish),
                shift.id,
                clock.at(ticks(shift.end)),
                clock.span(late)
            );
            faults.push(Violation::of(RuleId::ShiftEnd, text));
        }
    }
    faults
}

/// Time of all routes after their shifts' ends.
pub(crate) fn overtime(reading: &Reading<'_>) -> i128 {
    worked(reading).map(|(route, shift)| over(route, shift)).sum()
}

fn over(route: &ReadRoute<'_>, shift: &Shift) -> Ticks {
    (route.finish - ticks(shift.end)).max(0)
}

/// Number of routes with work in them.
pub(crate) fn used(reading: &Reading<'_>) -> i128 {
    let used = reading.routes.iter().filter(|route| !route.route.stops.is_empty()).count();
    used as i128
}
