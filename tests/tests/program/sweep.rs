//! What-if scenarios: the planted truth is found, a killed sweep goes on, and the same question has the same answer.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{PROGRAM, read, root, rota, week};

/// Four calls of 45 minutes to be begun between 19:00 and 20:30 on each of five evenings, five miles from each other:
/// a quarter of an hour by car. Whoever drives can do two of them, so that Dee leaves two each evening. Will, who walks,
/// is an hour and a half from each and cannot be back home by 21:30; Ann drives in the morning, when there is nothing to do.
fn evenings() -> Value {
    let clients: Vec<Value> = [[57.0, -4.0], [57.07, -4.0], [57.0, -4.13], [57.07, -4.13]]
        .iter()
        .enumerate()
        .map(|(index, at)| {
            json!({
                "id": format!("client-{index}"),
                "at": at,
                "visits": [{
                    "id": "bed",
                    "minutes": 45,
                    "repeat": "every Mon, Tue, Wed, Thu, Fri",
                    "windows": [{ "from": "19:00", "to": "20:30" }],
                }],
            })
        })
        .collect();
    let evening =
        [json!({ "days": "every Mon, Tue, Wed, Thu, Fri", "from": "18:00", "to": "21:30" })];
    let morning =
        [json!({ "days": "every Mon, Tue, Wed, Thu, Fri", "from": "07:00", "to": "11:00" })];
    let carer = |id: &str, mode: &str, shifts: &[Value]| json!({ "id": id, "at": [57.035, -4.065], "mode": mode, "shifts": shifts, "contract": { "min_hours": 7 } });
    json!({
        "format": "rota/problem/v1",
        "name": "evenings",
        "start": "2026-11-23",
        "clients": clients,
        "carers": [
            carer("dee", "car", &evening),
            carer("will", "walk", &evening),
            carer("ann", "car", &morning),
        ],
        "pay": { "rates": { "contact": 1400, "travel": 1400 } },
    })
}

const WHO_PAYS_FOR_THEMSELVES: &str = r#"
format = "rota/scenarios/v1"
[[axis]]
name = "extra"
[[axis.option]]
name = "nobody"
[[axis.option]]
name = "a morning driver"
patch = [{ do = "join", like = "ann", id = "new" }]
[[axis.option]]
name = "an evening walker"
patch = [{ do = "join", like = "will", id = "new" }]
[[axis.option]]
name = "one evening driver"
patch = [{ do = "join", like = "dee", id = "new" }]
[[axis.option]]
name = "two evening drivers"
patch = [{ do = "join", like = "dee", id = "new", copies = 2 }]
[[axis.option]]
name = "three evening drivers"
patch = [{ do = "join", like = "dee", id = "new", copies = 3 }]
"#;

/// Two changes to a small week, alone and together.
const GRID: &str = r#"
format = "rota/scenarios/v1"
[[axis]]
name = "staff"
[[axis.option]]
name = "as now"
[[axis.option]]
name = "one leaves"
patch = [{ do = "leave", whom = { carers = ["carer-2"] } }]
[[axis]]
name = "calls"
[[axis.option]]
name = "as now"
[[axis.option]]
name = "later"
patch = [{ do = "calls", later_minutes = 20 }]
"#;

fn folder(base: &Value, scenarios: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("base.json"), base.to_string()).expect("a file");
    fs::write(folder.path().join("what-if.toml"), scenarios).expect("a file");
    folder
}

fn arguments(folder: &Path, out: &str, iterations: u64, more: &[&str]) -> Vec<String> {
    let path = |name: &str| folder.join(name).display().to_string();
    let mut all =
        vec!["sweep".to_owned(), path("base.json"), path("what-if.toml"), "-o".to_owned()];
    all.extend([path(out), "--iterations".to_owned(), iterations.to_string()]);
    all.extend(more.iter().map(|&one| one.to_owned()));
    all
}

/// All files below a folder, with when they were written.
fn files(folder: &Path) -> BTreeMap<String, (String, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let written = fs::metadata(&path).and_then(|meta| meta.modified()).expect("a time");
            let name = path.strip_prefix(folder).expect("below").display().to_string();
            found.insert(name, (read(&path), written));
        }
    }
    found
}

fn texts(folder: &Path) -> BTreeMap<String, String> {
    files(folder).into_iter().map(|(name, (text, _))| (name, text)).collect()
}

