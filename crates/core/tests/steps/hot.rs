//! A state that a hot search came to, and steps of one kind from there.

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

/// How many of so many steps of one kind, each from where the one before led, were carried out as a whole, break no rule and
/// are worth counting. `choose` has a ruin take out something around a visit and tell where it goes; `counts` looks at the plans
/// before and after where all of it is back. The other steps are undone.
pub(crate) fn carried_out(
    instance: &Instance,
    problem: &Problem,
    seed: u64,
    steps: usize,
    choose: impl Fn(&mut Ruin, &State, &Neighbours, u32, &mut Random) -> bool,
    counts: impl Fn(&Plan, &Plan) -> bool,
) -> usize {
    let near = Neighbours::new(problem);
    let mut random = Random::stream(seed, 0, 0);
    let mut state = somewhere(instance, problem, &near, &mut random);
    let mut inserter = Inserter::new(problem);
    let mut ruin = Ruin::new(problem);
    let mut done = 0;
    for _ in 0..steps {
        ruin.clear();
        let drawn = random.below(problem.drawn) as u32;
        if !choose(&mut ruin, &state, &near, drawn, &mut random) {
            continue;
        }
        let before = state.plan();
        state.mark();
        state.remove(&mut inserter.pricer.trial, &ruin.removed);
        inserter.put_back(&mut state, &ruin.told);
        let after = state.plan();
        assert_eq!(after.cost, priced(problem, &after), "seed {seed}");
        let is_whole = ruin.removed.iter().all(|visit| state.allocated(*visit));
        let is_counted = is_whole && counts(&before, &after);
        if is_whole && state.rules_hold() {
            done += usize::from(is_counted);
        } else {
            state.undo();
            assert_eq!(state.plan(), before, "seed {seed}");
        }
    }
    done
}

/// What a plan costs when all is worked out anew.
pub(crate) fn priced(problem: &Problem, plan: &Plan) -> i64 {
    let mut timed = plan.clone();
    slide(problem, &mut timed);
    full::cost(problem, &timed)
}
