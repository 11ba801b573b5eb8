//! Weeks that are known to have a complete rota are covered, all but five slots in a thousand, within a number of steps.

use rota_generate::{GenerateOptions, generate};
use rota_model::{Pack, Policy};
use rota_testkit::long_days;

use crate::{assert_clean, fixture, search};

fn is_covered(name: &str, steps: u64) {
    let doc = generate(name, 1, &GenerateOptions::default()).expect("a known week");
    let (instance, _) = rota_format::build_problem(&doc).expect("a valid week");
    let rota = search(&instance, 1, steps, 2).rota;
    assert_clean(&instance, &rota);
    let placed: usize = rota.routes.iter().map(|route| route.stops.len()).sum();
    let slots = instance.slot_count();
    assert!(
        placed * 1_000 >= slots * 995,
        "{name}: {placed} of {slots} slots within {steps} steps"
    );
}

#[test]
fn highland_village() {
    is_covered("highland-village", 2_000);
}

#[test]
fn neighbourhood_team_buurtzorg() {
    is_covered("neighbourhood-team-buurtzorg", 2_000);
}

#[test]
fn gloucestershire_block() {
    is_covered("gloucestershire-block", 5_000);
}

#[test]
fn somerset_microenterprises() {
    is_covered("somerset-microenterprises", 5_000);
}

/// The largest week, with rest between days enforced.
#[test]
fn a_city_under_a_nation_s_rules_is_clean() {
    let doc = generate("city-agency-500-clients", 1, &GenerateOptions::default()).expect("a week");
    let (mut instance, _) = rota_format::build_problem(&doc).expect("a valid week");
    instance.policy = Policy::of_packs(&[Pack::UkEng]);
    assert_clean(&instance, &search(&instance, 1, 100, 2).rota);
}

/// Carers who are there from 07:00 to 22:00 on each of their days: only the times of visits tell where the rest is.
#[test]
fn a_team_with_wide_shifts_and_a_nation_s_rules_leaves_nothing_out() {
    let mut instance = fixture("neighbourhood-team-buurtzorg");
    long_days::widen(&mut instance);
    instance.policy = Policy::of_packs(&[Pack::UkEng]);
    let rota = search(&instance, 1, 2_000, 2).rota;
    assert_clean(&instance, &rota);
    assert_eq!(rota.unallocated, []);
}
