//! Breaks of worked shifts.

use rota_model::{Break, Parameter, RuleId};

use super::week::{minutes, parameter};
use crate::clock::{Ticks, ticks};
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

/// The longest time in one piece, at one place between two stops, without care or travel; rests are part of it.
fn longest_free(route: &ReadRoute<'_>) -> Ticks {
    let pairs = route.stops.windows(2).map(|pair| {
        let (before, after) = (&pair[0], &pair[1]);
        let sets_out = after.arrive - after.leg.unwrap_or_default().seconds;
        (sets_out - before.end).max(after.start - after.arrive)
    });
    pairs.max().unwrap_or(0).max(0)
}

/// Long routes in which nobody is free for as long as a break is preferred to last.
pub(crate) fn no_room_for_preferred(reading: &Reading<'_>) -> Vec<Violation> {
    let rule = RuleId::PreferredBreak;
    let long = minutes(reading, 60 * parameter(reading, Parameter::PreferredBreakAfterHours));
    let preferred = minutes(reading, parameter(reading, Parameter::PreferredBreakMinutes));
    let clock = reading.clock();
    let mut faults = Vec::new();
    for route in &reading.routes {
        let applies = route.carer.is_some_and(|c| rule.applies_to().contains(&c.terms.status));
        let taken = route.finish - route.depart;
        let free = longest_free(route);
        if applies && route.stops.len() > 1 && taken > long && free < preferred {
            let text = format!(
                "carer {} is out for {} in shift {} and free for {} in one piece at most; {} are preferred",
                route.route.carer,
                clock.span(taken),
                route.route.shift,
                clock.span(free),
                clock.span(preferred)
            );
            faults.push(Violation::of(rule, text));
        }
    }
    faults
}
