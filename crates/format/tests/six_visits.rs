//! The hand-made week, read as a person would read it.

use rota_format::{RotaMeta, parse_problem, read_rota, write_rota};
use rota_model::{Instance, LinkKind, PlaceId, Priority, RuleId};

const PROBLEM: &str = include_str!("../../../fixtures/six-visits/problem.json");
const ROTA: &str = include_str!("../../../fixtures/six-visits/rota.json");

fn instance() -> Instance {
    let (instance, warnings) = parse_problem(PROBLEM, "problem.json").expect("a good problem");
    assert_eq!(warnings, [], "nothing is odd");
    instance
}

#[test]
fn the_problem_is_read_as_it_is_meant() {
    let instance = instance();
    let ids: Vec<&str> = instance.visits.iter().map(|visit| visit.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "ada/morning/2026-11-23",
            "ada/morning/2026-11-25",
            "ada/tablets",
            "bob/bath",
            "cy/shopping",
            "cy/evening"
        ]
    );
    assert_eq!(instance.slot_count(), 7);
    let opens = instance.opens();
    let morning = &instance.visits[0];
    let minutes = |n: i64| opens + n * 60;
    assert_eq!(morning.windows.len(), 1);
    let window = morning.windows[0];
    assert_eq!((window.earliest, window.latest), (minutes(450), minutes(570)));
    assert_eq!((window.soft_earliest, window.soft_latest), (minutes(450), minutes(525)));
    assert_eq!(window.preferred, Some(minutes(480)));
    assert_eq!(morning.priority, Priority::Important);
    let shopping = &instance.visits[4];
    assert_eq!(shopping.windows.len(), 2, "Tuesday or Thursday");
    assert_eq!(shopping.windows[1].earliest - shopping.windows[0].earliest, 2 * 86_400);
    let bath = &instance.visits[3];
    assert_eq!(bath.slots.iter().map(|slot| slot.duration / 60).collect::<Vec<_>>(), [45, 30]);
    let shifts: Vec<&str> =
        instance.carers[1].shifts.iter().map(|shift| shift.id.as_str()).collect();
    assert_eq!(
        shifts,
        [
            "eve/2026-11-23/1",
            "eve/2026-11-24/1",
            "eve/2026-11-25/1",
            "eve/2026-11-25/2",
            "eve/2026-11-26/1"
        ]
    );
    assert_eq!(instance.carers[0].shifts[0].start_place, Some(PlaceId::new("dee")));
    assert_eq!(instance.travel.matrices[0].seconds[1][4], 20 * 60);
    assert_eq!(instance.travel.matrices[0].metres[0][2], 7_500);
    let LinkKind::Gap { min, max, .. } = instance.links[0].kind else { panic!("a gap") };
    assert_eq!((min, max), (Some(240 * 60), None));
    assert_eq!(instance.policy.level(RuleId::Travel), RuleId::Travel.info().default);
}

#[test]
fn the_rota_made_by_hand_comes_back_byte_for_byte() {
    let instance = instance();
    let rota = read_rota(ROTA, &instance).expect("a rota");
    assert_eq!(rota.routes.len(), 6);
    assert_eq!(rota.sheet.total().pence(), 11_107);
    assert_eq!(write_rota(&instance, &rota, &RotaMeta::default()), ROTA);
}
