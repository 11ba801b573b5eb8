//! Figures that nothing is priced by, computed by hand: continuity, floors, the three clocks, fairness.

use rota_check::{CarerClocks, Floor, Share, clocks, continuity, fairness};
use rota_model::{Care, Contract, Level, LinkKind, PastVisit, Pay, RuleId, SkillHeld, UsualCarer};

use crate::scene::{Scene, date, held, slot};

/// Four mornings of adam's, each at 08:00 but the third at 08:20: ann, ann, bo, ann. He knows ann; cy came on
/// 20 November and dee on 1 November.
fn mornings() -> Scene {
    let mut scene = Scene::from("2026-11-23", 4);
    let adam = scene.client("adam", 10);
    adam.usual = vec![UsualCarer { carer: "ann".into(), familiarity: 80, call: None }];
    let past = |carer: &str, on| PastVisit { carer: carer.into(), date: date(on) };
    adam.history = vec![past("cy", "2026-11-20"), past("dee", "2026-11-01")];
    for carer in ["ann", "bo"] {
        scene.carer(carer, "06:00", "22:00").shifts.clear();
        for day in 23..27 {
            let (from, to) = (format!("2026-11-{day} 06:00"), format!("2026-11-{day} 22:00"));
            scene.shift(carer, &format!("{carer}{day}"), &from, &to);
        }
    }
    for (day, carer, time) in
        [(23, "ann", "08:00"), (24, "ann", "08:00"), (25, "bo", "08:20"), (26, "ann", "08:00")]
    {
        let (visit, at) = (format!("v{day}"), format!("2026-11-{day} {time}"));
        let (from, to) = (format!("2026-11-{day} 07:00"), format!("2026-11-{day} 10:00"));
        scene.visit(&visit, "adam", &from, &to, 30).call = Some("morning".into());
        scene.route(&format!("{carer}{day}"), &[(&visit, 0, &at)]);
    }
    scene
}

fn share(part: i64, whole: i64) -> Share {
    Share { part, whole }
}

#[test]
fn four_mornings_by_two_carers() {
    let scene = mornings();
    let all = continuity(&scene.instance, &scene.rota);
    let adam = &all.clients[0];
    assert_eq!((adam.visits, adam.stops, adam.faces), (4, 4, 2));
    // 3 x 2 + 1 x 0 of 4 x 3.
    assert_eq!(adam.coc, share(6, 12));
    assert_eq!(adam.upc, share(3, 4));
    // ann after ann; bo after ann; ann after bo.
    assert_eq!(adam.secon, share(1, 3));
    assert_eq!(adam.known, share(3, 4));
    assert_eq!(adam.time_spread, Some(20 * 60));
    // The 7 days to the 26th begin on the 20th: ann, bo, cy. 14 begin on the 13th, 28 on 30 October: dee too.
    assert_eq!(adam.faces_over, [3, 3, 4]);
    // ann could have come every day.
    assert_eq!(adam.floor, Floor { faces: 1, exact: true });
    assert_eq!((all.faces, all.floors), (share(2, 1), share(1, 1)));
}

#[test]
fn what_nobody_visits_has_no_figures() {
    let mut scene = mornings();
    scene.rota.routes.clear();
    let adam = &continuity(&scene.instance, &scene.rota).clients[0];
    assert_eq!((adam.visits, adam.floor), (0, Floor { faces: 0, exact: true }));
    for share in [adam.coc, adam.upc, adam.secon, adam.known] {
        assert_eq!(share.permille(), None);
    }
    assert_eq!(adam.time_spread, None);
}

/// beth, at 30 minutes, has a visit at 08:00 of two slots, and one at 08:20 or 09:00 to `latest` of one slot.
fn double(latest: &str) -> Scene {
    let mut scene = Scene::new();
    for carer in ["ann", "bo", "cy"] {
        scene.carer(carer, "06:00", "12:00");
    }
    scene.client("beth", 30);
    scene.visit("v", "beth", "08:00", "08:00", 30).slots = vec![slot(0, 30), slot(0, 30)];
    scene.visit("w", "beth", "08:20", latest, 30);
    scene.route("ann", &[("v", 0, "08:00")]);
    scene.route("bo", &[("v", 1, "08:00")]);
    scene.route("cy", &[("w", 0, "08:20")]);
    scene
}

fn floor(scene: &Scene) -> Floor {
    continuity(&scene.instance, &scene.rota).clients[0].floor
}

