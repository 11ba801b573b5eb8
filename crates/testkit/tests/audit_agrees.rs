//! The auditor, written by itself from the same page, finds brute force's rotas clean and their sheets the
//! same.

use rota_model::Instance;
use rota_testkit::{brute, tiny};

fn all_agree(draw: fn(u64) -> Instance) {
    let mut disagree = Vec::new();
    for seed in 0..2000 {
        let instance = draw(seed);
        let rota = brute::solve(&instance);
        let audit = rota_check::audit(&instance, &rota);
        let sheet = rota_check::measure(&instance, &rota);
        if !audit.is_clean() || sheet != rota.sheet {
            disagree.push((seed, audit.violations));
        }
    }
    assert!(disagree.is_empty(), "{disagree:#?}");
}

#[test]
fn the_auditor_agrees_with_brute_force_on_two_thousand_tiny_problems() {
    all_agree(tiny::random);
}

#[test]
fn the_auditor_agrees_on_rest_and_days() {
    all_agree(tiny::week);
}

#[test]
fn the_auditor_agrees_on_breaks() {
    all_agree(tiny::shift);
}

#[test]
fn the_auditor_agrees_on_working_time() {
    all_agree(tiny::hours);
}

#[test]
fn room_for_units_binds_and_the_auditor_agrees() {
    let mut binds = 0;
    for seed in 0..300 {
        let instance = tiny::laden(seed);
        let rota = brute::solve(&instance);
        let audit = rota_check::audit(&instance, &rota);
        assert!(audit.is_clean(), "seed {seed}: {:?}", audit.violations);
        assert_eq!(audit.sheet, rota.sheet, "seed {seed}");
        binds += u32::from(brute::solve(&tiny::random(seed)).sheet.total() < rota.sheet.total());
    }
    assert!(binds >= 30, "room binds in {binds} problems only");
}

#[test]
fn the_auditor_does_not_agree_with_just_anything() {
    for seed in 0..200 {
        let instance = tiny::random(seed);
        let mut rota = brute::solve(&instance);
        let Some(route) = rota.routes.first_mut() else { continue };
        route.stops[0].end = route.stops[0].end + 60;
        assert!(!rota_check::audit(&instance, &rota).is_clean(), "seed {seed}");
    }
}
