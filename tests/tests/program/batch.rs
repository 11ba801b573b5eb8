//! Many problems: one that is broken doesn't stop the rest, and nothing is done twice.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use serde_json::Value;
use tempfile::TempDir;

use crate::{read, rota, week};

/// Twenty problems in `in/`, the seventh of them broken.
fn twenty() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    for i in 1..=20 {
        let mut week = week(&format!("week {i}"));
        if i == 7 {
            week["days"] = 0.into();
        }
        let path = folder.path().join(format!("in/week-{i:02}.json"));
        fs::write(path, week.to_string()).expect("a file");
    }
    folder
}

fn batch(folder: &Path, more: &[&str], code: i32) -> (String, Value) {
    let run = rota()
        .args(["batch", "--iterations", "3", "--seed", "1"])
        .args(more)
        .arg(folder.join("in"))
        .arg("-o")
        .arg(folder.join("out"))
        .assert()
        .code(code);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    let manifest = serde_json::from_str(&read(&folder.join("out/manifest.json"))).expect("JSON");
    (said, manifest)
}

/// The results with their contents and the times at which they were written.
fn results(folder: &Path) -> BTreeMap<String, (String, SystemTime)> {
    let out = fs::read_dir(folder.join("out")).expect("a folder");
    out.map(|entry| {
        let path = entry.expect("an entry").path();
        let written = fs::metadata(&path).and_then(|meta| meta.modified()).expect("a time");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, (read(&path), written))
    })
    .collect()
}

#[test]
fn nineteen_of_twenty_are_solved_and_a_second_run_redoes_nothing() {
    let folder = twenty();
    let (said, manifest) = batch(folder.path(), &[], 7);
    assert!(said.contains("not solved: week-07.json"), "{said}");
    let problems = manifest["problems"].as_object().expect("problems");
    assert_eq!(problems.len(), 20);
    let count = |status| problems.values().filter(|p| p["status"] == status).count();
    assert_eq!((count("solved"), count("invalid")), (19, 1));
    let first = results(folder.path());
    assert_eq!(first.len(), 20, "19 rotas and the manifest");
    for i in (1..=20).filter(|i| *i != 7) {
        let problem = folder.path().join(format!("in/week-{i:02}.json"));
        let result = folder.path().join(format!("out/week-{i:02}.rota.json"));
        rota().arg("check").args([problem, result]).assert().code(0);
    }

    let (said, _) = batch(folder.path(), &[], 7);
    assert_eq!(said.matches("(finished before)").count(), 20, "{said}");
    assert_eq!(results(folder.path()), first, "nothing is written again");
}

#[test]
fn what_changed_or_was_spoilt_is_done_again() {
    let folder = twenty();
    let (_, _) = batch(folder.path(), &[], 7);
    let out = folder.path().join("out");
    fs::remove_file(out.join("week-01.rota.json")).expect("a file");
    fs::write(out.join("week-02.rota.json"), "spoilt").expect("a file");
    fs::write(folder.path().join("in/week-03.json"), week("changed").to_string()).expect("a file");
    fs::write(folder.path().join("in/week-07.json"), week("mended").to_string()).expect("a file");
    let before = read(&out.join("week-04.rota.json"));
    let (said, manifest) = batch(folder.path(), &[], 0);
    assert_eq!(said.matches("(finished before)").count(), 16, "{said}");
    assert_eq!(manifest["problems"]["week-07.json"]["status"], "solved");
    assert_ne!(read(&out.join("week-02.rota.json")), "spoilt");
    // Other options: all is done again.
    let (said, _) = batch(folder.path(), &["--islands", "1"], 0);
    assert_eq!(said.matches("(finished before)").count(), 0, "{said}");
    let (_, _) = batch(folder.path(), &[], 0);
    assert_eq!(read(&out.join("week-04.rota.json")), before, "repeatable to the byte");
}

#[test]
fn a_problem_on_which_the_program_fails_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    for name in ["a", "panic", "z"] {
        let path = folder.path().join(format!("in/{name}.json"));
        fs::write(path, week(name).to_string()).expect("a file");
    }
    let run = rota()
        .env("ROTA_FAULT", "panic")
        .args(["batch", "--iterations", "3"])
        .arg(folder.path().join("in"))
        .arg("-o")
        .arg(folder.path().join("out"))
        .assert()
        .code(7);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("not solved: panic.json"), "{said}");
    assert!(folder.path().join("out/z.rota.json").is_file());
    // The fault mended, only that one is done.
    let (said, _) = batch_of_three(folder.path());
    assert_eq!(said.matches("(finished before)").count(), 2, "{said}");
}

fn batch_of_three(folder: &Path) -> (String, Value) {
    batch(folder, &[], 0)
}
