//! Breaks of shifts: those that are listed, and the one that the rule on missed breaks makes.

use chrono::NaiveDate;
use rota_model::{Break, Instant, Interval, Level, Parameter, Policy, RuleId, Status};

use super::calendar::{Calendar, clock};
use crate::civil;
use crate::doc::BreakDoc;
use crate::finding::{Code, Path, Sink};

/// Longest break, in minutes.
const MOST_MINUTES: i64 = 8 * 60;
/// Most hours after which a break is asked for.
const MOST_HOURS: f64 = 24.0;

/// One break as it is for any date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Daily {
    /// Minutes of the day; `None`: from the shift's start.
    from: Option<u32>,
    /// Minutes of the day; `None`: until the shift's end.
    to: Option<u32>,
    /// Seconds.
    least: i64,
    at_ends: bool,
    /// Seconds.
    after: Option<i64>,
}

impl Daily {
    /// The same, asked for however long a route takes.
    pub(super) fn unconditional(self) -> Self {
        Self { after: None, ..self }
    }
}

/// The break that the policy asks of everybody whose shifts list none; `None` where it asks for none.
pub(super) fn of_policy(policy: &Policy, status: Status) -> Option<Daily> {
    let asks = policy.level(RuleId::MissedBreak) != Level::Off && status != Status::SelfEmployed;
    asks.then(|| Daily {
        from: None,
        to: None,
        least: policy.parameter(Parameter::BreakMinutes) * 60,
        at_ends: false,
        after: Some(policy.parameter(Parameter::BreakAfterHours) * 3600),
    })
}

/// Reads a list of breaks; those that can't be are reported and left out.
pub(super) fn read(docs: &[BreakDoc], path: &Path<'_>, sink: &mut Sink) -> Vec<Daily> {
    let path = path.key("breaks");
    docs.iter().enumerate().filter_map(|(i, doc)| one(doc, &path.index(i), sink)).collect()
}

fn one(doc: &BreakDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Daily> {
    let mut time = |text: &Option<String>, key| match text {
        Some(text) => clock(text, &path.key(key), sink).map(Some),
        None => Some(None),
    };
    let (from, to) = (time(&doc.from, "from"), time(&doc.to, "to"));
    if !(1..=MOST_MINUTES).contains(&doc.minutes) {
        let cause = format!("a break of {} minutes", doc.minutes);
        sink.add(Code::BadBreak, &path.key("minutes"), cause);
        return None;
    }
    if let Some(hours) = doc.after_hours.filter(|hours| !(0.0..=MOST_HOURS).contains(hours)) {
        let cause = format!("a break after {hours} hours");
        sink.add(Code::BadBreak, &path.key("after_hours"), cause);
        return None;
    }
    let (from, to) = (from?, to?);
    if let (Some(from), Some(to)) = (from, to) {
        let room = i64::from(if to <= from { to + civil::DAY } else { to }) - i64::from(from);
        if from == to || room < doc.minutes {
            let cause = format!("{} minutes do not fit between `from` and `to`", doc.minutes);
            sink.add(Code::BreakTooLong, path, cause);
            return None;
        }
    }
    Some(Daily {
        from,
        to,
        least: doc.minutes * 60,
        at_ends: doc.at_ends,
        after: doc.after_hours.map(|hours| (hours * 3600.0).round() as i64),
    })
}

/// The break in a shift, or in what an absence leaves of it; `None` where there is no room for it, or where the shift is
/// too short for it to be asked for.
pub(super) fn within(
    daily: Daily,
    date: NaiveDate,
    shift: Interval,
    calendar: &Calendar,
) -> Option<Break> {
    if daily.after.is_some_and(|after| shift.end - shift.start <= after) {
        return None;
    }
    // Times before the shift's start are those of the next day.
    let instant = |minutes: u32, not_before: Instant| {
        let at = |minutes| civil::instant(calendar.zone, date, minutes);
        let today = at(minutes);
        if today < not_before { at(minutes + civil::DAY) } else { today }
    };
    let to = daily.to.map_or(shift.end, |to| instant(to, shift.start));
    let from = daily.from.map_or(shift.start, |from| instant(from, shift.start));
    // One that began before the shift goes on in it.
    let from = if from >= to { shift.start } else { from };
    let (earliest, latest) = (from.max(shift.start), to.min(shift.end));
    (latest - earliest >= daily.least).then_some(Break {
        earliest,
        latest,
        least: daily.least,
        at_ends: daily.at_ends,
        after: daily.after,
    })
}
