//! Rules on rest between days, the span of days, days in a row, weekends and split days, read from the page.
//!
//! Which shifts have work decides on which dates a carer works; how long work and rest last depends on starts, so that
//! those rules become distances between the starts of two visits.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rota_model::{Carer, Instance, Instant, Interval, Parameter, RuleId, Seconds};

use super::facts::Facts;
use super::order::{Order, When};

/// A stint: of a shift, or before the horizon.
#[derive(Clone, Copy)]
pub(super) enum Stint {
    Route(usize),
    Past(Interval),
}

/// A carer's stints by date.
pub(super) type Dates = BTreeMap<NaiveDate, Vec<Stint>>;

/// What starts have to keep to for the sake of rest and the span of days.
#[derive(Default)]
pub(super) struct Rests {
    /// Visits: the second starts at least that many seconds after the first.
    pub(super) apart: Vec<(usize, usize, Seconds)>,
    /// A visit starts no earlier.
    pub(super) floors: Vec<(usize, i64)>,
    /// A visit starts no later.
    pub(super) ceilings: Vec<(usize, i64)>,
    /// Two times on the clock are too near.
    pub(super) impossible: bool,
}

pub(super) fn enforced(instance: &Instance, carer: &Carer, rule: RuleId) -> bool {
    instance.policy.enforces(rule) && rule.applies_to().contains(&carer.terms.status)
}

pub(super) fn hours(instance: &Instance, parameter: Parameter) -> Seconds {
    instance.policy.parameter(parameter) * 3600
}

/// Rest asked for between two days, by whether one of them is split.
fn rest(instance: &Instance, carer: &Carer, split: bool) -> Option<Seconds> {
    let (rule, parameter) = match (split, carer.terms.young) {
        (false, false) => (RuleId::DailyRest, Parameter::DailyRestHours),
        (false, true) => (RuleId::DailyRest, Parameter::YoungRestHours),
        (true, false) => (RuleId::DailyRestSplit, Parameter::SplitRestHours),
        (true, true) => (RuleId::DailyRestSplit, Parameter::YoungSplitRestHours),
    };
    enforced(instance, carer, rule).then(|| hours(instance, parameter))
}

/// Longest span of a day.
fn span(instance: &Instance, carer: &Carer) -> Option<Seconds> {
    let usual = hours(instance, Parameter::DaySpanHours);
    enforced(instance, carer, RuleId::DaySpan).then(|| carer.terms.day_span.unwrap_or(usual))
}

/// The times that these rules ask for of a carer, for the grid.
pub(super) fn times(instance: &Instance, carer: &Carer) -> impl Iterator<Item = Seconds> {
    let rests = [false, true].map(|split| rest(instance, carer, split));
    rests.into_iter().chain([span(instance, carer)]).flatten()
}

/// The carer's stints when the shifts that `used` names have a route.
///
/// # Panics
///
/// When it depends on starts on which date a route is set out for, or past work is on a date of the rota.
pub(super) fn dates(facts: &Facts<'_>, carer: usize, used: impl Fn(usize) -> bool) -> Dates {
    let zone = facts.instance.zone;
    let mut dates = Dates::new();
    for past in &facts.carer(carer).terms.past_work {
        let date = zone.date(past.start);
        assert!(date < facts.instance.start, "past work lies before the horizon");
        dates.entry(date).or_default().push(Stint::Past(*past));
    }
    let own = facts.shifts.iter().enumerate().filter(|(_, at)| at.carer == carer);
    for (index, at) in own.filter(|(index, _)| used(*index)) {
        let date = zone.date(at.shift.start);
        assert_eq!(zone.date(last_departure(facts, index)), date, "a shift with two dates");
        assert!(date >= facts.instance.start, "a shift lies in the horizon");
        dates.entry(date).or_default().push(Stint::Route(index));
    }
    dates
}

/// A time at or after every departure in the shift.
fn last_departure(facts: &Facts<'_>, shift: usize) -> Instant {
    let shift = facts.shifts[shift].shift;
    let visits = facts.instance.visits.iter();
    let starts = visits.flat_map(|visit| {
        let reaches = visit.windows.iter().filter(|window| window.earliest <= shift.end);
        let ends = reaches.map(|window| window.latest);
        visit.slots.iter().flat_map(move |slot| {
            let offset = slot.offset;
            ends.clone().map(move |end| (end + offset).min(shift.end - slot.duration))
        })
    });
    starts.fold(shift.start, Instant::max)
}

fn is_planned(stints: &[Stint]) -> bool {
    stints.iter().any(|stint| matches!(stint, Stint::Route(_)))
}

