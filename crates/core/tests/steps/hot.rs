//! A state that a hot search came to, and single steps from there.

use rota_core::evaluate::full;
use rota_core::evaluate::timing::slide;
use rota_core::problem::Problem;
use rota_core::random::Random;
use rota_core::search::Plan;
use rota_core::search::insert::Inserter;
use rota_core::search::island::Island;
use rota_core::search::neighbours::Neighbours;
use rota_core::search::ruin::Ruin;
use rota_core::state::State;
use rota_model::Instance;

/// So hot that everything is accepted.
pub(crate) const HOT: f64 = 1e12;

/// Any state.
pub(crate) fn somewhere<'p>(
    instance: &Instance,
    problem: &'p Problem,
    near: &Neighbours,
    random: &mut Random,
) -> State<'p> {
    let mut island = Island::construct(instance, problem, None, random);
    island.run(20, HOT, near, random);
    island.state().clone()
}

/// Takes out what a ruin chose and puts back what it told; undone unless all of it is back and no rule is broken. The plan
/// before, and the one after if it was kept.
pub(crate) fn carried_out(
    state: &mut State,
    inserter: &mut Inserter,
    ruin: &Ruin,
) -> (Plan, Option<Plan>) {
    let before = state.plan();
    state.mark();
    state.remove(&mut inserter.pricer.trial, &ruin.removed);
    inserter.put_back(state, &ruin.told);
    let after = state.plan();
    assert_eq!(after.cost, priced(state.problem(), &after));
    if ruin.removed.iter().all(|visit| state.allocated(*visit)) && state.rules_hold() {
        return (before, Some(after));
    }
    state.undo();
    assert_eq!(state.plan(), before);
    (before, None)
}

/// What a plan costs when all is worked out anew.
pub(crate) fn priced(problem: &Problem, plan: &Plan) -> i64 {
    let mut timed = plan.clone();
    slide(problem, &mut timed);
    full::cost(problem, &timed)
}
