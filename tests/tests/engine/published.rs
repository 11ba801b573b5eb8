//! Published solutions of the public benchmark through the reading, the audit and the score of `rota check`.

use std::path::Path;

use rota_check::{audit_without_sheet, measure};
use rota_core::{BoundOptions, bound};
use rota_format::hhcrsp::{earliest, objective, read_solution, write_solution};
use rota_model::{Instance, Rota};
use serde_json::{Value, json};

use crate::{SKIPPED, benchmark, public};

/// The table holds better values than the solution files of these instances; what the files come to.
const TABLE_IS_BETTER: [(&str, f64); 3] = [
    ("InstanzCPLEX_HCSRP_50_3", 541.116),
    ("InstanzCPLEX_HCSRP_50_9", 535.074_333),
    ("InstanzCPLEX_HCSRP_75_5", 653.709),
];

/// A service is recorded a minute before its window opens in the files of these instances.
const RECORDED_EARLY: [&str; 4] = [
    "instance_000-cosenza-r26-p299-s4-sim1.6-seq5.7",
    "instance_004-venice-padua-treviso-r26-p258-s3-sim14.0-seq4.2",
    "instance_007-venice-r29-p297-s3-sim2.9-seq7.1",
    "instance_008-cesena-r32-p247-s4-sim12.3-seq20.5",
];

/// Rows of the table of published values: instance and value.
fn published(folder: &Path) -> Vec<(String, f64)> {
    let text = std::fs::read_to_string(folder.join("best_known.csv")).expect("the table");
    let fields = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let rows = text.lines().skip(1).map(fields);
    rows.map(|row| (row[1].clone(), row[2].parse().expect("a value"))).collect()
}

fn recorded(folder: &Path, name: &str, instance: &Instance) -> Rota {
    let path = folder.join(format!("solutions/{name}.sol.json"));
    let text = std::fs::read_to_string(path).expect("a solution");
    read_solution(&text, instance).expect("a valid solution")
}

fn codes(instance: &Instance, rota: &Rota) -> Vec<&'static str> {
    let mut codes: Vec<&str> =
        audit_without_sheet(instance, rota).violations.iter().map(|v| v.code).collect();
    codes.dedup();
    codes
}

#[test]
fn every_published_solution_is_clean_and_scores_its_value() {
    let Some(folder) = benchmark() else {
        eprintln!("{SKIPPED}");
        return;
    };
    for (name, value) in published(&folder) {
        let instance = public(&folder, &name);
        let rota = recorded(&folder, &name, &instance);
        let wrong: &[&str] =
            if RECORDED_EARLY.contains(&name.as_str()) { &["visit-window"] } else { &[] };
        assert_eq!(codes(&instance, &rota), wrong, "{name} as recorded");
        let rota = earliest(&instance, &rota).expect("times that keep all links");
        assert_eq!(codes(&instance, &rota), [""; 0], "{name}");
        let value = TABLE_IS_BETTER.iter().find(|row| row.0 == name).map_or(value, |row| row.1);
        let ours = objective(&measure(&instance, &rota));
        assert!((ours - value).abs() < 0.000_5, "{name}: {ours}, not {value}");
    }
}

/// Where the services of a solution are, by route and place in it, and whose they are.
fn services(doc: &Value) -> Vec<(usize, usize, String)> {
    let routes = doc["routes"].as_array().expect("routes").iter().enumerate();
    routes
        .flat_map(|(route, doc)| {
            let stops = doc["locations"].as_array().cloned().unwrap_or_default();
            stops.into_iter().enumerate().map(move |(stop, doc)| {
                (route, stop, doc["patient"].as_str().expect("a patient").to_owned())
            })
        })
        .collect()
}

#[test]
fn a_missing_a_double_and_a_late_second_service_are_found_in_every_published_solution() {
    let Some(folder) = benchmark() else {
        eprintln!("{SKIPPED}");
        return;
    };
    let mut planted = 0;
    for (name, _) in published(&folder) {
        let instance = public(&folder, &name);
        let good = earliest(&instance, &recorded(&folder, &name, &instance)).expect("times");
        let doc: Value = serde_json::from_str(&write_solution(&instance, &good)).expect("JSON");
        let paired = |patient: &str| {
            instance.visits.iter().any(|v| v.id.as_str() == patient && v.slots.len() == 2)
        };
        let services = services(&doc);
        let Some((route, stop, _)) = services.iter().rev().find(|(_, _, who)| paired(who)) else {
            continue;
        };
        let read = |doc: &Value| {
            let rota = read_solution(&doc.to_string(), &instance).expect("a readable solution");
            codes(&instance, &rota)
        };
        assert_eq!(read(&doc), [""; 0], "{name}");

        let mut missing = doc.clone();
        missing["routes"][route]["locations"].as_array_mut().expect("stops").remove(*stop);
        assert!(read(&missing).contains(&"half-served"), "{name}: {:?}", read(&missing));

        let mut twice = doc.clone();
        let again = twice["routes"][route]["locations"][stop].clone();
        twice["routes"][route]["locations"].as_array_mut().expect("stops").push(again);
        assert!(read(&twice).contains(&"slot-twice"), "{name}: {:?}", read(&twice));

        let mut apart = doc.clone();
        let service = &mut apart["routes"][route]["locations"][stop];
        for key in ["arrival_time", "departure_time"] {
            service[key] = json!(service[key].as_f64().expect("a time") + 0.4);
        }
        assert!(read(&apart).contains(&"together"), "{name}: {:?}", read(&apart));
        planted += 3;
    }
    assert!(planted >= 3 * 60, "only {planted} faults");
}

#[test]
fn published_rotas_of_25_patients_are_proved_cheapest() {
    let Some(folder) = benchmark() else {
        eprintln!("{SKIPPED}");
        return;
    };
    for number in [1, 3, 5, 7] {
        let name = &format!("InstanzCPLEX_HCSRP_25_{number}");
        let instance = public(&folder, name);
        let rota = earliest(&instance, &recorded(&folder, name, &instance)).expect("times");
        let cost = measure(&instance, &rota).total();
        let options =
            BoundOptions { rounds: Some(1_000), known: Some(cost), ..BoundOptions::default() };
        let below = bound(&instance, &options).expect("a day fits");
        assert_eq!(below.value, cost, "{name} after {} rounds", below.rounds);
    }
}
