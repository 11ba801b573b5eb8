//! Rules on rest, days and weekends by the real times of routes, in plain loops. Weekly rest is not among them: the exact
//! model does not take it on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use super::ledger;
use crate::problem::{DayRules, Problem};

/// Work in one piece.
struct Stint {
    from: i64,
    to: i64,
    planned: bool,
}

type Days = BTreeMap<NaiveDate, Vec<Stint>>;

/// The first of these rules that a carer breaks, in words for developers, by when the carers of shifts leave and are back;
/// `None` of a shift without care.
pub(super) fn fault(
    problem: &Problem,
    carer: u32,
    times: impl Fn(u32) -> Option<(i64, i64)>,
) -> Option<&'static str> {
    let carer = &problem.carers[carer as usize];
    let rules = carer.day_rules.as_ref()?;
    let mut days = Days::new();
    for &(from, to) in &rules.past {
        let stint = Stint { from, to, planned: false };
        days.entry(rules.date(from)).or_default().push(stint);
    }
    for shift in carer.shifts.clone() {
        let Some((from, to)) = times(shift) else { continue };
        days.entry(rules.date(from)).or_default().push(Stint { from, to, planned: true });
    }
    broken(rules, &days)
}

fn broken(rules: &DayRules, days: &Days) -> Option<&'static str> {
    let first = |stints: &[Stint]| stints.iter().map(|stint| stint.from).min().unwrap_or(i64::MAX);
    let last = |stints: &[Stint]| stints.iter().map(|stint| stint.to).max().unwrap_or(i64::MIN);
    let planned = |stints: &[Stint]| stints.iter().any(|stint| stint.planned);
    let all: Vec<(&NaiveDate, &Vec<Stint>)> = days.iter().collect();
    for pair in all.windows(2) {
        let (before, after) = (pair[0].1, pair[1].1);
        let split = before.len() > 1 || after.len() > 1;
        let least = if split { rules.rest_around_split } else { rules.rest };
        if planned(after) && least.is_some_and(|least| first(after) - last(before) < least) {
            return Some("too little rest between two days");
        }
    }
    for (&date, stints) in days.iter().filter(|(_, stints)| planned(stints)) {
        if rules.span.is_some_and(|most| last(stints) - first(stints) > most) {
            return Some("a day that is too long");
        }
        if rules.whole_days && stints.len() > 1 {
            return Some("a day that is split");
        }
        if rules.in_a_row.is_some_and(|most| run(days, date) > most) {
            return Some("too many days in a row");
        }
    }
    let weekends = |of: &dyn Fn(&[Stint]) -> bool| -> BTreeSet<NaiveDate> {
        let dates = days.iter().filter(|(_, stints)| of(stints)).map(|(date, _)| *date);
        dates.filter_map(saturday).collect()
    };
    let worked = weekends(&|_| true);
    for weekend in weekends(&planned) {
        let too_many = rules.weekends.is_some_and(|asked| {
            let among = |other: &&NaiveDate| {
                let weeks = (weekend - **other).num_days() / 7;
                **other <= weekend && weeks < asked.of
            };
            worked.iter().filter(among).count() as i64 > asked.most
        });
        if too_many {
            return Some("too many weekends");
        }
    }
    None
}

/// How many dates without a gap the date is among.
fn run(days: &Days, date: NaiveDate) -> i64 {
    let (mut from, mut to, mut length) = (date, date, 1);
    while let Some(day) = from.pred_opt().filter(|day| days.contains_key(day)) {
        (from, length) = (day, length + 1);
    }
    while let Some(day) = to.succ_opt().filter(|day| days.contains_key(day)) {
        (to, length) = (day, length + 1);
    }
    length
}

/// The Saturday of the weekend that a date is in.
pub(super) fn saturday(date: NaiveDate) -> Option<NaiveDate> {
    match date.weekday() {
        Weekday::Sat => Some(date),
        Weekday::Sun => date.pred_opt(),
        _ => None,
    }
}

/// What rest or the span of a day asks of the departure of a shift's route.
pub(super) struct Tie {
    /// The shift from whose return `least` counts; `None`: from 0, after past work.
    pub(super) after: Option<u32>,
    /// The shift that is set out for no earlier than that.
    pub(super) shift: u32,
    /// Ticks from one to the other, below 0 for a span.
    pub(super) least: i64,
}

/// What these rules ask of the starts in routes whose orders are fixed and which are set out for on the dates of their
/// shifts' starts.
pub(super) fn ties(problem: &Problem, routes: &[Vec<u32>]) -> Vec<Tie> {
    let mut ties = Vec::new();
    for carer in &problem.carers {
        let Some(rules) = &carer.day_rules else { continue };
        // A shift, or when past work ends.
        let mut days: BTreeMap<NaiveDate, Vec<Result<u32, i64>>> = BTreeMap::new();
        for &(from, to) in &rules.past {
            days.entry(rules.date(from)).or_default().push(Err(to));
        }
        let used = |shift: &u32| ledger::lead(problem, &routes[*shift as usize]).is_some();
        for shift in carer.shifts.clone().filter(used) {
            days.entry(rules.date(problem.shift(shift).start)).or_default().push(Ok(shift));
        }
        let all: Vec<Vec<Result<u32, i64>>> = days.into_values().collect();
        for pair in all.windows(2) {
            let split = pair[0].len() > 1 || pair[1].len() > 1;
            let least = if split { rules.rest_around_split } else { rules.rest };
            let Some(least) = least else { continue };
            for before in &pair[0] {
                for &shift in pair[1].iter().flatten() {
                    ties.push(match *before {
                        Ok(other) => Tie { after: Some(other), shift, least },
                        Err(end) => Tie { after: None, shift, least: end + least },
                    });
                }
            }
        }
        for day in &all {
            let pairs = day.iter().flatten().flat_map(|a| day.iter().flatten().map(|b| (*a, *b)));
            ties.extend(rules.span.into_iter().flat_map(|most| {
                pairs.clone().map(move |(a, shift)| Tie { after: Some(a), shift, least: -most })
            }));
        }
    }
    ties
}