#[test]
fn exactly_one_more_evening_driver_pays_for_itself() {
    let folder = folder(&evenings(), WHO_PAYS_FOR_THEMSELVES);
    rota().args(arguments(folder.path(), "out", 300, &["--seeds", "2"])).assert().code(0);
    let table: Value =
        serde_json::from_str(&read(&folder.path().join("out/sweep.json"))).expect("JSON");
    let rows = table["scenarios"].as_array().expect("rows");
    let left_out: Vec<_> =
        rows.iter().map(|row| row["figures"]["left_out_visits"]["mean"].as_i64()).collect();
    // Base, morning, walker: two of four each evening. With one driver and more, none.
    assert_eq!(left_out, [Some(10), Some(10), Some(10), Some(0), Some(0), Some(0)]);
    let cheapest: Vec<_> = rows.iter().filter(|row| row["cheapest"] == true).collect();
    assert_eq!(cheapest.len(), 1);
    assert_eq!(cheapest[0]["scenario"], "extra: one evening driver");
    // A driver more works for nobody: seven guaranteed hours of 14.00 for nothing.
    let cost = |row: usize| rows[row]["cost_pence"]["mean"].as_i64().expect("pence");
    let unused = |row: usize| rows[row]["figures"]["guaranteed_unused_pence"]["mean"].as_i64();
    assert!(cost(4) > cost(3) && cost(5) > cost(4));
    assert!(unused(3) < unused(4) && unused(4) < unused(5));
}

#[test]
fn threads_do_not_matter_and_nothing_is_done_twice() {
    let folder = folder(&week("twice"), GRID);
    for (out, threads) in [("one", "1"), ("two", "2")] {
        let more = ["--seeds", "2", "--threads", threads, "--bound-rounds", "5"];
        rota().args(arguments(folder.path(), out, 40, &more)).assert().code(0);
    }
    let first = files(&folder.path().join("one"));
    assert_eq!(texts(&folder.path().join("one")), texts(&folder.path().join("two")));
    // Four scenarios of a problem, two rotas and a bound; the start; the manifest and three tables.
    assert_eq!(first.len(), 4 * 4 + 1 + 4);

    let more = ["--seeds", "2", "--bound-rounds", "5", "--quiet"];
    let table = rota().args(arguments(folder.path(), "one", 40, &more)).assert().code(0);
    let again = files(&folder.path().join("one"));
    let kept = |name: &&String| name.ends_with(".rota.json") || name.ends_with("bound.json");
    for name in first.keys().filter(kept) {
        assert_eq!(first[name], again[name], "{name} was done again");
    }
    let printed = String::from_utf8_lossy(&table.get_output().stdout).into_owned();
    assert_eq!(printed, again["sweep.txt"].0);
    // Each scenario can be looked at on its own.
    let one = folder.path().join("one/staff-one-leaves-calls-later");
    rota()
        .arg("check")
        .args([one.join("problem.json"), one.join("seed-1.rota.json")])
        .assert()
        .code(0);
}

