//! Instances.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rota_model::{
    Carer, Client, ClientId, Departure, GapFrom, Instance, Instant, Level, Link, LinkKind, Matrix,
    Mode, Place, PlaceId, Policy, Rate, RuleId, Shift, ShiftId, SkillId, Travel, Visit, VisitId,
    Window, Zone,
};

use super::doc::{self, InstanceDoc, PatientDoc, SynchronizationKind, ticks};
use crate::benchmark::{self, unique};
use crate::finding::{Code, Findings, Path, Sink};

/// Reads an instance.
///
/// # Errors
/// All findings, if the text is not such an instance.
pub fn read_instance(text: &str) -> Result<Instance, Findings> {
    benchmark::json("instance", text, convert)
}

fn convert(doc: &InstanceDoc, sink: &mut Sink) -> Option<Instance> {
    let root = Path::Root;
    let places = places(doc, sink);
    let matrix = matrix(doc, &places, sink);
    let Some(office) = doc.central_offices.first() else {
        sink.add(Code::BenchmarkContent, &root.key("central_offices"), "there is no office");
        return None;
    };
    unique(doc.caregivers.iter().map(|carer| &carer.id), &root.key("caregivers"), sink);
    let mut visits = Vec::with_capacity(doc.patients.len());
    let mut links = Vec::new();
    let path = root.key("patients");
    for (i, patient) in doc.patients.iter().enumerate() {
        visits_of(patient, &path.index(i), &mut visits, &mut links, sink);
    }
    Some(Instance {
        name: doc.name.clone().unwrap_or_else(|| "hhcrsp".to_owned()),
        zone: Zone::UTC,
        start: NaiveDate::default(),
        days: 1,
        ticks_per_minute: super::TICKS,
        places: places.into_iter().map(|id| Place { id, at: None }).collect(),
        travel: Travel {
            great_circle: BTreeMap::new(),
            matrices: vec![matrix?],
            round_up_seconds: 1,
        },
        clients: doc.patients.iter().map(client).collect(),
        carers: doc.caregivers.iter().map(|carer| self::carer(carer, &office.id)).collect(),
        visits,
        links,
        policy: policy(),
        pay: None,
    })
}

/// Only what the benchmark's cost counts is priced.
fn policy() -> Policy {
    let grain = Level::Priced(Rate(1));
    Policy::bare()
        .with(RuleId::UnallocatedNormal, Level::Priced(Rate(super::LEFT_OUT)))
        .with(RuleId::Travel, grain)
        .with(RuleId::Lateness, grain)
        .with(RuleId::LargestLateness, grain)
}

/// Places in the order of the matrix: offices, then patients.
fn places(doc: &InstanceDoc, sink: &mut Sink) -> Vec<PlaceId> {
    let root = Path::Root;
    let offices = doc.central_offices.iter().map(|office| &office.id);
    let patients = doc.patients.iter().map(|patient| &patient.id);
    unique(offices.clone().chain(patients.clone()), &root.key("patients"), sink);
    offices.chain(patients).map(PlaceId::new).collect()
}

fn matrix(doc: &InstanceDoc, places: &[PlaceId], sink: &mut Sink) -> Option<Matrix> {
    let root = Path::Root;
    let path = root.key("distances");
    let fits = doc.distances.len() == places.len()
        && doc.distances.iter().all(|row| row.len() == places.len());
    if !fits {
        let cause = format!("the matrix is not {0} by {0}", places.len());
        sink.add(Code::MatrixShape, &path, cause);
        return None;
    }
    let mut seconds = Vec::with_capacity(places.len());
    for (i, row) in doc.distances.iter().enumerate() {
        let here = path.index(i);
        let entries = row.iter().enumerate().map(|(j, entry)| ticks(*entry, &here.index(j), sink));
        seconds.push(entries.collect::<Vec<_>>());
    }
    let seconds: Option<Vec<Vec<i64>>> =
        seconds.into_iter().map(|row| row.into_iter().collect()).collect();
    Some(Matrix {
        modes: vec![Mode::Car],
        places: places.to_vec(),
        seconds: seconds?,
        metres: Vec::new(),
    })
}

