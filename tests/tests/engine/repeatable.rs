//! The same problem, seed, islands and steps give the same rota, whatever the number of threads.

use rota_model::Instance;

use crate::{FIXTURES, SKIPPED, benchmark, fixture, public, search};

fn is_repeatable(instance: &Instance, steps: u64) {
    let one = search(instance, 7, steps, 1).rota;
    assert!(!one.routes.is_empty(), "{}", instance.name);
    for threads in [1, 2, 4] {
        let again = search(instance, 7, steps, threads).rota;
        assert!(again == one, "{}: another rota with {threads} threads", instance.name);
    }
}

/// More steps than lie between two exchanges of the islands' best plans, where that takes seconds.
const STEPS: u64 = if cfg!(debug_assertions) { 300 } else { 10_500 };

#[test]
fn threads_do_not_change_shipped_problems() {
    for name in FIXTURES {
        is_repeatable(&fixture(name), STEPS);
    }
}

#[test]
fn threads_do_not_change_a_public_instance() {
    let Some(folder) = benchmark() else {
        eprintln!("{SKIPPED}");
        return;
    };
    is_repeatable(&public(&folder, "InstanzCPLEX_HCSRP_25_1"), STEPS);
}

#[test]
fn seeds_do_change_a_rota() {
    let week = fixture("highland-village");
    let rota = |seed| search(&week, seed, 300, 2).rota;
    assert!(rota(1) != rota(2), "the seed has no effect");
}
