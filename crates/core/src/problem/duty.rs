//! Which shifts of a carer may have work together: enforced rules on rest, days and weekends.
//!
//! The search looks at which shifts have work, not at when in the shift it is: a shift counts from its start to its
//! end. That is stricter than the rules, holds whatever the times turn out to be, and costs nothing but when a
//! shift gets its first stop or loses its last.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rota_model::{Carer, Instance, Parameter, RuleId, Weekends};

use super::Shift;

/// The enforced rules of one carer.
#[derive(Debug, Clone)]
pub struct Duty {
    /// One for each shift, in order.
    shifts: Vec<Stint>,
    past: Vec<Stint>,
    rest: Option<i64>,
    rest_around_split: Option<i64>,
    weekly: Option<Weekly>,
    weekends: Option<Weekends>,
    days_in_a_row: Option<i64>,
    day_span: Option<i64>,
    whole_days: bool,
}

/// Work in one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stint {
    from: i64,
    to: i64,
    date: NaiveDate,
    past: bool,
}

/// The long rest: in ticks, and the weeks' first midnights, the last one's end included.
#[derive(Debug, Clone)]
struct Weekly {
    week: i64,
    fortnight: i64,
    midnights: Vec<i64>,
    week_before: i64,
}

/// A date with work.
#[derive(Debug, Clone, Copy)]
struct Day {
    first: i64,
    last: i64,
    stints: usize,
    past: bool,
}

impl Duty {
    /// The rules of a carer with these shifts; `None` when no rule of this kind is enforced for them.
    pub(super) fn new(instance: &Instance, carer: &Carer, shifts: &[Shift]) -> Option<Self> {
        let policy = &instance.policy;
        let enforced =
            |rule: RuleId| policy.enforces(rule) && rule.applies_to().contains(&carer.terms.status);
        let ticks = |seconds: i64| seconds * instance.ticks_per_minute / 60;
        let hours =
            |rule, parameter| enforced(rule).then(|| ticks(policy.parameter(parameter) * 3600));
        let own_or = |rule, own: Option<i64>, parameter| {
            enforced(rule).then(|| own.unwrap_or(policy.parameter(parameter)))
        };
        let stint = |from: i64, to: i64, past| Stint {
            from,
            to,
            date: instance.zone.date(rota_model::Instant(from)),
            past,
        };
        let past = &carer.terms.past_work;
        let duty = Self {
            shifts: shifts.iter().map(|shift| stint(shift.start, shift.end, false)).collect(),
            past: past.iter().map(|work| stint(work.start.0, work.end.0, true)).collect(),
            rest: hours(RuleId::DailyRest, Parameter::DailyRestHours),
            rest_around_split: hours(RuleId::DailyRestSplit, Parameter::SplitRestHours),
            weekly: enforced(RuleId::WeeklyRest).then(|| weekly(instance)),
            weekends: enforced(RuleId::WeekendsWorked).then(|| {
                carer.terms.weekends.unwrap_or(Weekends {
                    most: policy.parameter(Parameter::WeekendsMost),
                    of: policy.parameter(Parameter::WeekendsOf),
                })
            }),
            days_in_a_row: own_or(
                RuleId::DaysInARow,
                carer.terms.days_in_a_row,
                Parameter::DaysInARow,
            ),
            day_span: enforced(RuleId::DaySpan).then(|| {
                let usual = policy.parameter(Parameter::DaySpanHours) * 3600;
                ticks(carer.terms.day_span.unwrap_or(usual))
            }),
            whole_days: enforced(RuleId::SplitDay) && carer.terms.split_days == Some(false),
        };
        duty.asks().then_some(duty)
    }

    fn asks(&self) -> bool {
        self.rest.is_some()
            || self.rest_around_split.is_some()
            || self.weekly.is_some()
            || self.weekends.is_some()
            || self.days_in_a_row.is_some()
            || self.day_span.is_some()
            || self.whole_days
    }

    /// The rest that is asked for between two days, where it is; a shift with overtime has to end that long before the
    /// next one.
    pub(super) fn rest(&self) -> Option<i64> {
        self.rest.max(self.rest_around_split)
    }

    /// Takes over the shifts' ends.
    pub(super) fn set_ends(&mut self, shifts: &[Shift]) {
        for (stint, shift) in self.shifts.iter_mut().zip(shifts) {
            stint.to = shift.end;
        }
    }

