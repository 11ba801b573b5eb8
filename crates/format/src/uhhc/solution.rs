//! Solutions.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{
    Carer, Instance, Instant, PlaceId, Priority, Rest, RestAt, Rota, Route, Sheet, Stop,
    Unallocated, Visit, VisitId,
};
use serde_json::{Map, Value, json};

use super::doc::{LocationDoc, RouteDoc, SolutionDoc};
use super::{LUNCH, objective};
use crate::benchmark::{self, Reader, derive, resting};
use crate::civil::clip;
use crate::finding::{Code, Findings, Path, Sink};

/// Reads a solution of an instance as it is: what is missing, double, early or apart stays so, for the audit to
/// find. Services and lunches are done in the order of their starts. Optional patients without any service are
/// listed as unallocated; others that are missing are not.
///
/// # Errors
/// All findings, if the text is no solution, or names what the instance does not have.
pub fn read_solution(text: &str, instance: &Instance) -> Result<Rota, Findings> {
    benchmark::json("solution", text, |doc: &SolutionDoc, sink| {
        let reader = Reader::new(instance);
        let root = Path::Root;
        let path = root.key("routes");
        let mut routes = Vec::with_capacity(doc.routes.len());
        for (i, route) in doc.routes.iter().enumerate() {
            routes.extend(read_route(&reader, route, &path.index(i), sink));
        }
        reader.sort(&mut routes);
        let served: BTreeSet<&VisitId> =
            routes.iter().flat_map(|route| &route.stops).map(|stop| &stop.visit).collect();
        let left_out =
            |visit: &&Visit| visit.priority != Priority::Normal && !served.contains(&visit.id);
        let unallocated = instance.visits.iter().filter(left_out);
        let unallocated = unallocated
            .map(|visit| Unallocated { visit: visit.id.clone(), reasons: Vec::new() })
            .collect();
        Some(Rota { routes, unallocated, sheet: Sheet::default() })
    })
}

fn read_route(
    reader: &Reader<'_>,
    doc: &RouteDoc,
    path: &Path<'_>,
    sink: &mut Sink,
) -> Option<Route> {
    let carer = reader.carer(&doc.caregiver_id, path, sink)?;
    let path = path.key("locations");
    let mut order: Vec<(usize, &LocationDoc)> = doc.locations.iter().enumerate().collect();
    order.sort_by_key(|(_, location)| (location.start_time, location.end_time));
    let is_service = |entry: &&(usize, &LocationDoc)| entry.1.service != LUNCH;
    let (mut stops, mut rests) = (Vec::new(), Vec::new());
    for (at, &(i, location)) in order.iter().enumerate() {
        let here = path.index(i);
        /// Times up to this keep all sums inside 64 bits.
        const LATEST: i64 = 1 << 40;
        if [location.start_time, location.end_time].iter().any(|t| !(0..=LATEST).contains(t)) {
            sink.add(Code::BenchmarkNumber, &here, "a time that can't be");
            continue;
        }
        if location.service != LUNCH {
            stops.extend(read_stop(reader, location, &here, sink));
            continue;
        }
        let before = order[..at].iter().rfind(is_service).map(|entry| &entry.1.patient);
        let next = order[at..].iter().find(is_service).map(|entry| &entry.1.patient);
        match side(carer, &location.patient, before, next) {
            Some(side) => rests.push(Rest {
                of: 0,
                stops: order[..at].iter().filter(is_service).count(),
                at: side,
                start: Instant(location.start_time),
                end: Instant(location.end_time),
            }),
            None => {
                let cause = format!("a lunch at \"{}\", off the way", clip(&location.patient));
                sink.add(Code::BenchmarkContent, &here, cause);
            }
        }
    }
    rests.sort_by_key(|rest| (rest.stops, rest.at, rest.start));
    resting(derive(carer, carer.shifts.first()?, stops, &reader.legs)?, carer, rests)
}

fn read_stop<'a>(
    reader: &Reader<'a>,
    doc: &LocationDoc,
    path: &Path<'_>,
    sink: &mut Sink,
) -> Option<(Stop, &'a PlaceId)> {
    let service = reader.service(&doc.patient, &doc.service, path, sink)?;
    let (start, end) = (Instant(doc.start_time), Instant(doc.end_time));
    reader.stop(service, start, end)
}

/// On which side of its leg a lunch is: before care at the next door, after care at the last one, or at a terminal.
fn side(
    carer: &Carer,
    place: &str,
    before: Option<&String>,
    next: Option<&String>,
) -> Option<RestAt> {
    let shift = carer.shifts.first()?;
    let here = before.map(String::as_str).or(shift.start_place.as_ref().map(PlaceId::as_str));
    let there = next.map(String::as_str).or(shift.end_place.as_ref().map(PlaceId::as_str));
    match () {
        () if there == Some(place) => Some(RestAt::AfterLeg),
        () if here == Some(place) => Some(RestAt::BeforeLeg),
        () => None,
    }
}

/// Writes a rota in the benchmark's solution format. Patients who are left out are not in it.
pub fn write_solution(instance: &Instance, rota: &Rota) -> String {
    let visits: BTreeMap<_, _> = instance.visits.iter().map(|visit| (&visit.id, visit)).collect();
    let location = |patient: &str, service: &str, start: Instant, end: Instant| {
        json!({
            "arrival_time": start.0,
            "departure_time": end.0,
            "patient": patient,
            "service": service,
        })
    };
    let patient = |stop: &Stop| visits.get(&stop.visit).map(|visit| visit.client.as_str());
    let entries = |carer: &Carer, route: &Route| {
        let mut entries: Vec<((Instant, Instant), Value)> = Vec::new();
        for stop in &route.stops {
            let visit = visits.get(&stop.visit)?;
            let service = visit.slots.get(stop.slot)?.skills.first()?;
            let entry = location(visit.client.as_str(), service.as_str(), stop.start, stop.end);
            entries.push(((stop.start, stop.end), entry));
        }
        let shift = carer.shifts.first()?;
        for rest in &route.rests {
            let (stop, terminal) = match rest.at {
                RestAt::AfterLeg => (Some(rest.stops), &shift.end_place),
                RestAt::BeforeLeg => (rest.stops.checked_sub(1), &shift.start_place),
            };
            let stop = stop.and_then(|index| route.stops.get(index));
            let place = stop.and_then(patient).or(terminal.as_ref().map(PlaceId::as_str))?;
            entries.push(((rest.start, rest.end), location(place, LUNCH, rest.start, rest.end)));
        }
        entries.sort_by_key(|entry| entry.0);
        Some(entries.into_iter().map(|entry| entry.1).collect::<Vec<Value>>())
    };
    let route = |carer: &Carer| {
        let own = rota.routes.iter().filter(|route| route.carer == carer.id);
        let locations: Vec<Value> =
            own.filter_map(|route| entries(carer, route)).flatten().collect();
        let mut doc = Map::new();
        doc.insert("caregiver_id".to_owned(), carer.id.as_str().into());
        doc.insert("locations".to_owned(), locations.into());
        Value::Object(doc)
    };
    crate::json::pretty(&json!({
        "cost": { "objective": objective(&rota.sheet) },
        "routes": instance.carers.iter().map(route).collect::<Vec<_>>(),
    }))
}
