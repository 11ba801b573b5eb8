//! Data goes to standard output, everything else to standard error.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{PROGRAM, folder_with, read, rota, solved, week, week_with_a_gap};

#[test]
fn a_dash_is_standard_input_and_nothing_is_standard_output() {
    let (_folder, problem) = folder_with(&week("w"));
    let by_file = read(&solved(&problem));
    let run = rota()
        .args(["solve", "-", "--iterations", "20"])
        .write_stdin(read(&problem))
        .assert()
        .code(0);
    assert_eq!(String::from_utf8_lossy(&run.get_output().stdout), by_file);
    assert!(!run.get_output().stderr.is_empty());
    let run = rota()
        .args(["solve", "-", "-o", "-", "--iterations", "20", "--quiet"])
        .write_stdin(read(&problem))
        .assert()
        .code(0);
    assert_eq!(String::from_utf8_lossy(&run.get_output().stdout), by_file);
    assert!(run.get_output().stderr.is_empty());
}

#[test]
fn the_rota_can_come_from_standard_input() {
    let (_folder, problem) = folder_with(&week("w"));
    let rota_path = solved(&problem);
    let shown = rota().arg("show").arg(&problem).arg(&rota_path).assert().code(0);
    let piped =
        rota().arg("show").arg(&problem).arg("-").write_stdin(read(&rota_path)).assert().code(0);
    assert_eq!(shown.get_output().stdout, piped.get_output().stdout);
}

#[test]
fn log_json_is_one_object_a_line() {
    let (_folder, problem) = folder_with(&week_with_a_gap());
    let run = rota()
        .args(["solve", "--log", "json", "--iterations", "20"])
        .arg(&problem)
        .assert()
        .code(0);
    let events: Vec<Value> = String::from_utf8_lossy(&run.get_output().stderr)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object on each line"))
        .collect();
    let solved = events.iter().find(|event| event["event"] == "solved").expect("the end");
    assert_eq!(solved["unallocated_visits"], 1);
    assert!(events.iter().any(|event| event["event"] == "progress"), "{events:?}");
}

#[test]
fn names_of_people_stay_out_of_the_log() {
    let (_folder, problem) = folder_with(&week_with_a_gap());
    let run = rota().args(["solve", "--iterations", "20"]).arg(&problem).assert().code(0);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(!said.contains("Client <b>") && !said.contains("Carer 1"), "{said}");
}

#[test]
fn show_prints_the_rota_for_reading_and_o_still_writes_it() {
    let (folder, problem) = folder_with(&week_with_a_gap());
    let out = folder.path().join("out.json");
    let run = rota()
        .args(["solve", "--show", "--iterations", "20"])
        .arg(&problem)
        .arg("-o")
        .arg(&out)
        .assert()
        .code(0);
    let text = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    for part in ["KEY FIGURES", "UNALLOCATED", "BY CARER", "BY CLIENT", "SCORE SHEET"] {
        assert!(text.contains(part), "{part}");
    }
    rota().arg("check").arg(&problem).arg(&out).assert().code(0);
}

#[test]
fn validate_reports_as_json_on_standard_output() {
    let (_folder, problem) = folder_with(&week("w"));
    let text = read(&problem).replace("\"minutes\":30", "\"minute\":30");
    fs::write(&problem, text).expect("a file");
    let run = rota().args(["validate", "--json"]).arg(&problem).assert().code(3);
    let found: Value = serde_json::from_slice(&run.get_output().stdout).expect("JSON");
    let first = &found["findings"][0];
    assert!(first["code"].as_str().is_some_and(|code| code.starts_with('E')), "{found}");
    assert!(first["path"].as_str().is_some_and(|path| path.starts_with("/clients/")), "{found}");
}

#[test]
fn a_reader_who_goes_away_is_no_error() {
    let (_folder, problem) = folder_with(&week("w"));
    let rota_path = solved(&problem);
    let mut child = Command::new(PROGRAM)
        .arg("report")
        .args([&problem, &rota_path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
    assert!(child.wait().expect("an end").success(), "{said}");
    assert!(said.is_empty(), "{said}");
}

#[test]
fn schemas_and_completions_are_printed() {
    for of in ["problem", "rota"] {
        let run = rota().args(["schema", of]).assert().code(0);
        let schema: Value = serde_json::from_slice(&run.get_output().stdout).expect("JSON");
        assert!(schema["$schema"].is_string(), "{of}");
    }
    for shell in ["bash", "zsh", "fish"] {
        let run = rota().args(["completions", shell]).assert().code(0);
        assert!(String::from_utf8_lossy(&run.get_output().stdout).contains("rota"), "{shell}");
    }
}

#[test]
fn a_warm_start_is_never_worse_than_its_start() {
    let (folder, problem) = folder_with(&week("w"));
    let rota_path = solved(&problem);
    let again = folder.path().join("again.json");
    rota()
        .args(["solve", "--iterations", "5", "--seed", "9", "--start"])
        .args([&rota_path, &problem])
        .arg("-o")
        .arg(&again)
        .assert()
        .code(0);
    let cost = |path| -> i64 {
        let rota: Value = serde_json::from_str(&read(path)).expect("a rota");
        rota["score"]["total_grains"].as_i64().expect("a total")
    };
    assert!(cost(&again) <= cost(&rota_path));
}
