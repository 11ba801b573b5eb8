//! The homecare weeks: the shared files, and a small one of our own.

use std::path::PathBuf;

use rota_format::homecare::{figures, read_instance, read_solution, write_solution};
use rota_model::{Instant, Level, RuleId, Sheet, SheetLine};

/// a lives 5 km from w0's home (600 s at 30 km/h) and 4 km from w1's (480 s).
const TINY: &str = r#"{"name": "tiny", "days": 2, "speed_kmh": 30, "skills": ["hoist"], "locations": [[0, 0], [0, 3], [4, 3]],
    "workers": [
        {"id": "w0", "home": 0, "skills": ["hoist"], "shifts": [{"day": 0, "start": 25200, "end": 52200}, {"day": 1, "start": 111600, "end": 138600}]},
        {"id": "w1", "home": 1, "skills": [], "shifts": [{"day": 0, "start": 25200, "end": 52200}]}],
    "visits": [
        {"id": "a-am", "client": "a", "day": 0, "loc": 2, "duration": 900, "window": [30000, 33600], "skills": [], "carers": 2},
        {"id": "b-am", "client": "b", "day": 0, "loc": 1, "duration": 600, "window": [34200, 35000], "skills": ["hoist", "hoist"]},
        {"id": "a-pm", "client": "a", "day": 1, "loc": 2, "duration": 1800, "window": [120000, 123600], "skills": ["hoist"]}]}"#;

const SOLUTION: &str = r#"{"visits": [
    {"visit": "a-pm", "workers": ["w0"], "start": 120000},
    {"visit": "a-am", "workers": ["w0", "w1"], "start": 30000}],
    "unserved": ["b-am"]}"#;

#[test]
fn a_tiny_instance_is_read_as_documented() {
    let instance = read_instance(TINY).expect("an instance");
    assert_eq!(instance.travel.matrices[0].seconds, [[0, 360, 600], [360, 0, 480], [600, 480, 0]]);
    assert_eq!((instance.visits[0].slots.len(), instance.visits[1].slots[0].skills.len()), (2, 1));
    let shift = &instance.carers[0].shifts[1];
    assert_eq!((shift.id.as_str(), shift.start), ("w0/2", Instant(111_600)));
    let faces = |text: &str| read_instance(text).expect("an instance").policy.level(RuleId::Faces);
    assert!(matches!(faces(TINY), Level::Priced(rate) if rate.0 == 90));
    let dear = TINY.replace("\"days\": 2,", "\"days\": 2, \"face_seconds\": 300,");
    assert!(matches!(faces(&dear), Level::Priced(rate) if rate.0 == 300));
    let day = TINY.replace("\"days\": 2,", "\"days\": 2, \"face_seconds\": 0,");
    assert_eq!(faces(&day), Level::Off);
}

#[test]
fn a_solution_is_read_measured_and_written_again() {
    let instance = read_instance(TINY).expect("an instance");
    let rota = read_solution(SOLUTION, &instance).expect("a solution");
    assert_eq!(rota.routes.len(), 3, "w0 on two days, w1 on one");
    assert_eq!(rota.routes[0].depart, Instant(29_400));
    assert_eq!(rota.routes[1].shift.as_str(), "w0/2");
    assert_eq!(rota.routes[2].finish, Instant(30_000 + 900 + 480));
    // 600 there and back on two days, 480 there and back.
    let line = SheetLine { rule: RuleId::Travel, measure: 3360, price: rota_model::Money(3360) };
    let found = figures(&instance, &rota, &Sheet { lines: vec![line] });
    assert_eq!(found.unserved, 1);
    assert!((found.travel_minutes - 56.0).abs() < 1e-9);
    // Only a is visited: three stops, two of them by w0.
    assert!((found.carers_per_client - 2.0).abs() < 1e-9);
    assert!((found.main_carer_share - 2.0 / 3.0).abs() < 1e-9);
    let again = read_solution(&write_solution(&instance, &rota), &instance).expect("a solution");
    assert_eq!(again, rota);
}

