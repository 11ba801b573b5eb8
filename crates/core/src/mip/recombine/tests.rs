//! The model's prices held against the evaluator's.

use super::*;
use crate::evaluate::propagate::Trial;
use crate::mip::backend::Side;
use crate::mip::rules;
use crate::pool::RoutePool;
use crate::random::Random;
use crate::search::island::Island;
use crate::search::neighbours::Neighbours;
use crate::state::State;

/// What a choice from a pool costs by the model and by the evaluator; `None` where surplus stops were taken out.
fn costs(problem: &Problem, plan: &Plan, shifts: &[u32], pool: &RoutePool) -> Option<(i64, i64)> {
    let scope = scope::Scope::new(problem, plan, shifts);
    let columns = columns::Columns::choose(&scope, pool.newest().into_iter(), 1_000);
    let mut builder = model::Builder::new(&scope, &columns);
    let cost = |builder: &model::Builder| {
        builder.model.solve(&Limits::default()).expect("the plan's own routes").cost
    };
    let choice = builder.solve(&Limits::default()).expect("the plan's own routes");
    let best = cost(&builder);
    for index in columns.of_plan..columns.routes.len() {
        builder.model.row(vec![(builder.routes[index], 1)], Side::AtMost(0));
    }
    let own = cost(&builder);
    assert!(best <= own + 1.0, "the plan's own routes are a choice, too");
    let stops = choice.routes.iter().map(|r| columns.routes[*r].nodes.len()).sum::<usize>();
    let better = repair::repair(&scope, &columns, &choice);
    let chosen = better.put_into(problem, plan, shifts);
    if stops != shifts.iter().map(|s| chosen.routes[*s as usize].len()).sum::<usize>() {
        return None;
    }
    let hold = |visit: u32| {
        let held = better.held[visit as usize] || !problem.visit(visit).slides();
        if held { chosen.starts[visit as usize] } else { i64::MIN }
    };
    if let Some(fault) = rules::fault(problem, &chosen.routes, &chosen.starts) {
        println!("{fault}");
        return Some((0, i64::MAX));
    }
    let state = State::of_plan(problem, &chosen, hold, &mut Trial::new(problem));
    #[cfg(feature = "paranoid")]
    state.assert_agrees();
    let by_model = plan.cost + (best - own).round() as i64;
    Some((by_model, state.cost()))
}

#[test]
fn the_model_promises_no_more_than_the_evaluator_finds() {
    let (mut compared, mut better, mut broken) = (0, 0, 0);
    for seed in 0..300 {
        let instance = rota_testkit::tiny::random(seed);
        let problem = Problem::new(&instance).expect("a tiny problem");
        let near = Neighbours::new(&problem);
        let mut random = Random::stream(seed, 0, 0);
        let mut island = Island::construct(&instance, &problem, None, &mut random);
        island.gather(1_000);
        // So hot that everything is accepted: the plan is far from the best that the pool holds.
        island.run(60, 1e12, &near, &mut random);
        let plan = island.state().plan();
        let all: Vec<u32> = (0..problem.shifts.len() as u32).collect();
        for shifts in [&all[..], &all[..all.len() / 2]] {
            if let Some((by_model, found)) = costs(&problem, &plan, shifts, island.pool()) {
                let tolerance = 1 + plan.cost.abs() / 1_000_000;
                compared += 1;
                better += u32::from(found < plan.cost - tolerance);
                broken += u32::from(found > by_model + tolerance);
            }
        }
    }
    println!("{better} of {compared} better, {broken} promises broken");
    // A quick rule slides visits towards their wishes; where it starts from matters now and then.
    assert!(broken * 100 <= compared, "{broken} promises broken of {compared}");
    assert!(better * 10 >= compared, "only {better} of {compared} better");
}
