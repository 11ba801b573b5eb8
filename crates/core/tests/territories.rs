//! Islands with days of their own leave the others' alone, and what they find together keeps all rules.

use std::sync::Arc;

use rota_check::audit;
use rota_core::problem::{NONE, Problem};
use rota_core::publish;
use rota_core::random::Random;
use rota_core::search::Plan;
use rota_core::search::island::{Island, polish};
use rota_core::search::meeting::{Meeting, leader};
use rota_core::search::neighbours::Neighbours;
use rota_core::search::regions::days_of;
use rota_core::search::territory::{Territory, divide};
use rota_model::Instance;
use rota_testkit::{long_days, weeks};

const DAY: i64 = 24 * 3600;
/// So hot that everything is accepted.
const HOT: f64 = 1e12;

/// Where visits are, by node.
fn places(problem: &Problem, plan: &Plan) -> Vec<u32> {
    let mut shift_of = vec![NONE; problem.nodes.len()];
    for (shift, route) in (0..).zip(&plan.routes) {
        route.iter().for_each(|node| shift_of[*node as usize] = shift);
    }
    shift_of
}

/// What an island did that was not its business.
fn trespass(problem: &Problem, own: &Territory, before: &Plan, after: &Plan) -> Option<String> {
    let (was, is) = (places(problem, before), places(problem, after));
    for shift in 0..problem.shifts.len() {
        if !own.is_open(shift as u32) && before.routes[shift] != after.routes[shift] {
            return Some(format!("shift {shift} is not its own"));
        }
    }
    for visit in 0..problem.visits.len() as u32 {
        let index = visit as usize;
        if own.is_fixed(visit) && problem.nodes_of(visit).any(|n| was[n as usize] != is[n as usize])
        {
            return Some(format!("visit {visit} is elsewhere"));
        }
        if own.is_timed(visit) && before.starts[index] != after.starts[index] {
            return Some(format!("visit {visit} has moved"));
        }
    }
    None
}

/// How many islands changed something: of two that search a week from the same plan.
fn search_apart(instance: &Instance, seed: u64) -> Result<usize, String> {
    let problem = Problem::new(instance).expect("a small problem");
    let near = Neighbours::new(&problem);
    let mut random = Random::stream(seed, 0, 0);
    let mut first = Island::construct(instance, &problem, None, &mut random);
    first.run(40, HOT, &near, &mut random);
    let before = first.state().plan();
    let territories = divide(first.state(), &days_of(&problem, DAY), 2, &near, &mut random);
    let mut islands = [first.clone(), first];
    let mut changed = 0;
    for (island, own) in islands.iter_mut().zip(&territories) {
        island.keep_to(Arc::new(own.clone()));
        island.run(60, HOT, &near, &mut random);
        let after = island.state().plan();
        changed += usize::from(after.routes != before.routes);
        if let Some(what) = trespass(&problem, own, &before, &after) {
            return Err(what);
        }
    }
    if (0..problem.shifts.len() as u32)
        .any(|shift| territories.iter().filter(|own| own.is_open(shift)).count() != 1)
    {
        return Err("a shift that is not one island's".to_owned());
    }
    Meeting::new(&problem, DAY, 2, seed).join(&mut islands, 1, true);
    let ahead = &islands[leader(&islands)];
    for plan in [ahead.state().plan(), ahead.best().clone()] {
        let rota = publish(instance, &problem, &polish(&problem, plan));
        if let Some(fault) = audit(instance, &rota).violations.first() {
            return Err(fault.text.clone());
        }
    }
    Ok(changed)
}

/// `least` in a hundred seeds have to give both islands something to do.
fn all_go_together(draw: fn(u64) -> Instance, seeds: u64, least: u64) {
    let mut both = 0;
    for seed in 0..seeds {
        match search_apart(&draw(seed), seed) {
            Ok(changed) => both += u64::from(changed == 2),
            Err(what) => panic!("seed {seed}: {what}"),
        }
    }
    assert!(both * 100 >= seeds * least, "in {both} of {seeds} both islands changed something");
}

#[test]
fn weeks_with_tight_hours_go_together() {
    all_go_together(weeks::tight, 120, 25);
}

#[test]
fn days_with_rest_between_them_go_together() {
    all_go_together(long_days::random, 200, 10);
}
