//! Ids and indices: whether the rota speaks of things that exist, each once.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{Rota, Route, ShiftId};

use crate::finding::Violation;
use crate::lookup::Lookup;

/// Everything in the rota that names nothing, or names it wrongly.
pub(crate) fn faults(lookup: &Lookup<'_>, rota: &Rota) -> Vec<Violation> {
    let mut faults = Vec::new();
    let mut used: BTreeMap<&ShiftId, usize> = BTreeMap::new();
    for route in &rota.routes {
        *used.entry(&route.shift).or_default() += 1;
        faults.extend(whose(lookup, route));
        faults.extend(stops(lookup, route));
        faults.extend(rests(lookup, route));
    }
    faults.extend(used.iter().filter(|&(_, &times)| times > 1).map(|(shift, times)| {
        Violation::contradiction(
            "shift-twice",
            format!("shift {shift} has {times} routes; a shift is worked once at most"),
        )
    }));
    faults.extend(unknown_unallocated(lookup, rota));
    faults
}

fn whose(lookup: &Lookup<'_>, route: &Route) -> Option<Violation> {
    let (carer, shift) = (&route.carer, &route.shift);
    if lookup.carer(carer).is_none() {
        return Some(Violation::contradiction(
            "unknown-carer",
            format!("the route of shift {shift} is given to carer {carer}, whom nobody knows"),
        ));
    }
    match lookup.shift(shift) {
        None => Some(Violation::contradiction(
            "unknown-shift",
            format!("carer {carer} has a route in shift {shift}, but there is no such shift"),
        )),
        Some((owner, _)) if owner.id != *carer => Some(Violation::contradiction(
            "shift-of-another-carer",
            format!("carer {carer} has a route in shift {shift}, which is {}'s", owner.id),
        )),
        Some(_) => None,
    }
}

fn stops(lookup: &Lookup<'_>, route: &Route) -> Vec<Violation> {
    let (carer, shift) = (&route.carer, &route.shift);
    if route.stops.is_empty() {
        let text = format!("carer {carer}'s route in shift {shift} has no visits; leave it out");
        return vec![Violation::contradiction("empty-route", text)];
    }
    let faults = route.stops.iter().filter_map(|stop| match lookup.visit(&stop.visit) {
        None => Some(Violation::contradiction(
            "unknown-visit",
            format!(
                "carer {carer} (shift {shift}) is sent to visit {}, but there is no such visit",
                stop.visit
            ),
        )),
        Some(visit) if stop.slot >= visit.slots.len() => Some(Violation::contradiction(
            "slot-out-of-range",
            format!(
                "carer {carer} (shift {shift}) does slot {} of visit {}, whose slots are numbered 0 to {}",
                stop.slot,
                stop.visit,
                visit.slots.len().saturating_sub(1)
            ),
        )),
        Some(_) => None,
    });
    faults.collect()
}

fn rests(lookup: &Lookup<'_>, route: &Route) -> Vec<Violation> {
    let who = format!("carer {} (shift {})", route.carer, route.shift);
    let breaks = lookup.shift(&route.shift).map_or(0, |(_, shift)| shift.breaks.len());
    let mut faults = Vec::new();
    let mut fault = |code, what: String| {
        faults.push(Violation::contradiction(code, format!("{who} {what}")));
    };
    for rest in &route.rests {
        if rest.of >= breaks || rest.stops > route.stops.len() {
            let what = format!("rests for break {} after {} stops", rest.of, rest.stops);
            fault("rest-unknown", format!("{what}, which there is not"));
        }
        if rest.end <= rest.start {
            fault("rest-empty", format!("has a rest for break {} that takes no time", rest.of));
        }
        if route.rests.iter().filter(|other| other.of == rest.of).count() > 1 {
            fault("rest-twice", format!("has two rests for break {}", rest.of));
        }
    }
    if !route.rests.is_sorted_by_key(|rest| (rest.stops, rest.at)) {
        fault("rest-order", "has rests that are not in the order of the route".to_owned());
    }
    faults
}

fn unknown_unallocated(lookup: &Lookup<'_>, rota: &Rota) -> Vec<Violation> {
    let listed: BTreeSet<_> = rota.unallocated.iter().map(|left_out| &left_out.visit).collect();
    let unknown = listed.into_iter().filter(|visit| lookup.visit(visit).is_none());
    let faults = unknown.map(|visit| {
        Violation::contradiction(
            "unknown-visit",
            format!("visit {visit} is listed as unallocated, but there is no such visit"),
        )
    });
    faults.collect()
}
