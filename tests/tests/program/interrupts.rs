//! Ctrl-C once ends well with the best rota so far, twice at once.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Lines, Read};
use std::process::{Child, ChildStderr, Command, Stdio};

use serde_json::Value;

use crate::{PROGRAM, folder_with, rota, week};

/// Starts a long run and waits until it has a first rota.
fn started(problem: &std::path::Path, fault: &str) -> (Child, Lines<BufReader<ChildStderr>>) {
    let mut child = Command::new(PROGRAM)
        .env("ROTA_FAULT", fault)
        .args(["solve", "--time-limit", "10m", "--log", "json"])
        .arg(problem)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let first = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("progress")));
    assert!(first.is_some(), "a first rota is reported");
    (child, lines)
}

fn interrupt(child: &Child, signal: &str) {
    let pid = child.id().to_string();
    let sent = Command::new("kill").args([signal, &pid]).status().expect("kill is there");
    assert!(sent.success());
}

#[test]
fn once_ends_well() {
    let (folder, problem) = folder_with(&week("w"));
    for signal in ["-INT", "-TERM"] {
        let (mut child, lines) = started(&problem, "");
        interrupt(&child, signal);
        let mut text = String::new();
        child.stdout.take().expect("a pipe").read_to_string(&mut text).expect("text");
        let said: Vec<String> = lines.map_while(Result::ok).collect();
        assert_eq!(child.wait().expect("an end").code(), Some(0), "{said:?}");
        assert!(said.iter().any(|line| line.contains("\"stopped_early\":true")), "{said:?}");
        let found: Value = serde_json::from_str(&text).expect("a whole rota");
        assert!(found["routes"].as_array().is_some_and(|routes| !routes.is_empty()));
        let path = folder.path().join("stopped.json");
        std::fs::write(&path, text).expect("a file");
        rota().arg("check").args([&problem, &path]).assert().code(0);
    }
}

#[test]
fn twice_ends_at_once() {
    let (_folder, problem) = folder_with(&week("w"));
    let (mut child, mut lines) = started(&problem, "deaf");
    interrupt(&child, "-INT");
    let heard = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("stopping")));
    assert!(heard.is_some(), "the first is acknowledged");
    interrupt(&child, "-INT");
    assert_eq!(child.wait().expect("an end").code(), Some(130));
}
