//! Ties between two visits; all but one kind are void while either is unallocated.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{CarerId, GapFrom, Link, LinkKind, RuleId, Seconds, Visit, VisitId};

use crate::clock::Ticks;
use crate::finding::Violation;
use crate::reading::{ReadVisit, Reading};

/// Calls `examine` for every link whose two visits both have a stop.
fn live(
    reading: &Reading<'_>,
    mut examine: impl FnMut(&Link, &ReadVisit<'_, '_>, &ReadVisit<'_, '_>),
) {
    let visits = reading.visits();
    let by_id: BTreeMap<&VisitId, &ReadVisit<'_, '_>> =
        visits.iter().map(|read| (&read.visit.id, read)).collect();
    for link in &reading.instance().links {
        let (first, second) = (by_id.get(&link.first), by_id.get(&link.second));
        if let (Some(first), Some(second)) = (first, second)
            && !first.stops.is_empty()
            && !second.stops.is_empty()
        {
            examine(link, first, second);
        }
    }
}

/// The visit's start; the earliest, should its carers disagree.
fn start(read: &ReadVisit<'_, '_>) -> Option<Ticks> {
    read.stops.iter().map(|stop| stop.visit_start).min()
}

/// From a visit's start to the end of its last slot.
fn duration(visit: &Visit) -> Ticks {
    let ends = visit.slots.iter().map(|slot| Ticks::from(slot.offset) + Ticks::from(slot.duration));
    ends.max().unwrap_or(0)
}

/// Gaps that are too short or too long.
pub(crate) fn gap(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    live(reading, |link, first, second| {
        let LinkKind::Gap { from, min, max } = link.kind else { return };
        let (Some(base), Some(next)) = (start(first), start(second)) else { return };
        let (base, word) = match from {
            GapFrom::Start => (base, "start"),
            GapFrom::End => (base + duration(first.visit), "end"),
        };
        let gap = next - base;
        let mut fault = |limit: Seconds, off: Ticks, what: &str| {
            if off <= 0 {
                return;
            }
            let signed = |ticks: Ticks| {
                let sign = if ticks < 0 { "minus " } else { "" };
                format!("{sign}{}", clock.span(ticks))
            };
            let text = format!(
                "visit {} starts at {}, {} after the {word} of visit {} at {}; {what} {} is asked for: {} off",
                second.visit.id,
                clock.at(next),
                signed(gap),
                first.visit.id,
                clock.at(base),
                signed(limit.into()),
                clock.span(off)
            );
            faults.push(Violation::of(RuleId::LinkGap, text));
        };
        if let Some(min) = min {
            fault(min, Ticks::from(min) - gap, "at least");
        }
        if let Some(max) = max {
            fault(max, gap - Ticks::from(max), "at most");
        }
    });
    faults
}

fn carers<'a>(read: &ReadVisit<'_, 'a>) -> BTreeSet<&'a CarerId> {
    read.stops.iter().map(|stop| stop.carer_id).collect()
}

fn names<'a>(carers: impl IntoIterator<Item = &'a CarerId>) -> String {
    carers.into_iter().map(CarerId::as_str).collect::<Vec<_>>().join(" and ")
}

/// Links of the same carer whose visits have different sets of carers.
pub(crate) fn same_carer(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    live(reading, |link, first, second| {
        let (ours, theirs) = (carers(first), carers(second));
        if link.kind == LinkKind::SameCarer && ours != theirs {
            let text = format!(
                "visits {} and {} are to have the same carer, but have {} and {}",
                link.first,
                link.second,
                names(ours),
                names(theirs)
            );
            faults.push(Violation::of(RuleId::LinkSameCarer, text));
        }
    });
    faults
}

/// Links of different carers whose visits share one.
pub(crate) fn different_carer(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    live(reading, |link, first, second| {
        let (ours, theirs) = (carers(first), carers(second));
        let shared = names(ours.intersection(&theirs).copied());
        if link.kind == LinkKind::DifferentCarer && !shared.is_empty() {
            let text = format!(
                "visits {} and {} are to have different carers, but both have {shared}",
                link.first, link.second
            );
            faults.push(Violation::of(RuleId::LinkDifferentCarer, text));
        }
    });
    faults
}

/// Links of both or neither of whose visits one alone has a stop.
pub(crate) fn both_or_neither(reading: &Reading<'_>) -> Vec<Violation> {
    let served: BTreeSet<&VisitId> = reading.stops().map(|stop| &stop.visit.id).collect();
    let mut faults = Vec::new();
    for link in &reading.instance().links {
        let (first, second) = (served.contains(&link.first), served.contains(&link.second));
        if link.kind == LinkKind::BothOrNeither && first != second {
            let (in_rota, left_out) =
                if first { (&link.first, &link.second) } else { (&link.second, &link.first) };
            let text = format!(
                "visits {in_rota} and {left_out} are for both or neither, but only {in_rota} is allocated"
            );
            faults.push(Violation::of(RuleId::LinkBothOrNeither, text));
        }
    }
    faults
}
