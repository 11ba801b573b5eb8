//! Instances.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rota_model::{
    Carer, Client, ClientId, Departure, Instance, Instant, Level, Matrix, Mode, Place, PlaceId,
    Policy, Rate, RuleId, Shift, ShiftId, SkillId, Travel, Visit, Window, Zone,
};

use super::doc::{InstanceDoc, VisitDoc, WorkerDoc};
use crate::benchmark::{self, unique};
use crate::civil::clip;
use crate::finding::{Code, Findings, Path, Sink};

/// The most carers of a visit.
const MOST_CARERS: usize = 4;

/// Coordinates up to this many km.
const FARTHEST: f64 = 100_000.0;

/// Prices up to this many seconds: beyond it, leaving a visit out would be cheaper.
const DEAREST_FACE: i64 = super::LEFT_OUT / 100;

/// Reads an instance.
///
/// # Errors
/// All findings, if the text is not such an instance.
pub fn read_instance(text: &str) -> Result<Instance, Findings> {
    benchmark::json("instance", text, convert)
}

fn convert(doc: &InstanceDoc, sink: &mut Sink) -> Option<Instance> {
    let root = Path::Root;
    unique(doc.workers.iter().map(|worker| &worker.id), &root.key("workers"), sink);
    unique(doc.visits.iter().map(|visit| &visit.id), &root.key("visits"), sink);
    if !(1..=28).contains(&doc.days) {
        let cause = format!("{} days are not 1 to 28", doc.days);
        sink.add(Code::BenchmarkNumber, &root.key("days"), cause);
    }
    let face = doc.face_seconds.unwrap_or(if doc.days > 1 { super::FACE } else { 0 });
    if !(0..=DEAREST_FACE).contains(&face) {
        let cause = format!("{face} is not from 0 to {DEAREST_FACE}");
        sink.add(Code::BenchmarkNumber, &root.key("face_seconds"), cause);
    }
    let matrix = matrix(doc, sink);
    let path = root.key("workers");
    let carers: Vec<Option<Carer>> =
        doc.workers.iter().enumerate().map(|(i, w)| carer(doc, w, &path.index(i), sink)).collect();
    let path = root.key("visits");
    let visits: Vec<Option<Visit>> =
        doc.visits.iter().enumerate().map(|(i, v)| visit(doc, v, &path.index(i), sink)).collect();
    let clients = clients(doc, sink);
    Some(Instance {
        name: doc.name.clone(),
        zone: Zone::UTC,
        start: NaiveDate::default(),
        days: doc.days,
        ticks_per_minute: 60,
        places: (0..doc.locations.len()).map(|at| Place { id: place(at), at: None }).collect(),
        travel: Travel {
            great_circle: BTreeMap::new(),
            matrices: vec![matrix?],
            round_up_seconds: 1,
        },
        clients,
        carers: carers.into_iter().collect::<Option<_>>()?,
        visits: visits.into_iter().collect::<Option<_>>()?,
        pay: None,
        links: Vec::new(),
        policy: Policy::bare()
            .with(RuleId::UnallocatedNormal, Level::Priced(Rate(super::LEFT_OUT)))
            .with(RuleId::Travel, Level::Priced(Rate(1)))
            .with(RuleId::Faces, if face > 0 { Level::Priced(Rate(face)) } else { Level::Off }),
    })
}

fn place(location: usize) -> PlaceId {
    PlaceId::new(location.to_string())
}

/// Whether there is such a location; a finding if not.
fn exists(doc: &InstanceDoc, location: usize, path: &Path<'_>, sink: &mut Sink) -> bool {
    let exists = location < doc.locations.len();
    if !exists {
        sink.add(Code::BenchmarkContent, path, format!("there is no location {location}"));
    }
    exists
}

/// Legs in seconds: the least whole number that is not under distance over speed.
fn matrix(doc: &InstanceDoc, sink: &mut Sink) -> Option<Matrix> {
    let root = Path::Root;
    let metres_per_hour = (doc.speed_kmh * 1000.0).round();
    if !(1.0..=1e6).contains(&metres_per_hour) {
        let cause = format!("{} is not a speed in km/h", doc.speed_kmh);
        sink.add(Code::BenchmarkNumber, &root.key("speed_kmh"), cause);
        return None;
    }
    let path = root.key("locations");
    for (i, at) in doc.locations.iter().enumerate() {
        if at.iter().any(|km| !(-FARTHEST..=FARTHEST).contains(km)) {
            sink.add(Code::BenchmarkNumber, &path.index(i), "coordinates too large to be km");
        }
    }
    if sink.has_errors() {
        return None;
    }
    let metres: Vec<[i128; 2]> =
        doc.locations.iter().map(|at| at.map(|km| (km * 1000.0).round() as i128)).collect();
    let speed = metres_per_hour as i128;
    let leg = |a: &[i128; 2], b: &[i128; 2]| {
        let squared = (a[0] - b[0]).pow(2) + (a[1] - b[1]).pow(2);
        seconds(squared, speed)
    };
    let seconds = metres.iter().map(|a| metres.iter().map(|b| leg(a, b)).collect()).collect();
    let places = (0..doc.locations.len()).map(place).collect();
    Some(Matrix { modes: vec![Mode::Car], places, seconds, metres: Vec::new() })
}

