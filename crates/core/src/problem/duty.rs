//! Which work a carer may have together: enforced rules on rest, days and weekends.
//!
//! Rest between days and the span of a day are judged by the times of routes; in the schedule they are bounds
//! ([`Duty::rest_between`], [`Duty::span`]; see `evaluate::days`). The long rest of a week is judged by whole shifts where
//! a shift gets its first stop: that is stricter than the rule and holds whatever the times turn out to be.

use std::iter::Peekable;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use rota_model::{Carer, Instance, Parameter, RuleId, Weekends};

use super::{DayRules, Shift};

/// The enforced rules of one carer. Shifts go by their number among the carer's own; days count from the horizon's first.
#[derive(Debug, Clone)]
pub struct Duty {
    /// One for each shift, in order, as if all of it were work.
    shifts: Vec<Stint>,
    past: Vec<Stint>,
    /// For each shift, those of its day, which is that of its start.
    mates: Vec<Range<usize>>,
    /// First midnights of the horizon's days and of the two after it.
    midnights: Vec<i64>,
    /// Days from a Monday to the horizon's first.
    weekday: i64,
    rest: Option<i64>,
    rest_around_split: Option<i64>,
    weekly: Option<Weekly>,
    weekends: Option<Weekends>,
    days_in_a_row: Option<i64>,
    day_span: Option<i64>,
    whole_days: bool,
    /// Whether the day of some route depends on its times.
    days_vary: bool,
    /// Whether whole shifts are in order behind the past stints, which are in order themselves.
    follow_past: bool,
}

/// Work in one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stint {
    from: i64,
    to: i64,
    day: i64,
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

/// Room for the stints of a carer, so that looking at them takes no memory each time.
#[derive(Debug, Clone, Default)]
pub struct Stints(Vec<Stint>);

/// The dates with work of stints that are in order.
#[derive(Clone)]
struct Days<I: Iterator<Item = Stint>>(Peekable<I>);

impl<I: Iterator<Item = Stint>> Iterator for Days<I> {
    type Item = Day;

    fn next(&mut self) -> Option<Day> {
        let Stint { from, to, day, past } = self.0.next()?;
        let mut date = Day { number: day, first: from, last: to, stints: 1, past };
        while let Some(stint) = self.0.next_if(|stint| stint.day == day) {
            date.last = date.last.max(stint.to);
            date.stints += 1;
            date.past &= stint.past;
        }
        Some(date)
    }
}

/// A date with work.
#[derive(Debug, Clone, Copy)]
struct Day {
    number: i64,
    first: i64,
    last: i64,
    stints: usize,
    past: bool,
}

impl Duty {
    /// The rules of a carer with these shifts; `None` when no rule of this kind is enforced for them.
    pub(super) fn new(instance: &Instance, carer: &Carer, shifts: &[Shift]) -> Option<Self> {
        let asked = DayRules::read(instance, carer);
        let rule = RuleId::WeeklyRest;
        let long_rest =
            instance.policy.enforces(rule) && rule.applies_to().contains(&carer.terms.status);
        let day =
            |at: i64| (instance.zone.date(rota_model::Instant(at)) - instance.start).num_days();
        let stint = |from: i64, to: i64, past| Stint { from, to, day: day(from), past };
        let stints: Vec<Stint> =
            shifts.iter().map(|shift| stint(shift.start, shift.end, false)).collect();
        let after = u64::from(instance.days) + 2;
        let midnights: Vec<i64> =
            (0..=after).map(|day| instance.zone.midnight(instance.start, day).0).collect();
        let mut duty = Self {
            mates: stints
                .iter()
                .map(|own| {
                    let from = stints.partition_point(|other| other.day < own.day);
                    from..stints.partition_point(|other| other.day <= own.day)
                })
                .collect(),
            days_vary: false,
            follow_past: false,
            shifts: stints,
            past: asked.past.iter().map(|(from, to)| stint(*from, *to, true)).collect(),
            midnights,
            weekday: i64::from(instance.start.weekday().num_days_from_monday()),
            rest: asked.rest,
            rest_around_split: asked.rest_around_split,
            weekly: long_rest.then(|| weekly(instance, carer.terms.young)),
            weekends: asked.weekends,
            days_in_a_row: asked.in_a_row,
            day_span: asked.span,
            whole_days: asked.whole_days,
        };
        duty.set_ends(shifts);
        duty.asks().then_some(duty)
    }

    fn asks(&self) -> bool {
        self.ties_times()
            || self.weekly.is_some()
            || self.weekends.is_some()
            || self.days_in_a_row.is_some()
            || self.whole_days
    }

    /// Whether the times of a route can depend on those of the carer's other routes.
    pub fn ties_times(&self) -> bool {
        self.asks_for_rest() || self.day_span.is_some()
    }

    /// Whether rest between two days is asked for at all.
    pub fn asks_for_rest(&self) -> bool {
        self.rest.is_some() || self.rest_around_split.is_some()
    }

