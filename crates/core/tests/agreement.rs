//! Brute force, compact MIP, evaluator and audit agree on random tiny problems to the grain.
//!
//! `ROTA_SEEDS` sets how many problems (2,000 in release, 500 of those with breaks), `ROTA_FIRST_SEED` where to start, so that
//! one that failed can be looked at alone.

use rota_check::audit;
use rota_core::mip::{Limits, solve_exact};
use rota_core::problem::Problem;
use rota_model::Instance;
use rota_testkit::{Seeds, brute, tiny};

/// Of the family that takes longest, one seed in so many is tried where nothing is said.
const SHARE: u64 = 4;

/// What went wrong with a seed, if anything did.
fn disagreement(draw: fn(u64) -> Instance, seed: u64) -> Option<String> {
    let instance = draw(seed);
    let problem = Problem::new(&instance).expect("a tiny problem fits");
    let exact = match solve_exact(&problem, &Limits::default()) {
        Ok(exact) => exact,
        Err(error) => return Some(format!("seed {seed}: {error}")),
    };
    let best = brute::solve(&instance);
    let rota = exact.rota(&instance, &problem);
    let costs = [exact.cost, rota.sheet.total().0, best.sheet.total().0];
    let audits = [audit(&instance, &rota), audit(&instance, &best)];
    let faults: Vec<&str> =
        audits.iter().flat_map(|audit| &audit.violations).map(|v| v.text.as_str()).collect();
    let agree = exact.proven && costs[1..].iter().all(|cost| *cost == exact.cost);
    (!agree || !faults.is_empty()).then(|| {
        let [mip, evaluator, brute] = costs;
        let proven = exact.proven;
        format!("seed {seed}: MIP {mip} (proven: {proven}), evaluator {evaluator}, brute force {brute}, {faults:?}")
    })
}

#[expect(clippy::print_stdout, reason = "who runs the tests is to see what was left out")]
fn all_agree(draw: fn(u64) -> Instance, share: u64) {
    if !cfg!(feature = "highs") {
        println!("skipped: random problems need HiGHS (feature `highs`)");
        return;
    }
    let seeds = Seeds::new(if cfg!(debug_assertions) { 20 } else { 2_000 / share });
    let wrong = seeds.each(|seed| disagreement(draw, seed));
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} of {} disagree:\n{}", wrong.len(), seeds.count, wrong.join("\n"));
}

#[test]
fn brute_force_mip_evaluator_and_audit_agree() {
    all_agree(tiny::random, 1);
}

#[test]
fn they_agree_on_rest_days_weekends_and_short_visits() {
    all_agree(tiny::week, 1);
}

#[test]
fn they_agree_on_breaks() {
    all_agree(tiny::shift, SHARE);
}

#[test]
fn they_agree_on_limits_on_hours() {
    all_agree(tiny::hours, 1);
}