#[test]
fn a_killed_sweep_goes_on_and_comes_to_the_same_bytes() {
    let folder = folder(&week("killed"), GRID);
    let more = ["--seeds", "3"];
    rota().args(arguments(folder.path(), "whole", 400, &more)).assert().code(0);
    let whole = texts(&folder.path().join("whole"));
    let out = folder.path().join("killed");
    for _ in 0..3 {
        let mut child = Command::new(PROGRAM)
            .args(arguments(folder.path(), "killed", 400, &more))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let before = if out.exists() { files(&out).len() } else { 0 };
        let patience = Instant::now() + Duration::from_secs(60);
        // Until there is something more, wherever in a run that is.
        while Instant::now() < patience
            && (!out.exists() || files_so_far(&out) < before + 2)
            && child.try_wait().expect("a state").is_none()
        {
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().expect("a kill");
        child.wait().expect("an end");
    }
    rota().args(arguments(folder.path(), "killed", 400, &more)).assert().code(0);
    let mut killed = texts(&out);
    // What was being written beside its target when the kill came stays there, and is nobody's.
    killed.retain(|name, _| !name.ends_with(".part"));
    assert_eq!(killed, whole);
}

/// How many rotas there are, while they are being written.
fn files_so_far(out: &Path) -> usize {
    let below = |path: &Path| fs::read_dir(path).into_iter().flatten().flatten();
    below(out).flat_map(|folder| below(&folder.path()).map(|entry| entry.path())).count()
}

#[test]
fn everything_that_is_wrong_is_told_before_anything_is_solved() {
    let wrong = |scenarios: &str, parts: &[&str]| {
        let folder = folder(&week("wrong"), scenarios);
        let run = rota().args(arguments(folder.path(), "out", 40, &[])).assert().code(3);
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        for part in parts {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(!folder.path().join("out").exists(), "something was begun");
    };
    let head = "format = \"rota/scenarios/v1\"\n";
    let scenario =
        |name: &str, patch: &str| format!("[[scenario]]\nname = \"{name}\"\npatch = [{patch}]\n");
    wrong("format = ", &["what-if.toml", "line 1"]);
    wrong(head, &["there is no scenario"]);
    let two = [
        scenario("a", "{ do = 'leave', whom = { carers = ['carer-9'] } }"),
        scenario("b", "{ do = 'calls', calls = ['visits'], minutes = 5 }"),
    ];
    wrong(
        &format!("{head}{}", two.concat()),
        &["scenario[0].patch[0]", "did you mean", "scenario[1].patch[0]", "\"visit\"", "2 errors"],
    );
    // What a change makes of the week is checked like any problem.
    let impossible = scenario("no time", "{ do = 'calls', minutes = -5 }");
    wrong(&format!("{head}{impossible}"), &["scenario \"no time\"", "1 of 2 scenarios"]);
}

#[test]
fn a_solver_that_errs_is_not_compared() {
    let folder = folder(&week("errs"), GRID);
    let run = rota()
        .env("ROTA_FAULT", "time")
        .args(arguments(folder.path(), "out", 5, &[]))
        .assert()
        .code(5);
    assert!(run.get_output().stdout.is_empty());
    assert!(!folder.path().join("out/sweep.txt").exists());
    assert!(folder.path().join("out/base/start.rota.rejected.json").exists());
}

#[test]
fn the_shipped_question_has_more_than_sixty_answers() {
    let fixtures = root().join("fixtures/neighbourhood-team-buurtzorg");
    let out = tempfile::tempdir().expect("a folder");
    let run = rota()
        .arg("sweep")
        .args([fixtures.join("problem.json"), fixtures.join("scenarios.toml")])
        .arg("-o")
        .arg(out.path())
        .args(["--iterations", "20", "--islands", "1", "--quiet"])
        .assert()
        .code(0);
    let table: Value = serde_json::from_str(&read(&out.path().join("sweep.json"))).expect("JSON");
    let rows = table["scenarios"].as_array().expect("rows");
    assert_eq!(rows.len(), 4 * 4 * 2 * 2 + 6);
    assert!(rows.iter().any(|row| row["unbeaten"] == true));
    let printed = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(rows.iter().all(|row| printed.contains(row["scenario"].as_str().expect("a name"))));
}

#[test]
fn fairness_and_continuity_can_be_bought() {
    let fixtures = root().join("fixtures/neighbourhood-team-buurtzorg");
    let out = tempfile::tempdir().expect("a folder");
    rota()
        .arg("sweep")
        .args([fixtures.join("problem.json"), fixtures.join("curves.toml")])
        .arg("-o")
        .arg(out.path())
        .args(["--iterations", "1500", "--islands", "1", "--seeds", "2", "--quiet"])
        .assert()
        .code(0);
    let table: Value = serde_json::from_str(&read(&out.path().join("sweep.json"))).expect("JSON");
    let rows = table["scenarios"].as_array().expect("rows");
    let curve = |of: &str, figure: &str| -> Vec<i64> {
        let named =
            rows.iter().filter(|row| row["scenario"].as_str().is_some_and(|n| n.starts_with(of)));
        named.map(|row| row["figures"][figure]["mean"].as_i64().expect("a figure")).collect()
    };
    // The price rises along each row. Steps between neighbours may be smaller than the spread over the seeds.
    let (base, unfair) =
        (curve("base", "gini_unsocial_permille")[0], curve("unsocial", "gini_unsocial_permille"));
    assert_eq!(unfair.len(), 4);
    assert!(unfair[3] * 10 < base * 9, "{base} {unfair:?}");
    assert!(unfair.windows(3).all(|three| three[2] <= three[0]), "{unfair:?}");
    let faces = curve("each face", "faces_thousandths");
    assert_eq!(faces.len(), 6);
    assert!(faces[5] * 10 < faces[0] * 8, "{faces:?}");
    assert!(faces.windows(3).all(|three| three[2] < three[0]), "{faces:?}");
}
