//! Weeks that are known to have a complete rota are covered, all but five slots in a thousand, within a number of steps.

use rota_generate::{GenerateOptions, generate};

use crate::{assert_clean, search};

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