#[test]
fn the_floor_counts_double_ups_and_visits_at_the_same_time() {
    // w may wait until v is over: two are enough. It may not: a third is needed.
    assert_eq!(floor(&double("08:30")), Floor { faces: 2, exact: true });
    assert_eq!(floor(&double("08:29")), Floor { faces: 3, exact: true });
}

#[test]
fn the_floor_minds_who_may_come() {
    let exact = |faces| Floor { faces, exact: true };
    let impossible = Floor { faces: 0, exact: false };
    let mut scene = double("08:29");
    scene.client_mut("beth").exclusions = vec!["ann".into()];
    assert_eq!(floor(&scene), impossible);
    // An exclusion that is only warned of counts for nothing.
    scene.level(RuleId::Exclusion, Level::Warn);
    assert_eq!(floor(&scene), exact(3));
    let mut skill = double("08:30");
    skill.visit_mut("w").slots[0].skills = vec!["insulin".into()];
    let lapsed = SkillHeld { until: Some(date("2026-11-22")), ..held("insulin") };
    skill.carer_mut("ann").skills = vec![lapsed];
    skill.carer_mut("cy").skills = vec![held("insulin")];
    // cy has to do w, and can do v with one other.
    assert_eq!(floor(&skill), exact(2));
    let mut tied = double("08:30");
    tied.link("v", "w", LinkKind::DifferentCarer);
    assert_eq!(floor(&tied), exact(3));
    // The way of 30 minutes counts: whoever sets out at 07:59 can start w at 08:29, and is back at 09:20 from 08:20.
    let with = |change: &dyn Fn(&mut Scene)| {
        // v is for bo and cy, so that w is ann's or nobody's.
        let mut scene = double("08:29");
        for slot in &mut scene.visit_mut("v").slots {
            slot.skills = vec!["hoist".into()];
        }
        for carer in ["bo", "cy"] {
            scene.carer_mut(carer).skills = vec![held("hoist")];
        }
        change(&mut scene);
        floor(&scene)
    };
    let sets_out =
        |time| with(&|scene| scene.carer_mut("ann").shifts[0].start = scene.clone().at(time));
    assert_eq!((sets_out("07:59"), sets_out("08:00")), (exact(3), impossible));
    let back = |time| with(&|scene| scene.carer_mut("ann").shifts[0].end = scene.clone().at(time));
    assert_eq!((back("09:20"), back("09:19")), (exact(3), impossible));
    let away = |time| with(&|scene| scene.absent("ann", time, "20:00"));
    assert_eq!((away("09:20"), away("09:19")), (exact(3), impossible));
    // Where others are visited too, ann may come from nearer by: only their shortest slot counts, 15 minutes.
    let neighbour = |time| {
        with(&|scene| {
            scene.client("adam", 30);
            scene.visit("x", "adam", "06:00", "12:00", 15);
            scene.carer_mut("ann").shifts[0].start = scene.clone().at(time);
        })
    };
    // adam comes after beth in the list of clients.
    assert_eq!((neighbour("08:14"), neighbour("08:15")), (exact(3), impossible));
}

#[test]
fn days_off_raise_the_floor() {
    // ann works on the first three days and bo on the last two: neither covers the four.
    let mut scene = mornings();
    scene.carer_mut("ann").shifts.truncate(3);
    scene.carer_mut("bo").shifts.drain(..2);
    assert_eq!(floor(&scene), Floor { faces: 2, exact: true });
}

/// Two visits at 08:00 and 11:00 of an hour, 15 minutes apart and 10 and 25 minutes from the depot, and a
/// sleep-in from 22:00 to 07:00 at the second, on Monday.
fn long_day() -> Scene {
    let mut scene = Scene::from("2026-11-23", 2);
    scene.carer("ann", "06:00", "13:00");
    scene.shift("ann", "night", "21:00", "2026-11-24 08:00");
    scene.client("adam", 10);
    scene.client("beth", 25);
    scene.visit("v", "adam", "08:00", "08:00", 60);
    scene.visit("w", "beth", "09:45", "11:00", 60);
    scene.visit("n", "beth", "22:00", "22:00", 540).care = Care::SleepIn;
    scene.route("ann", &[("v", 0, "08:00"), ("w", 0, "09:45")]);
    scene.route("night", &[("n", 0, "22:00")]);
    scene
}

fn ann(scene: &Scene) -> CarerClocks {
    clocks(&scene.instance, &scene.rota).remove(0)
}

