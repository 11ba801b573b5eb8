//! Pages and schemas that are generated from the code are as the code has them. To write them anew:
//! `ROTA_WRITE_DOCS=1 cargo test -p rota-format --test generated`.

use std::path::{Path, PathBuf};

use rota_format::{catalogue_markdown, schema};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn is_current(path: &str, content: &str) {
    let file = root().join(path);
    if std::env::var_os("ROTA_WRITE_DOCS").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, content).expect("a file");
    }
    let stored = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(stored == content, "{path} is stale: run with ROTA_WRITE_DOCS=1");
}

#[test]
fn pages_and_schemas_are_current() {
    is_current("docs/findings.md", &catalogue_markdown());
    is_current("docs/schema/problem.json", &schema::problem());
    is_current("docs/schema/rota.json", &schema::rota());
}

/// All files of this name under a folder.
fn files(folder: &Path, name: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, name, found);
        } else if path.file_name().is_some_and(|file| file == name) {
            found.push(path);
        }
    }
}

#[test]
fn every_fixture_keeps_to_its_schema() {
    for (name, schema) in [("problem.json", schema::problem()), ("rota.json", schema::rota())] {
        let schema: Value = serde_json::from_str(&schema).expect("a schema");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let mut found = Vec::new();
        files(&root().join("fixtures"), name, &mut found);
        assert!(!found.is_empty(), "fixtures named {name}");
        for path in found {
            let text = std::fs::read_to_string(&path).expect("a file");
            let value: Value = serde_json::from_str(&text).expect("JSON");
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        }
    }
}
