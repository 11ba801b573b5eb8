//! The two nights on which London's clocks change: elapsed time, not clock time, is what everything takes.
//!
//! On 25 October 2026 02:00 BST is followed by 01:00 GMT; on 28 March 2027 01:00 GMT is followed by 02:00 BST.

use rota_check::{audit_without_sheet, measure};
use rota_model::{
    CarerId, Contract, GapFrom, Instant, Route, RuleId, Seconds, SkillHeld, Stop, Window,
};

use crate::scene::{Scene, date, held};

/// 2026-10-24T23:00Z: midnight at the start of 25 October, in summer time.
const OCTOBER: i64 = 1_792_882_800;

/// 2027-03-28T00:00Z: midnight at the start of 28 March, in winter time.
const MARCH: i64 = 1_806_192_000;

/// Seconds of hours and minutes.
const fn after(hours: Seconds, minutes: Seconds) -> Seconds {
    hours * 3600 + minutes * 60
}

/// One visit: its name, arrival, start and end, in seconds after midnight.
type Times = (&'static str, Seconds, Seconds, Seconds);

/// The night carer's route, every time written by hand.
fn route(scene: &mut Scene, midnight: i64, depart: Seconds, stops: &[Times], finish: Seconds) {
    let at = |seconds| Instant(midnight + seconds);
    let stops = stops.iter().map(|&(visit, arrive, start, end)| Stop {
        visit: visit.into(),
        slot: 0,
        arrive: at(arrive),
        start: at(start),
        end: at(end),
    });
    scene.rota.routes.push(Route {
        carer: CarerId::new("nia"),
        shift: "nia".into(),
        depart: at(depart),
        stops: stops.collect(),
        rests: vec![],
        finish: at(finish),
    });
}

/// nia works from 22:00 to 07:00 on the night of 24 October, 10 hours.
///
/// a of 60 minutes at 10 minutes' drive starts at 00:30 BST and ends at 01:30 BST; beth is 15 minutes on, 01:45
/// BST, 1 h 45 min after midnight. b of 30 minutes starts at 01:15 by the clock, the second time: 2 h 15 min
/// after midnight. nia waits 30 minutes, ends at 01:45 GMT, and is home after 25 minutes at 02:10 GMT, 3 h 10 min
/// after midnight.
fn october() -> Scene {
    let mut scene = Scene::from("2026-10-24", 2);
    scene.carer("nia", "2026-10-24 22:00", "2026-10-25 07:00");
    scene.client("adam", 10);
    scene.client("beth", 25);
    scene.visit("a", "adam", "2026-10-25 00:00", "2026-10-25 00:45", 60);
    scene.visit("b", "beth", "2026-10-25 00:00", "2026-10-25 00:00", 30);
    let second = |minutes| Instant(OCTOBER + after(2, minutes));
    scene.visit_mut("b").windows = vec![Window::hard(second(0), second(30))];
    let a = ("a", after(0, 30), after(0, 30), after(1, 30));
    let b = ("b", after(1, 45), after(2, 15), after(2, 45));
    route(&mut scene, OCTOBER, after(0, 20), &[a, b], after(3, 10));
    scene
}

fn says(scene: &Scene, rule: RuleId) -> String {
    let audit = audit_without_sheet(&scene.instance, &scene.rota);
    let rules: Vec<_> = audit.violations.iter().map(|violation| violation.rule).collect();
    assert_eq!(rules, [Some(rule)], "{:?}", audit.violations);
    audit.violations[0].text.clone()
}

#[test]
fn the_written_times_of_october_are_right() {
    let scene = october();
    let shift = &scene.instance.carers[0].shifts[0];
    assert_eq!(shift.end - shift.start, after(10, 0));
    assert_eq!(audit_without_sheet(&scene.instance, &scene.rota).violations, []);
}

#[test]
fn october_waits_and_works_an_hour_longer_than_the_clock_says() {
    let mut scene = october();
    // From 00:30 BST to 01:45 GMT are 2 h 15 min of work; 2 h in 2 days are the most.
    scene.carer_mut("nia").contract = Some(Contract {
        period_days: 2,
        min: None,
        target: None,
        max: Some(after(2, 0)),
        carried: 0,
    });
    for rule in [RuleId::Waiting, RuleId::Travel, RuleId::ContractOver] {
        scene.price(rule, rota_model::Rate(1));
    }
    let sheet = measure(&scene.instance, &scene.rota);
    assert_eq!(sheet.measure(RuleId::Waiting), after(0, 30));
    assert_eq!(sheet.measure(RuleId::Travel), after(0, 10 + 15 + 25));
    assert_eq!(sheet.measure(RuleId::ContractOver), after(0, 15));
}

#[test]
fn a_gap_over_the_october_hour_is_elapsed_time() {
    // From 00:30 BST to 01:15 GMT the clock moves 45 minutes and 1 h 45 min pass.
    let mut scene = october();
    scene.gap("a", "b", GapFrom::Start, Some(105), Some(105));
    assert_eq!(audit_without_sheet(&scene.instance, &scene.rota).violations, []);
    let mut scene = october();
    scene.gap("a", "b", GapFrom::Start, None, Some(45));
    let text = says(&scene, RuleId::LinkGap);
    assert!(text.contains("starts at 2026-10-25 01:15 GMT, 1 hour 45 minutes after"), "{text}");
    assert!(text.ends_with("1 hour off"), "{text}");
}

#[test]
fn the_first_quarter_past_one_is_not_the_second() {
    // The window is the second 01:00 to 01:30; moved back an hour, b starts in the first.
    let mut scene = october();
    scene.rota.routes.clear();
    let b = ("b", after(1, 15), after(1, 15), after(1, 45));
    route(&mut scene, OCTOBER, after(0, 50), &[b], after(2, 10));
    scene.leave_out("a");
    let text = says(&scene, RuleId::VisitWindow);
    assert!(
        text.contains(
            "starts at 2026-10-25 01:15 BST, but its first start is 2026-10-25 01:00 GMT"
        ),
        "{text}"
    );
    assert!(text.ends_with("45 minutes too early"), "{text}");
}

#[test]
fn dates_are_local_just_after_a_summer_midnight() {
    // a starts at 00:30 BST on the 25th, which is 23:30 on the 24th in universal time.
    let with = |until: &str, pinned: &str| {
        let mut scene = october();
        scene.visit_mut("a").slots[0].skills = vec!["insulin".into()];
        scene.visit_mut("a").pin.date = Some(date(pinned));
        scene.carer_mut("nia").skills =
            vec![SkillHeld { until: Some(date(until)), ..held("insulin") }];
        scene
    };
    let scene = with("2026-10-25", "2026-10-25");
    assert_eq!(audit_without_sheet(&scene.instance, &scene.rota).violations, []);
    says(&with("2026-10-24", "2026-10-25"), RuleId::Skill);
    says(&with("2026-10-25", "2026-10-24"), RuleId::PinnedTime);
}

/// nia works from 22:00 to 07:00 on the night of 27 March, 8 hours.
///
/// a of 30 minutes ends at 00:50 GMT; beth is 15 minutes on: 1 h 5 min after midnight, 02:05 BST. b starts `b` after
/// midnight, takes 30 minutes, and home is 25 minutes away.
fn march(b: Seconds) -> Scene {
    let mut scene = Scene::from("2027-03-27", 2);
    scene.carer("nia", "2027-03-27 22:00", "2027-03-28 07:00");
    scene.client("adam", 10);
    scene.client("beth", 25);
    scene.visit("a", "adam", "2027-03-28 00:00", "2027-03-28 00:45", 30);
    scene.visit("b", "beth", "2027-03-28 00:00", "2027-03-28 04:00", 30);
    let a = ("a", after(0, 20), after(0, 20), after(0, 50));
    let b = ("b", after(1, 5), b, b + after(0, 30));
    route(&mut scene, MARCH, after(0, 10), &[a, b], b.3 + after(0, 25));
    scene
}

#[test]
fn march_has_an_hour_less_than_the_clock_says() {
    // 02:15 BST is 1 h 15 min after midnight: 10 minutes of waiting, though the clock moves 1 h 25 min from a's end.
    let mut scene = march(after(1, 15));
    let shift = &scene.instance.carers[0].shifts[0];
    assert_eq!(shift.end - shift.start, after(8, 0));
    scene.price(RuleId::Waiting, rota_model::Rate(1));
    let audit = audit_without_sheet(&scene.instance, &scene.rota);
    assert_eq!(audit.violations, []);
    assert_eq!(audit.sheet.measure(RuleId::Waiting), after(0, 10));
}

#[test]
fn a_leg_over_the_march_gap_takes_its_time() {
    // 02:00 BST is an hour after midnight: by the clock 1 h 10 min after a's end, really 10 minutes.
    let text = says(&march(after(1, 0)), RuleId::TravelTime);
    assert!(
        text.contains("starts b at 2027-03-28 02:00, but ends a at 2027-03-28 00:50"),
        "{text}"
    );
    assert!(text.ends_with("5 minutes too soon"), "{text}");
}
