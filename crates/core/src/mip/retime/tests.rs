//! Retiming a week that is tied together as a whole, by contracts over days and gaps over carers.

use rota_check::audit;
use rota_model::{
    Care, Carer, Client, Contract, Coordinates, Departure, GapFrom, GreatCircle, Instance, Link,
    LinkKind, Mode, Pin, Place, Policy, Priority, Shift, Slot, Terms, Travel, Visit, Window, Zone,
};

use super::{LARGEST_BLOCK, retime_in_blocks};
use crate::evaluate::full::cost;
use crate::problem::Problem;
use crate::publish::publish;
use crate::search::Plan;

const DAYS: u32 = 7;
/// Visits of one route, one an hour.
const STOPS: usize = 12;

/// A different number for each triple, below `n`.
fn mixed(carer: usize, day: u32, stop: usize, n: i64) -> i64 {
    (carer as i64 * 7919 + i64::from(day) * 104_729 + stop as i64 * 1_299_709) % n
}

/// A week in which each carer has one client a stop, and the plan that serves them at the full hour.
fn week(carers: usize) -> (Instance, Vec<i64>) {
    let zone = Zone::UTC;
    let start = "2026-11-23".parse().expect("a date");
    let mut instance = Instance {
        name: "a week".to_owned(),
        zone,
        start,
        days: DAYS,
        ticks_per_minute: 60,
        places: Vec::new(),
        travel: Travel { round_up_seconds: 60, ..Travel::default() },
        clients: Vec::new(),
        carers: Vec::new(),
        visits: Vec::new(),
        links: Vec::new(),
        policy: Policy::default(),
        pay: None,
    };
    let shape = GreatCircle { detour_permille: 1300, metres_per_hour: 30_000, stop_seconds: 60 };
    instance.travel.great_circle.insert(Mode::Car, shape);
    let mut starts = Vec::new();
    for carer in 0..carers {
        for stop in 0..STOPS {
            let name = format!("{carer}-{stop}");
            let latitude = 51.5 + mixed(carer, 0, stop, 300) as f64 * 1e-4;
            let at = Some(Coordinates { latitude, longitude: 0.0 });
            instance.places.push(Place { id: name.as_str().into(), at });
            instance.clients.push(Client::new(name.as_str().into(), name.as_str().into()));
        }
        let mut shifts = Vec::new();
        for day in 0..DAYS {
            let opens = zone.midnight(start, u64::from(day)) + 6 * 3600;
            let id = format!("{carer}-{day}").as_str().into();
            let ends = (opens, opens + 16 * 3600);
            shifts.push(Shift {
                id,
                start: ends.0,
                end: ends.1,
                start_place: None,
                end_place: None,
                capacity: None,
                departs: Departure::default(),
                breaks: Vec::new(),
            });
            for stop in 0..STOPS {
                let hour = opens + (1 + stop as i64) * 3600;
                let soft = 60 * mixed(carer, day, stop, 40);
                instance.visits.push(Visit {
                    id: format!("{carer}-{day}-{stop}").as_str().into(),
                    client: format!("{carer}-{stop}").as_str().into(),
                    call: None,
                    care: Care::Visit,
                    priority: Priority::Normal,
                    windows: vec![Window {
                        earliest: hour + -2700,
                        soft_earliest: hour + (soft - 2400),
                        soft_latest: hour + soft,
                        latest: hour + 2700,
                        preferred: Some(hour + (soft - 1200)),
                    }],
                    slots: vec![Slot {
                        offset: 0,
                        duration: 1800,
                        skills: vec![],
                        gender: None,
                        pinned: None,
                        load: 0,
                    }],
                    pin: Pin::default(),
                });
                starts.push(hour.0);
            }
            if carer > 0 {
                instance.links.push(Link {
                    first: format!("{}-{day}-5", carer - 1).as_str().into(),
                    second: format!("{carer}-{day}-5").as_str().into(),
                    kind: LinkKind::Gap { from: GapFrom::Start, min: Some(-1200), max: Some(1200) },
                });
            }
        }
        instance.carers.push(Carer {
            id: format!("{carer}").as_str().into(),
            name: None,
            team: None,
            mode: Mode::Car,
            skills: Vec::new(),
            gender: None,
            languages: Vec::new(),
            exclusions: Vec::new(),
            shifts,
            absences: Vec::new(),
            terms: Terms::default(),
            contract: Some(Contract {
                period_days: 7,
                min: None,
                target: Some(78 * 3600),
                max: Some(80 * 3600),
                carried: 0,
            }),
        });
    }
    (instance, starts)
}

#[test]
fn a_week_tied_together_gets_cheaper_as_a_whole_and_day_by_day() {
    let (instance, starts) = week(20);
    let problem = Problem::new(&instance).expect("a week fits");
    let shifts = problem.shifts.len() as u32;
    let stops = STOPS as u32;
    let routes: Vec<Vec<u32>> =
        (0..shifts).map(|shift| (shift * stops..(shift + 1) * stops).collect()).collect();
    let before = cost(&problem, &Plan { routes: routes.clone(), starts: starts.clone(), cost: 0 });
    // As a whole, by days of 240 visits, and in pieces too small for a day, which a gap ties together.
    let costs = [LARGEST_BLOCK, 240, 239].map(|largest| {
        let better = retime_in_blocks(&problem, &routes, &starts, largest)?;
        let plan = Plan { routes: routes.clone(), starts: better, cost: 0 };
        let audit = audit(&instance, &publish(&instance, &problem, &plan));
        assert_eq!(audit.violations, []);
        Some(cost(&problem, &plan))
    });
    let [Some(whole), Some(days), None] = costs else { panic!("retimed to {costs:?}") };
    assert!(whole <= days && days < before, "{before} to {days} by day, {whole} as a whole");
    // What a trade between days is worth is small.
    assert!((days - whole) * 100 < before - whole, "{before} to {days} by day, {whole} as a whole");
}
