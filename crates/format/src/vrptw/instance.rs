//! Instances.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rota_model::{
    Client, ClientId, Departure, Instance, Instant, Level, Matrix, Mode, Place, PlaceId, Policy,
    Rate, RuleId, Shift, ShiftId, Slot, Travel, Window, Zone,
};

use super::TICKS;
use super::lines::{Line, lines};
use crate::benchmark;
use crate::civil::clip;
use crate::finding::{Code, Findings, Path, Sink};

/// More vehicles than this are a slip.
const MOST_VEHICLES: i64 = 10_000;

/// Coordinates up to this, in thousandths.
const FARTHEST: f64 = 1e9;

/// The depot or a customer.
struct Point<'t> {
    line: Line<'t>,
    number: i64,
    /// In thousandths.
    at: [i64; 2],
    demand: i64,
    ready: i64,
    due: i64,
    service: i64,
}

/// Reads an instance.
///
/// # Errors
/// All findings, each with the number of its line, if the text is not such an instance.
pub fn read_instance(text: &str) -> Result<Instance, Findings> {
    let mut sink = Sink::default();
    let instance = parse(text, &mut sink);
    match instance {
        Some(instance) if !sink.has_errors() => Ok(instance),
        _ => Err(Findings::new("instance", text, sink.into_findings())),
    }
}

fn parse(text: &str, sink: &mut Sink) -> Option<Instance> {
    let mut rest = lines(text).into_iter();
    let name = rest.next().or_else(|| ended("a name", sink))?;
    head(&mut rest, ["VEHICLE", "NUMBER"], sink)?;
    let fleet = rest.next().or_else(|| ended("number and capacity of the vehicles", sink))?;
    let [vehicles, capacity] = fleet.numbers("number and capacity of the vehicles", sink)?;
    let vehicles = fleet.ticks(vehicles, "the number of vehicles", 1, sink);
    let capacity = fleet.ticks(capacity, "the capacity", 1, sink);
    if vehicles.is_some_and(|vehicles| !(1..=MOST_VEHICLES).contains(&vehicles)) {
        let cause = format!("there are not 1 to {MOST_VEHICLES} vehicles");
        fleet.fault(Code::BenchmarkNumber, cause, sink);
    }
    head(&mut rest, ["CUSTOMER", "CUST"], sink)?;
    let points: Vec<Option<Point<'_>>> = rest.map(|line| point(line, sink)).collect();
    let points: Vec<Point<'_>> = points.into_iter().collect::<Option<_>>()?;
    let Some((depot, customers)) = points.split_first() else {
        return ended("the depot", sink);
    };
    for (i, point) in points.iter().enumerate() {
        if point.number != i as i64 {
            let cause = format!("number {} stands where {i} is expected", point.number);
            point.line.fault(Code::BenchmarkContent, cause, sink);
        }
        if point.due < point.ready {
            point.line.fault(Code::BenchmarkContent, "the window ends before it starts", sink);
        }
    }
    for customer in customers.iter().filter(|customer| customer.service == 0) {
        customer.line.fault(Code::BenchmarkNumber, "the service takes no time", sink);
    }
    if depot.due == depot.ready {
        depot.line.fault(Code::BenchmarkContent, "the depot is never open", sink);
    }
    let (vehicles, capacity) = (vehicles?, capacity?);
    if sink.has_errors() {
        return None;
    }
    Some(build(name.text, (vehicles, capacity), depot, &points))
}

/// A finding at the end of a text that lacks something.
fn ended<T>(what: &str, sink: &mut Sink) -> Option<T> {
    sink.add(Code::BenchmarkLine, &Path::Root, format!("the file ends before {what}"));
    None
}

/// Two lines that start with these words.
fn head<'t>(
    rest: &mut impl Iterator<Item = Line<'t>>,
    words: [&str; 2],
    sink: &mut Sink,
) -> Option<()> {
    for word in words {
        let line = rest.next().or_else(|| ended(&format!("\"{word}\""), sink))?;
        if !line.starts_with(word) {
            let cause = format!("\"{}\" stands where \"{word}\" is expected", clip(line.text));
            line.fault(Code::BenchmarkLine, cause, sink);
            return None;
        }
    }
    Some(())
}

