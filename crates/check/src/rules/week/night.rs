//! Work at night: how much those do who mostly work then, and nobody under 18.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime};
use rota_model::{CarerId, Parameter, RuleId};

use super::{hours, minutes, parameter, work};
use crate::clock::{Ticks, ticks};
use crate::finding::Violation;
use crate::reading::{ReadRoute, Reading};

/// From this hour of the day it is night for those who work then, until that of the next day.
const NIGHT: (i64, i64) = (23, 6);

/// Night workers with too much working time on average.
pub(crate) fn workers(reading: &Reading<'_>) -> Vec<Violation> {
    let instance = reading.instance();
    let least = hours(reading, parameter(reading, Parameter::NightLeastHours));
    let each = hours(reading, parameter(reading, Parameter::NightHours));
    // A day of rest in each week is none of those that the time is spread over.
    let days = Ticks::from(instance.days - instance.days / 7);
    let mut nights: BTreeMap<(&CarerId, NaiveDate), Ticks> = BTreeMap::new();
    for route in reading.routes.iter().filter(|route| !route.stops.is_empty()) {
        let Some(at) = reading.clock().calendar(route.depart) else { continue };
        let night = by_night(reading, route, NIGHT).into_iter().map(|(from, to)| to - from);
        *nights.entry((&route.route.carer, instance.zone.date(at))).or_default() +=
            night.sum::<Ticks>();
    }
    let mut faults = Vec::new();
    for work in work(reading, RuleId::NightHours) {
        let by_night = |date: NaiveDate| nights.get(&(&work.carer.id, date)).copied().unwrap_or(0);
        let all = work.planned().count();
        let of_nights = work.planned().filter(|(date, _)| by_night(*date) >= least).count();
        let working: Ticks = work.planned().map(|(_, day)| day.working).sum();
        if 2 * of_nights > all && working > each * days {
            let clock = reading.clock();
            let text = format!(
                "{} works at night and for {}; more than {} in 24 hours on average",
                work.carer.id,
                clock.span(working),
                clock.span(each)
            );
            faults.push(Violation::of(RuleId::NightHours, text));
        }
    }
    faults
}

/// Routes by night of carers under 18.
pub(crate) fn under_age(reading: &Reading<'_>) -> Vec<Violation> {
    let rule = RuleId::YoungNight;
    let night = (
        parameter(reading, Parameter::YoungNightFrom),
        parameter(reading, Parameter::YoungNightUntil),
    );
    let applies = |route: &&ReadRoute<'_>| {
        let terms = route.carer.map(|carer| &carer.terms);
        terms.is_some_and(|terms| terms.young && rule.applies_to().contains(&terms.status))
    };
    let mut faults = Vec::new();
    for route in reading.routes.iter().filter(applies).filter(|route| !route.stops.is_empty()) {
        if !by_night(reading, route, night).is_empty() {
            let clock = reading.clock();
            let text = format!(
                "{} is under 18 and out from {} to {}, between {}:00 and {}:00",
                route.route.carer,
                clock.at(route.depart),
                clock.at(route.finish),
                night.0,
                night.1
            );
            faults.push(Violation::of(rule, text));
        }
    }
    faults
}

/// The pieces of a route, from setting out to return, that lie between two hours of the day over midnight. A route of more
/// than 40 days is none.
fn by_night(
    reading: &Reading<'_>,
    route: &ReadRoute<'_>,
    (from, until): (i64, i64),
) -> Vec<(Ticks, Ticks)> {
    let zone = reading.instance().zone;
    let hour = |date: NaiveDate, hour: i64| {
        let time = u32::try_from(hour).ok().and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
        let at =
            time.map_or_else(|| zone.midnight(date, 1), |time| zone.resolve(date, time).earliest());
        ticks(at) * minutes(reading, 1) / 60
    };
    let Some(first) = reading.clock().calendar(route.depart).map(|at| zone.date(at)) else {
        return Vec::new();
    };
    let Some(before) = first.checked_sub_days(Days::new(1)) else { return Vec::new() };
    let nights = before.iter_days().take(42).filter_map(|date| {
        let start = hour(date, from).max(route.depart);
        let end = hour(date.succ_opt()?, until).min(route.finish);
        (start < end).then_some((start, end))
    });
    nights.collect()
}
