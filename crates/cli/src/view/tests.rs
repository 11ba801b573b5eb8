//! A small day built by hand, and what is shown of it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use rota_model::{
    Carer, Client, Coordinates, Departure, Instance, Instant, Mode, Place, Policy, Priority,
    Reason, Rota, Route, Shift, Slot, Stop, Travel, Unallocated, UsualCarer, Visit, Window, Zone,
};

use super::carers::Known;
use super::*;

/// Clock time on the day after `days`.
pub(crate) fn at(days: u64, time: &str) -> Instant {
    let zone = Zone::named("Europe/London").expect("a zone");
    let date = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date") + chrono::Days::new(days);
    zone.resolve(date, NaiveTime::parse_from_str(time, "%H:%M").expect("a time")).earliest()
}

fn place(id: &str, latitude: f64, longitude: f64) -> Place {
    Place { id: id.into(), at: Some(Coordinates { latitude, longitude }) }
}

fn client(id: &str, name: &str) -> Client {
    Client { name: Some(name.to_owned()), max_carers: Some(2), ..Client::new(id.into(), id.into()) }
}

fn carer(id: &str, name: Option<&str>) -> Carer {
    let shift = Shift {
        id: format!("{id}/1").as_str().into(),
        start: at(0, "06:30"),
        end: at(0, "14:00"),
        start_place: Some("office".into()),
        end_place: Some("office".into()),
        capacity: None,
        departs: Departure::default(),
        breaks: Vec::new(),
    };
    Carer {
        id: id.into(),
        name: name.map(str::to_owned),
        team: None,
        mode: Mode::Car,
        skills: Vec::new(),
        gender: None,
        languages: Vec::new(),
        exclusions: Vec::new(),
        shifts: vec![shift],
        absences: Vec::new(),
        contract: None,
        terms: rota_model::Terms::default(),
    }
}

fn visit(id: &str, client: &str, slots: usize) -> Visit {
    let slot =
        Slot { offset: 0, duration: 1800, skills: Vec::new(), gender: None, pinned: None, load: 0 };
    Visit {
        id: id.into(),
        client: client.into(),
        call: Some("morning".to_owned()),
        care: rota_model::Care::Visit,
        priority: Priority::Normal,
        windows: vec![Window::hard(at(0, "07:00"), at(0, "09:00"))],
        slots: vec![slot; slots],
        pin: rota_model::Pin::default(),
    }
}

/// Two clients, two carers, three visits: one double-up and one that is left out. One name is hostile.
pub(crate) fn instance() -> Instance {
    let mut elsie = client("elsie", "Elsie <script>alert(1)</script>");
    elsie.usual = vec![UsualCarer { carer: "ann".into(), familiarity: 80, call: None }];
    Instance {
        name: "A day & a half".to_owned(),
        zone: Zone::named("Europe/London").expect("a zone"),
        start: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date"),
        days: 1,
        ticks_per_minute: 60,
        places: vec![
            place("office", 57.0, -4.0),
            place("elsie", 57.01, -4.02),
            place("frank", 57.03, -4.01),
        ],
        travel: Travel {
            great_circle: BTreeMap::new(),
            matrices: Vec::new(),
            round_up_seconds: 60,
        },
        clients: vec![elsie, client("frank", "Frank")],
        carers: vec![carer("ann", Some("Ann")), carer("bob", None)],
        visits: vec![visit("v1", "elsie", 2), visit("v2", "frank", 1), visit("v3", "frank", 1)],
        links: Vec::new(),
        policy: Policy::default(),
        pay: None,
    }
}

fn stop(visit: &str, slot: usize, arrive: &str, start: &str, end: &str) -> Stop {
    Stop { visit: visit.into(), slot, arrive: at(0, arrive), start: at(0, start), end: at(0, end) }
}

/// Ann and Bob at v1 together, Ann goes on to v2 and waits there ten minutes; v3 is left out.
pub(crate) fn rota() -> Rota {
    let route = |carer: &str, depart, stops, finish| Route {
        carer: carer.into(),
        shift: format!("{carer}/1").as_str().into(),
        depart: at(0, depart),
        stops,
        rests: Vec::new(),
        finish: at(0, finish),
    };
    Rota {
        routes: vec![
            route(
                "ann",
                "06:45",
                vec![
                    stop("v1", 0, "07:00", "07:00", "07:30"),
                    stop("v2", 0, "07:45", "07:55", "08:25"),
                ],
                "08:40",
            ),
            route("bob", "06:50", vec![stop("v1", 1, "07:00", "07:00", "07:30")], "07:40"),
        ],
        unallocated: vec![Unallocated {
            visit: "v3".into(),
            reasons: vec![Reason {
                code: "no-time".to_owned(),
                text: "nobody has half an hour left between 07:00 and 09:00".to_owned(),
            }],
        }],
        ..Rota::default()
    }
}

