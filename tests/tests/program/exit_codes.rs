//! Each exit code is reached, and says what it is documented to say.

use std::fs;

use serde_json::Value;

use crate::{folder_with, read, rota, solved, week, week_with_a_gap};

#[test]
fn help_is_fine_and_lists_the_codes() {
    let help = rota().arg("--help").assert().code(0).get_output().stdout.clone();
    let help = String::from_utf8(help).expect("text");
    for code in ["0 ", "1 ", "2 ", "3 ", "4 ", "5 ", "6 ", "7 ", "130 "] {
        assert!(help.contains(&format!("\n  {code}")), "{code}");
    }
}

#[test]
fn a_senseless_command_line_is_2() {
    for args in [
        &["solve"][..],
        &["sovle", "a.json"],
        &["solve", "a.json", "--time-limit", "soon"],
        &["solve", "a.json", "--islands", "0"],
        &["check", "-", "-"],
        &["batch", "-o", "out"],
    ] {
        let output = rota().args(args).assert().code(2).get_output().clone();
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_file_that_is_not_there_is_1() {
    let output = rota().args(["validate", "no/such/week.json"]).assert().code(1);
    let said = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(said.contains("cannot read no/such/week.json: there is no such file"), "{said}");
}

#[test]
fn a_missing_output_folder_is_found_before_the_search() {
    let (folder, problem) = folder_with(&week("w"));
    let out = folder.path().join("none/rota.json");
    let run = rota().arg("solve").arg(&problem).arg("-o").arg(out).assert().code(1);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("folder does not exist"), "{said}");
}

#[test]
fn an_invalid_problem_is_3_for_every_command() {
    let (folder, problem) = folder_with(&serde_json::json!({ "format": "rota/problem/v1" }));
    let any = folder.path().join("any.json");
    fs::write(&any, "{}").expect("a file");
    for command in ["solve", "validate"] {
        rota().arg(command).arg(&problem).assert().code(3);
    }
    for command in ["check", "show", "report"] {
        rota().arg(command).arg(&problem).arg(&any).assert().code(3);
    }
}

#[test]
fn text_that_is_not_utf_8_is_3() {
    let (_folder, problem) = folder_with(&week("w"));
    fs::write(&problem, b"{\"format\": \"\xff\"}").expect("a file");
    rota().arg("validate").arg(&problem).assert().code(3);
}

#[test]
fn unallocated_visits_are_4_only_with_strict() {
    let (_folder, problem) = folder_with(&week_with_a_gap());
    let solve = |strict: &[&str], code: i32| {
        rota()
            .args(["solve", "--iterations", "5"])
            .args(strict)
            .arg(&problem)
            .assert()
            .code(code)
            .get_output()
            .stdout
            .clone()
    };
    let rota: Value = serde_json::from_slice(&solve(&[], 0)).expect("a rota");
    assert_eq!(rota["unallocated"].as_array().map(Vec::len), Some(1));
    let strict: Value = serde_json::from_slice(&solve(&["--strict"], 4)).expect("a rota");
    assert_eq!(rota, strict);
}

#[test]
fn a_good_rota_checks_as_0_and_a_broken_one_as_6() {
    let (_folder, problem) = folder_with(&week("w"));
    let rota_path = solved(&problem);
    rota().arg("check").arg(&problem).arg(&rota_path).assert().code(0);
    let mut broken: Value = serde_json::from_str(&read(&rota_path)).expect("a rota");
    broken["routes"].as_array_mut().expect("routes").pop();
    fs::write(&rota_path, broken.to_string()).expect("a file");
    let check = rota().arg("check").arg(&problem).arg(&rota_path).assert().code(6);
    let said = String::from_utf8_lossy(&check.get_output().stdout).into_owned();
    assert!(said.contains("BROKEN RULES"), "{said}");
    let check = rota().args(["check", "--json"]).arg(&problem).arg(&rota_path).assert().code(6);
    let found: Value = serde_json::from_slice(&check.get_output().stdout).expect("JSON");
    assert!(!found["violations"].as_array().expect("a list").is_empty());
    rota().arg("show").arg(&problem).arg(&rota_path).assert().code(6);
}