    /// Whether rest between days can be a bound of the schedule.
    pub fn bounds_rest(&self) -> bool {
        self.rest.is_some()
    }

    /// Whether the bounds of the schedule do not settle the rules, so that [`Duty::allows_times`] has to be asked: where a
    /// day can be split, the rest that is asked for can grow when a route is emptied; and a route that sets out
    /// after midnight belongs to the next day.
    pub fn needs_a_look(&self) -> bool {
        let splits = self.mates.iter().any(|mates| mates.len() > 1);
        self.days_vary || splits && self.rest != self.rest_around_split
    }

    /// Whether the day of some route depends on its times, since its shift goes on after midnight.
    pub fn days_vary(&self) -> bool {
        self.days_vary
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
        self.days_vary = self.past.iter().any(|past| past.day >= 0)
            || self.shifts.iter().any(|stint| stint.to - 1 > self.end_of_day(stint.from));
        self.follow_past = self.past.iter().chain(&self.shifts).is_sorted();
    }

    /// The carer's shifts of the day of a shift, itself among them.
    pub fn mates(&self, shift: usize) -> Range<usize> {
        self.mates[shift].clone()
    }

    /// The rest that there has to be between a route of one shift and the next one of the carer, in another, whatever else
    /// the carer does; `None` for any.
    pub fn rest_between(&self, earlier: usize, later: usize) -> Option<i64> {
        if self.shifts[earlier].day == self.shifts[later].day {
            return None;
        }
        let alone = |shift: usize| self.mates[shift].len() == 1;
        self.rest_where(alone(earlier) && alone(later))
    }

    /// The same where no day is split for certain, or else one may be or not.
    fn rest_where(&self, is_whole: bool) -> Option<i64> {
        if is_whole { self.rest } else { Some(self.rest?.min(self.rest_around_split?)) }
    }

    /// The rest that there has to be between routes that follow each other, `earlier` and `later` being shifts and how many of
    /// their days have work; `None` for any. Too much rather than too little where a day may turn out to be another.
    pub fn rest_asked(&self, earlier: (usize, usize), later: (usize, usize)) -> Option<i64> {
        if self.days_vary {
            return self.rest();
        }
        if self.shifts[earlier.0].day == self.shifts[later.0].day {
            return None;
        }
        self.rest_with(earlier.1 > 1 || later.1 > 1)
    }

    /// The rest that is asked for between two days of which one is split, or none; `None` for any.
    pub fn rest_with(&self, is_split: bool) -> Option<i64> {
        if is_split { self.rest_around_split } else { self.rest }
    }

    /// The longest span of a day; `None` for any.
    pub fn span(&self) -> Option<i64> {
        self.day_span
    }

    /// The earliest departure in a shift that work before the horizon leaves.
    pub(super) fn opens(&self, shift: usize) -> i64 {
        let own = self.shifts[shift];
        let before = || self.past.iter().filter(|past| past.day < own.day);
        let Some(day) = before().map(|past| past.day).max() else { return own.from };
        let of_day = || before().filter(|past| past.day == day);
        let rest = match of_day().count() {
            1 => self.rest_where(self.mates[shift].len() == 1),
            _ => self.rest_around_split,
        };
        let last = of_day().map(|past| past.to).max();
        own.from.max(last.zip(rest).map_or(own.from, |(last, rest)| last + rest))
    }

    /// The last instant of the day that an instant in the horizon is in.
    pub fn end_of_day(&self, at: i64) -> i64 {
        let next = self.midnights.partition_point(|midnight| *midnight <= at);
        self.midnights.get(next).map_or(i64::MAX, |midnight| midnight - 1)
    }

    /// The first instant of the day that an instant in the horizon is in.
    pub fn start_of_day(&self, at: i64) -> i64 {
        let next = self.midnights.partition_point(|midnight| *midnight <= at);
        next.checked_sub(1).map_or(i64::MIN, |day| self.midnights[day])
    }

    /// The day that an instant in the horizon is in.
    pub fn day(&self, at: i64) -> i64 {
        self.midnights.partition_point(|midnight| *midnight <= at) as i64 - 1
    }

    /// Whether the carer's shifts for which `works` holds may have work together, if the times of routes are right.
    pub fn allows(&self, works: impl Fn(usize) -> bool) -> bool {
        let shifts = self.shifts.iter().enumerate().filter(|(index, _)| works(*index));
        let stints = self.past.iter().chain(shifts.map(|(_, stint)| stint)).copied();
        if self.follow_past {
            return self.allows_stints(stints, false);
        }
        let mut stints: Vec<Stint> = stints.collect();
        stints.sort_unstable();
        self.allows_stints(stints.iter().copied(), false)
    }

