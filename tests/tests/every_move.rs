//! After every accepted move, what the search keeps up step by step is what a fresh evaluation gives.
//!
//! The comparison is in the search itself and ends the program where it fails; here are the problems to search.
//! Needs the feature `paranoid`.

use std::fs;
use std::path::{Path, PathBuf};

use rota_core::{Options, Silent, solve};
use rota_format::{Folder, hhcrsp, parse_problem_with, uhhc, vrptw};
use rota_model::{Break, Instance, Level, Pack, Policy, Rate, RuleId};
use rota_testkit::{long_days, tiny, weeks};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests lie in the checkout").to_owned()
}

/// Files below a folder whose names end so, in the order of their paths.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, end));
        } else if path.to_string_lossy().ends_with(end) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> Instance {
    let text = fs::read_to_string(path).expect("a file");
    let folder = Folder(path.parent().expect("a folder").to_owned());
    let name = path.display().to_string();
    parse_problem_with(&text, &name, &folder).unwrap_or_else(|_| panic!("{name} is unsound")).0
}

/// Searches a while; the auditor has the last word.
fn search(name: &str, instance: &Instance, iterations: u64) {
    let options = Options { iterations: Some(iterations), ..Options::default() };
    let rota = solve(instance, &options, &Silent).expect("a rota").rota;
    let faults = rota_check::audit(instance, &rota).violations;
    assert!(faults.is_empty(), "{name}: {}", faults[0].text);
}

#[test]
fn on_every_fixture() {
    let fixtures = root().join("fixtures");
    let mut weeks = files(&fixtures, "problem.json");
    weeks.retain(|path| !path.starts_with(fixtures.join("bad")));
    assert!(weeks.len() >= 3, "{weeks:?}");
    weeks.extend(files(&fixtures.join("odd"), ".json"));
    for path in weeks {
        search(&path.display().to_string(), &read(&path), 2_000);
    }
}

#[test]
fn on_tiny_problems_with_everything_in_them() {
    for seed in 0..300 {
        search(&format!("seed {seed}"), &tiny::random(seed), 300);
    }
}

#[test]
fn on_weeks_of_wide_shifts_with_rest_between_days() {
    for seed in 0..200 {
        search(&format!("seed {seed}"), &long_days::random(seed), 300);
    }
}

/// The shipped team as it would be with a nation's rules and wide shifts.
#[test]
fn on_a_week_with_a_nation_s_rules_and_wide_shifts() {
    let mut instance = read(&root().join("fixtures/neighbourhood-team-buurtzorg/problem.json"));
    long_days::widen(&mut instance);
    instance.policy = Policy::of_packs(&[Pack::UkEng]);
    search("wide shifts", &instance, 1_000);
}

#[test]
fn on_tiny_problems_with_breaks() {
    for seed in 0..300 {
        search(&format!("seed {seed} with breaks"), &tiny::resting(seed), 300);
    }
}

#[test]
fn on_fixtures_under_a_nations_rules() {
    for name in ["neighbourhood-team-buurtzorg", "highland-village"] {
        let mut instance = read(&root().join("fixtures").join(name).join("problem.json"));
        let law = Policy::of_packs(&[Pack::UkEng]);
        instance.policy.levels.extend(law.levels);
        // Twice as strict, so that every route needs one.
        for shift in instance.carers.iter_mut().flat_map(|carer| &mut carer.shifts) {
            let (earliest, latest) = (shift.start, shift.end);
            let after = Some(3 * 3600);
            shift.breaks = vec![Break { earliest, latest, least: 1200, at_ends: false, after }];
        }
        search(name, &instance, 2_000);
    }
}

/// Habits and exchanges, without rules on days and with rests on routes.
#[test]
fn on_fixtures_where_faces_are_most_of_the_cost() {
    for name in ["neighbourhood-team-buurtzorg", "highland-village"] {
        let mut instance = read(&root().join("fixtures").join(name).join("problem.json"));
        let dear = Level::Priced(Rate::pence_each(10_000));
        instance.policy = instance.policy.with(RuleId::Faces, dear);
        search(name, &instance, 2_000);
        instance.policy = Policy::of_packs(&[Pack::UkEng]).with(RuleId::Faces, dear);
        search(name, &instance, 2_000);
    }
}

#[test]
fn on_weeks_with_tight_hours() {
    for seed in 0..60 {
        search(&format!("week {seed}"), &weeks::tight(seed), 200);
    }
}

/// Searches instances of a public benchmark, where it lies beside the checkout.
#[expect(clippy::print_stderr, reason = "who runs the tests is to see what was left out")]
fn on_public(
    folder: &str,
    names: &[&str],
    read: impl Fn(&str) -> Result<Instance, rota_format::Findings>,
) {
    let folder = root().join("../shared/benchmarks").join(folder);
    if !folder.is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
        return;
    }
    for name in names {
        let text = fs::read_to_string(folder.join(name)).expect("an instance");
        search(name, &read(&text).unwrap_or_else(|_| panic!("{name} is unsound")), 2_000);
    }
}

#[test]
fn on_published_instances() {
    let names = [
        "InstanzCPLEX_HCSRP_25_1.json",
        "InstanzCPLEX_HCSRP_50_1.json",
        "InstanzVNS_HCSRP_100_1.json",
    ];
    on_public("hhcrsp/instances", &names, hhcrsp::read_instance);
}

/// With breaks, idle time, balance, set-outs with the shift, several windows and optional visits.
#[test]
fn on_published_instances_with_breaks() {
    let names = ["J1.json", "K2.json", "i-077.json", "i-116.json", "i-134.json", "i-235.json"];
    on_public("uhhc/instances", &names, uhhc::read_instance);
}

/// With loads.
#[test]
fn on_published_instances_with_loads() {
    on_public("vrptw", &["C101.txt", "RC201.txt"], vrptw::read_instance);
}
