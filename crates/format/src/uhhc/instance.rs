//! Instances.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rota_model::{
    Break, Carer, CarerId, Client, ClientId, Departure, GapFrom, Instance, Instant, Level, Link,
    LinkKind, Matrix, Mode, Place, PlaceId, Policy, Priority, Rate, RuleId, Shift, ShiftId,
    SkillId, Travel, UsualCarer, Visit, VisitId, Window, Zone,
};

use super::GRAINS;
use super::doc::{
    CaregiverDoc, DistanceDoc, InstanceDoc, PatientDoc, ServiceDoc, SynchronizationKind as Kind,
    TimeWindowMet, WeightDoc, WindowDoc,
};
use crate::benchmark::{self, unique};
use crate::civil::clip;
use crate::finding::{Code, Findings, Path, Sink};

/// Times and distances up to this keep all sums inside 64 bits.
const LONGEST: i64 = 10_000_000;

/// Weights up to this keep all prices inside 64 bits.
const HEAVIEST: i64 = 100_000;

/// Components with the rules that measure them and the grains of a unit of measure for a weight of 1; optional
/// patients, windows and what is always held are apart.
const COMPONENTS: [(&str, RuleId, i64); 8] = [
    ("travel_time", RuleId::Travel, GRAINS),
    ("highest_tardiness", RuleId::LargestLateness, GRAINS),
    ("total_waiting_time", RuleId::Waiting, GRAINS),
    ("total_extra_time", RuleId::ShiftEnd, GRAINS),
    ("max_idle_time", RuleId::LargestIdle, GRAINS),
    ("workload_balance", RuleId::WorkloadBalance, GRAINS),
    ("caregiver_preferences", RuleId::Unfamiliar, GRAINS / 100),
    ("missed_lunch_break", RuleId::MissedBreak, GRAINS),
];

/// Components that are rules here, whatever a file says: only "HARD" can be read.
const HELD: [&str; 2] = ["incompabilities", "qualification"];

/// Reads an instance.
///
/// # Errors
/// All findings, if the text is not such an instance, or weighs what no rule measures.
pub fn read_instance(text: &str) -> Result<Instance, Findings> {
    benchmark::json("instance", text, convert)
}

fn convert(doc: &InstanceDoc, sink: &mut Sink) -> Option<Instance> {
    let root = Path::Root;
    let terminals =
        doc.terminal_points.iter().map(|point| (&point.id, point.distance_matrix_index));
    let patients = doc.patients.iter().map(|patient| (&patient.id, patient.distance_matrix_index));
    let places: Vec<(&String, usize)> = terminals.chain(patients).collect();
    unique(places.iter().map(|place| place.0), &root.key("patients"), sink);
    unique(doc.caregivers.iter().map(|carer| &carer.id), &root.key("caregivers"), sink);
    let policy = policy(doc, sink);
    let matrix = matrix(doc, &places, sink);
    let path = root.key("caregivers");
    let caregivers = doc.caregivers.iter().enumerate();
    let carers: Vec<Carer> = caregivers.map(|(i, c)| carer(doc, c, &path.index(i), sink)).collect();
    let (mut visits, mut links) = (Vec::new(), Vec::new());
    let path = root.key("patients");
    for (i, patient) in doc.patients.iter().enumerate() {
        visits_of(doc, patient, &path.index(i), &mut visits, &mut links, sink);
    }
    Some(Instance {
        name: doc.metadata.name.clone().unwrap_or_else(|| "uhhc".to_owned()),
        zone: Zone::UTC,
        start: NaiveDate::default(),
        days: 1,
        ticks_per_minute: 1,
        places: places.iter().map(|(id, _)| Place { id: PlaceId::new(*id), at: None }).collect(),
        travel: Travel {
            great_circle: BTreeMap::new(),
            matrices: vec![matrix?],
            round_up_seconds: 1,
        },
        clients: clients(doc, sink),
        carers,
        visits,
        pay: None,
        links,
        policy,
    })
}

