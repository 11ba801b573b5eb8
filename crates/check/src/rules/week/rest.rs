//! Rest between days of work, and a long rest in each week.

use chrono::{Days, NaiveDate};
use rota_model::{Parameter, RuleId};

use super::{Day, Work, hours, parameter, work};
use crate::clock::{Ticks, ticks};
use crate::finding::Violation;
use crate::reading::Reading;

/// Too little rest between two days of which none is split.
pub(crate) fn daily(reading: &Reading<'_>) -> Vec<Violation> {
    let asked = (Parameter::DailyRestHours, Parameter::YoungRestHours);
    between(reading, RuleId::DailyRest, asked, |a, b| a.stints == 1 && b.stints == 1)
}

/// Too little rest between two days of which at least one is split.
pub(crate) fn daily_split(reading: &Reading<'_>) -> Vec<Violation> {
    let asked = (Parameter::SplitRestHours, Parameter::YoungSplitRestHours);
    between(reading, RuleId::DailyRestSplit, asked, |a, b| a.stints > 1 || b.stints > 1)
}

fn between(
    reading: &Reading<'_>,
    rule: RuleId,
    (usual, young): (Parameter, Parameter),
    concerns: fn(&Day, &Day) -> bool,
) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for work in work(reading, rule) {
        let asked = if work.carer.terms.young { young } else { usual };
        let least = hours(reading, parameter(reading, asked));
        let days: Vec<&Day> = work.days.values().collect();
        for pair in days.windows(2) {
            let rest = pair[1].first - pair[0].last;
            if pair[1].past || !concerns(pair[0], pair[1]) || rest >= least {
                continue;
            }
            let text = format!(
                "{} returns at {} and sets out again at {}: {} of rest, {} are asked for",
                work.carer.id,
                clock.at(pair[0].last),
                clock.at(pair[1].first),
                if rest > 0 { clock.span(rest) } else { "no time".to_owned() },
                clock.span(least)
            );
            faults.push(Violation::of(rule, text));
        }
    }
    faults
}

/// Weeks without the long rest, counted in whole sevens of days from the horizon's start.
pub(crate) fn weekly(reading: &Reading<'_>) -> Vec<Violation> {
    let usual = hours(reading, parameter(reading, Parameter::WeeklyRestHours));
    let young = hours(reading, parameter(reading, Parameter::YoungWeeklyRestHours));
    let fortnight = hours(reading, parameter(reading, Parameter::FortnightRestHours));
    let instance = reading.instance();
    let weeks = u64::from(instance.days / 7);
    let per_minute = Ticks::from(instance.ticks_per_minute.max(1));
    let midnight = |date: Option<NaiveDate>| {
        let date = date.unwrap_or(instance.start);
        ticks(instance.zone.midnight(date, 0)) * per_minute / 60
    };
    let day = |days: u64| midnight(instance.start.checked_add_days(Days::new(days)));
    let week_before = midnight(instance.start.checked_sub_days(Days::new(7)));
    let mut faults = Vec::new();
    for work in work(reading, RuleId::WeeklyRest) {
        for number in 0..weeks {
            let (from, until) = (day(number * 7), day(number * 7 + 7));
            let before = match number {
                0 if work.carer.terms.past_work.is_empty() => None,
                0 => Some((week_before, until)),
                _ => Some((day(number * 7 - 7), until)),
            };
            let after = (number + 1 < weeks).then(|| (from, day(number * 7 + 14)));
            // Under 18, a fortnight makes up for nothing.
            let is_young = work.carer.terms.young;
            let week = if is_young { young } else { usual };
            let two = [before, after].into_iter().flatten().filter(|_| !is_young);
            let longest = longest_rest(&work, (from, until));
            if longest >= week || two.into_iter().any(|two| longest_rest(&work, two) >= fortnight) {
                continue;
            }
            let clock = reading.clock();
            let or = format!(" (or {} in 14 days)", clock.span(fortnight));
            let text = format!(
                "{} has {} of rest in one piece in the 7 days from {}, {} are asked for{}",
                work.carer.id,
                clock.span(longest),
                clock.at(from),
                clock.span(week),
                if is_young { "" } else { or.as_str() }
            );
            faults.push(Violation::of(RuleId::WeeklyRest, text));
        }
    }
    faults
}

/// The longest stretch without work inside a span.
fn longest_rest(work: &Work<'_>, (from, until): (Ticks, Ticks)) -> Ticks {
    let (mut free, mut longest) = (from, 0);
    for &(start, end) in &work.stints {
        if end > from && start < until {
            longest = longest.max(start - free);
            free = free.max(end);
        }
    }
    longest.max(until - free)
}
