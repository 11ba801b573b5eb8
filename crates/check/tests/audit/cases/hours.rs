//! Working time of days, weeks and on average, weekends, days in a row, split days and zero-hours contracts.

use rota_model::{Break, Parameter, Rest, RestAt, Status, Weekends};

use super::Cases;
use super::rest::{past, self_employed, works};
use crate::scene::Scene;

/// Work from 08:00 on so many days from Monday 23 November, for these minutes.
fn week(minutes: &[i64]) -> Scene {
    let at: Vec<String> =
        (23..).take(minutes.len()).map(|d| format!("2026-11-{d} 08:00")).collect();
    let stops: Vec<(&str, i64)> =
        at.iter().map(String::as_str).zip(minutes.iter().copied()).collect();
    works("2026-11-23", 7, &stops)
}

/// ann is out from 08:00: 60 minutes at adam's, a wait, and 60 minutes there again, in one route.
fn waits(minutes: i64) -> Scene {
    let mut scene = Scene::new();
    scene.carer("ann", "06:00", "23:00");
    scene.client("adam", 0);
    let second = format!("{:02}:{:02}", 9 + minutes / 60, minutes % 60);
    scene.visit("v", "adam", "08:00", "08:00", 60);
    scene.visit("w", "adam", &second, &second, 60);
    scene.route("ann", &[("v", 0, "08:00"), ("w", 0, &second)]);
    scene
}

pub(crate) fn week_hours() -> Cases {
    let mut agreed = week(&[600, 600, 600, 600, 481]);
    agreed.carer_mut("ann").terms.long_weeks = true;
    Cases {
        keeps: vec![
            // 40 hours and 8.
            week(&[600, 600, 600, 600, 480]),
            agreed,
            self_employed(week(&[600, 600, 600, 600, 600])),
        ],
        breaks: vec![(
            week(&[600, 600, 600, 600, 481]),
            "ann works 48 hours 1 minute in the 7 days from 2026-11-23; more than 48 hours",
        )],
        ..Cases::default()
    }
}

/// ann's weeks before this one, in hours, the last one first.
fn after(mut scene: Scene, weeks: &[i64]) -> Scene {
    let past = weeks.iter().map(|hours| hours * 3600).collect();
    scene.carer_mut("ann").terms.past_weeks = Some(past);
    scene
}

pub(crate) fn average_hours() -> Cases {
    // 40 hours and so many minutes on Friday.
    let now = |minutes: i64| week(&[600, 600, 600, 600, minutes]);
    let mut agreed = after(now(600), &[48; 16]);
    agreed.carer_mut("ann").terms.long_weeks = true;
    let two_days = &[("08:00", 600), ("2026-11-24 08:00", 600)];
    let three_days = after(works("2026-11-23", 3, two_days), &[]);
    let mut four_weeks = after(now(480), &[60]);
    four_weeks.instance.policy.parameters.insert(Parameter::AverageWeeks, 4);
    Cases {
        keeps: vec![
            // Sixteen weeks of 48 hours, and one.
            after(now(480), &[48; 16]),
            // The seventeenth week before is not looked at.
            after(now(480), &[[48; 16].as_slice(), &[168]].concat()),
            // One week of 38 and one of 58 hours.
            after(now(1080), &[38]),
            // Nothing is known, and nothing is said.
            now(481),
            agreed,
            self_employed(after(now(600), &[60; 16])),
            // Too much before, but nothing on this rota.
            after(week(&[]), &[100; 16]),
            // 20 hours in 3 days; of 48 in 7 they may be 20 h 34 min 17 s.
            three_days,
        ],
        breaks: vec![
            (
                after(now(481), &[48; 16]),
                "ann works 48 hours 1 minute in 7 days, after 768 hours in 16 weeks before: more than 48 hours a week on average",
            ),
            // Somebody who has just begun.
            (after(now(481), &[]), "48 hours 1 minute in 7 days, after no time in 0 weeks before"),
            // 60 hours, then 48.
            (four_weeks, "after 60 hours in 1 week before"),
        ],
        ..Cases::default()
    }
}

/// ann is not yet 18.
pub(super) fn young(mut scene: Scene) -> Scene {
    scene.carer_mut("ann").terms.young = true;
    scene
}

pub(crate) fn young_day() -> Cases {
    Cases {
        keeps: vec![young(week(&[480])), week(&[600]), self_employed(young(week(&[481])))],
        breaks: vec![(
            young(week(&[481])),
            "ann on 2026-11-23: works 8 hours 1 minute; more than 8 hours under 18",
        )],
        ..Cases::default()
    }
}

pub(crate) fn young_week() -> Cases {
    Cases {
        keeps: vec![young(week(&[480; 5])), week(&[600; 5])],
        breaks: vec![(
            young(week(&[480, 480, 480, 480, 481])),
            "ann works 40 hours 1 minute in the 7 days from 2026-11-23; more than 40 hours",
        )],
        ..Cases::default()
    }
}

