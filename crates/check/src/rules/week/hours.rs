//! Working time of a day and of a week, and the span of a day.

use chrono::{Days, NaiveDate};
use rota_model::{Carer, Parameter, RuleId, Seconds};

use super::{Day, hours, minutes, parameter, work};
use crate::clock::Ticks;
use crate::finding::Violation;
use crate::reading::Reading;

/// Weeks of too much work, counted in sevens of days from the horizon's start.
pub(crate) fn week(reading: &Reading<'_>) -> Vec<Violation> {
    let most = hours(reading, parameter(reading, Parameter::WeekHours));
    weeks(reading, RuleId::WeekHours, most, |carer| !carer.terms.long_weeks)
}

/// The same of carers under 18.
pub(crate) fn young_week(reading: &Reading<'_>) -> Vec<Violation> {
    let most = hours(reading, parameter(reading, Parameter::YoungWeekHours));
    weeks(reading, RuleId::YoungWeek, most, |carer| carer.terms.young)
}

/// Weeks with more working time than `most`, of carers to whom that applies.
fn weeks(
    reading: &Reading<'_>,
    rule: RuleId,
    most: Ticks,
    applies: fn(&Carer) -> bool,
) -> Vec<Violation> {
    let instance = reading.instance();
    let mut faults = Vec::new();
    for work in work(reading, rule).into_iter().filter(|work| applies(work.carer)) {
        for week in 0..u64::from(instance.days.div_ceil(7)) {
            let Some(from) = instance.start.checked_add_days(Days::new(week * 7)) else { continue };
            let inside = |date: NaiveDate| (0..7).contains(&(date - from).num_days());
            let days = work.planned().filter(|(date, _)| inside(*date));
            let worked: Ticks = days.map(|(_, day)| day.working).sum();
            if worked > most {
                let clock = reading.clock();
                let text = format!(
                    "{} works {} in the 7 days from {from}; more than {}",
                    work.carer.id,
                    clock.span(worked),
                    clock.span(most)
                );
                faults.push(Violation::of(rule, text));
            }
        }
    }
    faults
}

/// Days too long from setting out to the last return.
pub(crate) fn span(reading: &Reading<'_>) -> Vec<Violation> {
    let usual = hours(reading, parameter(reading, Parameter::DaySpanHours));
    let limit = |carer: &Carer| own(reading, carer.terms.day_span, usual);
    each_day(reading, RuleId::DaySpan, |carer, day| {
        let (span, most) = (day.last - day.first, limit(carer));
        let clock = reading.clock();
        (span > most).then(|| {
            format!(
                "is out for {} from first to last; more than {}",
                clock.span(span),
                clock.span(most)
            )
        })
    })
}

/// Days of very little work.
pub(crate) fn day_least(reading: &Reading<'_>) -> Vec<Violation> {
    let usual = minutes(reading, parameter(reading, Parameter::DayLeastMinutes));
    each_day(reading, RuleId::DayHoursLeast, |carer, day| {
        let least = own(reading, carer.terms.day_least, usual);
        let clock = reading.clock();
        (day.working < least).then(|| {
            format!("works {}; less than {}", clock.span(day.working.max(0)), clock.span(least))
        })
    })
}

/// Days of too much work.
pub(crate) fn day_most(reading: &Reading<'_>) -> Vec<Violation> {
    let usual = minutes(reading, parameter(reading, Parameter::DayMostMinutes));
    each_day(reading, RuleId::DayHoursMost, |carer, day| {
        let most = own(reading, carer.terms.day_most, usual);
        let clock = reading.clock();
        (day.working > most)
            .then(|| format!("works {}; more than {}", clock.span(day.working), clock.span(most)))
    })
}

/// The same of carers under 18.
pub(crate) fn young_day(reading: &Reading<'_>) -> Vec<Violation> {
    let most = minutes(reading, parameter(reading, Parameter::YoungDayMinutes));
    each_day(reading, RuleId::YoungDay, |carer, day| {
        let clock = reading.clock();
        (carer.terms.young && day.working > most).then(|| {
            let (worked, most) = (clock.span(day.working), clock.span(most));
            format!("works {worked}; more than {most} under 18")
        })
    })
}

/// A carer's own limit in ticks, or the usual one.
fn own(reading: &Reading<'_>, seconds: Option<Seconds>, usual: Ticks) -> Ticks {
    seconds.map_or(usual, |seconds| minutes(reading, seconds) / 60)
}

/// One fault for each planned day of which something is said.
fn each_day(
    reading: &Reading<'_>,
    rule: RuleId,
    says: impl Fn(&Carer, &Day) -> Option<String>,
) -> Vec<Violation> {
    let mut faults = Vec::new();
    for work in work(reading, rule) {
        for (date, day) in work.planned() {
            if let Some(what) = says(work.carer, day) {
                faults.push(Violation::of(rule, format!("{} on {date}: {what}", work.carer.id)));
            }
        }
    }
    faults
}
