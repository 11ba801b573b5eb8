//! Breaks, idle shifts and workloads.

use rota_check::{audit_without_sheet, measure};
use rota_model::{Break, Departure, Level, Parameter, Rate, Rest, RestAt, RuleId, Status};

use super::Cases;
use crate::scene::Scene;

/// bo from 08:00 to 12:00; a at 10 minutes from 08:30 to 09:00, b at 25 minutes from 10:00 to 10:30, home at 10:55.
/// Between them is an hour, of which 15 minutes are driven.
fn day() -> Scene {
    let mut scene = Scene::new();
    scene.carer("bo", "08:00", "12:00");
    scene.client("adam", 10);
    scene.client("beth", 25);
    scene.visit("a", "adam", "08:00", "11:00", 30);
    scene.visit("b", "beth", "08:00", "11:00", 30);
    scene.route("bo", &[("a", 0, "08:30"), ("b", 0, "10:00")]);
    scene
}

/// The same with a break of half an hour between two times, and a rest for it. After a rest before the leg of a stop, the arrival
/// there is later.
fn resting(window: [&str; 2], at_ends: bool, stops: usize, at: RestAt, times: [&str; 2]) -> Scene {
    let mut scene = day();
    scene.level(RuleId::MissedBreak, Level::Enforce);
    let [earliest, latest] = window.map(|time| scene.at(time));
    let [start, end] = times.map(|time| scene.at(time));
    let wanted = Break { earliest, latest, least: 30 * 60, at_ends, after: None };
    scene.carer_mut("bo").shifts[0].breaks.push(wanted);
    let route = &mut scene.rota.routes[0];
    route.rests.push(Rest { of: 0, stops, at, start, end });
    match (stops, at) {
        (1, RestAt::BeforeLeg) => route.stops[1].arrive = end + 15 * 60,
        (0, RestAt::AfterLeg) => {
            route.stops[0].arrive = start;
            route.depart = start + -10 * 60;
        }
        (2, RestAt::BeforeLeg) => route.finish = end + 25 * 60,
        _ => {}
    }
    scene
}

const WIDE: [&str; 2] = ["07:00", "12:00"];
use RestAt::{AfterLeg, BeforeLeg};

pub(crate) fn missed_break() -> Cases {
    let says = "carer bo has no break of 30 minutes between";
    let none = || {
        let mut scene = resting(WIDE, true, 1, BeforeLeg, ["09:00", "09:30"]);
        scene.rota.routes[0].rests.clear();
        scene.rota.routes[0].stops[1].arrive = scene.at("09:15");
        scene
    };
    let mut unused = none();
    unused.rota.routes.clear();
    unused.leave_out("a");
    unused.leave_out("b");
    let off = |mut scene: Scene| {
        scene.level(RuleId::MissedBreak, Level::Off);
        scene
    };
    let kept = || resting(WIDE, false, 1, BeforeLeg, ["09:00", "09:30"]);
    let end = |at_ends| resting(WIDE, at_ends, 0, AfterLeg, ["08:20", "08:50"]);
    // 08:50 runs into a's care at 08:30: begin earlier.
    let mut first = end(true);
    (first.rota.routes[0].rests[0].start, first.rota.routes[0].rests[0].end) =
        (first.at("08:00"), first.at("08:30"));
    first.carer_mut("bo").shifts[0].start = first.at("07:50");
    first.rota.routes[0].stops[0].arrive = first.at("08:00");
    first.rota.routes[0].depart = first.at("07:50");
    let mut first_not_allowed = first.clone();
    first_not_allowed.carer_mut("bo").shifts[0].breaks[0].at_ends = false;
    // From 08:20 to 10:55 are 155 minutes: due after any less.
    let after = |minutes: i64| {
        let mut scene = none();
        scene.carer_mut("bo").shifts[0].breaks[0].after = Some(minutes * 60);
        scene
    };
    // Inside one visit there is no room for a break.
    let alone = |at_ends| {
        let mut scene = none();
        scene.carer_mut("bo").shifts[0].breaks[0].at_ends = at_ends;
        scene.rota.routes.clear();
        scene.route("bo", &[("a", 0, "08:30")]);
        scene.leave_out("b");
        scene
    };
    Cases {
        keeps: vec![
            kept(),
            resting(["09:15", "09:45"], false, 1, AfterLeg, ["09:15", "09:45"]),
            resting(WIDE, true, 2, AfterLeg, ["11:00", "11:30"]),
            resting(WIDE, true, 2, BeforeLeg, ["10:40", "11:10"]),
            resting(WIDE, true, 0, BeforeLeg, ["08:00", "08:20"]),
            first,
            unused,
            after(155),
            alone(false),
        ]
        .into_iter()
        .enumerate()
        .map(|(i, mut scene)| {
            // Twenty minutes at the depot before setting out are enough there.
            if i == 4 {
                scene.carer_mut("bo").shifts[0].breaks[0].least = 20 * 60;
            }
            scene
        })
        .collect(),
        breaks: vec![
            (none(), says),
            (first_not_allowed, says),
            (after(154), says),
            (alone(true), says),
            (resting(["09:01", "12:00"], false, 1, BeforeLeg, ["09:00", "09:30"]), says),
            (resting(["07:00", "09:44"], false, 1, AfterLeg, ["09:15", "09:45"]), says),
            (resting(WIDE, false, 1, BeforeLeg, ["09:00", "09:29"]), says),
        ],
        measures: vec![
            (off(kept()), 0, 0),
            (off(none()), 1, 100),
            (off(after(155)), 0, 0),
            (off(after(154)), 1, 100),
            (off(alone(false)), 0, 0),
        ],
    }
}

