//! Faults planted in the solver's own rotas are found, each under its codes.

use std::collections::BTreeSet;

use rota_check::audit;
use rota_testkit::faults;

use crate::{FIXTURES, assert_clean, fixture, search};

/// How often each fault is planted in each rota, at places of the seed's choice.
const PLACES: u64 = 5;

#[test]
fn every_fault_in_a_rota_of_the_solver_is_found() {
    let mut kinds = BTreeSet::new();
    for name in FIXTURES {
        let instance = fixture(name);
        let rota = search(&instance, 1, 100, 2).rota;
        assert_clean(&instance, &rota);
        for fault in faults::ALL {
            for seed in 0..PLACES {
                let Some(bad) = fault.plant(&instance, &rota, seed) else { continue };
                kinds.insert(fault.name);
                let audit = audit(&bad.instance, &bad.rota);
                for code in fault.codes {
                    assert!(
                        audit.violations.iter().any(|violation| violation.code == *code),
                        "{name}, place {seed}: {} is not found as {code}: {:?}",
                        fault.name,
                        audit.violations
                    );
                }
            }
        }
    }
    println!("{} kinds of fault were planted and found", kinds.len());
    assert!(kinds.len() >= 30, "only {} kinds: {kinds:?}", kinds.len());
}
