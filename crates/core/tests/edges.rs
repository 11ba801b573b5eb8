//! Problems at the edge of having anything to solve, and rotas to start from that do not fit.

use rota_core::{Options, Silent, solve};
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
