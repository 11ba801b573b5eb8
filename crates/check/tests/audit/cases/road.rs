//! Legs: time to drive them, what they take, and waiting at the door.

use rota_check::measure;
use rota_model::{Coordinates, GreatCircle, Level, Mode, PlaceId, Rate, RuleId};

use super::Cases;
use crate::scene::Scene;

/// ann from 07:00 to 12:00; adam at 10 minutes, beth at 25: a, b and c of 30 minutes, 07:00 to 12:00.
fn road() -> Scene {
    let mut scene = Scene::new();
    scene.carer("ann", "07:00", "12:00");
    scene.client("adam", 10);
    scene.client("beth", 25);
    scene.visit("a", "adam", "07:00", "12:00", 30);
    scene.visit("b", "beth", "07:00", "12:00", 30);
    scene
}

fn route(stops: &[(&str, usize, &str)]) -> Scene {
    let mut scene = road();
    scene.route("ann", stops);
    scene
}

pub(crate) fn travel_time() -> Cases {
    // a ends at 08:30 and beth is 15 minutes on.
    let just = route(&[("a", 0, "08:00"), ("b", 0, "08:45")]);
    let short = route(&[("a", 0, "08:00"), ("b", 0, "08:44")]);
    let overlap = route(&[("b", 0, "07:50"), ("a", 0, "08:00")]);

    // Two shifts with overtime allowed: the first ends at 09:00, but the route is back at 08:45 + 30 + 25 = 09:40.
    let mut two = road();
    two.carer_mut("ann").shifts[0].end = two.at("09:00");
    two.shift("ann", "ann-late", "09:00", "12:00");
    two.client("carl", 5);
    two.visit("c", "carl", "07:00", "12:00", 30);
    two.level(RuleId::ShiftEnd, Level::Off);
    two.route("ann", &[("a", 0, "08:00"), ("b", 0, "08:45")]);
    let mut back_to_back = two.clone();
    back_to_back.route("ann-late", &[("c", 0, "09:45")]);
    let mut two_places = two;
    two_places.route("ann-late", &[("c", 0, "09:35")]);

    // Nothing says how long ann walks.
    let mut unknown = route(&[("a", 0, "08:00")]);
    unknown.leave_out("b");
    unknown.carer_mut("ann").shifts[0].end_place = None;
    unknown.instance.travel.matrices[0].modes = vec![Mode::Car];
    unknown.carer_mut("ann").mode = Mode::Walk;
    Cases {
        keeps: vec![just, back_to_back],
        breaks: vec![
            (
                short,
                "starts b at 2026-11-23 08:44, but ends a at 2026-11-23 08:30 and needs 15 minutes to get there: 1 minute too soon",
            ),
            // b ends at 08:20, adam is 15 minutes back: 08:35, 35 minutes after 08:00.
            (overlap, "35 minutes too soon"),
            // Sets out for carl at 09:35 - 5 = 09:30, 10 minutes before being back.
            (two_places, "10 minutes of both"),
            (unknown, "carer ann takes by walk to get to a"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn travel() -> Cases {
    let nothing = {
        let mut scene = road();
        scene.leave_out("a");
        scene.leave_out("b");
        scene
    };
    // 10 + 15 + 25 = 50 minutes.
    let round = route(&[("a", 0, "08:00"), ("b", 0, "09:00")]);
    // Without places to start from and return to: 15 minutes.
    let mut doors = round.clone();
    doors.carer_mut("ann").shifts[0].start_place = None;
    doors.carer_mut("ann").shifts[0].end_place = None;
    let route = &mut doors.rota.routes[0];
    (route.depart, route.finish) = (route.stops[0].start, route.stops[1].end);
    // Two visits to one door: no leg between them; 10 + 10 = 20 minutes.
    let mut same_door = road();
    same_door.visit("a2", "adam", "07:00", "12:00", 30);
    same_door.route("ann", &[("a", 0, "08:00"), ("a2", 0, "08:30")]);
    same_door.leave_out("b");
    Cases {
        measures: vec![
            (nothing, 0, 0),
            (round, 50 * 60, 50),
            (doors, 15 * 60, 15),
            (same_door, 20 * 60, 20),
            (great_circle(), 2 * 1920, 64),
            (first_matrix_wins(), (3 + 15 + 25) * 60, 43),
        ],
        ..Cases::default()
    }
}

/// Depot at 56 N 4 W and adam a hundredth of a degree north of it, on foot.
///
/// Straight: 6,371,008.8 x pi / 18,000 = 1111.95 m, as whole metres 1112. By 1.3: 1445.6, up to 1446 m. At
/// 5,000 m an hour: 1446 x 3600 / 5000 = 1041.12, up to 1042 s; with 841 s at the door 1883 s, up to
/// whole minutes 1920 s. There and back 3840 s: 64 minutes.
fn great_circle() -> Scene {
    let mut scene = route(&[("a", 0, "08:00")]);
    scene.leave_out("b");
    scene.carer_mut("ann").mode = Mode::Walk;
    scene.instance.travel.matrices.clear();
    let walk = GreatCircle { detour_permille: 1300, metres_per_hour: 5000, stop_seconds: 841 };
    scene.instance.travel.great_circle.insert(Mode::Walk, walk);
    for place in &mut scene.instance.places {
        let latitude = if place.id == "adam".into() { 56.01 } else { 56.0 };
        place.at = Some(Coordinates { latitude, longitude: -4.0 });
    }
    let route = &mut scene.rota.routes[0];
    (route.depart, route.finish) = (route.stops[0].start - 1920, route.stops[0].end + 1920);
    scene
}

/// A matrix of depot and adam by car comes before the road's: 3 minutes there, no distance.
///
/// 3 + 15 + 25 minutes of travel; 0 + 15 + 25 km.
fn first_matrix_wins() -> Scene {
    let mut scene = route(&[("a", 0, "08:00"), ("b", 0, "09:00")]);
    let mut short = scene.instance.travel.matrices[0].clone();
    short.places = ["depot", "adam"].map(PlaceId::from).to_vec();
    short.seconds = vec![vec![0, 180], vec![9999, 0]];
    short.metres = vec![];
    // One for walking is of no use to a driver.
    let mut walking = short.clone();
    walking.modes = vec![Mode::Walk];
    walking.seconds = vec![vec![0, 1], vec![1, 0]];
    scene.instance.travel.matrices.splice(0..0, [walking, short]);
    let first = scene.rota.routes[0].stops[0].start;
    scene.rota.routes[0].depart = first - 180;
    scene
}

pub(crate) fn mileage() -> Cases {
    let round = route(&[("a", 0, "08:00"), ("b", 0, "09:00")]);
    let mut by_bus = round.clone();
    by_bus.carer_mut("ann").mode = Mode::Bus;
    Cases {
        measures: vec![
            (by_bus, 0, 0),
            // 10 + 15 + 25 km.
            (round, 50_000, 50),
            (first_matrix_wins(), 40_000, 40),
        ],
        ..Cases::default()
    }
}

pub(crate) fn waiting() -> Cases {
    // The first start of a route is never waited for, however long after the shift's start.
    let none = route(&[("a", 0, "10:00"), ("b", 0, "10:45")]);
    // At beth's door at 08:30 + 15 = 08:45, and in at 09:00.
    let quarter = route(&[("a", 0, "08:00"), ("b", 0, "09:00")]);
    Cases { measures: vec![(none, 0, 0), (quarter, 15 * 60, 15)], ..Cases::default() }
}

#[test]
fn straight_lines_are_rounded_up_once_for_metres_and_once_for_seconds() {
    // As in `great_circle`, but by car and without whole minutes: 1446 m and 1042 + 841 s, there and back.
    let mut scene = great_circle();
    scene.carer_mut("ann").mode = Mode::Car;
    let circles = &mut scene.instance.travel.great_circle;
    let walk = circles.remove(&Mode::Walk).expect("it is there");
    circles.insert(Mode::Car, walk);
    scene.instance.travel.round_up_seconds = 1;
    for rule in [RuleId::Travel, RuleId::Mileage] {
        scene.price(rule, Rate(1));
    }
    let sheet = measure(&scene.instance, &scene.rota);
    assert_eq!(sheet.measure(RuleId::Mileage), 2 * 1446);
    assert_eq!(sheet.measure(RuleId::Travel), 2 * 1883);
}