fn client(doc: &PatientDoc) -> Client {
    Client::new(ClientId::new(&doc.id), PlaceId::new(&doc.id))
}

fn carer(doc: &doc::CaregiverDoc, office: &str) -> Carer {
    let office = Some(PlaceId::new(office));
    let shift = Shift {
        id: ShiftId::new(&doc.id),
        start: Instant(0),
        end: Instant::NEVER,
        start_place: office.clone(),
        end_place: office,
        capacity: None,
        departs: Departure::default(),
        breaks: Vec::new(),
    };
    benchmark::carer(&doc.id, &doc.abilities, vec![shift])
}

fn visits_of(
    doc: &PatientDoc,
    path: &Path<'_>,
    visits: &mut Vec<Visit>,
    links: &mut Vec<Link>,
    sink: &mut Sink,
) {
    let window = path.key("time_window");
    let open = ticks(doc.time_window[0], &window.index(0), sink);
    let close = ticks(doc.time_window[1], &window.index(1), sink);
    let services = path.key("required_caregivers");
    let mut slots = Vec::with_capacity(doc.required_caregivers.len());
    for (i, required) in doc.required_caregivers.iter().enumerate() {
        let here = services.index(i);
        if doc.required_caregivers.iter().take(i).any(|other| other.service == required.service) {
            sink.add(Code::BenchmarkContent, &here, "one service is required twice");
        }
        let duration = ticks(required.duration, &here.key("duration"), sink);
        if duration == Some(0) {
            sink.add(Code::BenchmarkNumber, &here.key("duration"), "the service takes no time");
        }
        let skills = vec![SkillId::new(&required.service)];
        slots.extend(duration.map(|duration| benchmark::slot(duration, skills)));
    }
    let (Some(open), Some(close)) = (open, close) else { return };
    if close < open {
        sink.add(Code::BenchmarkContent, &window, "the window ends before it starts");
        return;
    }
    let window = Window {
        earliest: Instant(open),
        soft_earliest: Instant(open),
        soft_latest: Instant(close),
        latest: Instant::NEVER,
        preferred: None,
    };
    let visit = |id: &str, slots| benchmark::visit(id, &doc.id, vec![window], slots);
    let here = path.key("synchronization");
    match (slots.as_slice(), doc.synchronization.as_ref()) {
        ([_], None) => visits.push(visit(&doc.id, slots)),
        ([_, _], Some(how)) if how.kind == SynchronizationKind::Simultaneous => {
            visits.push(visit(&doc.id, slots));
        }
        ([first, second], Some(how)) => {
            let Some([least, most]) = how.distance else {
                sink.add(Code::BenchmarkContent, &here, "a sequence without `distance`");
                return;
            };
            let min = ticks(least, &here.key("distance").index(0), sink);
            let max = ticks(most, &here.key("distance").index(1), sink);
            if max < min {
                sink.add(Code::BenchmarkContent, &here, "the largest distance is under the least");
            }
            let (first_id, second_id) = (format!("{}/1", doc.id), format!("{}/2", doc.id));
            let link = |kind| Link {
                first: VisitId::new(&first_id),
                second: VisitId::new(&second_id),
                kind,
            };
            links.push(link(LinkKind::Gap { from: GapFrom::Start, min, max }));
            links.push(link(LinkKind::DifferentCarer));
            visits.push(visit(&first_id, vec![first.clone()]));
            visits.push(visit(&second_id, vec![second.clone()]));
        }
        _ => {
            let cause = "one service alone, or two with `synchronization`, can be read";
            sink.add(Code::BenchmarkContent, &services, cause);
        }
    }
}