    /// Whether the carer may have these routes: `times` gives when the carer departs and is back, where a shift has work.
    /// What is in `stints` does not matter.
    pub fn allows_times(
        &self,
        stints: &mut Stints,
        times: impl Fn(usize) -> Option<(i64, i64)>,
    ) -> bool {
        stints.0.clear();
        stints.0.extend_from_slice(&self.past);
        for (number, shift) in self.shifts.iter().enumerate() {
            if let Some((from, to)) = times(number) {
                let day = if self.days_vary { self.day(from) } else { shift.day };
                stints.0.push(Stint { from, to, day, past: false });
            }
        }
        if !stints.0.is_sorted() {
            stints.0.sort_unstable();
        }
        self.allows_stints(stints.0.iter().copied(), true)
    }

    /// Whether stints, in order, go together.
    fn allows_stints(&self, stints: impl Iterator<Item = Stint> + Clone, are_exact: bool) -> bool {
        self.allows_days(Days(stints.clone().peekable()), are_exact)
            && self.allows_weekends(Days(stints.clone().peekable()))
            && self.weekly.as_ref().is_none_or(|weekly| weekly.allows(stints))
    }

    /// Whether no row of days is too long and no day is split that must not be, and, where times are exact, days are short enough
    /// and leave enough rest between them.
    fn allows_days(&self, days: impl Iterator<Item = Day>, are_exact: bool) -> bool {
        let (mut run, mut before) = (0, None::<Day>);
        for day in days {
            run = if before.is_some_and(|b| b.number + 1 == day.number) { run + 1 } else { 1 };
            let last = before.replace(day);
            if day.past {
                continue;
            }
            if self.days_in_a_row.is_some_and(|most| run > most)
                || self.whole_days && day.stints > 1
            {
                return false;
            }
            let tired = |last: Day| {
                let rest = self.rest_with(last.stints > 1 || day.stints > 1);
                rest.is_some_and(|rest| day.first - last.last < rest)
            };
            let too_long = self.day_span.is_some_and(|most| day.last - day.first > most);
            if are_exact && (too_long || last.is_some_and(tired)) {
                return false;
            }
        }
        true
    }

    fn allows_weekends(&self, days: impl Iterator<Item = Day> + Clone) -> bool {
        let Some(Weekends { most, of }) = self.weekends else { return true };
        let mut worked: Vec<i64> =
            days.clone().filter_map(|day| self.saturday(day.number)).collect();
        worked.dedup();
        let mut planned = days.filter(|day| !day.past);
        planned.all(|day| {
            let Some(weekend) = self.saturday(day.number) else { return true };
            let among = |other: &&i64| (0..of * 7).contains(&(weekend - **other));
            worked.iter().filter(among).count() as i64 <= most
        })
    }

    /// The Saturday of the weekend that a day is in.
    fn saturday(&self, day: i64) -> Option<i64> {
        match (self.weekday + day).rem_euclid(7) {
            5 => Some(day),
            6 => Some(day - 1),
            _ => None,
        }
    }
}

impl Weekly {
    fn allows(&self, stints: impl Iterator<Item = Stint> + Clone) -> bool {
        let weeks = self.midnights.len().saturating_sub(1);
        (0..weeks).all(|number| {
            let span = (self.midnights[number], self.midnights[number + 1]);
            let before = match number {
                0 => stints.clone().any(|stint| stint.past).then_some((self.week_before, span.1)),
                _ => Some((self.midnights[number - 1], span.1)),
            };
            let after = self.midnights.get(number + 2).map(|end| (span.0, *end));
            leave_rest(stints.clone(), span, self.week)
                || [before, after]
                    .into_iter()
                    .flatten()
                    .any(|two| leave_rest(stints.clone(), two, self.fortnight))
        })
    }
}

fn weekly(instance: &Instance, young: bool) -> Weekly {
    let hours = |parameter| instance.policy.parameter(parameter) * 60 * instance.ticks_per_minute;
    let midnight =
        |date: Option<NaiveDate>| instance.zone.midnight(date.unwrap_or(instance.start), 0).0;
    let weeks = u64::from(instance.days / 7);
    Weekly {
        week: hours(if young {
            Parameter::YoungWeeklyRestHours
        } else {
            Parameter::WeeklyRestHours
        }),
        // Under 18, a fortnight makes up for nothing.
        fortnight: if young { i64::MAX } else { hours(Parameter::FortnightRestHours) },
        midnights: (0..=weeks)
            .map(|week| midnight(instance.start.checked_add_days(chrono::Days::new(week * 7))))
            .collect(),
        week_before: midnight(instance.start.checked_sub_days(chrono::Days::new(7))),
    }
}

/// Whether there is a stretch without work of at least so long inside a span.
fn leave_rest(stints: impl Iterator<Item = Stint>, (from, until): (i64, i64), least: i64) -> bool {
    let mut free = from;
    for stint in stints.filter(|stint| stint.to > from && stint.from < until) {
        if stint.from - free >= least {
            return true;
        }
        free = free.max(stint.to);
    }
    (until - free).max(0) >= least
}
