//! The carers of one visit: different people, there together.

use std::collections::BTreeMap;

use rota_model::{CarerId, RuleId};

use crate::clock::counted;
use crate::finding::Violation;
use crate::reading::Reading;

/// Visits that have the same carer in more than one place.
pub(crate) fn carers_differ(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for read in reading.visits() {
        let mut times: BTreeMap<&CarerId, u64> = BTreeMap::new();
        for stop in &read.stops {
            *times.entry(stop.carer_id).or_default() += 1;
        }
        for (carer, times) in times.into_iter().filter(|&(_, times)| times > 1) {
            let text = format!(
                "visit {} has carer {carer} in {}; each needs somebody else",
                read.visit.id,
                counted(times, "slot")
            );
            faults.push(Violation::of(RuleId::CarersDiffer, text));
        }
    }
    faults
}

/// Visits whose slots do not share one start.
pub(crate) fn together(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for read in reading.visits() {
        let Some((first, others)) = read.stops.split_first() else { continue };
        for other in others {
            let apart = other.visit_start - first.visit_start;
            if apart == 0 {
                continue;
            }
            let offset = i128::from(other.slot.offset) - i128::from(first.slot.offset);
            let wanted = if offset == 0 {
                "together with".to_owned()
            } else {
                let word = if offset > 0 { "after" } else { "before" };
                format!("{} {word}", clock.span(offset))
            };
            let text = format!(
                "visit {}: carer {} starts at {}, but should start {wanted} carer {}, who starts at {}: {} than that",
                read.visit.id,
                other.carer_id,
                clock.at(other.start),
                first.carer_id,
                clock.at(first.start),
                clock.off(apart)
            );
            faults.push(Violation::of(RuleId::Together, text));
        }
    }
    faults
}
