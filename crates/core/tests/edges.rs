//! Problems at the edge of having anything to solve, and rotas to start from that do not fit.

use rota_core::problem::Problem;
use rota_core::random::Random;
use rota_core::search::island::Island;
use rota_core::search::neighbours::Neighbours;
use rota_core::{Options, Silent, publish, solve};
use rota_model::{Instance, Rota};
use rota_testkit::{Build, tiny};

fn few_steps() -> Options {
    Options { iterations: Some(20), threads: Some(1), ..Options::default() }
}

fn solved(instance: &Instance, options: &Options) -> Rota {
    let rota = solve(instance, options, &Silent).expect("small enough").rota;
    let audit = rota_check::audit(instance, &rota);
    assert!(audit.is_clean(), "{:?}", audit.violations);
    rota
}

fn one_visit() -> Build {
    Build::day("2026-11-23")
        .minutes_between("office", "a", 7)
        .client("ann", "a", |client| client)
        .visit("x", "ann", |visit| visit.minutes(30).window("07:30", "09:00"))
}

#[test]
fn nothing_to_do_is_an_empty_rota() {
    let instance = Build::day("2026-11-23").carer("eve", |c| c.shift("07:00", "14:00")).instance();
    assert_eq!(solved(&instance, &few_steps()).routes, []);
}

#[test]
fn without_carers_every_visit_is_left_out_with_that_reason() {
    let rota = solved(&one_visit().instance(), &few_steps());
    assert_eq!(rota.unallocated[0].reasons[0].code, "no-carers");
}

#[test]
fn a_carer_without_a_shift_that_fits_is_named_as_the_reason() {
    let instance = one_visit()
        .carer("eve", |c| c.shift("12:00", "14:00").from_to("office", "office"))
        .instance();
    assert_eq!(solved(&instance, &few_steps()).unallocated[0].reasons[0].code, "nobody-on-shift");
}

#[test]
fn no_steps_still_give_the_first_rota() {
    let instance = one_visit()
        .carer("eve", |c| c.shift("07:00", "14:00").from_to("office", "office"))
        .instance();
    let rota = solved(&instance, &Options { iterations: Some(0), ..few_steps() });
    assert_eq!((rota.routes.len(), rota.unallocated.len()), (1, 0));
}

#[test]
fn a_start_from_another_problem_is_taken_for_what_still_fits() {
    for seed in 0..40 {
        let (here, there) = (tiny::random(seed), tiny::random(seed + 1));
        let foreign = solved(&there, &few_steps());
        solved(&here, &Options { start: Some(foreign), ..few_steps() });
    }
}

#[test]
fn a_warm_start_is_never_worse_than_its_start() {
    for seed in 0..60 {
        let instance = tiny::random(seed);
        let first = solved(&instance, &few_steps());
        let options = Options { start: Some(first.clone()), iterations: Some(0), ..few_steps() };
        let again = solved(&instance, &options);
        assert!(again.sheet.total() <= first.sheet.total(), "seed {seed} lost what it had");
    }
}

/// Forty-eight visits with legs all over the place, for sixteen carers: too many to be timed exactly as plans come up, and
/// too tangled for the first plan to be the best.
fn tangle() -> Instance {
    let mut build = Build::day("2026-11-23");
    for carer in 0..16 {
        build = build.carer(&format!("carer-{carer}"), |c| {
            c.shift("07:00", "15:00").from_to("home-0", "home-0")
        });
    }
    for home in 0..48 {
        let (client, place) = (format!("client-{home}"), format!("home-{home}"));
        for other in 0..home {
            let minutes = 2 + (home * 31 + other * 17 + home * other) % 19;
            build = build.minutes_between(&place, &format!("home-{other}"), minutes);
        }
        build =
            build.client(&client, &place, |c| c).visit(&format!("visit-{home}"), &client, |v| {
                v.minutes(20).window("07:30", "12:00")
            });
    }
    build.instance()
}

#[test]
fn an_island_that_goes_on_from_another_keeps_whole_plans() {
    let instance = tangle();
    let problem = Problem::new(&instance).expect("small enough");
    let near = Neighbours::new(&problem);
    for seed in 0..30 {
        let mut random = Random::stream(seed, 0, 0);
        let mut ahead = Island::construct(&instance, &problem, None, &mut random);
        let mut behind = ahead.clone();
        // Hot for a moment, so that where the island stands is not its best; then cold until there is a better one.
        ahead.run(4, 1e12, &near, &mut random);
        behind.adopt(&ahead);
        while behind.best().cost >= ahead.best().cost {
            behind.run(1, 0.0, &near, &mut random);
        }
        let audit = rota_check::audit(&instance, &publish(&instance, &problem, &behind.finished()));
        assert!(audit.is_clean(), "{:?}", audit.violations);
    }
}