fn point<'t>(line: Line<'t>, sink: &mut Sink) -> Option<Point<'t>> {
    let [number, x, y, demand, ready, due, service] = line.numbers(
        "a customer's number, coordinates, demand, ready time, due date and service time",
        sink,
    )?;
    let far = |value: &f64| (value * 1000.0).abs() > FARTHEST;
    if [x, y].iter().any(far) {
        line.fault(Code::BenchmarkNumber, "a coordinate is over a million", sink);
        return None;
    }
    let number = line.ticks(number, "the number", 1, sink);
    let demand = line.ticks(demand, "the demand", 1, sink);
    let ready = line.ticks(ready, "the ready time", TICKS, sink);
    let due = line.ticks(due, "the due date", TICKS, sink);
    let service = line.ticks(service, "the service time", TICKS, sink);
    let thousandths = |value: f64| (value * 1000.0).round() as i64;
    Some(Point {
        at: [thousandths(x), thousandths(y)],
        number: number?,
        demand: demand?,
        ready: ready?,
        due: due?,
        service: service?,
        line,
    })
}

/// The Euclidean distance in ticks, truncated.
fn leg(a: &Point<'_>, b: &Point<'_>) -> i64 {
    let [x, y] = [a.at[0] - b.at[0], a.at[1] - b.at[1]].map(i128::from);
    // A tenth is a hundred thousandths; the root of the whole part has the whole part of the root.
    let squared = (x * x + y * y) / 10_000;
    i64::try_from(squared.isqrt()).unwrap_or(i64::MAX)
}

fn build(
    name: &str,
    (vehicles, capacity): (i64, i64),
    depot: &Point<'_>,
    points: &[Point<'_>],
) -> Instance {
    let place = |point: &Point<'_>| PlaceId::new(point.number.to_string());
    let customers = points.get(1..).unwrap_or_default();
    let alone: i64 = customers.iter().map(|c| leg(depot, c) + leg(c, depot)).sum();
    let seconds = points.iter().map(|a| points.iter().map(|b| leg(a, b)).collect()).collect();
    let vehicle = |number: i64| {
        let number = number.to_string();
        let shift = Shift {
            id: ShiftId::new(&number),
            start: Instant(depot.ready),
            end: Instant(depot.due),
            start_place: Some(place(depot)),
            end_place: Some(place(depot)),
            capacity: Some(capacity),
            departs: Departure::default(),
            breaks: Vec::new(),
        };
        benchmark::carer(&number, &[], vec![shift])
    };
    let client =
        |point: &Point<'_>| Client::new(ClientId::new(point.number.to_string()), place(point));
    let visit = |point: &Point<'_>| {
        let number = point.number.to_string();
        let windows = vec![Window::hard(Instant(point.ready), Instant(point.due))];
        let slot = Slot { load: point.demand, ..benchmark::slot(point.service, Vec::new()) };
        benchmark::visit(&number, &number, windows, vec![slot])
    };
    Instance {
        name: name.to_owned(),
        zone: Zone::UTC,
        start: NaiveDate::default(),
        days: 1,
        ticks_per_minute: TICKS,
        places: points.iter().map(|point| Place { id: place(point), at: None }).collect(),
        travel: Travel {
            great_circle: BTreeMap::new(),
            matrices: vec![Matrix {
                modes: vec![Mode::Car],
                places: points.iter().map(place).collect(),
                seconds,
                metres: Vec::new(),
            }],
            round_up_seconds: 1,
        },
        clients: customers.iter().map(client).collect(),
        carers: (1..=vehicles).map(vehicle).collect(),
        visits: customers.iter().map(visit).collect(),
        pay: None,
        links: Vec::new(),
        policy: Policy::bare()
            .with(RuleId::UnallocatedNormal, Level::Priced(Rate(alone + 1)))
            .with(RuleId::Travel, Level::Priced(Rate(1))),
    }
}
