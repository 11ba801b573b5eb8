//! Carers: skills, absences, contracts; their shifts are built beside.

use chrono::Days;
use rota_model::{
    Carer, CarerId, ClientId, Contract, Instant, Interval, LanguageId, Mode, Pay, Policy,
    SkillHeld, SkillId, TeamId,
};

use super::calendar::Calendar;
use super::clients::gender;
use super::ids::Names;
use super::places::Places;
use super::{breaks, shifts, terms};
use crate::civil;
use crate::doc::{AbsenceDoc, CarerDoc, ContractDoc, ModeDoc, ProblemDoc};
use crate::finding::{Code, Path, Sink};

/// Builds all carers.
pub(super) fn build(
    doc: &ProblemDoc,
    calendar: &Calendar,
    names: &Names<'_>,
    places: &Places,
    rules: (&Policy, Option<&Pay>),
    sink: &mut Sink,
) -> Vec<Carer> {
    let root = Path::Root;
    let path = root.key("carers");
    doc.carers
        .iter()
        .enumerate()
        .map(|(i, carer)| build_one(carer, &path.index(i), calendar, names, places, rules, sink))
        .collect()
}

fn build_one(
    doc: &CarerDoc,
    path: &Path<'_>,
    calendar: &Calendar,
    names: &Names<'_>,
    places: &Places,
    (policy, pay): (&Policy, Option<&Pay>),
    sink: &mut Sink,
) -> Carer {
    for (i, id) in doc.exclude.iter().enumerate() {
        names.client(id, &path.key("exclude").index(i), sink);
    }
    let absences = absences(doc, path, calendar, sink);
    let terms = terms::build(doc, path, calendar, pay, sink);
    let usual = breaks::of_policy(policy, terms.status);
    Carer {
        id: CarerId::new(&doc.id),
        name: doc.name.clone(),
        team: doc.team.as_deref().map(TeamId::from),
        mode: mode(doc.mode),
        skills: skills(doc, path, calendar, names, sink),
        gender: doc.gender.map(gender),
        languages: doc.languages.iter().map(LanguageId::new).collect(),
        exclusions: doc.exclude.iter().map(ClientId::new).collect(),
        shifts: shifts::build(doc, path, (&absences, usual), calendar, places, sink),
        absences,
        terms,
        contract: doc.contract.as_ref().map(|terms| contract(terms, &path.key("contract"), sink)),
    }
}

/// The model's word for a mode.
pub(super) const fn mode(doc: ModeDoc) -> Mode {
    match doc {
        ModeDoc::Car => Mode::Car,
        ModeDoc::Walk => Mode::Walk,
        ModeDoc::Bicycle => Mode::Bicycle,
        ModeDoc::Bus => Mode::Bus,
    }
}

fn skills(
    doc: &CarerDoc,
    path: &Path<'_>,
    calendar: &Calendar,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Vec<SkillHeld> {
    let mut held: Vec<SkillHeld> = doc
        .skills
        .iter()
        .map(|skill| SkillHeld {
            skill: SkillId::new(skill),
            from: None,
            until: None,
            client: None,
        })
        .collect();
    let path = path.key("limited_skills");
    for (i, limited) in doc.limited_skills.iter().enumerate() {
        let here = path.index(i);
        let mut read = |text: &Option<String>, key| {
            text.as_ref().and_then(|text| calendar.date(text, &here.key(key), sink))
        };
        let (from, until) = (read(&limited.from, "from"), read(&limited.until, "until"));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            let cause = format!("{until} is before {from}");
            sink.add(Code::SkillDates, &here.key("until"), cause);
        }
        let last = calendar.dates().last();
        if calendar.known
            && (until.is_some_and(|until| until < calendar.start)
                || from.is_some_and(|from| last.is_some_and(|last| last < from)))
        {
            let cause =
                format!("\"{}\" holds on no day of the horizon", civil::clip(&limited.skill));
            sink.add(Code::SkillExpired, &here, cause);
        }
        if let Some(client) = &limited.client {
            names.client(client, &here.key("client"), sink);
        }
        held.push(SkillHeld {
            skill: SkillId::new(&limited.skill),
            from,
            until,
            client: limited.client.as_deref().map(ClientId::from),
        });
    }
    held
}

