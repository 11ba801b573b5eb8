//! Breaks that may not be missed never are, and those with a price are counted as the auditor counts them.
//!
//! `ROTA_SEEDS` sets how many problems, `ROTA_FIRST_SEED` where to start.

use rota_core::{Options, Silent, solve};
use rota_model::{Instance, Level, Rota, RuleId};
use rota_testkit::{Seeds, brute, tiny};

fn rota(instance: &Instance, start: Option<Rota>) -> Rota {
    let options = Options {
        islands: 2,
        threads: Some(1),
        iterations: Some(400),
        start,
        ..Options::default()
    };
    solve(instance, &options, &Silent).expect("a rota").rota
}

/// What is wrong with the rota of a problem, or with one that starts from it.
fn fault(seed: u64) -> Option<String> {
    let instance = tiny::resting(seed);
    let found = rota(&instance, None);
    // One that minds no breaks is a start like any other.
    let mut careless = instance.clone();
    careless.policy = careless.policy.with(RuleId::MissedBreak, Level::Off);
    let warm = rota(&instance, Some(rota(&careless, None)));
    [found, warm].iter().find_map(|rota| {
        let violations = rota_check::audit(&instance, rota).violations;
        let wrong = violations.first().map(|violation| violation.text.clone());
        let other = brute::sheet(&instance, rota) != rota.sheet;
        let wrong = wrong.or_else(|| other.then(|| "brute force measures otherwise".to_owned()));
        wrong.map(|text| format!("seed {seed}: {text}"))
    })
}

#[test]
fn the_search_keeps_breaks_and_counts_those_that_are_missed() {
    let seeds = Seeds::new(if cfg!(debug_assertions) { 40 } else { 1_000 });
    let wrong: Vec<String> = seeds.each(fault).into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), seeds.count, wrong.join("\n"));
}

#[test]
fn breaks_change_what_is_allocated_seldom() {
    let seeds = Seeds::new(if cfg!(debug_assertions) { 10 } else { 60 });
    let left_out = |instance: &Instance| rota(instance, None).unallocated.len();
    let sums: Vec<(usize, usize, usize)> = seeds.each(|seed| {
        let with = tiny::resting(seed);
        let without = tiny::random(seed);
        (left_out(&with), left_out(&without), with.visits.len())
    });
    let with: usize = sums.iter().map(|sum| sum.0).sum();
    let without: usize = sums.iter().map(|sum| sum.1).sum();
    let all: usize = sums.iter().map(|sum| sum.2).sum();
    println!("left out of {all} visits: {with} with breaks, {without} without");
    // A third of the shifts is so short that its break is a large part of it.
    assert!(with < without + all / 8, "{with} of {all} left out with breaks, {without} without");
}
