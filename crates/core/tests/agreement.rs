//! Brute force, compact MIP and evaluator agree on random tiny problems to the grain.
//!
//! `ROTA_SEEDS` sets how many problems (2,000 in release), `ROTA_FIRST_SEED` where to start, so that one that
//! failed can be looked at alone.

use rayon::prelude::*;
use rota_core::mip::{Limits, solve_exact};
use rota_core::problem::Problem;
use rota_core::publish;
use rota_core::search::Plan;
use rota_testkit::{brute, tiny};

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// What went wrong with a seed, if anything did.
fn disagreement(seed: u64) -> Option<String> {
    let instance = tiny::random(seed);
    let problem = Problem::new(&instance).expect("a tiny problem fits");
    let began = std::time::Instant::now();
    let exact = match solve_exact(&problem, &Limits::default()) {
        Ok(exact) => exact,
        Err(error) => return Some(format!("seed {seed}: {error}")),
    };
    let mip_time = began.elapsed();
    let best = brute::solve(&instance);
    let began = std::time::Instant::now() - mip_time;
    let _ = began;
    if mip_time.as_millis() > 1000 {
        println!("slow {seed}: {mip_time:?}");
    }
    let plan = Plan { routes: exact.routes, starts: exact.starts, cost: exact.cost };
    let rota = publish(&instance, &problem, &plan);
    let (brute, mip, evaluator) = (best.sheet.total().0, exact.cost, rota.sheet.total().0);
    (brute != mip || mip != evaluator || !exact.proven).then(|| {
        format!(
            "seed {seed}: brute force {brute}, MIP {mip} (proven: {}), evaluator {evaluator}",
            exact.proven
        )
    })
}

#[test]
fn brute_force_mip_and_evaluator_agree() {
    let first = number("ROTA_FIRST_SEED", 0);
    let seeds = number("ROTA_SEEDS", if cfg!(debug_assertions) { 20 } else { 2_000 });
    let mut wrong: Vec<String> =
        (first..first + seeds).into_par_iter().filter_map(disagreement).collect();
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {seeds} disagree:\n{}", wrong.len(), wrong.join("\n"));
}
