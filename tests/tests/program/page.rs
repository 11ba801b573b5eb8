//! The report as a browser sees it: no script errors, no network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{folder_with, read, rota, solved, week_with_a_gap};

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
    let page = read(&page);
    assert!(!page.contains("<b>"), "a name became markup");
    assert!(page.contains("&lt;b&gt;"));
    for wanted in ["<script", "src=", "@import", "<link"] {
        assert!(!page.contains(wanted), "{wanted}");
    }
}

/// What a browser makes of a page.
struct Opened {
    /// The document after it was read.
    dom: String,
    /// What the browser's console says.
    console: Vec<String>,
    /// What was asked for on the page's behalf; what the browser wants for itself has no origin.
    requests: Vec<String>,
}

fn open(chromium: &Path, page: &Path) -> Opened {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("net.json");
    let run = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("--log-net-log={}", log.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("chromium runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    let log: Value = serde_json::from_str(&read(&log)).expect("a net log");
    let requests = log["events"].as_array().expect("events").iter().filter_map(|event| {
        let initiator = event["params"]["initiator"].as_str()?;
        let url = event["params"]["url"].as_str()?;
        (initiator != "not an origin").then(|| url.to_owned())
    });
    Opened {
        dom: String::from_utf8_lossy(&run.stdout).into_owned(),
        console: said.lines().filter(|l| l.contains("CONSOLE")).map(str::to_owned).collect(),
        requests: requests.collect(),
    }
}

#[test]
fn a_browser_opens_the_page_without_errors_or_requests() {
    let Some(chromium) = chromium() else {
        eprintln!("skipped: there is no chromium on this machine");
        return;
    };
    let (folder, problem) = folder_with(&week_with_a_gap());
    // A page that does what ours must not: if it is not caught, the test proves nothing.
    let bad = folder.path().join("bad.html");
    let text = "<img src='http://rota.invalid/x.png'><script>throw new Error('x')</script>";
    fs::write(&bad, text).expect("a file");
    let opened = open(&chromium, &bad);
    assert_eq!(opened.console.len(), 1, "{:?}", opened.console);
    assert!(opened.requests.iter().any(|url| url == "http://rota.invalid/x.png"));

    let page = folder.path().join("page.html");
    rota().arg("report").args([&problem, &solved(&problem)]).arg("-o").arg(&page).assert().code(0);
    let opened = open(&chromium, &page);
    assert!(opened.dom.contains("Key figures") && opened.dom.contains("</html>"));
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    assert!(opened.requests.is_empty(), "{:?}", opened.requests);
}
