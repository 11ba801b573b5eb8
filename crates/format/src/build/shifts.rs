//! The shifts of one carer: expanded over the horizon, and cut by absences.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rota_model::{Departure, Instant, Interval, PlaceId, Shift, ShiftId};

use super::breaks::{self, Daily};
use super::calendar::{Calendar, clock};
use super::places::Places;
use super::slots::MOST_UNITS;
use crate::civil::{self, Recurrence};
use crate::doc::{CarerDoc, ShiftDoc};
use crate::finding::{Code, Path, Sink};

/// A shift before absences are cut out of it.
struct Whole {
    date: NaiveDate,
    interval: Interval,
    start_place: Option<PlaceId>,
    end_place: Option<PlaceId>,
    capacity: Option<i64>,
    breaks: Vec<Daily>,
    pointer: String,
}

/// Builds the shifts of a carer, by start, named "carer/date/number". Those without breaks of their own have the carer's,
/// or else the `usual` one.
pub(super) fn build(
    doc: &CarerDoc,
    path: &Path<'_>,
    (absences, usual): (&[Interval], Option<Daily>),
    calendar: &Calendar,
    places: &Places,
    sink: &mut Sink,
) -> Vec<Shift> {
    let home = match (&doc.home, doc.at) {
        (Some(home), _) => places.find(home, &path.key("home"), sink),
        (None, Some(_)) => Some(PlaceId::new(&doc.id)),
        (None, None) => None,
    };
    let place = |own: &Option<String>,
                 path: Path<'_>,
                 general: &Option<PlaceId>,
                 sink: &mut Sink| match own {
        Some(id) => places.find(id, &path, sink),
        None => general.clone(),
    };
    let start_place = place(&doc.start_place, path.key("start_place"), &home, sink);
    let end_place = place(&doc.end_place, path.key("end_place"), &home, sink);

    let general_room = doc.capacity.and_then(|units| room(units, path, sink));

    let general_breaks = match &doc.breaks {
        Some(breaks) => breaks::read(breaks, path, sink),
        None => usual.into_iter().collect(),
    };

    let shifts_path = path.key("shifts");
    let mut wholes: Vec<Whole> = Vec::new();
    for (i, shift) in doc.shifts.iter().enumerate() {
        let here = shifts_path.index(i);
        let from = clock(&shift.from, &here.key("from"), sink);
        let to = clock(&shift.to, &here.key("to"), sink);
        let dates = dates(shift, &here, calendar, sink);
        let start_place = place(&shift.start_place, here.key("start_place"), &start_place, sink);
        let end_place = place(&shift.end_place, here.key("end_place"), &end_place, sink);
        let capacity = match shift.capacity {
            Some(own) => room(own, &here, sink),
            None => general_room,
        };
        let own = shift.breaks.as_ref().map(|list| breaks::read(list, &here, sink));
        let (Some(from), Some(to)) = (from, to) else { continue };
        if from == to || from == civil::DAY {
            let cause = format!("a shift from {} to {}", shift.from, shift.to);
            sink.add(Code::EmptyShift, &here, cause);
            continue;
        }
        let to = if to < from { to + civil::DAY } else { to };
        let outside = |daily: &&Daily| {
            let span = |minutes| civil::instant(calendar.zone, calendar.start, minutes);
            let whole = Interval { start: span(from), end: span(to) };
            breaks::within(daily.unconditional(), calendar.start, whole, calendar).is_none()
        };
        if own.iter().flatten().any(|daily| outside(&daily)) {
            let cause = format!("a break has no room from {} to {}", shift.from, shift.to);
            sink.add(Code::BreakOutside, &here.key("breaks"), cause);
        }
        let breaks = own.unwrap_or_else(|| general_breaks.clone());
        wholes.extend(dates.into_iter().map(|date| Whole {
            date,
            interval: Interval {
                start: calendar.instant(date, from, &here.key("from"), sink),
                end: calendar.instant(date, to, &here.key("to"), sink),
            },
            start_place: start_place.clone(),
            end_place: end_place.clone(),
            capacity,
            breaks: breaks.clone(),
            pointer: here.pointer(),
        }));
    }
    wholes.sort_by_key(|whole| (whole.interval, whole.date));
    overlaps(&wholes, sink);
    pieces(doc, &wholes, absences, calendar)
}

/// How many units a shift has room for, at the key `capacity` of a carer or shift.
fn room(units: i64, path: &Path<'_>, sink: &mut Sink) -> Option<i64> {
    if !(0..=MOST_UNITS).contains(&units) {
        sink.add(Code::BadCapacity, &path.key("capacity"), format!("room for {units} units"));
    }
    Some(units)
}

