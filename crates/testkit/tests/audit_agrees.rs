//! The auditor, written by itself from the same page, finds brute force's rotas clean and their sheets the same.

use rota_testkit::{brute, tiny};

#[test]
fn the_auditor_agrees_with_brute_force_on_two_thousand_tiny_problems() {
    let mut disagree = Vec::new();
    for seed in 0..2000 {
        let instance = tiny::random(seed);
        let rota = brute::solve(&instance);
        let audit = rota_check::audit(&instance, &rota);
        let sheet = rota_check::measure(&instance, &rota);
        if !audit.is_clean() || sheet != rota.sheet {
            println!("seed {seed}: {:?}", audit.violations);
            disagree.push(seed);
        }
    }
    assert!(disagree.is_empty(), "seeds {disagree:?}");
}
