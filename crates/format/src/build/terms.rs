//! A carer's terms: status, limits, past work and pay.

use rota_model::{Interval, Pay, Seconds, Status, Terms, Weekends};

use super::calendar::Calendar;
use super::pay;
use crate::civil;
use crate::doc::{CarerDoc, PastWorkDoc, StatusDoc, TermsDoc};
use crate::finding::{Code, Path, Sink};

/// Builds the terms of one carer.
pub(super) fn build(
    carer: &CarerDoc,
    path: &Path<'_>,
    calendar: &Calendar,
    usual: Option<&Pay>,
    sink: &mut Sink,
) -> Terms {
    let doc = &carer.terms;
    let path = path.key("terms");
    let status = status(doc.status);
    let promised = carer.contract.as_ref().and_then(|contract| contract.min_hours);
    if status == Status::ZeroHours && promised.is_some_and(|hours| hours > 0.0) {
        let cause = "a zero-hours contract with guaranteed hours";
        sink.add(Code::ZeroHoursPromise, &path.key("status"), cause);
    }
    Terms {
        status,
        long_weeks: doc.long_weeks,
        split_days: doc.split_days,
        days_in_a_row: doc
            .days_in_a_row
            .filter(|days| within(*days, 1..=28, &path.key("days_in_a_row"), sink)),
        weekends: weekends(doc, &path, sink),
        day_span: hours(doc.day_span_hours, &path.key("day_span_hours"), sink),
        day_least: hours(doc.day_least_hours, &path.key("day_least_hours"), sink),
        day_most: hours(doc.day_most_hours, &path.key("day_most_hours"), sink),
        young: doc.young,
        past_weeks: past_weeks(doc, &path.key("past_week_hours"), sink),
        past_work: past_work(doc, &path.key("past_work"), calendar, sink),
        pay: doc.pay.as_ref().and_then(|rates| {
            let here = path.key("pay");
            if usual.is_none() {
                let cause = "a carer's pay without the problem's `pay`";
                sink.add(Code::BadTerms, &here, cause);
            }
            Some(pay::terms(rates, &usual?.terms, &here, sink))
        }),
        metres_so_far: if within(doc.km_so_far, 0..=1_000_000, &path.key("km_so_far"), sink) {
            doc.km_so_far * 1000
        } else {
            0
        },
    }
}

const fn status(doc: StatusDoc) -> Status {
    match doc {
        StatusDoc::Employee => Status::Employee,
        StatusDoc::ZeroHours => Status::ZeroHours,
        StatusDoc::SelfEmployed => Status::SelfEmployed,
    }
}

fn within(
    number: i64,
    range: std::ops::RangeInclusive<i64>,
    path: &Path<'_>,
    sink: &mut Sink,
) -> bool {
    let inside = range.contains(&number);
    if !inside {
        let cause = format!("{number} is not from {} to {}", range.start(), range.end());
        sink.add(Code::BadTerms, path, cause);
    }
    inside
}

fn weekends(doc: &TermsDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Weekends> {
    let doc = doc.weekends.as_ref()?;
    let path = path.key("weekends");
    let of = within(doc.of, 1..=52, &path.key("of"), sink);
    let most = within(doc.most, 0..=52, &path.key("most"), sink);
    (of && most).then_some(Weekends { most: doc.most, of: doc.of })
}

fn hours(hours: Option<f64>, path: &Path<'_>, sink: &mut Sink) -> Option<Seconds> {
    let hours = hours?;
    if !(0.0..=36.0).contains(&hours) {
        sink.add(Code::BadTerms, path, format!("{hours} hours is not from 0 to 36"));
        return None;
    }
    Some((hours * 3600.0).round() as i64)
}

fn past_weeks(doc: &TermsDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Vec<Seconds>> {
    let weeks = doc.past_week_hours.as_ref()?;
    if weeks.len() > 52 {
        sink.add(Code::BadTerms, path, format!("{} weeks are more than 52", weeks.len()));
    }
    let mut past = Vec::with_capacity(weeks.len());
    for (i, hours) in weeks.iter().enumerate() {
        if !(0.0..=168.0).contains(hours) {
            let cause = format!("{hours} hours in a week is not from 0 to 168");
            sink.add(Code::BadTerms, &path.index(i), cause);
        }
        past.push((hours.clamp(0.0, 168.0) * 3600.0).round() as i64);
    }
    Some(past)
}

fn past_work(
    doc: &TermsDoc,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Vec<Interval> {
    let opens = civil::instant(calendar.zone, calendar.start, 0);
    let mut past = Vec::with_capacity(doc.past_work.len());
    for (i, entry) in doc.past_work.iter().enumerate() {
        let here = path.index(i);
        let Some(interval) = interval(entry, &here, calendar, sink) else { continue };
        if interval.end <= interval.start {
            sink.add(Code::BadPastWork, &here, "the work ends before it starts");
        } else if calendar.known && interval.start >= opens {
            sink.add(Code::BadPastWork, &here, "the work starts inside the horizon");
        } else {
            past.push(interval);
        }
    }
    past.sort();
    past
}

fn interval(
    doc: &PastWorkDoc,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<Interval> {
    let mut moment = |text: &str, key: &str| {
        let here = path.key(key);
        let Some((date, time)) = text.split_once('T') else {
            let cause = format!("\"{}\" has no time", civil::clip(text));
            sink.add(Code::BadPastWork, &here, cause);
            return None;
        };
        let date = calendar.date(date, &here, sink);
        let minutes = super::calendar::clock(time, &here, sink);
        Some(calendar.instant(date?, minutes?, &here, sink))
    };
    let (start, end) = (moment(&doc.from, "from"), moment(&doc.to, "to"));
    Some(Interval { start: start?, end: end? })
}
