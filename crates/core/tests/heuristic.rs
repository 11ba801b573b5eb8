//! The search finds the optimum of nearly all random tiny problems, and the auditor agrees with every rota.
//!
//! `ROTA_SEEDS` sets how many problems, `ROTA_FIRST_SEED` where to start.

use rota_core::{Options, Silent, solve};
use rota_model::Instance;
use rota_testkit::{Seeds, brute, tiny};

enum Verdict {
    Optimal,
    Worse(String),
    Wrong(String),
}

fn verdict(draw: fn(u64) -> Instance, seed: u64) -> Verdict {
    let instance = draw(seed);
    let options = Options {
        seed,
        islands: 2,
        threads: Some(1),
        iterations: Some(1200),
        ..Options::default()
    };
    let rota = match solve(&instance, &options, &Silent) {
        Ok(solution) => solution.rota,
        Err(error) => return Verdict::Wrong(format!("seed {seed}: {error}")),
    };
    let audit = rota_check::audit(&instance, &rota);
    if let Some(violation) = audit.violations.first() {
        return Verdict::Wrong(format!("seed {seed}: {}", violation.text));
    }
    let (found, best) = (rota.sheet.total(), brute::solve(&instance).sheet.total());
    match found.cmp(&best) {
        std::cmp::Ordering::Equal => Verdict::Optimal,
        std::cmp::Ordering::Greater => {
            Verdict::Worse(format!("seed {seed}: {found} instead of {best}"))
        }
        std::cmp::Ordering::Less => {
            Verdict::Wrong(format!("seed {seed}: {found} beats brute force's {best}"))
        }
    }
}

/// Searches many problems, none of which may go wrong; how many there are, and how many did not get the optimum.
#[expect(clippy::print_stdout, reason = "a seed that fails is to be seen")]
fn search(draw: fn(u64) -> Instance) -> (u64, u64) {
    let seeds = Seeds::new(if cfg!(debug_assertions) { 40 } else { 2_000 });
    let mut worse = 0;
    let mut wrong = Vec::new();
    for verdict in seeds.each(|seed| verdict(draw, seed)) {
        match verdict {
            Verdict::Optimal => {}
            Verdict::Worse(what) => {
                worse += 1;
                println!("{what}");
            }
            Verdict::Wrong(what) => wrong.push(what),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} of {} optimal", seeds.count - worse, seeds.count);
    (seeds.count, worse)
}

#[test]
fn the_search_finds_the_optimum_of_98_in_100_and_never_breaks_a_rule() {
    let (seeds, worse) = search(tiny::random);
    assert!(worse * 50 <= seeds, "only {} of {seeds} optimal", seeds - worse);
}

#[test]
fn the_search_finds_the_optimum_of_95_in_100_under_rules_on_rest_and_days() {
    let (seeds, worse) = search(tiny::week);
    assert!(worse * 20 <= seeds, "only {} of {seeds} optimal", seeds - worse);
}
