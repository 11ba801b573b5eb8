//! What the user fixed stays.

use std::collections::BTreeSet;

use rota_model::RuleId;

use crate::clock::{Ticks, ticks};
use crate::finding::Violation;
use crate::reading::Reading;

/// Slots that are pinned to one carer and filled by another.
pub(crate) fn carer(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for stop in reading.stops() {
        if let Some(pinned) = stop.slot.pinned.as_ref().filter(|&pinned| pinned != stop.carer_id) {
            let text = format!(
                "slot {} of visit {} is fixed to carer {pinned}, but {} is sent",
                stop.stop.slot, stop.visit.id, stop.carer_id
            );
            faults.push(Violation::of(RuleId::PinnedCarer, text));
        }
    }
    faults
}

/// Visits that start at another time, or on another date, than the one they are pinned to.
pub(crate) fn time(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for read in reading.visits() {
        let (id, pin) = (&read.visit.id, read.visit.pin);
        let starts: BTreeSet<Ticks> = read.stops.iter().map(|stop| stop.visit_start).collect();
        for start in starts {
            if let Some(fixed) = pin.start.map(ticks).filter(|&fixed| fixed != start) {
                let text = format!(
                    "visit {id} is fixed to start at {}, but starts at {}: {} than that",
                    clock.at(fixed),
                    clock.at(start),
                    clock.off(start - fixed)
                );
                faults.push(Violation::of(RuleId::PinnedTime, text));
            }
            let date = clock.calendar(start).map(|start| reading.instance().zone.date(start));
            if let Some(fixed) = pin.date.filter(|&fixed| date != Some(fixed)) {
                let text =
                    format!("visit {id} is fixed to {fixed}, but starts at {}", clock.at(start));
                faults.push(Violation::of(RuleId::PinnedTime, text));
            }
        }
    }
    faults
}
