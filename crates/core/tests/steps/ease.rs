//! Visits that are tied to others get their cheapest starts, not only the earliest or the one wished for.

use rota_core::evaluate::propagate::Placement;
use rota_core::problem::Problem;
use rota_core::random::Random;
use rota_core::search::ease::ease;
use rota_core::search::insert::Inserter;
use rota_core::search::neighbours::Neighbours;
use rota_core::state::State;
use rota_model::{Instance, Rate, RuleId};
use rota_testkit::{Build, long_days, tiny};

use crate::hot::{priced, somewhere};

/// Somebody else's visit, a quarter of an hour away, is late from 10:15 on, at 30 pounds an hour. The double-up before it takes
/// half an hour and is wished for at 10:00, at 2 pounds an hour and carer. So it is best at 09:30: before that a minute
/// later saves 4/60 of a pound, after that it costs 26/60.
fn between_wish_and_lateness() -> Build {
    Build::day("2026-11-23")
        .minutes_between("a", "b", 15)
        .client("ann", "a", |client| client)
        .client("bob", "b", |client| client)
        .carer("eve", |carer| carer.shift("08:00", "12:00"))
        .carer("kim", |carer| carer.shift("08:00", "12:00"))
        .price(RuleId::PreferredTime, Rate::pence_per_hour(200))
        .price(RuleId::Lateness, Rate::pence_per_hour(3_000))
        .visit("both", "ann", |v| {
            v.minutes(30).double_up().window("09:00", "11:00").preferred("10:00")
        })
        .visit("late", "bob", |v| {
            v.minutes(30).window("09:45", "11:30").soft("09:45", "10:15").preferred("10:15")
        })
}

/// The state with both visits in eve's route and the double-up held back to a time.
fn held<'p>(problem: &'p Problem, inserter: &mut Inserter, hold: i64) -> State<'p> {
    let mut state = State::empty(problem);
    state.mark();
    let place = |node, shift, position| Placement { node, shift, position };
    // Nodes: both 0 and 1, late 2.
    assert!(inserter.insert_as_told(&mut state, &[place(0, 0, 0), place(1, 1, 0)], hold));
    assert!(inserter.insert_as_told(&mut state, &[place(2, 0, 1)], i64::MIN));
    state
}

#[test]
fn a_double_up_starts_between_its_earliest_start_and_its_wish() {
    let build = between_wish_and_lateness();
    let (wish, best) = (build.at("10:00").0, build.at("09:30").0);
    let problem = Problem::new(&build.instance()).expect("a small problem");
    let mut inserter = Inserter::new(&problem);
    for hold in [i64::MIN, wish] {
        let mut state = held(&problem, &mut inserter, hold);
        let before = state.cost();
        ease(&mut state, &mut inserter.pricer, 0);
        assert_eq!(state.start(0), best);
        assert!(state.cost() < before);
        ease(&mut state, &mut inserter.pricer, 0);
        assert_eq!(state.start(0), best, "it is the best already");
    }
}

/// How many visits of a state got other starts; each time it costs less, and just what it is said to.
fn eased(instance: &Instance, seed: u64) -> usize {
    let problem = Problem::new(instance).expect("a small problem");
    if problem.earliest_is_best {
        return 0;
    }
    let near = Neighbours::new(&problem);
    let mut random = Random::stream(seed, 0, 0);
    let mut state = somewhere(instance, &problem, &near, &mut random);
    let mut inserter = Inserter::new(&problem);
    let before = state.plan();
    state.mark();
    let tied = |visit: &u32| !problem.visit(*visit).slides() && state.allocated(*visit);
    let visits: Vec<u32> = (0..problem.visits.len() as u32).filter(tied).collect();
    let mut count = 0;
    for visit in visits {
        let (cost, start) = (state.cost(), state.start(visit));
        ease(&mut state, &mut inserter.pricer, visit);
        let moved = state.start(visit) != start;
        assert!(if moved { state.cost() < cost } else { state.cost() == cost }, "seed {seed}");
        assert_eq!(state.cost(), priced(&problem, &state.plan()), "seed {seed}");
        count += usize::from(moved);
    }
    state.undo();
    assert_eq!(state.plan(), before, "seed {seed}");
    count
}

#[test]
fn other_starts_cost_less_and_can_be_undone() {
    let tiny: usize = (0..1_000).map(|seed| eased(&tiny::random(seed), seed)).sum();
    let days: usize = (0..600).map(|seed| eased(&long_days::random(seed), seed)).sum();
    assert!(tiny > 50 && days > 50, "{tiny} and {days} visits got other starts");
}