fn policy(doc: &InstanceDoc, sink: &mut Sink) -> Policy {
    let root = Path::Root;
    let metadata = root.key("metadata");
    let path = metadata.key("cost_components");
    let left_out = Level::Priced(Rate(super::LEFT_OUT * GRAINS));
    let mut policy = Policy::bare()
        .with(RuleId::UnallocatedNormal, left_out)
        .with(RuleId::ShiftEnd, Level::Off)
        .with(RuleId::MissedBreak, Level::Off);
    for (component, weight) in &doc.metadata.cost_components {
        let here = path.key(component);
        if let WeightDoc::Weight(weight) = weight
            && !(0..=HEAVIEST).contains(weight)
        {
            let cause = format!("{weight} is not from 0 to {HEAVIEST}");
            sink.add(Code::BenchmarkNumber, &here, cause);
            continue;
        }
        let known = COMPONENTS.iter().find(|known| known.0 == component);
        let priced = |weight: i64, grains| Level::Priced(Rate(weight * grains));
        match (component.as_str(), known, *weight) {
            (_, Some((_, rule, grains)), WeightDoc::Weight(weight)) => {
                policy = policy.with(*rule, priced(weight, *grains));
            }
            (_, Some((_, rule, _)), WeightDoc::Word(_)) if rule.allows(Level::Enforce) => {
                policy = policy.with(*rule, Level::Enforce);
            }
            ("total_tardiness", _, WeightDoc::Weight(weight)) => {
                policy = policy.with(RuleId::Lateness, priced(weight, GRAINS));
            }
            ("total_tardiness", _, WeightDoc::Word(_)) => {}
            ("optional_patients", _, WeightDoc::Weight(weight)) => {
                policy = policy
                    .with(RuleId::UnallocatedOptional, priced(weight, GRAINS))
                    .with(RuleId::UnallocatedMovable, priced(weight, GRAINS / 2));
            }
            (held, _, WeightDoc::Word(_)) if HELD.contains(&held) => {}
            _ => {
                let cause = format!("no rule measures \"{}\" in this way", clip(component));
                sink.add(Code::BenchmarkContent, &here, cause);
            }
        }
    }
    policy
}

fn matrix(doc: &InstanceDoc, places: &[(&String, usize)], sink: &mut Sink) -> Option<Matrix> {
    let root = Path::Root;
    let path = root.key("distances");
    let size = doc.distances.len();
    if doc.distances.iter().any(|row| row.len() != size) {
        sink.add(Code::MatrixShape, &path, format!("the matrix is not {size} by {size}"));
        return None;
    }
    if let Some((id, index)) = places.iter().find(|(_, index)| *index >= size) {
        let cause = format!("\"{}\" has row {index} of {size}", clip(id));
        sink.add(Code::BenchmarkContent, &path, cause);
        return None;
    }
    for (i, row) in doc.distances.iter().enumerate() {
        for (j, entry) in row.iter().enumerate() {
            if !(0..=LONGEST).contains(entry) {
                let cause = format!("{entry} is not from 0 to {LONGEST}");
                sink.add(Code::BenchmarkNumber, &path.index(i).index(j), cause);
            }
        }
    }
    let entry = |from: usize, to: usize| doc.distances.get(from)?.get(to).copied();
    let row = |from: usize| places.iter().map(|(_, to)| entry(from, *to)).collect();
    Some(Matrix {
        modes: vec![Mode::Car],
        places: places.iter().map(|(id, _)| PlaceId::new(*id)).collect(),
        seconds: places.iter().map(|(_, from)| row(*from)).collect::<Option<_>>()?,
        metres: Vec::new(),
    })
}

/// Whether a stretch of time can be used; a finding if not.
fn is_window(window: WindowDoc, path: &Path<'_>, sink: &mut Sink) -> bool {
    let fine = 0 <= window.start && window.start < window.end && window.end <= LONGEST;
    if !fine {
        let cause = format!("from {} to {} is no time", window.start, window.end);
        sink.add(Code::BenchmarkContent, path, cause);
    }
    fine
}