#[test]
fn a_sleep_in_is_nine_hours_on_one_clock_and_none_on_another() {
    let ann = ann(&long_day());
    assert_eq!((ann.sleep_ins, ann.asleep), (1, 9 * 3600));
    assert_eq!(ann.contact_time(), 2 * 3600);
    // 15 minutes between the visits, 30 of waiting from 09:15 to 09:45.
    assert_eq!((ann.travel, ann.waiting, ann.own_time), (15 * 60, 30 * 60, 0));
    assert_eq!(ann.minimum_wage_time(), (120 + 15 + 30) * 60);
    assert_eq!((ann.to_and_from, ann.metres), ((10 + 25 + 25 + 25) * 60, 15_000));
    // From 07:50 to 11:10, and from 21:35 to 07:25.
    assert_eq!(ann.working, (200 + 590) * 60);
    assert_eq!(ann.contact, [2 * 3600, 0, 0, 0]);
    // The sleep-in lies in the evening and at night, to 07:00.
    assert_eq!(ann.unsocial, 9 * 3600);
    assert_eq!(ann.split_days, 1);
}

#[test]
fn a_gap_that_is_too_long_is_the_carers_own_time() {
    let at = |time: &str| {
        let mut scene = long_day();
        scene.rota.routes.clear();
        scene.route("ann", &[("v", 0, "08:00"), ("w", 0, time)]);
        ann(&scene)
    };
    // beth's door at 09:15: an hour of waiting is paid, an hour and a minute is not.
    let (paid, own) = (at("10:15"), at("10:16"));
    assert_eq!((paid.waiting, paid.own_time, paid.working), (3600, 0, 230 * 60));
    assert_eq!((own.waiting, own.own_time, own.working), (0, 61 * 60, 170 * 60));
    assert_eq!(own.minimum_wage_time(), (120 + 15) * 60);
}

#[test]
fn bands_follow_the_clock_on_the_wall() {
    let contact = |start: &str, at: &str, minutes: i64, holidays: &[&str]| {
        let mut scene = Scene::from(start, 2);
        scene.carer("ann", "00:00", "23:59").shifts[0].end = rota_model::Instant::NEVER;
        scene.client("adam", 0);
        scene.visit("v", "adam", at, at, minutes);
        scene.route("ann", &[("v", 0, at)]);
        let mut pay = Pay::flat(rota_model::Rate(0));
        pay.bands.bank_holidays = holidays.iter().map(|day| date(day)).collect();
        scene.instance.pay = Some(pay);
        ann(&scene).contact.map(|seconds| seconds / 60)
    };
    // Monday 06:30 to 07:30 and 18:30 to 19:30; Friday 23:00 to Saturday 01:00.
    assert_eq!(contact("2026-11-23", "06:30", 60, &[]), [30, 30, 0, 0]);
    assert_eq!(contact("2026-11-23", "18:30", 60, &[]), [30, 30, 0, 0]);
    assert_eq!(contact("2026-11-27", "23:00", 120, &[]), [0, 60, 60, 0]);
    // Christmas Day is a Friday; Boxing Day, a Saturday, is a bank holiday first.
    assert_eq!(contact("2026-12-25", "23:00", 120, &["2026-12-25"]), [0, 0, 60, 60]);
    assert_eq!(contact("2026-12-26", "10:00", 60, &["2026-12-26"]), [0, 0, 0, 60]);
    // 22:00 to 07:00 on the nights that the clocks change: 10 and 8 hours, 2 of them on Saturday.
    assert_eq!(contact("2026-10-24", "22:00", 600, &["2026-10-25"]), [0, 0, 120, 480]);
    assert_eq!(contact("2027-03-27", "22:00", 480, &["2027-03-28"]), [0, 0, 120, 360]);
}

#[test]
fn burdens_are_weighed_by_contracted_hours() {
    let mut scene = long_day();
    let contract = |hours: i64| {
        Some(Contract {
            period_days: 2,
            min: None,
            target: Some(hours * 3600),
            max: None,
            carried: 0,
        })
    };
    scene.carer_mut("ann").contract = contract(10);
    scene.carer("bo", "06:00", "13:00").contract = contract(30);
    let fair = fairness(&scene.instance, &scene.rota);
    // ann bears all with a quarter of the hours: twice 9 * 30 of 2 * 40 * 9.
    for gini in [fair.unsocial, fair.travel, fair.split_days] {
        assert_eq!(gini.permille(), Some(750));
    }
    assert_eq!(fair.carers.len(), 2);
    // Without a contract bo has no hours to weigh with: alone, ann is even.
    scene.carer_mut("bo").contract = None;
    assert_eq!(fairness(&scene.instance, &scene.rota).travel.permille(), Some(0));
}