fn absences(
    doc: &CarerDoc,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Vec<Interval> {
    let path = path.key("absences");
    let mut absences = Vec::with_capacity(doc.absences.len());
    for (i, absence) in doc.absences.iter().enumerate() {
        let here = path.index(i);
        if let Some(interval) = absence_of(absence, &here, calendar, sink) {
            if interval.end <= interval.start {
                sink.add(Code::AbsenceOrder, &here, "the absence ends before it starts");
            } else {
                absences.push(interval);
            }
        }
    }
    absences.sort();
    absences
}

fn absence_of(
    doc: &AbsenceDoc,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<Interval> {
    let start = moment(&doc.from, false, &path.key("from"), calendar, sink);
    let end = match &doc.to {
        Some(to) => moment(to, true, &path.key("to"), calendar, sink),
        None if doc.from.contains('T') => {
            sink.add_with(
                Code::MissingKey,
                path.pointer(),
                "`to` is missing".to_owned(),
                "say until when, or give `from` as a date for the whole day".to_owned(),
            );
            None
        }
        // What is wrong with the date has been said already.
        None => civil::date(&doc.from).ok().map(|date| day_end(calendar, date)),
    };
    Some(Interval { start: start?, end: end? })
}

/// Reads a date (its start, or, as an end, the end of that day) or a date with a time.
fn moment(
    text: &str,
    is_end: bool,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<Instant> {
    match text.split_once('T') {
        None => {
            let date = calendar.date(text, path, sink)?;
            Some(if is_end {
                day_end(calendar, date)
            } else {
                civil::instant(calendar.zone, date, 0)
            })
        }
        Some((date, time)) => {
            let date = calendar.date(date, path, sink);
            let minutes = super::calendar::clock(time, path, sink);
            Some(calendar.instant(date?, minutes?, path, sink))
        }
    }
}

fn day_end(calendar: &Calendar, date: chrono::NaiveDate) -> Instant {
    let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
    civil::instant(calendar.zone, next, 0)
}

fn contract(doc: &ContractDoc, path: &Path<'_>, sink: &mut Sink) -> Contract {
    let days = doc.period_days.unwrap_or(7);
    let period = u32::try_from(days).ok().filter(|days| (1..=366).contains(days));
    if period.is_none() {
        sink.add(Code::BadPeriod, &path.key("period_days"), format!("a period of {days} days"));
    }
    let most = f64::from(period.unwrap_or(366)) * 24.0;
    let mut seconds = |hours: Option<f64>, key| {
        let hours = hours?;
        if !(0.0..=most).contains(&hours) {
            let cause = format!("{hours} hours is not from 0 to {most}");
            sink.add(Code::BadHours, &path.key(key), cause);
            return None;
        }
        Some((hours * 3600.0).round() as i64)
    };
    let min = seconds(doc.min_hours, "min_hours");
    let target = seconds(doc.target_hours, "target_hours");
    let max = seconds(doc.max_hours, "max_hours");
    let given: Vec<i64> = [min, target, max].into_iter().flatten().collect();
    if !given.is_sorted() {
        sink.add(Code::BadHours, path, "min, target and max hours are not in order");
    }
    let carried = doc.carried_hours.unwrap_or(0.0);
    let within = (-most..=most).contains(&carried);
    if !within || carried != 0.0 && given.is_empty() {
        let cause = if within {
            "hours are carried over, but the contract has none".to_owned()
        } else {
            format!("{carried} hours carried over is not from -{most} to {most}")
        };
        sink.add(Code::BadHours, &path.key("carried_hours"), cause);
    }
    let carried = if within { (carried * 3600.0).round() as i64 } else { 0 };
    Contract { period_days: period.unwrap_or(7), min, target, max, carried }
}
