//! On random tiny problems no finer grid finds anything better: that is what lets brute force stand for
//! solvers whose starts are on no grid.

use rota_model::Instance;
use rota_testkit::{brute, tiny};

fn gain_nothing(draw: fn(u64) -> Instance) {
    for seed in 0..250 {
        let instance = draw(seed);
        let coarse = brute::solve_on(&instance, tiny::GRID).sheet.total();
        for parts in [2, 3] {
            let fine = brute::solve_on(&instance, tiny::GRID / parts).sheet.total();
            assert_eq!(coarse, fine, "seed {seed}, steps of 1/{parts}");
        }
    }
}

#[test]
fn halves_and_thirds_of_a_step_gain_nothing() {
    gain_nothing(tiny::random);
}

#[test]
fn neither_do_they_where_rest_and_days_count() {
    gain_nothing(tiny::week);
}

#[test]
fn nor_where_breaks_do() {
    gain_nothing(tiny::shift);
}

#[test]
fn nor_where_working_time_does() {
    gain_nothing(tiny::hours);
}

#[test]
fn the_same_seed_is_the_same_problem_with_the_same_best_rota() {
    for seed in 0..50 {
        let (first, second) = (tiny::random(seed), tiny::random(seed));
        assert_eq!(first, second);
        assert_eq!(brute::solve(&first), brute::solve(&second));
        assert_ne!(first, tiny::random(seed + 1));
        assert_eq!(tiny::week(seed), tiny::week(seed));
        assert_eq!(tiny::shift(seed), tiny::shift(seed));
        assert_eq!(tiny::hours(seed), tiny::hours(seed));
    }
}

#[test]
fn plain_problems_are_plain() {
    for seed in 0..200 {
        let instance = tiny::plain(seed);
        let rota = brute::solve(&instance);
        assert!(instance.links.is_empty() && instance.visits.iter().all(|v| v.slots.len() == 1));
        let stops: usize = rota.routes.iter().map(|route| route.stops.len()).sum();
        assert_eq!(stops + rota.unallocated.len(), instance.visits.len());
    }
}
