//! The public benchmark through the program: published solutions, faults planted in them, and our own.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::{read, root, rota};

const NAME: &str = "InstanzCPLEX_HCSRP_25_1";
/// The published value of its solution, which is proven optimal.
const PUBLISHED: f64 = 428.096_667;

const SKIPPED: &str = "skipped: the benchmark's data is not beside the checkout";

/// The instance and its published solution; `None` where the benchmark's data is not beside the checkout.
fn files() -> Option<(PathBuf, PathBuf)> {
    let folder = root().join("../shared/benchmarks/hhcrsp");
    let problem = folder.join(format!("instances/{NAME}.json"));
    let solution = folder.join(format!("solutions/{NAME}.sol.json"));
    (problem.is_file() && solution.is_file()).then_some((problem, solution))
}

/// Checks a solution; gives the exit code and what was found.
fn check(problem: &PathBuf, solution: &PathBuf) -> (Option<i32>, Value) {
    let args = ["check", "--json", "--format", "hhcrsp"];
    let output = rota().args(args).args([problem, solution]).output().expect("the program runs");
    (output.status.code(), serde_json::from_slice(&output.stdout).expect("JSON"))
}

fn objective(found: &Value) -> f64 {
    found["objective"].as_f64().expect("an objective")
}

#[test]
fn a_published_solution_has_its_published_value() {
    let Some((problem, solution)) = files() else {
        eprintln!("{SKIPPED}");
        return;
    };
    let (code, found) = check(&problem, &solution);
    assert_eq!(code, Some(0), "{found}");
    assert!((objective(&found) - PUBLISHED).abs() < 1e-5, "{found}");
}

#[test]
fn a_missing_or_a_double_service_is_caught() {
    let Some((problem, solution)) = files() else {
        eprintln!("{SKIPPED}");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("faulty.json");
    let good: Value = serde_json::from_str(&read(&solution)).expect("JSON");
    let routes = good["routes"].as_array().expect("routes");
    let index = routes
        .iter()
        .position(|route| route["locations"].as_array().is_some_and(|stops| stops.len() > 2))
        .expect("a route with stops");
    for fault in ["missing", "double"] {
        let mut faulty = good.clone();
        let stops = faulty["routes"][index]["locations"].as_array_mut().expect("stops");
        // The first and the last may be the office.
        match fault {
            "missing" => drop(stops.remove(1)),
            _ => stops.insert(1, stops[1].clone()),
        }
        fs::write(&path, faulty.to_string()).expect("a file");
        let (code, found) = check(&problem, &path);
        assert_eq!(code, Some(6), "{fault}: {found}");
    }
}

#[test]
fn our_own_solution_reads_back_clean() {
    let Some((problem, _)) = files() else {
        eprintln!("{SKIPPED}");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ours.json");
    rota()
        .args(["solve", "--quiet", "--format", "hhcrsp", "--iterations", "500"])
        .arg(&problem)
        .arg("-o")
        .arg(&path)
        .assert()
        .code(0);
    let (code, found) = check(&problem, &path);
    assert_eq!(code, Some(0), "{found}");
    assert!(objective(&found) >= PUBLISHED - 1e-5, "below the proven optimum: {found}");
}
