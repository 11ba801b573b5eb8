//! Whatever is done to a good document, reading it ends with an instance or with findings, never with a panic.

use proptest::prelude::*;
use rota_format::{Findings, hhcrsp, homecare, parse_problem, read_rota, vrptw};
use serde_json::{Value, json};

const PROBLEM: &str = include_str!("../../../fixtures/six-visits/problem.json");
const ROTA: &str = include_str!("../../../fixtures/six-visits/rota.json");

const HOMECARE: &str = r#"{"name": "two", "days": 2, "speed_kmh": 30, "face_seconds": 60, "locations": [[0, 0], [0, 3], [4, 3]],
    "workers": [{"id": "w0", "home": 0, "skills": ["hoist"], "shifts": [{"day": 0, "start": 25200, "end": 52200}]},
        {"id": "w1", "home": 1, "skills": [], "shifts": [{"day": 0, "start": 25200, "end": 52200}, {"day": 1, "start": 111600, "end": 138600}]}],
    "visits": [{"id": "a-am", "client": "a", "day": 0, "loc": 2, "duration": 900, "window": [30000, 33600], "skills": [], "carers": 2},
        {"id": "a-pm", "client": "a", "day": 1, "loc": 2, "duration": 1800, "window": [120000, 123600], "skills": ["hoist"]}]}"#;

const VRPTW: &str = "c3\n\nVEHICLE\nNUMBER     CAPACITY\n  2         20\n\nCUSTOMER\nCUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME\n\n\
    0   0   0    0   0  100   0\n    1   3   4   10   5   30  10\n    2  1.5  2    7   0   90  10\n    3  -3   4   10   0   40  10\n";

/// Words to put into a text, or nothing.
fn edit() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        2 => Just(None),
        1 => Just(Some("\n".to_owned())),
        1 => Just(Some(" ".to_owned())),
        1 => Just(Some("1e400".to_owned())),
        1 => Just(Some("NaN".to_owned())),
        1 => Just(Some("-".to_owned())),
        1 => any::<i64>().prop_map(|number| Some(number.to_string())),
        1 => ".{0,6}".prop_map(Some),
    ]
}

/// A text with a word in place of one of its characters, or without its line.
fn edited(text: &str, place: prop::sample::Index, edit: &Option<String>) -> String {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    if characters.is_empty() {
        return String::new();
    }
    let (at, character) = *place.get(&characters);
    match edit {
        Some(word) => format!("{}{word}{}", &text[..at], &text[at + character.len_utf8()..]),
        None => {
            let from = text[..at].rfind('\n').map_or(0, |line| line + 1);
            let to = text[at..].find('\n').map_or(text.len(), |line| at + line + 1);
            format!("{}{}", &text[..from], &text[to..])
        }
    }
}

/// Something to put where something else was.
fn replacement() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[[]]])),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-10_i64..2_000).prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        Just(json!(i64::MIN)),
        Just(json!("2026-11-31")),
        Just(json!("2026-11-24")),
        Just(json!("2026-11-24T25:00")),
        Just(json!("24:00")),
        Just(json!("every second")),
        Just(json!("ada/morning")),
        Just(json!("dee")),
        ".{0,12}".prop_map(Value::from),
    ]
}

#[derive(Debug, Clone)]
enum Change {
    Replace(Value),
    Remove,
    Double,
    Move(prop::sample::Index),
    Insert(String, Value),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => replacement().prop_map(Change::Replace),
        2 => Just(Change::Remove),
        2 => Just(Change::Double),
        2 => any::<prop::sample::Index>().prop_map(Change::Move),
        1 => ("[a-z_]{1,8}", replacement()).prop_map(|(key, value)| Change::Insert(key, value)),
    ]
}

/// Pointers to everything in a document.
fn pointers(value: &Value, here: &str, all: &mut Vec<String>) {
    all.push(here.to_owned());
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                pointers(member, &format!("{here}/{}", key.replace('/', "~1")), all);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                pointers(item, &format!("{here}/{i}"), all);
            }
        }
        _ => {}
    }
}

fn apply(doc: &mut Value, place: prop::sample::Index, change: Change) {
    let mut all = Vec::new();
    pointers(doc, "", &mut all);
    let pointer: String = place.get(&all).clone();
    let (parent, last) = pointer.rsplit_once('/').unwrap_or(("", ""));
    match change {
        Change::Replace(value) => {
            if let Some(target) = doc.pointer_mut(&pointer) {
                *target = value;
            }
        }
        Change::Move(from) => {
            let value = doc.pointer(from.get::<String>(&all)).cloned();
            if let (Some(target), Some(value)) = (doc.pointer_mut(&pointer), value) {
                *target = value;
            }
        }
        Change::Remove => match doc.pointer_mut(parent) {
            Some(Value::Object(members)) => {
                members.remove(last);
            }
            Some(Value::Array(items)) => {
                if let Some(i) = last.parse().ok().filter(|i: &usize| *i < items.len()) {
                    items.remove(i);
                }
            }
            _ => {}
        },
        Change::Double => {
            if let (Some(Value::Array(items)), Ok(i)) =
                (doc.pointer_mut(parent), last.parse::<usize>())
                && let Some(item) = items.get(i).cloned()
            {
                items.push(item);
            }
        }
        Change::Insert(key, value) => {
            if let Some(Value::Object(members)) = doc.pointer_mut(&pointer) {
                members.insert(key, value);
            }
        }
    }
}