pub(crate) fn preferred_break() -> Cases {
    // 30 minutes are preferred after two hours. bo sets out at 08:20 and is at b's door at 09:15.
    let two_hours = |mut scene: Scene| {
        scene.level(RuleId::MissedBreak, Level::Off);
        scene.instance.policy.parameters.insert(Parameter::PreferredBreakAfterHours, 2);
        scene
    };
    let starting = |time: &str| {
        let mut scene = two_hours(day());
        scene.rota.routes.clear();
        scene.route("bo", &[("a", 0, "08:30"), ("b", 0, time)]);
        scene
    };
    let mut longer_wanted = starting("09:45");
    longer_wanted.instance.policy.parameters.insert(Parameter::PreferredBreakMinutes, 31);
    let mut own_boss = starting("09:44");
    own_boss.carer_mut("bo").terms.status = Status::SelfEmployed;
    // Out from 08:20 to 11:10, but inside one visit there is no room for a break.
    let mut alone = two_hours(day());
    alone.visit_mut("a").slots[0].duration = 150 * 60;
    alone.rota.routes.clear();
    alone.route("bo", &[("a", 0, "08:30")]);
    alone.leave_out("b");
    Cases {
        keeps: vec![
            // Half an hour at b's door. Then exactly two hours: back at 10:20.
            starting("09:45"),
            starting("09:25"),
            own_boss,
            alone,
            // A rest of 30 minutes at a's door; one of 20 minutes at b's, after which bo stays there until 10:00.
            two_hours(resting(WIDE, false, 1, BeforeLeg, ["09:00", "09:30"])),
            two_hours(resting(WIDE, false, 1, AfterLeg, ["09:15", "09:35"])),
        ],
        breaks: vec![
            (
                starting("09:44"),
                "carer bo is out for 2 hours 19 minutes in shift bo and free for 29 minutes in one piece at most; \
                 30 minutes are preferred",
            ),
            (starting("09:26"), "free for 11 minutes"),
            (longer_wanted, "free for 30 minutes in one piece at most; 31 minutes are preferred"),
            // 20 minutes at a's door and 25 at b's are two pieces.
            (
                two_hours(resting(WIDE, false, 1, BeforeLeg, ["09:00", "09:20"])),
                "free for 25 minutes",
            ),
        ],
        ..Cases::default()
    }
}

pub(crate) fn largest_idle() -> Cases {
    // bo sets out at 08:20, waits 45 minutes before b, is back at 10:55: 20 + 45 + 65 minutes.
    let alone = day();
    let mut resting = resting(WIDE, false, 1, BeforeLeg, ["09:00", "09:30"]);
    resting.level(RuleId::MissedBreak, Level::Off);
    // Ten minutes more of rest are idle.
    let mut longer = self::resting(WIDE, false, 1, BeforeLeg, ["09:00", "09:40"]);
    longer.level(RuleId::MissedBreak, Level::Off);
    // Unused from 09:00 to 12:00.
    let mut unused = day();
    unused.carer("cy", "09:00", "12:00");
    let mut full = day();
    full.carer_mut("bo").shifts[0].start = full.at("08:20");
    full.carer_mut("bo").shifts[0].end = full.at("10:55");
    full.visit_mut("b").windows[0].latest = full.at("11:00");
    full.rota.routes.clear();
    full.route("bo", &[("a", 0, "08:30"), ("b", 0, "09:15")]);
    full.carer_mut("bo").shifts[0].end = full.at("10:10");
    Cases {
        measures: vec![
            (full, 0, 0),
            (alone, 130 * 60, 130),
            (resting, 100 * 60, 100),
            (longer, 100 * 60, 100),
            (unused, 180 * 60, 180),
        ],
        ..Cases::default()
    }
}