    /// Whether the carer's shifts for which `works` holds, by their number, may have work together.
    pub fn allows(&self, works: impl Fn(usize) -> bool) -> bool {
        let shifts = self.shifts.iter().enumerate().filter(|(index, _)| works(*index));
        let mut stints: Vec<Stint> =
            self.past.iter().chain(shifts.map(|(_, stint)| stint)).copied().collect();
        stints.sort_unstable();
        let mut days: BTreeMap<NaiveDate, Day> = BTreeMap::new();
        for stint in &stints {
            let day = days.entry(stint.date).or_insert(Day {
                first: stint.from,
                last: stint.to,
                stints: 0,
                past: true,
            });
            day.last = day.last.max(stint.to);
            day.stints += 1;
            day.past &= stint.past;
        }
        self.allows_days(&days)
            && self.allows_weekends(&days)
            && self.weekly.as_ref().is_none_or(|weekly| weekly.allows(&stints))
    }

    fn allows_days(&self, days: &BTreeMap<NaiveDate, Day>) -> bool {
        let mut run = 0;
        let mut before: Option<(NaiveDate, Day)> = None;
        for (&date, &day) in days {
            let follows = before.is_some_and(|(last, _)| last.succ_opt() == Some(date));
            run = if follows { run + 1 } else { 1 };
            let too_long = self.days_in_a_row.is_some_and(|most| run > most)
                || self.day_span.is_some_and(|most| day.last - day.first > most)
                || self.whole_days && day.stints > 1;
            let tired = before.is_some_and(|(_, last)| {
                let split = last.stints > 1 || day.stints > 1;
                let rest = if split { self.rest_around_split } else { self.rest };
                rest.is_some_and(|rest| day.first - last.last < rest)
            });
            if !day.past && (too_long || tired) {
                return false;
            }
            before = Some((date, day));
        }
        true
    }

    fn allows_weekends(&self, days: &BTreeMap<NaiveDate, Day>) -> bool {
        let Some(Weekends { most, of }) = self.weekends else { return true };
        let worked: BTreeSet<NaiveDate> = days.keys().copied().filter_map(saturday).collect();
        let planned = days.iter().filter(|(_, day)| !day.past);
        planned.filter_map(|(date, _)| saturday(*date)).all(|weekend| {
            let among = |other: &&NaiveDate| (0..of * 7).contains(&(weekend - **other).num_days());
            worked.iter().filter(among).count() as i64 <= most
        })
    }
}

impl Weekly {
    fn allows(&self, stints: &[Stint]) -> bool {
        let weeks = self.midnights.len().saturating_sub(1);
        (0..weeks).all(|number| {
            let span = (self.midnights[number], self.midnights[number + 1]);
            let before = match number {
                0 => stints.iter().any(|stint| stint.past).then_some((self.week_before, span.1)),
                _ => Some((self.midnights[number - 1], span.1)),
            };
            let after = self.midnights.get(number + 2).map(|end| (span.0, *end));
            longest_rest(stints, span) >= self.week
                || [before, after]
                    .into_iter()
                    .flatten()
                    .any(|two| longest_rest(stints, two) >= self.fortnight)
        })
    }
}

fn weekly(instance: &Instance) -> Weekly {
    let hours = |parameter| instance.policy.parameter(parameter) * 60 * instance.ticks_per_minute;
    let midnight =
        |date: Option<NaiveDate>| instance.zone.midnight(date.unwrap_or(instance.start), 0).0;
    let weeks = u64::from(instance.days / 7);
    Weekly {
        week: hours(Parameter::WeeklyRestHours),
        fortnight: hours(Parameter::FortnightRestHours),
        midnights: (0..=weeks)
            .map(|week| midnight(instance.start.checked_add_days(Days::new(week * 7))))
            .collect(),
        week_before: midnight(instance.start.checked_sub_days(Days::new(7))),
    }
}

/// The longest stretch without work inside a span.
fn longest_rest(stints: &[Stint], (from, until): (i64, i64)) -> i64 {
    let (mut free, mut longest) = (from, 0);
    for stint in stints.iter().filter(|stint| stint.to > from && stint.from < until) {
        longest = longest.max(stint.from - free);
        free = free.max(stint.to);
    }
    longest.max(until - free)
}

/// The Saturday of the weekend that a date is in.
fn saturday(date: NaiveDate) -> Option<NaiveDate> {
    match date.weekday() {
        Weekday::Sat => Some(date),
        Weekday::Sun => date.pred_opt(),
        _ => None,
    }
}
