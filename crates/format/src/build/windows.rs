//! The windows of one visit on its dates.

use chrono::NaiveDate;
use rota_model::{Instant, Policy, Window};

use super::calendar::{Calendar, clock};
use super::tolerance;
use crate::civil::{self, DAY};
use crate::doc::{CallDoc, WindowDoc};
use crate::finding::{Code, Path, Sink};

/// A window in minutes after the midnight of its date, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// Which of the document's windows; `None` for an agreed time.
    index: Option<usize>,
    from: u32,
    soft_from: u32,
    soft_to: u32,
    pub(super) to: u32,
    preferred: Option<u32>,
}

/// Reads the windows, or the agreed time; `None` for any that can't be read.
pub(super) fn read(
    doc: &CallDoc,
    policy: &Policy,
    path: &Path<'_>,
    sink: &mut Sink,
) -> Option<Vec<Span>> {
    let tolerance = tolerance::read(doc, policy, path, sink);
    if let Some(text) = &doc.time {
        let time = clock(text, &path.key("time"), sink);
        if !doc.windows.is_empty() {
            sink.add(Code::WindowAndTime, path, "both `windows` and a `time` are given");
            return None;
        }
        return Some(vec![around(time?, tolerance?)]);
    }
    if doc.windows.is_empty() {
        sink.add(Code::NoWindow, path, "nothing says when this visit may start");
        return None;
    }
    let path = path.key("windows");
    let read = |(index, doc)| span(index, doc, &path.index(index), sink);
    let spans: Vec<Option<Span>> = doc.windows.iter().enumerate().map(read).collect();
    spans.into_iter().collect()
}

/// An agreed time with its tolerances. It does not reach back into the day before.
fn around(time: u32, (soft, hard): (u32, u32)) -> Span {
    Span {
        index: None,
        from: time.saturating_sub(hard),
        soft_from: time.saturating_sub(soft),
        soft_to: time + soft,
        to: time + hard,
        preferred: Some(time),
    }
}

fn span(index: usize, doc: &WindowDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Span> {
    let mut optional = |text: &Option<String>, key: &'static str| match text {
        Some(text) => clock(text, &path.key(key), sink).map(Some),
        None => Some(None),
    };
    let soft_from = optional(&doc.soft_from, "soft_from");
    let soft_to = optional(&doc.soft_to, "soft_to");
    let preferred = optional(&doc.preferred, "preferred");
    let from = clock(&doc.from, &path.key("from"), sink);
    let to = clock(&doc.to, &path.key("to"), sink);
    let (from, to) = (from?, to?);
    // Past midnight the clock starts again: a time before `from` is on the next day.
    let after = |time: u32| if time < from { time + DAY } else { time };
    let span = Span {
        index: Some(index),
        from,
        soft_from: soft_from?.map_or(from, after),
        soft_to: soft_to?.map_or(after(to), after),
        to: after(to),
        preferred: preferred?.map(after),
    };
    let ordered = span.soft_from <= span.soft_to && span.soft_to <= span.to;
    if !ordered || span.preferred.is_some_and(|time| time > span.to) {
        let what = if ordered {
            "`preferred` is outside"
        } else {
            "the soft times are not inside, in order"
        };
        let cause = format!("in the window from {} to {} {what}", doc.from, doc.to);
        sink.add(Code::WindowOrder, path, cause);
        return None;
    }
    Some(span)
}

/// The windows of a visit that may be on any of `dates`, ascending, without overlap.
pub(super) fn resolve(
    spans: &[Span],
    dates: &[NaiveDate],
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Option<Vec<Window>> {
    let (listed, agreed) = (path.key("windows"), path.key("time"));
    let mut windows: Vec<(Window, Option<usize>)> = Vec::with_capacity(spans.len() * dates.len());
    for &date in dates {
        for span in spans {
            let mut at = |minutes, key| match span.index {
                Some(index) => {
                    let here = listed.index(index);
                    calendar.instant(date, minutes, &here.key(key), sink)
                }
                None => calendar.instant(date, minutes, &agreed, sink),
            };
            let earliest = at(span.from, "from");
            let latest = at(span.to, "to");
            let soft = |minutes: u32, same: u32, instant: Instant| {
                if minutes == same { instant } else { civil::instant(calendar.zone, date, minutes) }
            };
            let inside = |instant: Instant| instant.clamp(earliest, latest.max(earliest));
            let soft_earliest = inside(soft(span.soft_from, span.from, earliest));
            let soft_latest = inside(soft(span.soft_to, span.to, latest)).max(soft_earliest);
            windows.push((
                Window {
                    earliest,
                    soft_earliest,
                    soft_latest,
                    // Only where the clocks change can the end resolve to before the start.
                    latest: latest.max(earliest),
                    preferred: span
                        .preferred
                        .map(|minutes| inside(civil::instant(calendar.zone, date, minutes))),
                },
                span.index,
            ));
        }
    }
    windows.sort_by_key(|(window, index)| (window.earliest, *index));
    for pair in windows.windows(2) {
        let ((before, first), (after, second)) = (pair[0], pair[1]);
        if after.earliest <= before.latest {
            if let (Some(first), Some(second)) = (first, second) {
                let cause = format!("windows {} and {} share a time", first + 1, second + 1);
                sink.add(Code::WindowsOverlap, &listed.index(second), cause);
            } else {
                let cause = "the tolerances of two of its dates share a time";
                sink.add(Code::WindowsOverlap, &agreed, cause);
            }
            return None;
        }
    }
    Some(windows.into_iter().map(|(window, _)| window).collect())
}
