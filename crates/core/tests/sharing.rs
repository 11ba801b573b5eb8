//! Islands that share a plan all have the same one after each meeting, and it keeps all rules at the price it says.

use rota_check::audit;
use rota_core::evaluate::full;
use rota_core::evaluate::propagate::Placement;
use rota_core::evaluate::timing::slide;
use rota_core::problem::Problem;
use rota_core::publish;
use rota_core::random::Random;
use rota_core::search::changes::{Changes, Group};
use rota_core::search::insert::Inserter;
use rota_core::search::island::{Island, polish};
use rota_core::search::meeting::share;
use rota_core::search::neighbours::Neighbours;
use rota_core::state::State;
use rota_model::Instance;
use rota_testkit::{Build, long_days, tiny, weeks};

/// So hot that everything is accepted, also when islands meet.
const HOT: f64 = 1e12;
/// Grains, about what faces cost.
const HABIT: i64 = 1_000_000_000;
/// So cold that nothing is that does not pay.
const COLD: f64 = 0.0;

/// How many of the meetings of three islands brought the first something from others, at a temperature.
fn meet(instance: &Instance, seed: u64, temperature: f64) -> usize {
    let problem = Problem::new(instance).expect("a small problem");
    if problem.prices.compares_shifts() {
        return 0;
    }
    let near = Neighbours::new(&problem);
    let mut random = Random::stream(seed, 0, 0);
    let mut first = Island::construct(instance, &problem, None, &mut random);
    first.remember();
    first.run(40, HOT, &near, &mut random);
    first.changes();
    // Some weeks with what search adds to the price of faces.
    first.set_habit((seed % 2) as i64 * HABIT);
    let mut islands = vec![first.clone(), first.clone(), first];
    let mut useful = 0;
    for meeting in 0..10 {
        islands.iter_mut().for_each(|island| island.run(2, HOT, &near, &mut random));
        let own = islands[0].state().plan();
        share(&mut islands, temperature, &mut random);
        let plan = islands[0].state().plan();
        useful += usize::from(plan.routes != own.routes);
        for island in &islands[1..] {
            assert_eq!(island.state().plan(), plan, "seed {seed}, meeting {meeting}");
        }
        let mut timed = plan.clone();
        slide(&problem, &mut timed);
        assert_eq!(plan.cost, full::cost(&problem, &timed), "seed {seed}, meeting {meeting}");
        let rota = publish(instance, &problem, &polish(&problem, plan));
        if let Some(fault) = audit(instance, &rota).violations.first() {
            panic!("seed {seed}, meeting {meeting}: {}", fault.text);
        }
    }
    useful
}

/// At least `least` meetings in a hundred have to bring something.
fn all_go_together(draw: fn(u64) -> Instance, seeds: u64, least: usize) {
    for temperature in [HOT, COLD] {
        let useful: usize = (0..seeds).map(|seed| meet(&draw(seed), seed, temperature)).sum();
        assert!(useful * 10 >= seeds as usize * least, "{useful} of {} meetings", 10 * seeds);
    }
}

#[test]
fn weeks_with_tight_hours_go_together() {
    all_go_together(weeks::tight, 120, 5);
}

#[test]
fn days_with_rest_between_them_go_together() {
    all_go_together(long_days::random, 200, 5);
}

#[test]
fn linked_visits_go_together() {
    all_go_together(tiny::random, 400, 1);
}

/// One carer with a shift on each of two days, and a visit on each.
fn two_days(link: impl FnOnce(Build) -> Build) -> Instance {
    let build = Build::day("2026-11-23").days(2).client("ann", "office", |client| client);
    let build = build.carer("eve", |mut carer| {
        for day in 0..2 {
            let (from, to) = (format!("+{day} 06:00"), format!("+{day} 23:00"));
            carer = carer.shift(&from, &to).from_to("office", "office");
        }
        carer
    });
    let day = |build: Build, day: u32| {
        let (from, to) = (format!("+{day} 08:00"), format!("+{day} 12:00"));
        build.visit(&format!("v{day}"), "ann", |visit| visit.minutes(60).window(&from, &to))
    };
    link(day(day(build, 0), 1)).instance()
}

/// Whether a state that has the first visit can take over the second from another.
fn goes_together(instance: &Instance) -> bool {
    let problem = Problem::new(instance).expect("a small problem");
    let mut inserter = Inserter::new(&problem);
    let mut with = |node: u32| {
        let mut state = State::empty(&problem);
        state.mark();
        let placed = Placement { node, shift: node, position: 0 };
        assert!(inserter.insert_as_told(&mut state, &[placed], i64::MIN));
        state
    };
    let (mut one, two) = (with(0), with(1));
    let before = one.plan();
    one.mark();
    let goes = one.follow(&two, &[1], &mut inserter.pricer.trial);
    if !goes {
        one.undo();
        assert_eq!(one.plan(), before);
    }
    goes
}

#[test]
fn what_links_forbid_does_not_go_together() {
    assert!(goes_together(&two_days(|build| build)));
    assert!(!goes_together(&two_days(|build| build.different_carer("v0", "v1"))));
}

#[test]
fn routes_that_steps_changed_together_are_one_group() {
    let mut changes = Changes::default();
    changes.note([1, 2].into_iter(), 10);
    changes.note([3].into_iter(), 20);
    changes.note([].into_iter(), 500);
    changes.note([5, 4].into_iter(), 30);
    changes.note([3, 2].into_iter(), -5);
    let groups = changes.take();
    let group = |shifts: &[u32], change| Group { shifts: shifts.to_vec(), change };
    assert_eq!(groups, [group(&[4, 5], 30), group(&[1, 2, 3], 25)]);
    assert!(changes.take().is_empty());
}
