//! Every visit has all of its carers, once each, or is listed once as unallocated.

use std::collections::BTreeMap;

use rota_model::{RuleId, VisitId};

use crate::clock::counted;
use crate::finding::Violation;
use crate::reading::{ReadVisit, Reading};

/// Visits that are half-served, dropped, in both lists, or have a slot filled twice.
pub(crate) fn breaches(reading: &Reading<'_>) -> Vec<Violation> {
    let mut listed: BTreeMap<&VisitId, usize> = BTreeMap::new();
    for left_out in &reading.rota.unallocated {
        *listed.entry(&left_out.visit).or_default() += 1;
    }
    let visits = reading.visits();
    let faults = visits
        .iter()
        .flat_map(|read| of_visit(read, listed.get(&read.visit.id).copied().unwrap_or(0)));
    faults.map(|(code, text)| Violation::coded(code, RuleId::WholeVisit, text)).collect()
}

fn of_visit(read: &ReadVisit<'_, '_>, listed: usize) -> Vec<(&'static str, String)> {
    let (id, needed) = (&read.visit.id, read.visit.slots.len());
    let mut faults = Vec::new();
    if listed > 1 {
        let text = format!("visit {id} is listed as unallocated {listed} times; once is right");
        faults.push(("unallocated-twice", text));
    }
    if listed > 0 && !read.stops.is_empty() {
        let who = carers(read);
        let text = format!("visit {id} is listed as unallocated, but its stops are given to {who}");
        faults.push(("allocated-and-unallocated", text));
    }
    if listed == 0 && read.stops.is_empty() {
        let text = format!("visit {id} is missing: in no route, and not listed as unallocated");
        faults.push(("visit-dropped", text));
    }
    let mut empty = Vec::new();
    for slot in 0..needed {
        let times = read.stops.iter().filter(|stop| stop.stop.slot == slot).count();
        if times == 0 {
            empty.push(slot.to_string());
        } else if times > 1 {
            let who = carers(read);
            let text = format!("slot {slot} of visit {id} is filled {times} times (by {who})");
            faults.push(("slot-twice", text));
        }
    }
    if !read.stops.is_empty() && !empty.is_empty() {
        let text = format!(
            "visit {id} needs {}, but only has {}: nobody fills slot {}",
            counted(needed as u64, "carer"),
            carers(read),
            empty.join(", ")
        );
        faults.push(("half-served", text));
    }
    faults
}

fn carers(read: &ReadVisit<'_, '_>) -> String {
    let names: Vec<&str> = read.stops.iter().map(|stop| stop.carer_id.as_str()).collect();
    names.join(" and ")
}