/// The dates on which a shift starts.
fn dates(doc: &ShiftDoc, path: &Path<'_>, calendar: &Calendar, sink: &mut Sink) -> Vec<NaiveDate> {
    if let Some(text) = &doc.date {
        if doc.days.is_some() {
            sink.add(Code::DateConflict, path, "both `days` and `date` are given");
        }
        if doc.anchor.is_some() || !doc.except.is_empty() {
            sink.add(Code::RepeatExtras, path, "`anchor` or `except` beside a single `date`");
        }
        let date = calendar.date(text, &path.key("date"), sink);
        if let Some(date) = date.filter(|date| !calendar.contains(*date)) {
            let cause = format!("{date} is outside the horizon");
            sink.add(Code::Ignored, &path.key("date"), cause);
        }
        return date.filter(|date| calendar.contains(*date)).into_iter().collect();
    }
    let words = doc.days.as_deref().unwrap_or("daily");
    let recurrence =
        Recurrence::parse(words).map_err(|why| format!("\"{}\": {why}", civil::clip(words)));
    let recurrence = sink.keep(recurrence, Code::BadRepeat, &path.key("days"));
    let anchor = match &doc.anchor {
        Some(text) => calendar.date(text, &path.key("anchor"), sink),
        None => Some(calendar.start),
    };
    let except = calendar.date_list(&doc.except, &path.key("except"), sink);
    let (Some(recurrence), Some(anchor)) = (recurrence, anchor) else { return Vec::new() };
    let mut dates: Vec<NaiveDate> =
        calendar.dates().filter(|date| recurrence.falls_on(*date, anchor)).collect();
    for (i, date) in except.iter().enumerate() {
        if calendar.known && calendar.contains(*date) && !dates.contains(date) {
            let cause = format!("there is no shift on {date} to leave out");
            sink.add(Code::ExceptNothing, &path.key("except").index(i), cause);
        }
    }
    dates.retain(|date| !except.contains(date));
    if dates.is_empty() && except.is_empty() && calendar.known {
        let cause = format!("no day of the horizon is \"{}\"", civil::clip(words));
        sink.add(Code::NoOccurrence, &path.key("days"), cause);
    }
    dates
}

/// Reports shifts that share a time, once for each pair in the document.
fn overlaps(wholes: &[Whole], sink: &mut Sink) {
    let mut reported: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut longest: Option<&Whole> = None;
    for whole in wholes {
        if let Some(before) = longest
            && before.interval.overlaps(whole.interval)
        {
            let mut pair = (before.pointer.as_str(), whole.pointer.as_str());
            if pair.0 > pair.1 {
                pair = (pair.1, pair.0);
            }
            if reported.insert(pair) {
                let cause = format!("it overlaps {} on {}", pair.0, whole.date);
                let remedy = Code::ShiftsOverlap.info().remedy.to_owned();
                sink.add_with(Code::ShiftsOverlap, pair.1.to_owned(), cause, remedy);
            }
        }
        if longest.is_none_or(|before| before.interval.end < whole.interval.end) {
            longest = Some(whole);
        }
    }
}

/// What absences leave of the shifts.
fn pieces(
    doc: &CarerDoc,
    wholes: &[Whole],
    absences: &[Interval],
    calendar: &Calendar,
) -> Vec<Shift> {
    let mut shifts: Vec<Shift> = Vec::new();
    let (mut date, mut number) = (None, 0);
    for whole in wholes {
        if date != Some(whole.date) {
            (date, number) = (Some(whole.date), 0);
        }
        for (start, end) in remains(whole.interval, absences) {
            number += 1;
            shifts.push(Shift {
                id: ShiftId::new(format!("{}/{}/{number}", doc.id, whole.date)),
                start,
                end,
                start_place: whole.start_place.clone(),
                end_place: whole.end_place.clone(),
                capacity: whole.capacity,
                departs: Departure::default(),
                breaks: whole
                    .breaks
                    .iter()
                    .filter_map(|daily| {
                        breaks::within(*daily, whole.date, Interval { start, end }, calendar)
                    })
                    .collect(),
            });
        }
    }
    shifts
}

/// An interval without the parts that absences (sorted by start) take.
fn remains(whole: Interval, absences: &[Interval]) -> Vec<(Instant, Instant)> {
    let mut left = Vec::new();
    let mut from = whole.start;
    for absence in absences {
        if absence.start > from {
            left.push((from, absence.start.min(whole.end)));
        }
        from = from.max(absence.end);
        if from >= whole.end {
            break;
        }
    }
    left.push((from, whole.end));
    left.retain(|(start, end)| start < end);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absences_cut_pieces_out() {
        let interval = |start, end| Interval { start: Instant(start), end: Instant(end) };
        let left = |absences: &[(i64, i64)]| {
            let absences: Vec<_> = absences.iter().map(|&(a, b)| interval(a, b)).collect();
            remains(interval(10, 20), &absences)
                .into_iter()
                .map(|(a, b)| (a.0, b.0))
                .collect::<Vec<_>>()
        };
        assert_eq!(left(&[]), [(10, 20)]);
        assert_eq!(left(&[(0, 5), (25, 30)]), [(10, 20)]);
        assert_eq!(left(&[(12, 14), (13, 15), (18, 25)]), [(10, 12), (15, 18)]);
        assert_eq!(left(&[(0, 12)]), [(12, 20)]);
        assert_eq!(left(&[(10, 20)]), []);
        assert_eq!(left(&[(0, 10), (20, 21)]), [(10, 20)]);
    }
}
