//! The report as a browser sees it: no script errors, no network.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::{folder_with, rota, solved, week_with_a_gap};

fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|f| f.join(name)).find(|p| p.is_file()))
}

#[test]
fn names_in_a_report_cannot_become_markup() {
    let (folder, problem) = folder_with(&week_with_a_gap());
    let page = folder.path().join("page.html");
    rota().arg("report").args([&problem, &solved(&problem)]).arg("-o").arg(&page).assert().code(0);
    let page = crate::read(&page);
    assert!(!page.contains("<b>"), "a name became markup");
    assert!(page.contains("&lt;b&gt;"));
    for wanted in ["<script", "src=", "@import", "<link"] {
        assert!(!page.contains(wanted), "{wanted}");
    }
}

#[test]
fn a_browser_opens_the_page_without_errors_or_requests() {
    let Some(chromium) = chromium() else {
        eprintln!("skipped: there is no chromium on this machine");
        return;
    };
    let (folder, problem) = folder_with(&week_with_a_gap());
    let page = folder.path().join("page.html");
    rota().arg("report").args([&problem, &solved(&problem)]).arg("-o").arg(&page).assert().code(0);
    let log = folder.path().join("net.json");
    let run = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--enable-logging=stderr", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("--log-net-log={}", log.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("chromium runs");
    let dom = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(dom.contains("Key figures") && dom.contains("</html>"), "the page was read to its end");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!said.contains("CONSOLE"), "the browser complains: {said}");
    let requested: Vec<String> = requests(&fs::read_to_string(log).expect("a log"));
    assert!(requested.is_empty(), "the page asks for {requested:?}");
}

/// What a net log says was asked for from any network on the page's behalf.
fn requests(log: &str) -> Vec<String> {
    let log: Value = serde_json::from_str(log).expect("a net log");
    let events = log["events"].as_array().expect("events");
    assert!(!log["constants"].is_null(), "the log is a net log");
    let mut urls: Vec<String> = events
        .iter()
        .filter_map(|event| event["params"]["url"].as_str())
        .map(str::to_owned)
        .collect();
    urls.retain(|url| url.starts_with("http") || url.starts_with("ws"));
    urls
}
