//! Solutions.

use std::collections::BTreeMap;

use rota_model::{Carer, Instance, Instant, PlaceId, Rota, Route, Sheet, Stop};
use serde_json::{Map, Value, json};

use super::doc::{LocationDoc, RouteDoc, SolutionDoc, ticks};
use crate::benchmark::{self, Reader, derive};
use crate::finding::{Code, Findings, Path, Sink};

/// Reads a solution of an instance as it is: what is missing, double, early or apart stays so, for the audit to
/// find. Visits without any service are not listed as unallocated, since every patient has to be served.
///
/// Starts and ends are those of the file. Arrivals are not in it: a carer arrives the way's time after the
/// previous service has ended, and leaves the office so as not to wait at the first door.
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
        Some(Rota { routes, unallocated: Vec::new(), sheet: Sheet::default() })
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
    let stops: Vec<_> = doc
        .locations
        .iter()
        .enumerate()
        .map(|(i, location)| read_stop(reader, location, &path.index(i), sink))
        .collect();
    let stops: Vec<(Stop, &PlaceId)> = stops.into_iter().collect::<Option<_>>()?;
    derive(carer, carer.shifts.first()?, stops, &reader.legs)
}

fn read_stop<'a>(
    reader: &Reader<'a>,
    doc: &LocationDoc,
    path: &Path<'_>,
    sink: &mut Sink,
) -> Option<(Stop, &'a PlaceId)> {
    let service = reader.service(&doc.patient, &doc.service, path, sink)?;
    let Some(start) = doc.start_time.or(doc.arrival_time) else {
        sink.add(Code::BenchmarkContent, path, "the service has no start");
        return None;
    };
    let start = Instant(ticks(start, path, sink)?);
    let end = match doc.end_time.or(doc.departure_time) {
        Some(end) => Instant(ticks(end, path, sink)?),
        None => start + service.0.slots.get(service.1)?.duration,
    };
    reader.stop(service, start, end)
}

/// Writes a rota in the benchmark's solution format. Visits that are left out are not in it.
pub fn write_solution(instance: &Instance, rota: &Rota) -> String {
    let visits: BTreeMap<_, _> = instance.visits.iter().map(|visit| (&visit.id, visit)).collect();
    let location = |stop: &Stop| {
        let visit = visits.get(&stop.visit)?;
        let service = visit.slots.get(stop.slot)?.skills.first()?;
        Some(json!({
            "arrival_time": units(stop.start),
            "departure_time": units(stop.end),
            "patient": visit.client.as_str(),
            "service": service.as_str(),
        }))
    };
    let route = |carer: &Carer| {
        let own = rota.routes.iter().filter(|route| route.carer == carer.id);
        let locations: Vec<Value> =
            own.flat_map(|route| &route.stops).filter_map(location).collect();
        let mut doc = Map::new();
        doc.insert("caregiver_id".to_owned(), carer.id.as_str().into());
        if !locations.is_empty() {
            doc.insert("locations".to_owned(), locations.into());
        }
        Value::Object(doc)
    };
    let mut starts: BTreeMap<&str, Instant> = BTreeMap::new();
    for stop in rota.routes.iter().flat_map(|route| &route.stops) {
        if let Some(visit) = visits.get(&stop.visit) {
            let first = starts.entry(visit.client.as_str()).or_insert(stop.start);
            *first = stop.start.min(*first);
        }
    }
    let mut ordering: Vec<(Instant, &str)> =
        starts.into_iter().map(|(patient, start)| (start, patient)).collect();
    ordering.sort();
    crate::json::pretty(&json!({
        "global_ordering": ordering.into_iter().map(|(_, patient)| patient).collect::<Vec<_>>(),
        "routes": instance.carers.iter().map(route).collect::<Vec<_>>(),
    }))
}

/// A time in the file's units: a whole number where it is one.
fn units(time: Instant) -> Value {
    if time.0 % super::TICKS == 0 {
        (time.0 / super::TICKS).into()
    } else {
        (time.0 as f64 / super::TICKS as f64).into()
    }
}
