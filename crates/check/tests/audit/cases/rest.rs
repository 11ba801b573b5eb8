//! Rest between days of work and in each week.

use rota_model::{Interval, Status};

use super::Cases;
use crate::scene::Scene;

/// adam lives at the depot, so that a route is out from its first start to its last end. ann works on each of
/// these dates, in a shift of its own, at one visit of so many minutes.
pub(super) fn works(start: &str, days: u32, stops: &[(&str, i64)]) -> Scene {
    let mut scene = Scene::from(start, days);
    let first = scene.at("00:00");
    scene.carer("ann", "00:00", "23:59").shifts.clear();
    scene.client("adam", 0);
    for (number, (at, minutes)) in stops.iter().enumerate() {
        let (shift, visit) = (format!("s{number}"), format!("v{number}"));
        scene.shift("ann", &shift, at, at);
        let begins = scene.at(at);
        let ends = begins + minutes * 60;
        let shifts = &mut scene.carer_mut("ann").shifts;
        shifts.last_mut().expect("just added").end = ends;
        assert!(begins >= first, "work before the horizon goes to `past`");
        scene.visit(&visit, "adam", at, at, *minutes);
        scene.route(&shift, &[(&visit, 0, at)]);
    }
    scene
}

/// Work before the horizon.
pub(super) fn past(mut scene: Scene, from: &str, to: &str) -> Scene {
    let past = Interval { start: scene.at(from), end: scene.at(to) };
    scene.carer_mut("ann").terms.past_work.push(past);
    scene
}

/// Somebody in business on their own account.
pub(super) fn self_employed(mut scene: Scene) -> Scene {
    scene.carer_mut("ann").terms.status = Status::SelfEmployed;
    scene
}

pub(crate) fn daily() -> Cases {
    let late = "2026-11-23 21:00";
    let then = |at: &str| works("2026-11-23", 2, &[(late, 60), (at, 60)]);
    Cases {
        keeps: vec![
            // From 22:00 to 09:00 are 11 hours.
            then("2026-11-24 09:00"),
            self_employed(then("2026-11-24 08:00")),
            past(works("2026-11-23", 1, &[("09:00", 60)]), "2026-11-22 14:00", "2026-11-22 22:00"),
            // A split day is daily-rest-split's.
            works("2026-11-23", 2, &[("08:00", 60), (late, 60), ("2026-11-24 08:00", 60)]),
            // The clocks go back: from 22:00 BST to 08:00 GMT are 11 hours.
            works("2026-10-24", 2, &[("2026-10-24 21:00", 60), ("2026-10-25 08:00", 60)]),
            // A night from 22:00 to 07:00, and the next one from 22:00: 15 hours.
            works("2026-11-23", 2, &[("22:00", 540), ("2026-11-24 22:00", 60)]),
        ],
        breaks: vec![
            (
                then("2026-11-24 08:59"),
                "returns at 2026-11-23 22:00 and sets out again at 2026-11-24 08:59: 10 hours 59 minutes of rest",
            ),
            (
                past(
                    works("2026-11-23", 1, &[("08:30", 60)]),
                    "2026-11-22 14:00",
                    "2026-11-22 22:00",
                ),
                "10 hours 30 minutes of rest, 11 hours are asked for",
            ),
            // The clocks go forward: from 22:00 GMT to 09:00 BST are 10 hours.
            (
                works("2027-03-27", 2, &[("2027-03-27 21:00", 60), ("2027-03-28 09:00", 60)]),
                ": 10 hours of rest",
            ),
        ],
        ..Cases::default()
    }
}

pub(crate) fn daily_split() -> Cases {
    let with = |at: &str| works("2026-11-23", 2, &[("08:00", 60), ("21:00", 60), (at, 60)]);
    Cases {
        keeps: vec![
            with("2026-11-24 09:00"),
            works("2026-11-23", 2, &[("21:00", 60), ("2026-11-24 08:00", 60)]),
        ],
        breaks: vec![(with("2026-11-24 08:00"), ": 10 hours of rest")],
        ..Cases::default()
    }
}

/// ann works from 08:00 for 14 hours on each of these days of the week of 23 November, 0 being Monday.
fn long_days(days: u32, of: &[u32]) -> Scene {
    let stops: Vec<String> = of.iter().map(|day| format!("2026-{} 08:00", date(*day))).collect();
    let stops: Vec<(&str, i64)> = stops.iter().map(|at| (at.as_str(), 14 * 60)).collect();
    works("2026-11-23", days, &stops)
}

/// "11-23" and the days after.
fn date(day: u32) -> String {
    if day < 8 { format!("11-{}", 23 + day) } else { format!("12-{:02}", day - 7) }
}

pub(crate) fn weekly() -> Cases {
    let six = [0, 1, 2, 3, 4, 5];
    let two_weeks = |second: &[u32]| {
        let all: Vec<u32> = (0..7).chain(second.iter().copied()).collect();
        long_days(14, &all)
    };
    Cases {
        keeps: vec![
            // From Saturday 22:00 to the end of Sunday are 26 hours.
            long_days(7, &six),
            // No whole week.
            long_days(6, &six),
            self_employed(long_days(7, &[0, 1, 2, 3, 4, 5, 6])),
            // No day off in the first week, 58 hours from Thursday 22:00 in the second.
            two_weeks(&[7, 8, 9, 10, 13]),
            // None in this week, and from Saturday 21 November 20:00 to Monday 08:00, 36 hours: too little, but with
            // nothing before it 13 November 24:00 to Saturday 08:00 is free.
            past(long_days(7, &[0, 1, 2, 3, 4, 5, 6]), "2026-11-21 08:00", "2026-11-21 20:00"),
        ],
        breaks: vec![
            (
                long_days(7, &[0, 1, 2, 3, 4, 5, 6]),
                "ann has 10 hours of rest in one piece in the 7 days from 2026-11-23 00:00, 24 hours are asked for",
            ),
            // The second week has one free day, the Sunday, from Saturday 22:00: 26 hours, less than 48.
            (two_weeks(&[7, 8, 9, 10, 11, 12]), "in the 7 days from 2026-11-23 00:00"),
        ],
        ..Cases::default()
    }
}
