//! Every shipped week solves to a rota that the auditor confirms; with the `paranoid` feature every accepted step on
//! the way is compared with an evaluation from scratch.

use std::path::{Path, PathBuf};

use rota_core::{Options, Silent, solve};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut problems: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the fixtures are shipped")
        .map(|entry| entry.expect("a readable folder").path().join("problem.json"))
        .filter(|path| path.exists())
        .collect();
    problems.sort();
    problems
}

#[test]
fn every_shipped_week_solves_and_its_costs_agree() {
    let problems = fixtures();
    assert!(problems.len() >= 3, "the shipped weeks are missing");
    for path in problems {
        let text = std::fs::read_to_string(&path).expect("a readable fixture");
        let name = path.display().to_string();
        let (instance, _) = rota_format::parse_problem(&text, &name).expect("a valid fixture");
        let options =
            Options { iterations: Some(400), seed: 3, threads: Some(2), ..Options::default() };
        let rota = solve(&instance, &options, &Silent).expect("small enough").rota;
        let audit = rota_check::audit(&instance, &rota);
        assert!(audit.is_clean(), "{name}: {:?}", audit.violations);
    }
}
