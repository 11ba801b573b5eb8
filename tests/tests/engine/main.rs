//! Tests of the whole engine, from an instance to an audited rota, through its libraries.
//!
//! Searches are limited by steps, never by time, so that a slow machine sees what a fast one sees. Threads are plain
//! ones: a rayon worker that waits for a solver's own pool would start the next problem on its stack.

mod clean;
mod faults;
mod planted;
mod published;
mod repeatable;
mod together;
mod uhhc;

use std::path::{Path, PathBuf};

use rota_core::{Options, Silent, Solution, solve};
use rota_model::{Instance, Rota};

/// The shipped problems.
pub const FIXTURES: [&str; 3] = ["six-visits", "highland-village", "neighbourhood-team-buurtzorg"];

/// The root of the checkout.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests lie in the checkout").to_owned()
}

/// A shipped problem.
pub fn fixture(name: &str) -> Instance {
    let path = root().join(format!("fixtures/{name}/problem.json"));
    let text = std::fs::read_to_string(path).expect("a shipped problem");
    rota_format::parse_problem(&text, name).expect("a valid problem").0
}

/// A shipped problem under the rules of a pack.
pub fn fixture_under(name: &str, pack: &str) -> Instance {
    let path = root().join(format!("fixtures/{name}/problem.json"));
    let text = std::fs::read_to_string(path).expect("a shipped problem");
    let policy = format!("{{ \"policy\": {{ \"packs\": [\"{pack}\"] }},");
    rota_format::parse_problem(&text.replacen('{', &policy, 1), name).expect("a valid problem").0
}

/// What a test says that needs the public benchmark where it is not beside the checkout.
pub const SKIPPED: &str = "skipped: there are no public benchmarks beside the checkout";

/// The public benchmark's folder, beside the checkout.
pub fn benchmark() -> Option<PathBuf> {
    let folder = root().join("../shared/benchmarks/hhcrsp");
    folder.is_dir().then_some(folder)
}

/// An instance of the public benchmark.
pub fn public(folder: &Path, name: &str) -> Instance {
    let path = folder.join(format!("instances/{name}.json"));
    let text = std::fs::read_to_string(path).expect("an instance");
    rota_format::hhcrsp::read_instance(&text).expect("a valid instance")
}

/// Solves with a number of steps and nothing else to stop it.
pub fn search(instance: &Instance, seed: u64, iterations: u64, threads: usize) -> Solution {
    let options = Options {
        seed,
        threads: Some(threads),
        iterations: Some(iterations),
        ..Options::default()
    };
    solve(instance, &options, &Silent).expect("a problem of normal size")
}

/// Fails unless the audit finds nothing at all in a rota, its score sheet included.
pub fn assert_clean(instance: &Instance, rota: &Rota) {
    let audit = rota_check::audit(instance, rota);
    assert_eq!(audit.violations, [], "{}", instance.name);
    assert_eq!(audit.sheet, rota.sheet, "{}", instance.name);
}
