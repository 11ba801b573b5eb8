//! What the readers of several public benchmarks share.

mod people;
mod reader;

use std::collections::BTreeSet;

use rota_model::{
    Carer, CarerId, Departure, Instant, PlaceId, Rest, RestAt, Route, Shift, ShiftId, Stop,
};
use serde::de::DeserializeOwned;

use crate::civil::clip;
use crate::finding::{Code, Findings, Path, Sink};
use crate::legs::Legs;

pub(crate) use people::{carer, slot, visit};
pub(crate) use reader::Reader;

/// Reads a JSON document and makes something of it.
///
/// # Errors
/// All findings, when there is an error among them.
pub(crate) fn json<D: DeserializeOwned, T>(
    name: &str,
    text: &str,
    convert: impl FnOnce(&D, &mut Sink) -> Option<T>,
) -> Result<T, Findings> {
    let mut sink = Sink::default();
    let made = read(text, &mut sink).and_then(|doc| {
        let made = convert(&doc, &mut sink);
        if sink.has_errors() { None } else { made }
    });
    made.ok_or_else(|| {
        let mut list = sink.into_findings();
        crate::json::locate(text, &mut list);
        Findings::new(name, text, list)
    })
}

/// Reads a document; `None` when a finding was added instead.
fn read<D: DeserializeOwned>(text: &str, sink: &mut Sink) -> Option<D> {
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize(&mut reader) {
        Ok(doc) => Some(doc),
        Err(error) => {
            let code = match error.inner().classify() {
                serde_json::error::Category::Data => Code::BenchmarkContent,
                _ => Code::NotJson,
            };
            let cause = format!("{}: {}", error.path(), error.inner());
            sink.add(code, &Path::Root, cause);
            None
        }
    }
}

/// Adds a finding for every id that is there twice.
pub(crate) fn unique<'d>(ids: impl Iterator<Item = &'d String>, path: &Path<'_>, sink: &mut Sink) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            sink.add(Code::BenchmarkContent, path, format!("\"{}\" is there twice", clip(id)));
        }
    }
}

/// A route with the arrivals, departure and finish that follow from its starts and ends; `None` without stops.
pub(crate) fn derive(
    carer: &Carer,
    shift: &Shift,
    stops: Vec<(Stop, &PlaceId)>,
    legs: &Legs<'_>,
) -> Option<Route> {
    let (first, first_place) = stops.first()?;
    let (last, last_place) = stops.last()?;
    let depart = first.start - legs.way_out(carer.mode, shift.start_place.as_ref(), first_place)?;
    let finish = last.end + legs.way_back(carer.mode, last_place, shift.end_place.as_ref())?;
    let mut before: Option<(Instant, &PlaceId)> = None;
    let mut arrived = Vec::with_capacity(stops.len());
    for (mut stop, place) in stops {
        if let Some((end, from)) = before {
            stop.arrive = end + legs.ticks(carer.mode, from, place)?;
        }
        before = Some((stop.end, place));
        arrived.push(stop);
    }
    Some(Route {
        carer: CarerId::new(carer.id.as_str()),
        shift: ShiftId::new(shift.id.as_str()),
        depart,
        stops: arrived,
        rests: Vec::new(),
        finish,
    })
}

/// A derived route with rests, and the arrivals, departure and finish that follow from them and from when the carer
/// sets out.
pub(crate) fn resting(mut route: Route, carer: &Carer, rests: Vec<Rest>) -> Option<Route> {
    let shift = carer.shifts.iter().find(|shift| shift.id == route.shift)?;
    let on = |stops: usize, at: RestAt| {
        rests.iter().filter(move |rest| rest.stops == stops && rest.at == at)
    };
    let first = route.stops.first_mut()?;
    let way = first.start - route.depart;
    route.depart = match shift.departs {
        Departure::AtShiftStart => shift.start,
        Departure::AsLateAsFree => {
            on(0, RestAt::AfterLeg).next().map_or(first.start, |rest| rest.start) - way
        }
    };
    first.arrive = route.depart + way;
    // A rest before a leg makes what follows later by as long as the carer leaves later.
    for index in 1..=route.stops.len() {
        let Some(rest) = on(index, RestAt::BeforeLeg).next_back() else { continue };
        let left = route.stops.get(index - 1).map_or(rest.end, |stop| stop.end);
        match route.stops.get_mut(index) {
            Some(stop) => stop.arrive = stop.arrive + (rest.end - left),
            None => route.finish = route.finish + (rest.end - left),
        }
    }
    route.rests = rests;
    Some(route)
}