#[test]
fn nothing_wrong_is_repaired() {
    let instance = read_instance(TINY).expect("an instance");
    let read = |from: &str, to: &str| {
        let text = SOLUTION.replacen(from, to, 1);
        assert_ne!(text, SOLUTION, "{from}");
        read_solution(&text, &instance).expect("a solution")
    };
    let alone = read(r#"["w0", "w1"]"#, r#"["w0"]"#);
    assert_eq!(alone.routes.iter().map(|route| route.stops.len()).sum::<usize>(), 2);
    let three = read(r#"["w0"]"#, r#"["w0", "w1"]"#);
    assert!(three.routes.iter().flat_map(|r| &r.stops).any(|stop| stop.slot == 1));
    assert_eq!(read(r#""unserved": ["b-am"]"#, r#""unserved": []"#).unallocated, []);
    assert_eq!(read("30000", "10").routes[0].stops[0].start, Instant(10));
}

#[test]
fn what_does_not_exist_is_a_finding() {
    let wrong = |from: &str, to: &str| -> Vec<&str> {
        let text = TINY.replacen(from, to, 1);
        assert_ne!(text, TINY, "{from}");
        let findings = read_instance(&text).expect_err("a wrong instance");
        findings.list.iter().map(|finding| finding.code.id()).collect()
    };
    assert_eq!(wrong("\"home\": 1", "\"home\": 3"), ["E1902"]);
    assert_eq!(wrong("\"speed_kmh\": 30", "\"speed_kmh\": 0"), ["E1901"]);
    assert_eq!(wrong("\"days\": 2", "\"days\": 29"), ["E1901"]);
    assert_eq!(wrong("\"id\": \"w1\"", "\"id\": \"w0\""), ["E1902"]);
    assert_eq!(wrong("\"id\": \"b-am\"", "\"id\": \"a-am\""), ["E1902"]);
    assert_eq!(
        wrong("\"client\": \"b\"", "\"client\": \"a\""),
        ["E1902"],
        "one client in two places"
    );
    assert_eq!(wrong("\"carers\": 2", "\"carers\": 5"), ["E1901"]);
    assert_eq!(wrong("\"duration\": 600", "\"duration\": 0"), ["E1901"]);
    assert_eq!(wrong("[34200, 35000]", "[35000, 34200]"), ["E1902"]);
    assert_eq!(wrong("\"start\": 111600", "\"start\": 52100"), ["E1902"]);
    assert_eq!(wrong("\"workers\"", "\"carers\""), ["E1902"]);
    let instance = read_instance(TINY).expect("an instance");
    let codes = |from: &str, to: &str| -> Vec<&str> {
        let text = SOLUTION.replacen(from, to, 1);
        let findings = read_solution(&text, &instance).expect_err("a wrong solution");
        findings.list.iter().map(|finding| finding.code.id()).collect()
    };
    assert_eq!(codes("w1", "w9"), ["E1902"]);
    assert_eq!(codes("a-pm", "a-xm"), ["E1902"]);
    assert_eq!(codes("30000", "-5"), ["E1901"]);
    assert_eq!(codes("b-am", "b-xm"), ["E1902"]);
}

#[test]
fn every_shared_instance_is_read() {
    let folder =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/benchmarks/homecare");
    if !folder.is_dir() {
        println!("skipped: there are no public benchmarks beside the checkout");
        return;
    }
    for (name, carers, slots) in [
        ("hc_day10", 10, 60),
        ("hc_day40", 40, 300),
        ("hc_day40_du15", 40, 358),
        ("hc_week56", 56, 2100),
    ] {
        let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).expect("a file");
        let instance = read_instance(&text).expect(name);
        assert_eq!((instance.carers.len(), instance.slot_count()), (carers, slots), "{name}");
    }
}
