//! What a carer's days of work come to, for the rules on rest and hours.

pub(crate) mod average;
pub(crate) mod days;
pub(crate) mod hours;
pub(crate) mod night;
pub(crate) mod rest;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rota_model::{Carer, CarerId, Parameter, RuleId};

use crate::clock::{Ticks, ticks};
use crate::clocks::working;
use crate::reading::Reading;

/// What a carer does on one civil date: all work that is set out for on it, also if it ends on the next.
#[derive(Clone, Copy)]
struct Day {
    /// Sets out first.
    first: Ticks,
    /// Returns last.
    last: Ticks,
    /// Working time.
    working: Ticks,
    /// How often the carer sets out.
    stints: usize,
    /// Whether none of it is on this rota: it lies before the horizon.
    past: bool,
}

/// All work of one carer that is known.
struct Work<'a> {
    carer: &'a Carer,
    days: BTreeMap<NaiveDate, Day>,
    /// From setting out to return, by start.
    stints: Vec<(Ticks, Ticks)>,
}

/// The work of every carer to whom the rule applies, in the instance's order.
fn work<'a>(reading: &Reading<'a>, rule: RuleId) -> Vec<Work<'a>> {
    let mut routes: BTreeMap<&CarerId, Vec<(Ticks, Ticks, Ticks)>> = BTreeMap::new();
    for route in reading.routes.iter().filter(|route| !route.stops.is_empty()) {
        let stint = (route.depart, route.finish, working(reading, route));
        routes.entry(&route.route.carer).or_default().push(stint);
    }
    let applies = |carer: &&Carer| rule.applies_to().contains(&carer.terms.status);
    let carers = reading.instance().carers.iter().filter(applies);
    let all = carers.map(|carer| {
        let mut work = Work { carer, days: BTreeMap::new(), stints: Vec::new() };
        for past in &carer.terms.past_work {
            let (start, end) = (ticks(past.start), ticks(past.end));
            work.add(reading, (start, end, end - start), true);
        }
        for &stint in routes.get(&carer.id).into_iter().flatten() {
            work.add(reading, stint, false);
        }
        work.stints.sort();
        work
    });
    all.collect()
}

impl Work<'_> {
    fn add(&mut self, reading: &Reading<'_>, stint: (Ticks, Ticks, Ticks), past: bool) {
        let (first, last, working) = stint;
        let Some(at) = reading.clock().calendar(first) else { return };
        let day = Day { first, last, working, stints: 1, past };
        self.stints.push((first, last));
        self.days
            .entry(reading.instance().zone.date(at))
            .and_modify(|known| {
                known.first = known.first.min(first);
                known.last = known.last.max(last);
                known.working += working;
                known.stints += 1;
                known.past &= past;
            })
            .or_insert(day);
    }

    /// Days with work on this rota.
    fn planned(&self) -> impl Iterator<Item = (NaiveDate, &Day)> {
        self.days.iter().filter(|(_, day)| !day.past).map(|(date, day)| (*date, day))
    }
}

/// Hours as ticks.
fn hours(reading: &Reading<'_>, hours: i64) -> Ticks {
    minutes(reading, hours.saturating_mul(60))
}

/// Minutes as ticks.
pub(super) fn minutes(reading: &Reading<'_>, minutes: i64) -> Ticks {
    Ticks::from(minutes) * Ticks::from(reading.instance().ticks_per_minute.max(1))
}

/// A parameter of the policy.
pub(super) fn parameter(reading: &Reading<'_>, parameter: Parameter) -> i64 {
    reading.instance().policy.parameter(parameter)
}
