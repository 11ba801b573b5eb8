//! Bounds on cases computed by hand, and against brute force on random tiny problems.

use rayon::prelude::*;
use rota_core::problem::Problem;
use rota_core::{BoundOptions, bound_indexed};
use rota_testkit::{brute, tiny};

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn no_rota_costs_less_than_the_bound() {
    let first = number("ROTA_FIRST_SEED", 0);
    let seeds = number("ROTA_SEEDS", if cfg!(debug_assertions) { 20 } else { 1_000 });
    let results: Vec<(u64, i64, i64)> = (first..first + seeds)
        .into_par_iter()
        .map(|seed| {
            let instance = tiny::random(seed);
            let problem = Problem::new(&instance).expect("a tiny problem fits");
            let below = bound_indexed(
                &problem,
                &BoundOptions { rounds: Some(60), ..BoundOptions::default() },
            );
            (seed, below.value.0, brute::solve(&instance).sheet.total().0)
        })
        .collect();
    let wrong: Vec<_> = results.iter().filter(|(_, below, best)| below > best).collect();
    assert!(
        wrong.is_empty(),
        "{} bounds too high: {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(10)]
    );
    let tight = results.iter().filter(|(_, below, best)| below == best).count();
    let near =
        results.iter().filter(|(_, below, best)| *below as f64 >= 0.95 * *best as f64).count();
    println!("{tight} tight, {near} within 5 % of {seeds}");
}
