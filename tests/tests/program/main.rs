//! Tests of the whole program: what goes in, what comes out, and with which exit code.

mod atomic;
mod audit;
mod batch;
mod benchmark;
mod determinism;
mod exit_codes;
mod interrupts;
mod malformed;
mod page;
mod streams;
mod sweep;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

/// The program, with a solver that errs when `ROTA_FAULT` says so.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_rota-under-test");

/// The program, ready to be given arguments.
pub fn rota() -> Command {
    let mut command = Command::new(PROGRAM);
    command.env_remove("ROTA_FAULT");
    command
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests lie in the checkout").to_owned()
}

/// Three days of twelve clients in a valley, with three carers; all can be covered. `name` tells weeks apart.
pub fn week(name: &str) -> Value {
    let home = |i: usize| json!([57.0 + 0.004 * (i % 4) as f64, -4.0 + 0.006 * (i / 4) as f64]);
    let clients: Vec<Value> = (0..12)
        .map(|i| {
            let (from, to) = [("07:00", "10:00"), ("11:30", "14:00")][i % 2];
            json!({
                "id": format!("client-{i}"),
                "name": format!("Client <b>{i}</b>"),
                "at": home(i),
                "usual": [{ "carer": format!("carer-{}", i % 3), "familiarity": 80 }],
                "visits": [{
                    "id": "visit",
                    "minutes": 30,
                    "repeat": "daily",
                    "windows": [{ "from": from, "to": to }],
                    "carers": if i % 6 == 0 { 2 } else { 1 },
                }],
            })
        })
        .collect();
    let carers: Vec<Value> = (0..3)
        .map(|i| {
            json!({
                "id": format!("carer-{i}"),
                "name": format!("Carer {i}"),
                "at": home(i * 4 + 1),
                "shifts": [{ "from": "06:30", "to": "15:00" }],
            })
        })
        .collect();
    json!({
        "format": "rota/problem/v1",
        "name": name,
        "start": "2026-11-23",
        "days": 3,
        "clients": clients,
        "carers": carers,
    })
}

/// The same with one more client whose visit nobody can make: it needs a skill that nobody holds.
pub fn week_with_a_gap() -> Value {
    let mut week = week("gap");
    let client = json!({
        "id": "client-x",
        "at": [57.0, -4.0],
        "visits": [{
            "id": "visit", "minutes": 30, "date": "2026-11-24", "skills": ["hoist"],
            "windows": [{ "from": "08:00", "to": "09:00" }],
        }],
    });
    week["clients"].as_array_mut().expect("a list").push(client);
    week
}

/// A folder with the week `week.json` in it.
pub fn folder_with(week: &Value) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("week.json");
    fs::write(&path, week.to_string()).expect("a file");
    (folder, path)
}

/// Solves a problem into `week.rota.json` beside it.
pub fn solved(problem: &Path) -> PathBuf {
    let rota_path = problem.with_extension("rota.json");
    rota()
        .args(["solve", "--iterations", "20", "--quiet"])
        .arg(problem)
        .arg("-o")
        .arg(&rota_path)
        .assert()
        .code(0);
    rota_path
}

/// A file as text.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}
