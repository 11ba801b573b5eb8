//! On which dates a call takes place.

use chrono::NaiveDate;

use super::calendar::Calendar;
use crate::civil::{self, Recurrence};
use crate::doc::CallDoc;
use crate::finding::{Code, Path, Sink};

/// When a call takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Occurrences {
    /// One visit, on any one of these dates.
    Single(Vec<NaiveDate>),
    /// A visit on each of these dates.
    Each(Vec<NaiveDate>),
}

/// Reads the dates of a call; `None` when they can't be read or there are none.
pub(super) fn of(
    doc: &CallDoc,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<Occurrences> {
    let given: Vec<&str> = [
        ("date", doc.date.is_some()),
        ("dates", !doc.dates.is_empty()),
        ("any_of", !doc.any_of.is_empty()),
        ("repeat", doc.repeat.is_some()),
    ]
    .into_iter()
    .filter_map(|(key, is_given)| is_given.then_some(key))
    .collect();
    if given.len() > 1 {
        let cause = format!("`{}` are given together", given.join("`, `"));
        sink.add(Code::DateConflict, path, cause);
        return None;
    }
    if doc.repeat.is_none()
        && (doc.anchor.is_some() || !doc.except.is_empty() || !doc.also.is_empty())
    {
        sink.add(Code::RepeatExtras, path, "`anchor`, `except` or `also` without `repeat`");
    }
    match given.first().copied() {
        Some("date") => {
            let date = calendar.date(doc.date.as_deref()?, &path.key("date"), sink)?;
            inside(vec![date], &path.key("date"), calendar, sink).map(Occurrences::Single)
        }
        Some("any_of") => {
            let path = path.key("any_of");
            let dates = calendar.dates_inside(&doc.any_of, &path, sink);
            some_inside(dates, &path, calendar, sink).map(Occurrences::Single)
        }
        Some("dates") => {
            let path = path.key("dates");
            let dates = calendar.dates_inside(&doc.dates, &path, sink);
            some_inside(dates, &path, calendar, sink).map(Occurrences::Each)
        }
        Some(_) => repeat(doc, path, calendar, sink).map(Occurrences::Each),
        None if calendar.known && calendar.days == 1 => {
            Some(Occurrences::Single(vec![calendar.start]))
        }
        None => {
            if calendar.known {
                sink.add(Code::NoDate, path, "nothing says on which date this visit is");
            }
            None
        }
    }
}

fn repeat(
    doc: &CallDoc,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<Vec<NaiveDate>> {
    let words = doc.repeat.as_deref()?;
    let here = path.key("repeat");
    let recurrence =
        Recurrence::parse(words).map_err(|why| format!("\"{}\": {why}", civil::clip(words)));
    let recurrence = sink.keep(recurrence, Code::BadRepeat, &here);
    let anchor = match &doc.anchor {
        Some(text) => calendar.date(text, &path.key("anchor"), sink),
        None => Some(calendar.start),
    };
    let except = calendar.date_list(&doc.except, &path.key("except"), sink);
    let also = calendar.dates_inside(&doc.also, &path.key("also"), sink);
    let (recurrence, anchor) = (recurrence?, anchor?);
    let mut dates: Vec<NaiveDate> =
        calendar.dates().filter(|date| recurrence.falls_on(*date, anchor)).collect();
    for (i, date) in except.iter().enumerate() {
        if calendar.known && calendar.contains(*date) && !dates.contains(date) {
            let cause = format!("there is no visit on {date} to leave out");
            sink.add(Code::ExceptNothing, &path.key("except").index(i), cause);
        }
    }
    dates.retain(|date| !except.contains(date));
    dates.extend(also);
    dates.sort();
    dates.dedup();
    if dates.is_empty() && calendar.known {
        let cause = format!("no day of the horizon is left of \"{}\"", civil::clip(words));
        sink.add(Code::NoOccurrence, &here, cause);
    }
    (!dates.is_empty()).then_some(dates)
}

/// Dates that must lie inside the horizon.
fn inside(
    dates: Vec<NaiveDate>,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<Vec<NaiveDate>> {
    for date in dates.iter().filter(|date| !calendar.contains(**date)) {
        let last = calendar.dates().last().unwrap_or(calendar.start);
        let cause = format!("{date} is not from {} to {last}", calendar.start);
        sink.add(Code::OutsideHorizon, path, cause);
    }
    dates.iter().all(|date| calendar.contains(*date)).then_some(dates)
}

/// Dates of which at least one must be left; those outside have been reported as ignored.
fn some_inside(
    mut dates: Vec<NaiveDate>,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<Vec<NaiveDate>> {
    if dates.is_empty() && calendar.known {
        sink.add(Code::OutsideHorizon, path, "none of the dates lies inside the horizon");
    }
    dates.sort();
    (!dates.is_empty()).then_some(dates)
}