fn carer(doc: &InstanceDoc, carer: &CaregiverDoc, path: &Path<'_>, sink: &mut Sink) -> Carer {
    for (key, point) in
        [("departing_point", &carer.departing_point), ("arrival_point", &carer.arrival_point)]
    {
        if !doc.terminal_points.iter().any(|terminal| terminal.id == *point) {
            let cause = format!("there is no terminal \"{}\"", clip(point));
            sink.add(Code::BenchmarkContent, &path.key(key), cause);
        }
    }
    let (start, end) = match carer.working_shift {
        Some(shift) => {
            is_window(shift, &path.key("working_shift"), sink);
            (Instant(shift.start), Instant(shift.end))
        }
        None => (Instant(0), Instant::NEVER),
    };
    let is_bazirha = doc.metadata.origin.contains("bazirha");
    let shift = Shift {
        id: ShiftId::new(&carer.id),
        start,
        end,
        start_place: Some(PlaceId::new(&carer.departing_point)),
        end_place: Some(PlaceId::new(&carer.arrival_point)),
        capacity: None,
        departs: if is_bazirha { Departure::AtShiftStart } else { Departure::AsLateAsFree },
        breaks: if carer.lunch_break { lunch(doc, path, sink) } else { Vec::new() },
    };
    benchmark::carer(&carer.id, &carer.abilities, vec![shift])
}

/// The lunch of those who have one. Where windows bind the start of service, a lunch may run over the end as well.
fn lunch(doc: &InstanceDoc, path: &Path<'_>, sink: &mut Sink) -> Vec<Break> {
    let Some(lunch) = &doc.lunch_breaks else {
        sink.add(Code::BenchmarkContent, path, "a lunch, but the file says nothing of when");
        return Vec::new();
    };
    let root = Path::Root;
    let here = root.key("lunch_breaks");
    let window = WindowDoc { start: lunch.start, end: lunch.end };
    if !is_window(window, &here, sink) || !(1..=LONGEST).contains(&lunch.min_duration) {
        sink.add(Code::BenchmarkNumber, &here.key("min_duration"), "a lunch that takes no time");
        return Vec::new();
    }
    let over = match doc.metadata.time_window_met {
        TimeWindowMet::AtServiceStart => lunch.min_duration,
        TimeWindowMet::AtServiceEnd => 0,
    };
    vec![Break {
        earliest: Instant(lunch.start),
        latest: Instant(lunch.end) + over,
        least: lunch.min_duration,
        at_ends: true,
        after: None,
    }]
}

fn clients(doc: &InstanceDoc, sink: &mut Sink) -> Vec<Client> {
    let known: BTreeSet<&str> = doc.caregivers.iter().map(|carer| carer.id.as_str()).collect();
    let root = Path::Root;
    let path = root.key("patients");
    let mut clients = Vec::with_capacity(doc.patients.len());
    for (i, patient) in doc.patients.iter().enumerate() {
        let lists = [&patient.preferred_caregivers, &patient.incompatible_caregivers];
        for id in lists.into_iter().flatten().filter(|id| !known.contains(id.as_str())) {
            let cause = format!("there is no caregiver \"{}\"", clip(id));
            sink.add(Code::BenchmarkContent, &path.index(i), cause);
        }
        let mut client = Client::new(ClientId::new(&patient.id), PlaceId::new(&patient.id));
        let usual =
            |id: &String| UsualCarer { carer: CarerId::new(id), familiarity: 100, call: None };
        client.usual = patient.preferred_caregivers.iter().map(usual).collect();
        client.exclusions = patient.incompatible_caregivers.iter().map(CarerId::new).collect();
        clients.push(client);
    }
    clients
}

/// The windows for the start of a service, or of a visit with services of one length.
fn windows(doc: &InstanceDoc, patient: &PatientDoc, duration: i64) -> Option<Vec<Window>> {
    let hard =
        matches!(doc.metadata.cost_components.get("total_tardiness"), Some(WeightDoc::Word(_)));
    let length = match doc.metadata.time_window_met {
        TimeWindowMet::AtServiceStart => 0,
        TimeWindowMet::AtServiceEnd => duration,
    };
    let mut windows = Vec::with_capacity(patient.time_windows.len());
    for (i, window) in patient.time_windows.iter().enumerate() {
        let earliest = Instant(window.start);
        let deadline = Instant(window.end) - length;
        let next = patient.time_windows.get(i + 1).map(|next| Instant(next.start - 1));
        let until = next.unwrap_or(Instant::NEVER);
        if deadline < earliest || until < earliest {
            return None;
        }
        windows.push(Window {
            earliest,
            soft_earliest: earliest,
            soft_latest: deadline.min(until),
            latest: if hard { deadline.min(until) } else { until },
            preferred: None,
        });
    }
    (!windows.is_empty()).then_some(windows)
}

