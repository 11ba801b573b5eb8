//! Every kind of planted fault is found in rotas that are clean before.

use std::collections::BTreeMap;

use rota_check::{Audit, audit};
use rota_model::{Instance, Rota};
use rota_testkit::{brute, faults, tiny};

use crate::week;

/// How many random tiny problems are solved by brute force and spoilt.
const SEEDS: u64 = 100;

/// Audits a good rota, then every fault that can be planted into it; counts them by name.
fn spoil(instance: &Instance, rota: &Rota, seed: u64, planted: &mut BTreeMap<&str, u32>) {
    let clean = audit(instance, rota);
    assert_eq!(clean.violations, [], "{}: the good rota", instance.name);
    assert_eq!(clean.sheet, rota.sheet, "{}: the good rota", instance.name);
    for fault in faults::ALL {
        let Some(bad) = fault.plant(instance, rota, seed) else { continue };
        *planted.entry(fault.name).or_default() += 1;
        let audit = audit(&bad.instance, &bad.rota);
        for code in fault.codes {
            assert!(
                has(&audit, code),
                "{}, seed {seed}: {} is not found as {code}: {:?}",
                instance.name,
                fault.name,
                audit.violations
            );
        }
    }
}

fn has(audit: &Audit, code: &str) -> bool {
    audit.violations.iter().any(|violation| violation.code == code)
}

#[test]
fn every_fault_is_found_in_a_week_made_by_hand() {
    let scene = week::good();
    let mut planted = BTreeMap::new();
    for seed in 0..50 {
        spoil(&scene.instance, &scene.rota, seed, &mut planted);
    }
    for fault in faults::ALL {
        assert_eq!(planted.get(fault.name), Some(&50), "{} has no place here", fault.name);
    }
}

#[test]
fn every_fault_is_found_in_the_best_rotas_of_tiny_problems() {
    let mut planted = BTreeMap::new();
    for seed in 0..SEEDS {
        let instance = tiny::random(seed);
        let rota = brute::solve(&instance);
        spoil(&instance, &rota, seed, &mut planted);
    }
    for fault in faults::ALL {
        let times = planted.get(fault.name).copied().unwrap_or(0);
        assert!(times >= 3, "{} was planted only {times} times", fault.name);
    }
}
