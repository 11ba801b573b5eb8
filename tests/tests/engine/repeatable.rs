//! The same problem, seed, islands and steps give the same rota, whatever the number of threads.

use rota_model::Instance;

use crate::{benchmark, fixture, public, search};

fn is_repeatable(instance: &Instance, steps: u64) {
    let one = search(instance, 7, steps, 1).rota;
    assert!(!one.routes.is_empty(), "{}", instance.name);
    for threads in [1, 2, 4] {
        let again = search(instance, 7, steps, threads).rota;
        assert!(again == one, "{}: another rota with {threads} threads", instance.name);
    }
}

/// As many steps as let islands exchange their best plans twice.
const STEPS: u64 = 20_500;

#[test]
fn threads_do_not_change_a_shipped_week() {
    is_repeatable(&fixture("highland-village"), if cfg!(debug_assertions) { 300 } else { 2_000 });
    is_repeatable(&fixture("neighbourhood-team-buurtzorg"), 300);
}

#[test]
fn threads_do_not_change_a_small_day_in_a_long_search() {
    is_repeatable(&fixture("six-visits"), if cfg!(debug_assertions) { 500 } else { STEPS });
}

#[test]
fn threads_do_not_change_a_public_instance() {
    let Some(folder) = benchmark() else { return };
    let steps = if cfg!(debug_assertions) { 300 } else { STEPS };
    is_repeatable(&public(&folder, "InstanzCPLEX_HCSRP_25_1"), steps);
}

#[test]
fn seeds_do_change_a_rota() {
    let week = fixture("highland-village");
    let rota = |seed| search(&week, seed, 300, 2).rota;
    assert!(rota(1) != rota(2), "the seed has no effect");
}