fn visits_of(
    doc: &InstanceDoc,
    patient: &PatientDoc,
    path: &Path<'_>,
    visits: &mut Vec<Visit>,
    links: &mut Vec<Link>,
    sink: &mut Sink,
) {
    let services = path.key("required_services");
    for (i, service) in patient.required_services.iter().enumerate() {
        if !(1..=LONGEST).contains(&service.duration) {
            let cause = format!("{} is not from 1 to {LONGEST}", service.duration);
            sink.add(Code::BenchmarkNumber, &services.index(i).key("duration"), cause);
            return;
        }
    }
    let windows_path = path.key("time_windows");
    let windows_doc = patient.time_windows.iter().enumerate();
    if !windows_doc.fold(true, |f, (i, w)| is_window(*w, &windows_path.index(i), sink) && f) {
        return;
    }
    let priority = match (patient.optional, patient.required_services.len()) {
        (false, _) => Priority::Normal,
        (true, 1) => Priority::Optional,
        (true, _) => Priority::Movable,
    };
    let mut add = |id: String, served: &[&ServiceDoc]| {
        let slot = |service: &&ServiceDoc| {
            benchmark::slot(service.duration, vec![SkillId::new(&service.service)])
        };
        let duration = served.iter().map(|service| service.duration).max().unwrap_or(0);
        let Some(windows) = windows(doc, patient, duration) else {
            let cause = "windows that are out of order, missing, or shorter than the service";
            sink.add(Code::BenchmarkContent, &windows_path, cause);
            return;
        };
        let slots = served.iter().map(slot).collect();
        visits.push(Visit { priority, ..benchmark::visit(&id, &patient.id, windows, slots) });
    };
    let kind = patient.synchronization.as_ref();
    match (patient.required_services.as_slice(), kind.map(|how| (how.kind, how.distance))) {
        ([one], None) => add(patient.id.clone(), &[one]),
        ([a, b], Some((Kind::Simultaneous, _)))
            if a.service != b.service && shares_deadline(doc, a, b) =>
        {
            add(patient.id.clone(), &[a, b]);
        }
        ([a, b], Some((kind, distance))) if a.service != b.service => {
            let (first, second) = (format!("{}/1", patient.id), format!("{}/2", patient.id));
            let mut tie = |kind| {
                let (first, second) = (VisitId::new(&first), VisitId::new(&second));
                links.push(Link { first, second, kind });
            };
            let gap = |min, max| LinkKind::Gap { from: GapFrom::Start, min, max };
            match (kind, distance) {
                (Kind::Independent, _) => {}
                (Kind::Simultaneous, _) => tie(gap(Some(0), Some(0))),
                (Kind::Sequential, Some(DistanceDoc { min, max }))
                    if 0 <= min && min <= max && max <= LONGEST =>
                {
                    tie(gap(Some(min), Some(max)));
                }
                (Kind::Sequential, _) => {
                    let here = path.key("synchronization");
                    sink.add(Code::BenchmarkContent, &here, "a sequence without a good `distance`");
                    return;
                }
            }
            tie(LinkKind::DifferentCarer);
            if patient.optional {
                tie(LinkKind::BothOrNeither);
            }
            add(first, &[a]);
            add(second, &[b]);
        }
        _ => {
            let cause =
                "one service alone, or two different ones with `synchronization`, can be read";
            sink.add(Code::BenchmarkContent, &services, cause);
        }
    }
}

/// Whether two services that start together are late by the same time.
fn shares_deadline(doc: &InstanceDoc, a: &ServiceDoc, b: &ServiceDoc) -> bool {
    doc.metadata.time_window_met == TimeWindowMet::AtServiceStart || a.duration == b.duration
}