/// Whether carers may work on the dates that come of using these shifts.
pub(super) fn allow(facts: &Facts<'_>, used: impl Fn(usize) -> bool) -> bool {
    (0..facts.instance.carers.len()).all(|carer| {
        let (instance, own) = (facts.instance, facts.carer(carer));
        let asked = |rule| enforced(instance, own, rule);
        let about = [RuleId::SplitDay, RuleId::DaysInARow, RuleId::WeekendsWorked];
        if !about.into_iter().any(asked) {
            return true;
        }
        let dates = dates(facts, carer, &used);
        let planned = || dates.iter().filter(|(_, stints)| is_planned(stints));
        let whole_days = asked(RuleId::SplitDay) && own.terms.split_days == Some(false);
        !(whole_days && planned().any(|(_, stints)| stints.len() > 1)
            || asked(RuleId::DaysInARow)
                && planned().any(|(date, _)| run(&dates, *date) > in_a_row(instance, own))
            || asked(RuleId::WeekendsWorked)
                && planned().any(|(date, _)| too_many_weekends(instance, own, &dates, *date)))
    })
}

fn in_a_row(instance: &Instance, carer: &Carer) -> i64 {
    carer.terms.days_in_a_row.unwrap_or(instance.policy.parameter(Parameter::DaysInARow))
}

/// How many days without a gap the date is among.
fn run(dates: &Dates, date: NaiveDate) -> i64 {
    let after = (1..).take_while(|&k| dates.contains_key(&(date + Days::new(k)))).count();
    let before = (1..).take_while(|&k| dates.contains_key(&(date - Days::new(k)))).count();
    (before + 1 + after) as i64
}

/// Whether the date is on a weekend that is one too many among those before.
fn too_many_weekends(instance: &Instance, carer: &Carer, dates: &Dates, date: NaiveDate) -> bool {
    let (most, of) = match carer.terms.weekends {
        Some(own) => (own.most, own.of),
        None => {
            let parameter = |parameter| instance.policy.parameter(parameter);
            (parameter(Parameter::WeekendsMost), parameter(Parameter::WeekendsOf))
        }
    };
    let saturday = match date.weekday() {
        Weekday::Sat => date,
        Weekday::Sun => date - Days::new(1),
        _ => return false,
    };
    let worked = |saturday: NaiveDate| {
        dates.contains_key(&saturday) || dates.contains_key(&(saturday + Days::new(1)))
    };
    (0..of.unsigned_abs()).filter(|&k| worked(saturday - Days::new(7 * k))).count() as i64 > most
}

/// What rest and the span of days ask of the starts in these routes.
pub(super) fn rests(facts: &Facts<'_>, orders: &[&Order]) -> Rests {
    let mut rests = Rests::default();
    let order = |shift: usize| {
        orders.iter().find(|order| order.shift == shift).expect("the route of a shift with work")
    };
    // The earliest of the first times, and the latest of the second ones.
    let from = |stint: Stint| match stint {
        Stint::Past(past) => [When::At(past.start.0); 2],
        Stint::Route(shift) => order(shift).departs(facts),
    };
    let until = |stint: Stint| match stint {
        Stint::Past(past) => [When::At(past.end.0); 2],
        Stint::Route(shift) => order(shift).finishes(facts),
    };
    for carer in 0..facts.instance.carers.len() {
        let own = facts.carer(carer);
        if times(facts.instance, own).next().is_none() {
            continue;
        }
        let used = |shift: usize| orders.iter().any(|order| order.shift == shift);
        let dates: Vec<Vec<Stint>> = dates(facts, carer, used).into_values().collect();
        for pair in dates.windows(2).filter(|pair| is_planned(&pair[1])) {
            let split = pair.iter().any(|stints| stints.len() > 1);
            if let Some(least) = rest(facts.instance, own, split) {
                for &before in &pair[0] {
                    pair[1].iter().for_each(|&after| rests.add(until(before), from(after), least));
                }
            }
        }
        for stints in dates.iter().filter(|stints| is_planned(stints)) {
            if let Some(most) = span(facts.instance, own) {
                for &one in stints {
                    stints.iter().for_each(|&other| rests.add(until(one), from(other), -most));
                }
            }
        }
    }
    rests
}

impl Rests {
    /// Asks for at least so many seconds from the latest of some times to the earliest of others.
    fn add(&mut self, before: [When; 2], after: [When; 2], least: Seconds) {
        for (before, after) in before.into_iter().flat_map(|one| after.map(|other| (one, other))) {
            match (before, after) {
                (When::After(a, x), When::After(b, y)) => self.apart.push((a, b, least + x - y)),
                (When::At(x), When::After(b, y)) => self.floors.push((b, least + x - y)),
                (When::After(a, x), When::At(y)) => self.ceilings.push((a, y - least - x)),
                (When::At(x), When::At(y)) => self.impossible |= y - x < least,
            }
        }
    }
}