/// An agency of `carers` carers, each out on each of `days` days from 06:40 to 13:45 with six visits.
pub(crate) fn agency(carers: usize, days: u64) -> (Instance, Rota) {
    let mut instance = instance();
    instance.visits.clear();
    let mut rota = Rota::default();
    instance.days = u32::try_from(days).expect("a few days");
    instance.clients.clear();
    for c in 0..carers {
        let id = format!("c{c}");
        let (north, east) = ((c * 37 % 101) as f64, (c * 53 % 103) as f64);
        instance.places.push(place(&id, 57.0 + north / 500.0, -4.0 + east / 300.0));
        instance.clients.push(client(&id, &format!("Client Number {c}")));
    }
    instance.carers =
        (0..carers).map(|c| carer(&format!("a{c}"), Some(&format!("Carer {c}")))).collect();
    for (c, carer) in instance.carers.iter_mut().enumerate() {
        let model = carer.shifts.remove(0);
        for day in 0..days {
            let id = rota_model::ShiftId::new(format!("a{c}/{day}"));
            let (start, end) = (at(day, "06:30"), at(day, "14:00"));
            carer.shifts.push(Shift { id: id.clone(), start, end, ..model.clone() });
            let mut stops = Vec::new();
            for k in 0..6_u64 {
                let client = (c + usize::try_from(k).expect("six") * 7) % carers;
                let id = format!("c{client}/{c}/{day}/{k}");
                let mut visit = visit(&id, &format!("c{client}"), 1);
                if k == 0 {
                    visit.priority = Priority::TimeCritical;
                }
                instance.visits.push(visit);
                let arrive = at(day, "07:00") + i64::try_from(k * 4200).expect("a time");
                let start = arrive + if k == 3 { 900 } else { 0 };
                let visit = id.as_str().into();
                stops.push(Stop { visit, slot: 0, arrive, start, end: start + 2700 });
            }
            let (depart, finish) = (at(day, "06:40"), at(day, "13:45"));
            rota.routes.push(Route {
                carer: carer.id.clone(),
                shift: id,
                depart,
                stops,
                rests: Vec::new(),
                finish,
            });
        }
    }
    (instance, rota)
}

/// What is shown of them.
pub(crate) fn view() -> View {
    View::of(&instance(), &rota(), &Audit::default())
}

#[test]
fn travel_care_and_waiting_are_told_apart() {
    let view = view();
    let ann = &view.carers[0];
    // Legs 15 + 15 + 15, care 30 + 30, waiting 10.
    assert_eq!((ann.times.travel, ann.times.care, ann.times.waiting), (45 * 60, 60 * 60, 10 * 60));
    assert_eq!(view.figures.times.travel, (45 + 20) * 60);
    assert_eq!(view.figures.times.care, 90 * 60);
    assert_eq!(ann.routes[0].last_leg, 15 * 60);
}

#[test]
fn a_double_up_names_the_other_carer() {
    let view = view();
    assert_eq!(view.carers[0].routes[0].stops[0].with, ["bob"]);
    assert_eq!(view.carers[1].routes[0].stops[0].with, ["Ann"]);
    assert!(view.carers[0].routes[0].stops[1].with.is_empty());
}

#[test]
fn known_carers_count_only_where_something_is_recorded() {
    let view = view();
    let stops = &view.carers[0].routes[0].stops;
    assert_eq!(stops[0].known, Known::Yes);
    assert_eq!(view.carers[1].routes[0].stops[0].known, Known::New);
    assert_eq!(stops[1].known, Known::NotRecorded);
    assert_eq!(view.figures.known_share().as_deref(), Some("50.0 %"));
}

#[test]
fn figures_count_visits_and_faces() {
    let figures = view().figures;
    assert_eq!((figures.visits, figures.allocated, figures.unallocated), (3, 2, 1));
    assert_eq!(figures.double_ups, 1);
    // Elsie sees two carers, Frank one.
    assert_eq!(figures.faces_hundredths, 150);
}

#[test]
fn an_unallocated_visit_says_when_and_why() {
    let left = &view().unallocated[0];
    assert_eq!(left.when, "Mon 23 Nov 07:00-09:00");
    assert_eq!(left.client, "Frank");
    assert_eq!(left.reasons.len(), 1);
}

#[test]
fn a_rota_that_names_strangers_is_still_shown() {
    let mut rota = rota();
    rota.routes[0].carer = "nobody".into();
    rota.routes[0].stops[0].visit = "nothing".into();
    let view = View::of(&instance(), &rota, &Audit::default());
    assert_eq!(view.carers[1].mode, "not in the problem");
    assert_eq!(view.carers[1].routes[0].stops[0].client, "not in the problem");
}
