//! The audit finds nothing in a thousand rotas of the solver, long before its search is over.

use rota_testkit::{Seeds, tiny};

use crate::{FIXTURES, SKIPPED, assert_clean, benchmark, fixture, fixture_under, public, search};

/// Seeds of their own: the search's tests go through the first thousands.
const FIRST: u64 = 1_000_000;
const TINY: u64 = if cfg!(debug_assertions) { 60 } else { 960 };

/// From a bare construction to a search that has gone some way.
const STEPS: [u64; 4] = [0, 1, 20, 200];

#[test]
fn rotas_of_tiny_problems_with_every_rule_are_clean() {
    Seeds { first: FIRST, count: TINY }.each(|seed| {
        let instance = tiny::random(seed);
        let steps = STEPS[(seed % STEPS.len() as u64) as usize];
        assert_clean(&instance, &search(&instance, seed, steps, 1).rota);
    });
}

#[test]
fn rotas_of_shipped_weeks_are_clean_at_every_stage() {
    for name in FIXTURES {
        let instance = fixture(name);
        for steps in STEPS {
            let seeds = if steps == 200 { 1..=1 } else { 1..=3 };
            for seed in seeds {
                assert_clean(&instance, &search(&instance, seed, steps, 2).rota);
            }
        }
    }
}

#[test]
fn under_a_nations_law_the_shipped_team_has_its_breaks_and_leaves_nobody_out() {
    let instance = fixture_under("neighbourhood-team-buurtzorg", "uk-eng");
    let asked = instance.carers.iter().flat_map(|carer| &carer.shifts);
    assert!(asked.filter(|shift| shift.breaks.len() == 1).count() > 5, "no shift is long");
    for seed in 1..=2 {
        let rota = search(&instance, seed, 2_000, 2).rota;
        assert_clean(&instance, &rota);
        assert_eq!(rota.unallocated, [], "seed {seed}");
        assert!(rota.routes.iter().any(|route| !route.rests.is_empty()), "no route is long");
    }
}

#[test]
fn rotas_of_public_instances_are_clean_and_complete() {
    let Some(folder) = benchmark() else {
        eprintln!("{SKIPPED}");
        return;
    };
    for size in [10, 25] {
        for number in [1, 3, 5, 7, 9] {
            let instance = public(&folder, &format!("InstanzCPLEX_HCSRP_{size}_{number}"));
            for seed in 1..=2 {
                let rota = search(&instance, seed, STEPS[3], 1).rota;
                assert_clean(&instance, &rota);
                assert_eq!(rota.unallocated, [], "{}", instance.name);
            }
        }
    }
}
