//! Solutions: a line for each route, and one with the distance.

use std::collections::BTreeMap;

use rota_model::{Carer, Instance, Instant, PlaceId, Rota, Route, RuleId, Sheet, Stop, Visit};

use super::lines::{Line, lines};
use crate::benchmark::derive;
use crate::civil::clip;
use crate::finding::{Code, Findings, Sink};
use crate::legs::Legs;

/// Reads a solution of an instance as it is: what is missing, double or too late stays so, for the audit to find.
///
/// Lines such as "Route #1: 5 3 7" count; the number after "Cost" has to be one, but is not held against the
/// routes, since conventions differ: the audit says what the distance is. Routes take the vehicles in their order. Every
/// service starts as early as the way and its window allow.
///
/// # Errors
/// All findings, each with the number of its line, if the text is no solution, or names what the instance does
/// not have.
pub fn read_solution(text: &str, instance: &Instance) -> Result<Rota, Findings> {
    let mut sink = Sink::default();
    let visits: BTreeMap<&str, &Visit> =
        instance.visits.iter().map(|visit| (visit.id.as_str(), visit)).collect();
    let legs = Legs::new(instance);
    let mut vehicles = instance.carers.iter();
    let mut routes = Vec::new();
    for line in lines(text) {
        let Some(stops) = stops(&line, &visits, &mut sink) else { continue };
        if stops.is_empty() {
            continue;
        }
        let Some(vehicle) = vehicles.next() else {
            let cause = format!("there are only {} vehicles", instance.carers.len());
            line.fault(Code::BenchmarkContent, cause, &mut sink);
            break;
        };
        routes.extend(timed(vehicle, &stops, &legs));
    }
    if sink.has_errors() {
        return Err(Findings::new("solution", text, sink.into_findings()));
    }
    Ok(Rota { routes, unallocated: Vec::new(), sheet: Sheet::default() })
}

/// The visits of a route; `None` for a line that is no route.
fn stops<'a>(
    line: &Line<'_>,
    visits: &BTreeMap<&str, &'a Visit>,
    sink: &mut Sink,
) -> Option<Vec<&'a Visit>> {
    if line.starts_with("Cost") {
        line.text
            .get(4..)
            .and_then(|rest| rest.trim_start_matches(':').trim().parse::<f64>().ok())
            .or_else(|| {
                line.fault(Code::BenchmarkLine, "there is no number after \"Cost\"", sink);
                None
            })?;
        return None;
    }
    let Some((_, listed)) = line.text.split_once(':').filter(|_| line.starts_with("Route")) else {
        let cause = format!("\"{}\" is neither a route nor the cost", clip(line.text));
        line.fault(Code::BenchmarkLine, cause, sink);
        return None;
    };
    let mut found = Vec::new();
    for word in listed.split_whitespace() {
        match visits.get(word) {
            Some(visit) => found.push(*visit),
            None => {
                let cause = format!("there is no customer \"{}\"", clip(word));
                line.fault(Code::BenchmarkContent, cause, sink);
            }
        }
    }
    Some(found)
}

/// A route at its earliest times.
fn timed(vehicle: &Carer, visits: &[&Visit], legs: &Legs<'_>) -> Option<Route> {
    let shift = vehicle.shifts.first()?;
    let mut here: Option<&PlaceId> = shift.start_place.as_ref();
    let mut free = shift.start;
    let mut stops = Vec::with_capacity(visits.len());
    for visit in visits {
        let place = legs.place(visit)?;
        let arrive = free + legs.way_out(vehicle.mode, here, place)?;
        let opens = visit.windows.first().map_or(Instant(0), |window| window.earliest);
        let start = arrive.max(opens);
        let end = start + visit.slots.first()?.duration;
        stops.push((Stop { visit: visit.id.clone(), slot: 0, arrive: start, start, end }, place));
        (here, free) = (Some(place), end);
    }
    derive(vehicle, shift, stops, legs)
}

/// Writes a rota in the usual format of solutions. Customers that are left out are not in it.
pub fn write_solution(instance: &Instance, rota: &Rota) -> String {
    let mut text = String::new();
    for (i, route) in rota.routes.iter().enumerate() {
        let stops: Vec<&str> = route.stops.iter().map(|stop| stop.visit.as_str()).collect();
        text.push_str(&format!("Route #{}: {}\n", i + 1, stops.join(" ")));
    }
    let rate = instance.policy.rate(RuleId::Travel).0.max(1);
    let driven = rota.sheet.line(RuleId::Travel).map_or(0, |line| line.price.0 / rate);
    text.push_str(&format!("Cost {}.{}\n", driven / super::TICKS, driven % super::TICKS));
    text
}
