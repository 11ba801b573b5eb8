//! Published solutions of UHHC through the reading, the audit and the score of `rota check`.

use std::path::PathBuf;

use rota_check::{audit_without_sheet, measure};
use rota_format::uhhc::{objective, read_instance, read_solution, write_solution};
use rota_model::Instance;
use serde_json::{Value, json};

use crate::{SKIPPED, root};

/// A published solution: its file's name, its instance, itself, and its published cost.
struct Published {
    name: String,
    instance: Instance,
    solution: Value,
    cost: f64,
}

/// All of them; the cost is the file's own, or, where it has none, the table's.
fn published() -> Option<Vec<Published>> {
    let folder = root().join("../shared/benchmarks/uhhc");
    let read = |path: PathBuf| std::fs::read_to_string(path).expect("a file");
    let table = folder.is_dir().then(|| read(folder.join("best_known.csv")))?;
    let best = |instance: &str| {
        let row = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let row = row.into_iter().find(|row| row[1] == instance).expect("a row");
        row[2].parse::<f64>().expect("a cost")
    };
    let files = std::fs::read_dir(folder.join("solutions")).expect("a folder");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    let all = names.into_iter().map(|name| {
        let case = name.split('.').next().expect("a name");
        let text = read(folder.join(format!("instances/{case}.json")));
        let instance = read_instance(&text).unwrap_or_else(|found| panic!("{case}: {found}"));
        let solution: Value =
            serde_json::from_str(&read(folder.join("solutions").join(&name))).expect("JSON");
        let cost = solution["cost"]["objective"].as_f64().unwrap_or_else(|| best(case));
        Published { name, instance, solution, cost }
    });
    Some(all.collect())
}

fn codes(instance: &Instance, solution: &Value) -> Vec<&'static str> {
    let rota = read_solution(&solution.to_string(), instance).expect("a readable solution");
    audit_without_sheet(instance, &rota).violations.iter().map(|fault| fault.code).collect()
}

#[test]
fn every_published_solution_is_clean_and_has_its_published_cost() {
    let Some(all) = published() else {
        eprintln!("{SKIPPED}");
        return;
    };
    let mut wrong = Vec::new();
    for Published { name, instance, solution, cost } in &all {
        let rota = read_solution(&solution.to_string(), instance).expect("a readable solution");
        let audit = audit_without_sheet(instance, &rota);
        let ours = objective(&audit.sheet);
        if !audit.violations.is_empty() || (ours - cost).abs() > 1e-6 {
            let sheet = &audit.sheet.lines;
            wrong.push(format!("{name}: {ours}, not {cost}; {:?}; {sheet:?}", audit.violations));
        }
        let again = read_solution(&write_solution(instance, &rota), instance).expect("ours");
        assert_eq!(again, rota, "{name}: written and read");
        assert_eq!(measure(instance, &again), audit.sheet, "{name}");
    }
    assert_eq!(all.len(), 31);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The places of the services of a solution: route, location, patient, service. Not where somebody has lunch: without the
/// service there the lunch would be off the way, which is a finding before any audit.
fn services(solution: &Value) -> Vec<(usize, usize, String, String)> {
    let routes = solution["routes"].as_array().expect("routes").iter().enumerate();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let all = routes.flat_map(|(route, doc)| {
        let stops = doc["locations"].as_array().cloned().unwrap_or_default();
        let stops = stops.into_iter().enumerate();
        stops.map(move |(i, doc)| (route, i, text(&doc["patient"]), text(&doc["service"])))
    });
    let all: Vec<_> = all.collect();
    let rests = |patient: &str| all.iter().any(|one| one.2 == patient && one.3 == "lunch_break");
    all.iter().filter(|one| !rests(&one.2)).cloned().collect()
}

#[test]
fn planted_faults_are_found_in_every_published_solution() {
    let Some(all) = published() else {
        eprintln!("{SKIPPED}");
        return;
    };
    let mut planted = [0; 4];
    for Published { name, instance, solution, .. } in &all {
        let services = services(solution);
        let with = |change: &dyn Fn(&mut Value)| {
            let mut faulty = solution.clone();
            change(&mut faulty);
            codes(instance, &faulty)
        };
        let pairs: Vec<_> = services
            .iter()
            .filter(|one| services.iter().filter(|other| other.2 == one.2).count() == 2)
            .collect();
        let together = |patient: &str| {
            let start = |route: usize, stop: usize| {
                let doc = &solution["routes"][route]["locations"][stop];
                doc["arrival_time"].as_i64()
            };
            let starts: Vec<_> =
                pairs.iter().filter(|p| p.2 == *patient).map(|p| start(p.0, p.1)).collect();
            let simultaneous = instance.links.iter().any(|link| {
                link.first.as_str() == format!("{patient}/1")
                    && matches!(
                        link.kind,
                        rota_model::LinkKind::Gap { min: Some(0), max: Some(0), .. }
                    )
            });
            let shared = instance.visits.iter().any(|v| v.id.as_str() == patient);
            (simultaneous || shared) && starts.windows(2).all(|pair| pair[0] == pair[1])
        };
        if let Some((route, stop, ..)) = pairs.iter().rev().find(|one| together(&one.2)) {
            let found = with(&|doc| {
                let service = &mut doc["routes"][route]["locations"][stop];
                for key in ["arrival_time", "departure_time"] {
                    service[key] = json!(service[key].as_i64().expect("a time") + 1);
                }
            });
            assert!(
                found.iter().any(|c| ["together", "link-gap"].contains(c)),
                "{name}: {found:?}"
            );
            planted[0] += 1;
        }
        let (route, stop, patient, service) = &services[services.len() / 2];
        let missing = with(&|doc| {
            doc["routes"][route]["locations"].as_array_mut().expect("stops").remove(*stop);
        });
        // An optional patient may be left out, though not by halves.
        let optional = instance.visits.iter().any(|visit| {
            visit.client.as_str() == patient && visit.priority != rota_model::Priority::Normal
        });
        if !optional || pairs.iter().any(|one| one.2 == *patient) {
            let codes = ["visit-dropped", "half-served", "link-both-or-neither"];
            assert!(missing.iter().any(|c| codes.contains(c)), "{name}: {missing:?}");
            planted[1] += 1;
        }
        let twice = with(&|doc| {
            let stops = doc["routes"][route]["locations"].as_array_mut().expect("stops");
            stops.push(stops[*stop].clone());
        });
        assert!(twice.contains(&"slot-twice"), "{name}: {twice:?}");
        planted[2] += 1;
        // Somebody else who lacks the skill does it.
        let able =
            |carer: &rota_model::Carer| carer.skills.iter().any(|h| h.skill.as_str() == service);
        if let Some(other) = instance.carers.iter().position(|carer| !able(carer)) {
            let id = instance.carers[other].id.as_str();
            let found = with(&|doc| {
                let moved =
                    doc["routes"][route]["locations"].as_array_mut().expect("stops").remove(*stop);
                let routes = doc["routes"].as_array_mut().expect("routes");
                match routes.iter_mut().find(|doc| doc["caregiver_id"] == json!(id)) {
                    Some(doc) => doc["locations"].as_array_mut().expect("stops").push(moved),
                    None => routes.push(json!({"caregiver_id": id, "locations": [moved]})),
                }
            });
            assert!(found.contains(&"skill"), "{name}: {found:?}");
            planted[3] += 1;
        }
    }
    println!("planted: {planted:?}");
    assert!(planted.iter().all(|count| *count >= 20), "{planted:?}");
}
