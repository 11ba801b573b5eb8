//! Taking up plans that were put together from what several searches found.

use super::{
    Island, Plan, Random, State, keeps_rules, mend_touched, polish, slide, times_exactly, warm,
};
use crate::mip::Recombined;
use crate::problem::Problem;

impl<'p> Island<'p> {
    /// Puts other routes of some shifts into the best plan and goes on from there if that makes it better.
    pub fn take_up(&mut self, shifts: &[u32], better: &Recombined) -> bool {
        let problem = self.state.problem();
        let plan = better.put_into(problem, &self.best, shifts);
        let held = |visit: u32| better.held[visit as usize];
        let least = self.best.cost;
        let found = self.sound_states(&plan, held).find(|state| state.cost() < least);
        let Some(state) = found else { return false };
        self.best = state.plan();
        if times_exactly(problem) {
            self.best = polish(problem, state.plan());
        }
        self.state = state;
        self.stale.fill(false);
        true
    }

    /// Takes a plan that was put together for its best, if it keeps all rules and is better.
    pub fn take_for_best(&mut self, plan: &Plan) {
        let cheapest = self.sound_states(plan, |_| false).min_by_key(State::cost);
        if let Some(state) = cheapest.filter(|state| state.cost() < self.best.cost) {
            self.best = state.plan();
            self.stale.fill(true);
        }
    }

    /// Goes on from a plan that was put together, with visits held back as told, after putting right what breaks a rule.
    /// False, and nothing is changed, where that can't be done for at most `limit`.
    pub fn go_on_from(
        &mut self,
        plan: &Plan,
        holds: &[i64],
        limit: i64,
        random: &mut Random,
    ) -> bool {
        let problem = self.state.problem();
        let trial = &mut self.inserter.pricer.trial;
        let state = State::of_plan(problem, plan, |visit| holds[visit as usize], trial);
        let before = std::mem::replace(&mut self.state, state);
        if !self.state.rules_hold() {
            mend_touched(&mut self.state, &mut self.inserter.pricer);
            self.state.shed(&mut self.inserter.pricer.trial);
            while warm::drop_broken_days(&mut self.state, &mut self.inserter) {
                self.state.shed(&mut self.inserter.pricer.trial);
            }
        }
        if self.state.rules_hold() {
            self.state.mark();
            self.recreate(0.0, random);
            mend_touched(&mut self.state, &mut self.inserter.pricer);
            if !self.state.rules_hold() {
                self.state.undo();
            }
        }
        let now = self.state.plan();
        if now.cost > limit || !is_sound(problem, &now) {
            self.state = before;
            return false;
        }
        self.stale.fill(true);
        if now.cost < self.best.cost {
            self.keep();
        }
        true
    }

    /// The states of a plan that keep all rules, one after the other: with visits held back as told, and then with all tied
    /// ones held back too. They may start as early as they can; that can be dearer than their starts in the plan.
    fn sound_states(
        &mut self,
        plan: &Plan,
        held: impl Fn(u32) -> bool,
    ) -> impl Iterator<Item = State<'p>> {
        let problem = self.state.problem();
        let ways: &[bool] = if is_sound(problem, plan) { &[false, true] } else { &[] };
        ways.iter().filter_map(move |&holds_ties| {
            let hold = |visit: u32| {
                let is_held = held(visit) || holds_ties && !problem.visit(visit).slides();
                if is_held { plan.starts[visit as usize] } else { i64::MIN }
            };
            let state = State::of_plan(problem, plan, hold, &mut self.inserter.pricer.trial);
            state.rules_hold().then_some(state)
        })
    }
}

/// Whether a plan of least starts keeps all rules with the starts that its cost assumes.
fn is_sound(problem: &Problem, plan: &Plan) -> bool {
    let mut timed = plan.clone();
    slide(problem, &mut timed);
    keeps_rules(problem, &timed.routes, &timed.starts)
}