fn show(findings: &Findings) {
    assert!(findings.errors() > 0, "refused for a reason");
    assert!(!findings.to_text(false).is_empty());
    assert!(serde_json::from_str::<Value>(&findings.to_json()).is_ok());
}

/// Reads a problem, and goes once through what was promised of an instance.
fn read_problem(text: &str) {
    match parse_problem(text, "problem.json") {
        Err(findings) => show(&findings),
        Ok((instance, warnings)) => {
            for visit in &instance.visits {
                assert!((1..=4).contains(&visit.slots.len()) && !visit.windows.is_empty());
                assert!(visit.slots.iter().all(|slot| slot.duration > 0 && slot.offset >= 0));
                assert!(visit.windows.iter().all(|window| {
                    window.earliest <= window.soft_earliest
                        && window.soft_earliest <= window.soft_latest
                        && window.soft_latest <= window.latest
                }));
                assert!(visit.windows.windows(2).all(|pair| pair[0].latest < pair[1].earliest));
            }
            for carer in &instance.carers {
                assert!(carer.shifts.iter().all(|shift| shift.start < shift.end));
                assert!(carer.shifts.windows(2).all(|pair| pair[0].end <= pair[1].start));
            }
            for link in &instance.links {
                assert_ne!(link.first, link.second);
            }
            let found = Findings::new("problem.json", text, warnings);
            assert_eq!(found.errors(), 0);
            found.to_text(false);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn changed_problems(changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..4)) {
        let mut doc: Value = serde_json::from_str(PROBLEM).expect("JSON");
        for (place, change) in changes {
            apply(&mut doc, place, change);
        }
        read_problem(&doc.to_string());
    }

    #[test]
    fn changed_rotas(changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..4)) {
        let (instance, _) = parse_problem(PROBLEM, "problem.json").expect("a problem");
        let mut doc: Value = serde_json::from_str(ROTA).expect("JSON");
        for (place, change) in changes {
            apply(&mut doc, place, change);
        }
        if let Err(findings) = read_rota(&doc.to_string(), &instance) {
            show(&findings);
        }
    }

    #[test]
    fn changed_bytes(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), keep in any::<prop::sample::Index>()) {
        let mut bytes = PROBLEM.as_bytes().to_vec();
        for (place, byte) in edits {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len() - keep.index(bytes.len()) / 4);
        read_problem(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_text(text in ".{0,200}") {
        read_problem(&text);
        prop_assert!(hhcrsp::read_instance(&text).is_err());
        prop_assert!(homecare::read_instance(&text).is_err());
        prop_assert!(vrptw::read_instance(&text).is_err());
    }

    #[test]
    fn changed_homecare(changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..4)) {
        let good = homecare::read_instance(HOMECARE).expect("an instance");
        let solution = r#"{"visits": [{"visit": "a-am", "workers": ["w0", "w1"], "start": 30000}], "unserved": ["a-pm"]}"#;
        let mut docs: [Value; 2] =
            [HOMECARE, solution].map(|text| serde_json::from_str(text).expect("JSON"));
        for (place, change) in changes {
            for doc in &mut docs {
                apply(doc, place, change.clone());
            }
        }
        match homecare::read_instance(&docs[0].to_string()) {
            Ok(instance) => assert!(instance.visits.iter().all(|visit| !visit.slots.is_empty())),
            Err(findings) => show(&findings),
        }
        if let Err(findings) = homecare::read_solution(&docs[1].to_string(), &good) {
            show(&findings);
        }
    }

    #[test]
    fn changed_solomon_text(edits in prop::collection::vec((any::<prop::sample::Index>(), edit()), 1..5)) {
        let good = vrptw::read_instance(VRPTW).expect("an instance");
        let mut texts = [VRPTW.to_owned(), "Route #1: 1 2\nRoute #2: 3\nCost 12.3\n".to_owned()];
        for (place, edit) in edits {
            for text in &mut texts {
                *text = edited(text, place, &edit);
            }
        }
        match vrptw::read_instance(&texts[0]) {
            Ok(instance) => assert!(instance.visits.iter().all(|visit| visit.slots[0].duration > 0)),
            Err(findings) => {
                show(&findings);
                assert!(findings.list.iter().all(|f| f.path.is_empty() || f.path.starts_with("line ")));
            }
        }
        if let Err(findings) = vrptw::read_solution(&texts[1], &good) {
            show(&findings);
        }
    }
}

#[test]
fn deep_and_huge_documents_are_refused_in_good_order() {
    for open in ["[", "{\"a\":"] {
        read_problem(&open.repeat(200_000));
    }
    let deep = format!(
        "{{\"format\": \"rota/problem/v1\", \"start\": {}{}}}",
        "[".repeat(120),
        "]".repeat(120)
    );
    read_problem(&deep);
    let wide =
        format!("{{\"format\": \"rota/problem/v1\", \"clients\": [{}1]}}", "1,".repeat(200_000));
    read_problem(&wide);
    let long =
        format!("{{\"format\": \"rota/problem/v1\", \"start\": \"{}\"}}", "9".repeat(3_000_000));
    read_problem(&long);
}
