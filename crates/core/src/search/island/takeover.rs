//! Taking up plans that were put together from what several searches found.

use super::{Group, Island, Plan, State, keeps_rules, polish, slide, times_exactly};
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

    /// Takes over what another island changed in a group of routes, where that comes to no more than it did there and `spare`.
    pub fn take_over(&mut self, other: &Self, group: &Group, spare: i64) -> bool {
        let before = self.state.guided_cost();
        self.state.mark();
        let trial = &mut self.inserter.pricer.trial;
        let fits = self.state.follow(&other.state, &group.shifts, trial)
            && self.state.guided_cost() - before <= group.change + spare;
        if !fits {
            self.state.undo();
            return false;
        }
        self.take_note();
        true
    }

    /// Goes on from where another island stands, which differs in these routes alone.
    pub fn follow(&mut self, ahead: &Self, shifts: &[u32]) {
        self.state.mark();
        if !self.state.follow(&ahead.state, shifts, &mut self.inserter.pricer.trial) {
            self.state.clone_from(&ahead.state);
            self.stale.fill(true);
        }
        #[cfg(feature = "paranoid")]
        assert_eq!(self.state.plan(), ahead.state.plan(), "the islands' plans differ");
        for shift in self.state.touched() {
            self.stale[shift as usize] = true;
        }
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