/// The least `t` with `t x speed >= distance x 3600`, from the distance squared.
fn seconds(squared_metres: i128, metres_per_hour: i128) -> i64 {
    let (wanted, step) = (squared_metres * 3600 * 3600, metres_per_hour * metres_per_hour);
    let whole = (wanted / step).isqrt();
    let up = i128::from(whole * whole * step < wanted);
    i64::try_from(whole + up).unwrap_or(i64::MAX)
}

fn carer(doc: &InstanceDoc, worker: &WorkerDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Carer> {
    let is_home = exists(doc, worker.home, &path.key("home"), sink);
    let horizon = i64::from(doc.days) * 86_400;
    let shifts_path = path.key("shifts");
    let mut shifts: Vec<Shift> = Vec::with_capacity(worker.shifts.len());
    for (i, shift) in worker.shifts.iter().enumerate() {
        let here = shifts_path.index(i);
        if shift.start >= shift.end || shift.start < 0 || shift.end > horizon + 86_400 {
            let cause = format!("a shift from {} to {}", shift.start, shift.end);
            sink.add(Code::BenchmarkContent, &here, cause);
            continue;
        }
        if shifts.last().is_some_and(|last| Instant(shift.start) < last.end) {
            sink.add(Code::BenchmarkContent, &here, "it starts before the one before it ends");
        }
        shifts.push(Shift {
            id: ShiftId::new(format!("{}/{}", worker.id, i + 1)),
            start: Instant(shift.start),
            end: Instant(shift.end),
            start_place: Some(place(worker.home)),
            end_place: Some(place(worker.home)),
            capacity: None,
            departs: Departure::default(),
            breaks: Vec::new(),
        });
    }
    is_home.then(|| benchmark::carer(&worker.id, &worker.skills, shifts))
}

fn visit(doc: &InstanceDoc, visit: &VisitDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Visit> {
    let [earliest, latest] = visit.window;
    let horizon = i64::from(doc.days) * 86_400;
    if !(0..=horizon).contains(&earliest) || !(earliest..=horizon).contains(&latest) {
        let cause = format!("a window from {earliest} to {latest}");
        sink.add(Code::BenchmarkContent, &path.key("window"), cause);
    }
    if !(1..=86_400).contains(&visit.duration) {
        let cause = format!("{} seconds are not 1 to 86400", visit.duration);
        sink.add(Code::BenchmarkNumber, &path.key("duration"), cause);
    }
    let carers = visit.carers.unwrap_or(1);
    if !(1..=MOST_CARERS).contains(&carers) {
        let cause = format!("{carers} carers are not 1 to {MOST_CARERS}");
        sink.add(Code::BenchmarkNumber, &path.key("carers"), cause);
        return None;
    }
    let mut skills: Vec<SkillId> = visit.skills.iter().map(SkillId::new).collect();
    skills.sort();
    skills.dedup();
    let slots = vec![benchmark::slot(visit.duration, skills); carers];
    let windows = vec![Window::hard(Instant(earliest), Instant(latest))];
    exists(doc, visit.loc, &path.key("loc"), sink)
        .then(|| benchmark::visit(&visit.id, &visit.client, windows, slots))
}

/// The clients of all visits, in the order of their first one; each lives in one place.
fn clients(doc: &InstanceDoc, sink: &mut Sink) -> Vec<Client> {
    let root = Path::Root;
    let path = root.key("visits");
    let mut homes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut clients = Vec::new();
    let mut told = BTreeSet::new();
    for (i, visit) in doc.visits.iter().enumerate() {
        match homes.get(visit.client.as_str()) {
            None => {
                homes.insert(&visit.client, visit.loc);
                clients.push(Client::new(ClientId::new(&visit.client), place(visit.loc)));
            }
            Some(home) if *home != visit.loc && told.insert(visit.client.as_str()) => {
                let cause = format!("client \"{}\" lives elsewhere too", clip(&visit.client));
                sink.add(Code::BenchmarkContent, &path.index(i).key("loc"), cause);
            }
            Some(_) => {}
        }
    }
    clients
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn legs_are_rounded_up_exactly() {
        // 5 km at 30 km/h are 600 s to the second; a metre more is a second more.
        assert_eq!(seconds(5000 * 5000, 30_000), 600);
        assert_eq!(seconds(5001 * 5001, 30_000), 601);
        assert_eq!(seconds(0, 30_000), 0);
        assert_eq!(seconds(1, 30_000), 1);
    }
}
