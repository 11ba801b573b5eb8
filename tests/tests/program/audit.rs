//! A solver that errs is found out, and its rota never takes the place of a good one.

use std::fs;

use crate::{folder_with, read, rota, solved, week};

/// Solves with a fault; gives what was said.
fn rejected(fault: &str) -> String {
    let (folder, problem) = folder_with(&week("w"));
    let good = solved(&problem);
    let before = read(&good);
    let run = rota()
        .env("ROTA_FAULT", fault)
        .args(["solve", "--iterations", "20"])
        .arg(&problem)
        .arg("-o")
        .arg(&good)
        .assert()
        .code(5);
    assert!(run.get_output().stdout.is_empty());
    assert_eq!(read(&good), before, "the good rota is untouched");
    let beside = folder.path().join("week.rota.rejected.json");
    assert!(beside.is_file(), "the rejected rota is kept");
    rota().arg("check").arg(&problem).arg(&beside).assert().code(6);
    String::from_utf8_lossy(&run.get_output().stderr).into_owned()
}

#[test]
fn a_wrong_line_of_the_score_sheet_is_named() {
    let said = rejected("sheet");
    assert!(said.contains("unallocated-time-critical is said to measure 1, but it is 0"), "{said}");
    assert!(said.contains("does not confirm"), "{said}");
}

#[test]
fn a_wrong_time_is_named() {
    assert!(rejected("time").contains("does not confirm"));
}

#[test]
fn a_route_that_vanished_is_named() {
    assert!(rejected("drop").contains("does not confirm"));
}

#[test]
fn an_unconfirmed_rota_is_not_printed() {
    let (_folder, problem) = folder_with(&week("w"));
    let run = rota()
        .env("ROTA_FAULT", "drop")
        .args(["solve", "--show", "--iterations", "20"])
        .arg(&problem)
        .assert()
        .code(5);
    assert!(run.get_output().stdout.is_empty());
}

#[test]
fn a_failing_program_says_so_calmly() {
    let (folder, problem) = folder_with(&week("panic"));
    let out = folder.path().join("out.json");
    fs::write(&out, "what was there").expect("a file");
    let run = rota()
        .env("ROTA_FAULT", "panic")
        .args(["solve", "--iterations", "20"])
        .arg(&problem)
        .arg("-o")
        .arg(&out)
        .assert()
        .code(1);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("the program failed"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(read(&out), "what was there");
}
