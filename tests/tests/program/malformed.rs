//! Bad input ends with exit code 3 and a coded finding, never with a panic.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::{root, rota};

fn bad_problems() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join("fixtures/bad")).expect("fixtures/bad");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "json"));
    files.sort();
    files
}

#[test]
fn every_bad_problem_is_named_with_a_code() {
    let files = bad_problems();
    assert!(files.len() >= 40, "only {} bad problems", files.len());
    for path in files {
        let name = path.display();
        let run = rota().arg("validate").arg(&path).assert().code(3);
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(has_code(&said), "{name}: {said}");
        assert!(
            !said.contains("panicked") && !said.contains("the program failed"),
            "{name}: {said}"
        );
        let run = rota().args(["validate", "--json"]).arg(&path).assert().code(3);
        let found: Value = serde_json::from_slice(&run.get_output().stdout).expect("JSON");
        assert!(found["errors"].as_u64().is_some_and(|errors| errors > 0), "{name}: {found}");
        rota().args(["solve", "--time-limit", "1"]).arg(&path).assert().code(3);
    }
}

/// Whether a text has an error's code in it, such as E1103.
fn has_code(text: &str) -> bool {
    text.match_indices('E').any(|(at, _)| {
        let digits = text[at + 1..].bytes().take(4);
        digits.clone().count() == 4 && digits.into_iter().all(|b| b.is_ascii_digit())
    })
}
