//! Which days are worked: weekends, days in a row, split days, and work on zero-hours contracts.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rota_model::{Parameter, RuleId, Weekends};

use super::{parameter, work};
use crate::clock::counted;
use crate::finding::Violation;
use crate::reading::Reading;

/// Weekends with work that are one too many among those before.
pub(crate) fn weekends(reading: &Reading<'_>) -> Vec<Violation> {
    let usual = Weekends {
        most: parameter(reading, Parameter::WeekendsMost),
        of: parameter(reading, Parameter::WeekendsOf),
    };
    let mut faults = Vec::new();
    for work in work(reading, RuleId::WeekendsWorked) {
        let Weekends { most, of } = work.carer.terms.weekends.unwrap_or(usual);
        let worked: BTreeSet<NaiveDate> = work.days.keys().copied().filter_map(saturday).collect();
        let planned: BTreeSet<NaiveDate> =
            work.planned().filter_map(|(date, _)| saturday(date)).collect();
        for weekend in planned {
            let among = |other: &&NaiveDate| (0..of * 7).contains(&(weekend - **other).num_days());
            let count = worked.iter().filter(among).count();
            if i64::try_from(count).is_ok_and(|count| count > most) {
                let text = format!(
                    "{} works on the weekend of {weekend}: {count} of {}, at most {most} are asked for",
                    work.carer.id,
                    counted(of.unsigned_abs(), "weekend")
                );
                faults.push(Violation::of(RuleId::WeekendsWorked, text));
            }
        }
    }
    faults
}

/// The Saturday of the weekend that a date is in.
fn saturday(date: NaiveDate) -> Option<NaiveDate> {
    match date.weekday() {
        Weekday::Sat => Some(date),
        Weekday::Sun => date.checked_sub_days(Days::new(1)),
        _ => None,
    }
}

/// Runs of days with work that reach into the horizon and are too long.
pub(crate) fn in_a_row(reading: &Reading<'_>) -> Vec<Violation> {
    let usual = parameter(reading, Parameter::DaysInARow);
    let mut faults = Vec::new();
    for work in work(reading, RuleId::DaysInARow) {
        let most = work.carer.terms.days_in_a_row.unwrap_or(usual);
        let mut runs: Vec<(NaiveDate, NaiveDate, bool)> = Vec::new();
        for (&date, day) in &work.days {
            match runs.last_mut() {
                Some(run) if run.1.succ_opt() == Some(date) => {
                    run.1 = date;
                    run.2 |= !day.past;
                }
                _ => runs.push((date, date, !day.past)),
            }
        }
        for (first, last, planned) in runs {
            let length = (last - first).num_days() + 1;
            if planned && length > most {
                let text = format!(
                    "{} works {} in a row, from {first} to {last}; at most {most} are asked for",
                    work.carer.id,
                    counted(length.unsigned_abs(), "day")
                );
                faults.push(Violation::of(RuleId::DaysInARow, text));
            }
        }
    }
    faults
}

/// Days with two shifts of carers who do not split days.
pub(crate) fn split(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for work in work(reading, RuleId::SplitDay) {
        let whole = work.carer.terms.split_days == Some(false);
        for (date, day) in work.planned().filter(|(_, day)| whole && day.stints > 1) {
            let text = format!(
                "{} sets out {} times on {date}, but does not split days",
                work.carer.id, day.stints
            );
            faults.push(Violation::of(RuleId::SplitDay, text));
        }
    }
    faults
}

/// Carers with work and without guaranteed hours.
pub(crate) fn zero_hours(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for work in work(reading, RuleId::ZeroHours) {
        let days = work.planned().count();
        if days > 0 {
            let text = format!(
                "{} works on {} on a zero-hours contract",
                work.carer.id,
                counted(days as u64, "day")
            );
            faults.push(Violation::of(RuleId::ZeroHours, text));
        }
    }
    faults
}