pub(crate) fn workload_balance() -> Cases {
    // bo works 10 + 30 + 15 + 30 + 25 = 110 minutes, cy nothing: each is 55 from the mean.
    let mut two = day();
    two.carer("cy", "09:00", "12:00");
    // Alone there is nothing to share.
    Cases { measures: vec![(day(), 0, 0), (two, 110 * 60, 110)], ..Cases::default() }
}

#[test]
fn distances_from_the_mean_are_rounded_up_one_by_one() {
    let mut three = day();
    three.carer("cy", "09:00", "12:00");
    three.carer("di", "09:00", "12:00");
    three.price(RuleId::WorkloadBalance, Rate(1));
    let away =
        |scene: &Scene| measure(&scene.instance, &scene.rota).measure(RuleId::WorkloadBalance);
    assert_eq!(away(&three), 4400 + 2 * 2200);
    // A second more care: 2 x 6601 / 3 = 4400.67 and twice 6601 / 3 = 2200.33.
    three.visit_mut("b").slots[0].duration += 1;
    assert_eq!(away(&three), 4401 + 2 * 2201);
}

#[test]
fn setting_out_with_the_shift_makes_the_first_wait_count() {
    let waited = |scene: &Scene| {
        let mut scene = scene.clone();
        scene.price(RuleId::Waiting, Rate(1));
        let audit = audit_without_sheet(&scene.instance, &scene.rota);
        (audit.violations.len(), measure(&scene.instance, &scene.rota).measure(RuleId::Waiting))
    };
    let mut scene = day();
    assert_eq!(waited(&scene), (0, 45 * 60));
    scene.carer_mut("bo").shifts[0].departs = Departure::AtShiftStart;
    scene.rota.routes[0].depart = scene.at("08:00");
    scene.rota.routes[0].stops[0].arrive = scene.at("08:10");
    // There at 08:10, twenty minutes early.
    assert_eq!(waited(&scene), (0, 65 * 60));
    scene.carer_mut("bo").shifts[0].start = scene.at("08:25");
    scene.rota.routes[0].depart = scene.at("08:25");
    scene.rota.routes[0].stops[0].arrive = scene.at("08:35");
    assert_eq!(waited(&scene).0, 1, "five minutes late");
}

#[test]
fn rests_are_neither_waiting_nor_done_beside_care() {
    let audit = |scene: &Scene| {
        let mut scene = scene.clone();
        scene.price(RuleId::Waiting, Rate(1));
        let audit = audit_without_sheet(&scene.instance, &scene.rota);
        let codes: Vec<&str> = audit.violations.iter().map(|fault| fault.code).collect();
        (codes, audit.sheet.measure(RuleId::Waiting) / 60)
    };
    let good = resting(WIDE, false, 1, BeforeLeg, ["09:00", "09:30"]);
    assert_eq!(audit(&good), (vec![], 15));
    assert_eq!(audit(&resting(WIDE, false, 1, AfterLeg, ["09:15", "09:45"])), (vec![], 15));
    assert_eq!(audit(&resting(WIDE, true, 2, BeforeLeg, ["10:40", "11:10"])), (vec![], 45 + 10));
    let early = resting(WIDE, false, 1, BeforeLeg, ["08:59", "09:30"]);
    assert_eq!(audit(&early).0, ["travel-time"]);
    let over = resting(WIDE, false, 1, AfterLeg, ["09:15", "10:01"]);
    assert_eq!(audit(&over).0, ["travel-time"]);
    // A rest of 40 minutes counts for the 30 of its break; one of 29, or at an end where it may not be, for nothing.
    let longer = |times| resting(WIDE, false, 1, BeforeLeg, times);
    assert_eq!(audit(&longer(["09:00", "09:40"])), (vec![], 15));
    let after = |times| resting(WIDE, true, 2, BeforeLeg, times);
    assert_eq!(audit(&after(["10:40", "11:20"])), (vec![], 45 + 20));
    assert_eq!(audit(&longer(["09:00", "09:29"])), (vec!["missed-break"], 45));
    // One that is not asked for, since the route takes 155 minutes, counts all the same.
    let mut unasked = good.clone();
    unasked.carer_mut("bo").shifts[0].breaks[0].after = Some(155 * 60);
    assert_eq!(audit(&unasked), (vec![], 15));
    // The way of 15 minutes is no part of the rest.
    let long = resting(WIDE, false, 1, BeforeLeg, ["09:00", "09:50"]);
    assert_eq!(audit(&long).0, ["travel-time"]);
    let mut wrong = good.clone();
    wrong.rota.routes[0].rests[0].of = 1;
    assert_eq!(audit(&wrong).0, ["rest-unknown", "missed-break"]);
    let mut twice = good;
    let again = twice.rota.routes[0].rests[0];
    twice.rota.routes[0].rests.push(again);
    assert!(audit(&twice).0.contains(&"rest-twice"));
}
