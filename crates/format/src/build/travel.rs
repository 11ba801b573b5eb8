//! Speeds and matrices, and whether every leg that can occur has a time.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{Carer, Client, GreatCircle, Mode, PlaceId, Travel};

use super::matrix;
use super::places::Places;
use crate::doc::{ProblemDoc, SpeedDoc};
use crate::finding::{Code, Path, Sink};
use crate::loader::Loader;

/// Road km for each km as the crow flies, where nothing is said.
const DETOUR: f64 = 1.3;

/// Builds travel data.
pub(super) fn build(
    doc: &ProblemDoc,
    places: &Places,
    loader: &dyn Loader,
    sink: &mut Sink,
) -> Travel {
    let root = Path::Root;
    let path = root.key("travel");
    let travel = &doc.travel;
    let detour = checked(travel.detour.unwrap_or(DETOUR), 1.0, 10.0, &path.key("detour"), sink);
    let round_up = travel.round_up_minutes.unwrap_or(1);
    if !(0..=60).contains(&round_up) {
        let cause = format!("{round_up} minutes is not from 0 to 60");
        sink.add(Code::BadSpeed, &path.key("round_up_minutes"), cause);
    }
    let modes = &travel.modes;
    let speeds = [
        (Mode::Car, &modes.car, 35.0, 2.0),
        (Mode::Walk, &modes.walk, 4.5, 1.0),
        (Mode::Bicycle, &modes.bicycle, 14.0, 1.0),
        (Mode::Bus, &modes.bus, 15.0, 6.0),
    ];
    let modes_path = path.key("modes");
    let speeds = speeds.map(|(mode, doc, kmh, stop)| {
        let doc = doc.clone().unwrap_or_default();
        (mode, speed(&doc, kmh, stop, detour, &modes_path.key(mode.as_str()), sink))
    });
    let matrices_path = path.key("matrices");
    let matrices = travel
        .matrices
        .iter()
        .enumerate()
        .filter_map(|(i, doc)| matrix::build(doc, &matrices_path.index(i), places, loader, sink))
        .collect();
    Travel {
        great_circle: BTreeMap::from(speeds),
        matrices,
        round_up_seconds: (round_up.clamp(0, 60) * 60).max(1),
    }
}

fn speed(
    doc: &SpeedDoc,
    kmh: f64,
    stop_minutes: f64,
    detour: f64,
    path: &Path<'_>,
    sink: &mut Sink,
) -> GreatCircle {
    let kmh = checked(doc.kmh.unwrap_or(kmh), 0.1, 1000.0, &path.key("kmh"), sink);
    let stop = doc.stop_minutes.unwrap_or(stop_minutes);
    let stop = checked(stop, 0.0, 240.0, &path.key("stop_minutes"), sink);
    let detour = checked(doc.detour.unwrap_or(detour), 1.0, 10.0, &path.key("detour"), sink);
    GreatCircle {
        detour_permille: (detour * 1000.0).round() as i64,
        metres_per_hour: (kmh * 1000.0).round() as i64,
        stop_seconds: (stop * 60.0).round() as i64,
    }
}

/// A number brought into its range, reported when it was not in it.
fn checked(value: f64, least: f64, most: f64, path: &Path<'_>, sink: &mut Sink) -> f64 {
    if (least..=most).contains(&value) {
        return value;
    }
    sink.add(Code::BadSpeed, path, format!("{value} is not from {least} to {most}"));
    least
}

/// Reports places from or to which a leg that can occur has no time.
pub(super) fn check_legs(
    travel: &Travel,
    places: &Places,
    clients: &[Client],
    carers: &[Carer],
    sink: &mut Sink,
) {
    let matrices: Vec<(&[Mode], BTreeSet<&PlaceId>)> = travel
        .matrices
        .iter()
        .map(|matrix| (matrix.modes.as_slice(), matrix.places.iter().collect()))
        .collect();
    let mut reported: BTreeSet<&PlaceId> = BTreeSet::new();
    for mode in Mode::ALL {
        let who: Vec<&Carer> =
            carers.iter().filter(|carer| carer.mode == mode && !carer.shifts.is_empty()).collect();
        if who.is_empty() {
            continue;
        }
        let ends = who
            .iter()
            .flat_map(|carer| &carer.shifts)
            .flat_map(|shift| shift.start_place.iter().chain(&shift.end_place));
        let visited: BTreeSet<&PlaceId> =
            clients.iter().map(|client| &client.place).chain(ends).collect();
        let matrices: Vec<&BTreeSet<&PlaceId>> = matrices
            .iter()
            .filter(|(modes, _)| modes.contains(&mode))
            .map(|(_, places)| places)
            .collect();
        if matrices.iter().any(|matrix| matrix.is_superset(&visited)) {
            continue;
        }
        let is_mapped = |place: &PlaceId| {
            places
                .known
                .get(place.as_str())
                .and_then(|(index, _)| places.list.get(*index))
                .is_none_or(|place| place.at.is_some())
        };
        for &place in visited.iter().filter(|place| !is_mapped(place)) {
            let missing: Vec<&str> = visited
                .iter()
                .filter(|other| **other != place)
                .filter(|other| {
                    !matrices
                        .iter()
                        .any(|matrix| matrix.contains(place) && matrix.contains(**other))
                })
                .map(|other| other.as_str())
                .collect();
            if let Some(first) = missing.first()
                && reported.insert(place)
            {
                let more = match missing.len() {
                    1 => String::new(),
                    n => format!(" and {} other places", n - 1),
                };
                let cause = format!(
                    "there is no way by {} between \"{}\" and \"{first}\"{more}",
                    mode.as_str(),
                    place.as_str()
                );
                let pointer = places.known.get(place.as_str()).map(|(_, pointer)| pointer.clone());
                let remedy = Code::NoTravel.info().remedy.to_owned();
                sink.add_with(Code::NoTravel, pointer.unwrap_or_default(), cause, remedy);
            }
        }
    }
}
