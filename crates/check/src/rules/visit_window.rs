//! Visits start inside one of their windows.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{RuleId, Visit, Window};

use crate::clock::{Clock, Ticks, ticks};
use crate::finding::Violation;
use crate::reading::Reading;

/// The window that a start lies in, both ends allowed.
pub(crate) fn window_at(visit: &Visit, start: Ticks) -> Option<&Window> {
    visit
        .windows
        .iter()
        .find(|window| ticks(window.earliest) <= start && start <= ticks(window.latest))
}

/// Visits that start in none of their windows; once for each start, not for each carer.
pub(crate) fn breaches(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for read in reading.visits() {
        let mut carers: BTreeMap<Ticks, BTreeSet<&str>> = BTreeMap::new();
        for stop in &read.stops {
            carers.entry(stop.visit_start).or_default().insert(stop.carer_id.as_str());
        }
        for (start, carers) in carers {
            if window_at(read.visit, start).is_none() {
                let carers: Vec<&str> = carers.into_iter().collect();
                let clock = reading.clock();
                let text = format!(
                    "visit {} (carer {}) starts at {}, but {}",
                    read.visit.id,
                    carers.join(" and "),
                    clock.at(start),
                    nearest(clock, read.visit, start)
                );
                faults.push(Violation::of(RuleId::VisitWindow, text));
            }
        }
    }
    faults
}

/// How far the start is from the window that is nearest to it.
fn nearest(clock: Clock<'_>, visit: &Visit, start: Ticks) -> String {
    let distance =
        |window: &&Window| (ticks(window.earliest) - start).max(start - ticks(window.latest));
    let Some(window) = visit.windows.iter().min_by_key(distance) else {
        return "it has no window".to_owned();
    };
    let (earliest, latest) = (ticks(window.earliest), ticks(window.latest));
    if start < earliest {
        format!(
            "its first start is {}: {} too early",
            clock.at(earliest),
            clock.span(earliest - start)
        )
    } else {
        format!("its last start is {}: {} too late", clock.at(latest), clock.span(start - latest))
    }
}
