//! What the user fixed of a visit: carers go into its slots, times into its windows.

use chrono::NaiveDate;
use rota_model::{CarerId, LocalTime, Pin, Visit, Window};

use super::calendar::{Calendar, clock};
use super::ids::Names;
use crate::civil::{self, DAY};
use crate::doc::{CallDoc, PinDoc};
use crate::finding::{Code, Path, Sink};

/// Reports pinned carers who do not exist, whatever becomes of the call.
pub(super) fn check_names(doc: &CallDoc, path: &Path<'_>, names: &Names<'_>, sink: &mut Sink) {
    let mut check = |pin: &PinDoc, path: &Path<'_>| {
        let path = path.key("carers");
        for (i, carer) in pin.carers.iter().enumerate() {
            if let Some(carer) = carer {
                names.carer(carer, &path.index(i), sink);
            }
        }
    };
    if let Some(pin) = &doc.pin {
        check(pin, &path.key("pin"));
    }
    let path = path.key("pins");
    for (date, pin) in &doc.pins {
        check(pin, &path.key(date));
    }
}

/// Reports pins for dates on which the call does not take place.
pub(super) fn check_dates(doc: &CallDoc, dates: &[NaiveDate], path: &Path<'_>, sink: &mut Sink) {
    let path = path.key("pins");
    for text in doc.pins.keys() {
        let here = path.key(text);
        let date = sink.keep(civil::date(text), Code::BadDate, &here);
        if let Some(date) = date.filter(|date| !dates.contains(date)) {
            sink.add(Code::PinNoOccurrence, &here, format!("there is no such visit on {date}"));
        }
    }
}

/// Puts the pins of a visit that may be on `dates` into it.
pub(super) fn apply(
    doc: &CallDoc,
    dates: &[NaiveDate],
    visit: &mut Visit,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<()> {
    let general = doc.pin.as_ref().map(|pin| (pin, "pin".to_owned()));
    let dated = dates.iter().filter_map(|date| {
        let date = date.to_string();
        doc.pins.get(&date).map(|pin| (pin, date))
    });
    let pins_path = path.key("pins");
    for (pin, key) in general.into_iter().chain(dated) {
        let here = if key == "pin" { path.key("pin") } else { pins_path.key(&key) };
        carers(pin, visit, &here, sink)?;
        time(pin, dates, visit, &here, calendar, sink)?;
    }
    let pinned: Vec<&CarerId> =
        visit.slots.iter().filter_map(|slot| slot.pinned.as_ref()).collect();
    for (i, carer) in pinned.iter().enumerate() {
        if pinned.iter().take(i).any(|other| other == carer) {
            let cause = format!("\"{}\" is fixed for two slots", civil::clip(carer.as_str()));
            sink.add(Code::PinTwice, path, cause);
            return None;
        }
    }
    Some(())
}

fn carers(pin: &PinDoc, visit: &mut Visit, path: &Path<'_>, sink: &mut Sink) -> Option<()> {
    let path = path.key("carers");
    if pin.carers.len() > visit.slots.len() {
        let cause = format!("{} carers for {} slots", pin.carers.len(), visit.slots.len());
        sink.add(Code::PinTooMany, &path, cause);
        return None;
    }
    for (i, (slot, carer)) in visit.slots.iter_mut().zip(&pin.carers).enumerate() {
        let Some(carer) = carer else { continue };
        if let Some(other) = slot.pinned.as_ref().filter(|other| other.as_str() != carer) {
            let cause =
                format!("this slot is already fixed for \"{}\"", civil::clip(other.as_str()));
            sink.add(Code::PinTwice, &path.index(i), cause);
            return None;
        }
        slot.pinned = Some(CarerId::new(carer));
    }
    Some(())
}

fn time(
    pin: &PinDoc,
    dates: &[NaiveDate],
    visit: &mut Visit,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<()> {
    let date = match &pin.date {
        Some(text) => Some(calendar.date(text, &path.key("date"), sink)?),
        None => None,
    };
    if let Some(date) = date {
        on_date(date, visit, path, calendar, sink)?;
    }
    let Some(text) = &pin.time else { return Some(()) };
    let here = path.key("time");
    let minutes = clock(text, &here, sink)?;
    let day = match (date, dates) {
        (Some(date), _) => date,
        (None, [only]) => *only,
        (None, _) => {
            sink.add(Code::PinNeedsDate, &here, "the visit may be on several days");
            return None;
        }
    };
    // Without a date of its own the time may be past midnight, as the windows may.
    let days = if date.is_some() { 1 } else { 2 };
    let candidates = (0..days).map(|next| civil::resolve(calendar.zone, day, minutes + next * DAY));
    let mut skipped = false;
    for local in candidates {
        let instants = match local {
            LocalTime::Once(instant) => [Some(instant), None],
            LocalTime::Twice(first, second) => [Some(first), Some(second)],
            LocalTime::Skipped(_) => {
                skipped = true;
                [None, None]
            }
        };
        for instant in instants.into_iter().flatten() {
            if visit.window_at(instant).is_some() {
                visit.windows = vec![Window::hard(instant, instant)];
                visit.pin.start = Some(instant);
                return Some(());
            }
        }
    }
    if skipped {
        sink.add(Code::SkippedPin, &here, format!("there is no {text} on {day}"));
    } else {
        sink.add(Code::PinOutside, &here, format!("{text} is in none of the windows"));
    }
    None
}

/// Keeps what lies on a date of a visit's windows.
fn on_date(
    date: NaiveDate,
    visit: &mut Visit,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<()> {
    let opens = calendar.zone.midnight(date, 0);
    let last = calendar.zone.midnight(date, 1) - 1;
    let windows: Vec<Window> = visit
        .windows
        .iter()
        .filter(|window| window.earliest <= last && opens <= window.latest)
        .map(|window| Window {
            earliest: window.earliest.max(opens),
            soft_earliest: window.soft_earliest.clamp(opens, last),
            soft_latest: window.soft_latest.clamp(opens, last),
            latest: window.latest.min(last),
            preferred: window.preferred,
        })
        .collect();
    if windows.is_empty() {
        let cause = format!("the visit may not be on {date}");
        sink.add(Code::PinDate, &path.key("date"), cause);
        return None;
    }
    visit.windows = windows;
    visit.pin = Pin { date: Some(date), ..visit.pin };
    Some(())
}