pub(crate) fn weekends() -> Cases {
    // The weekend of 28 November, and weekends before it.
    let now = || works("2026-11-23", 7, &[("2026-11-29 08:00", 60)]);
    let one = |scene| past(scene, "2026-11-21 08:00", "2026-11-21 10:00");
    let two = |scene| past(one(scene), "2026-11-08 08:00", "2026-11-08 10:00");
    let five_weeks_ago = past(one(now()), "2026-10-31 08:00", "2026-10-31 10:00");
    let mut own = one(now());
    own.carer_mut("ann").terms.weekends = Some(Weekends { most: 1, of: 2 });
    Cases {
        keeps: vec![
            one(now()),
            five_weeks_ago,
            // Both days are one weekend.
            one(works("2026-11-23", 7, &[("2026-11-28 08:00", 60), ("2026-11-29 08:00", 60)])),
            // Three of four worked, but nothing on this rota.
            past(
                two(works("2026-11-23", 7, &[("08:00", 60)])),
                "2026-11-14 08:00",
                "2026-11-14 09:00",
            ),
        ],
        breaks: vec![
            (
                two(now()),
                "ann works on the weekend of 2026-11-28: 3 of 4 weekends, at most 2 are asked for",
            ),
            (own, "2 of 2 weekends, at most 1"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn days_in_a_row() -> Cases {
    let mut own = week(&[60, 60, 60]);
    own.carer_mut("ann").terms.days_in_a_row = Some(2);
    Cases {
        keeps: vec![
            week(&[60; 6]),
            // A day off before.
            past(week(&[60; 6]), "2026-11-21 08:00", "2026-11-21 09:00"),
        ],
        breaks: vec![
            (week(&[60; 7]), "ann works 7 days in a row, from 2026-11-23 to 2026-11-29; at most 6"),
            (
                past(week(&[60; 6]), "2026-11-22 08:00", "2026-11-22 09:00"),
                "7 days in a row, from 2026-11-22 to 2026-11-28",
            ),
            (own, "3 days in a row"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn day_span() -> Cases {
    // Out from 08:00, back from a second shift at 21:00 or a minute later.
    let until = |minutes| works("2026-11-23", 1, &[("08:00", 60), ("20:00", minutes)]);
    let mut own = until(60);
    own.carer_mut("ann").terms.day_span = Some(12 * 3600);
    Cases {
        keeps: vec![until(60), self_employed(until(61))],
        breaks: vec![
            (
                until(61),
                "ann on 2026-11-23: is out for 13 hours 1 minute from first to last; more than 13 hours",
            ),
            (own, "13 hours from first to last; more than 12 hours"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn day_least() -> Cases {
    let mut own = week(&[179]);
    own.carer_mut("ann").terms.day_least = Some(3 * 3600);
    Cases {
        keeps: vec![
            week(&[120]),
            // Two hours in two shifts.
            works("2026-11-23", 1, &[("08:00", 60), ("20:00", 60)]),
            // A wait of an hour is paid: three hours.
            waits(60),
        ],
        breaks: vec![
            (week(&[119]), "ann on 2026-11-23: works 1 hour 59 minutes; less than 2 hours"),
            (own, "less than 3 hours"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn day_most() -> Cases {
    // A rest of half an hour in an hour and a half, or a minute more, leaves a wait of an hour, which is paid: 210 minutes of
    // work; or one of 61 minutes, which is not: 150.
    let rests = |minutes: i64, most: i64| {
        let mut scene = waits(minutes);
        let (earliest, latest) = (scene.at("09:00"), scene.at("12:00"));
        let wanted = Break { earliest, latest, least: 30 * 60, at_ends: false, after: None };
        scene.carer_mut("ann").shifts[0].breaks.push(wanted);
        scene.carer_mut("ann").terms.day_most = Some(most * 60);
        let (start, end) = (scene.at("09:30"), scene.at("10:00"));
        let rest = Rest { of: 0, stops: 1, at: RestAt::AfterLeg, start, end };
        scene.rota.routes[0].rests.push(rest);
        scene
    };
    Cases {
        keeps: vec![
            week(&[600]),
            // A wait of 8 h 01 min is ann's own time.
            waits(481),
            rests(90, 210),
            rests(91, 150),
        ],
        breaks: vec![
            (week(&[601]), "ann on 2026-11-23: works 10 hours 1 minute; more than 10 hours"),
            (works("2026-11-23", 1, &[("08:00", 300), ("16:00", 301)]), "works 10 hours 1 minute"),
            (rests(90, 209), "works 3 hours 30 minutes"),
            (rests(91, 149), "works 2 hours 30 minutes"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn split_day() -> Cases {
    let twice = |split| {
        let mut scene = works("2026-11-23", 1, &[("08:00", 60), ("16:00", 60)]);
        scene.carer_mut("ann").terms.split_days = split;
        scene
    };
    let mut once = week(&[60, 60]);
    once.carer_mut("ann").terms.split_days = Some(false);
    Cases {
        keeps: vec![twice(None), twice(Some(true)), once],
        breaks: vec![(
            twice(Some(false)),
            "ann sets out 2 times on 2026-11-23, but does not split days",
        )],
        ..Cases::default()
    }
}

pub(crate) fn zero_hours() -> Cases {
    let with = |status| {
        let mut scene = week(&[60, 60]);
        scene.carer_mut("ann").terms.status = status;
        scene
    };
    let mut idle = past(week(&[]), "2026-11-22 08:00", "2026-11-22 09:00");
    idle.carer_mut("ann").terms.status = Status::ZeroHours;
    Cases {
        keeps: vec![with(Status::Employee), with(Status::SelfEmployed), idle],
        breaks: vec![(with(Status::ZeroHours), "ann works on 2 days on a zero-hours contract")],
        ..Cases::default()
    }
}
