//! Why a visit was left out, in a coordinator's words.

use std::collections::BTreeSet;

use rota_model::{Carer, Instance, Reason, Rota, Slot, Visit};

use crate::problem::{Problem, skilled_in};
use crate::random::Random;
use crate::search::insert::{Inserter, Leeway};
use crate::search::warm;
use crate::state::State;

/// Far beyond any price, so that every feasible insertion is found.
const AT_ANY_PRICE: Leeway = Leeway { blink: 0.0, spare: i64::MAX / 8 };

/// Looks for reasons against the rota as it stands.
pub(crate) struct Explainer<'a> {
    instance: &'a Instance,
    problem: &'a Problem,
    state: State<'a>,
    inserter: Inserter,
}

impl<'a> Explainer<'a> {
    /// Stands at the routes of a rota.
    pub(crate) fn new(instance: &'a Instance, problem: &'a Problem, rota: &Rota) -> Self {
        let mut state = State::empty(problem);
        let mut inserter = Inserter::new(problem);
        warm::load(instance, rota, &mut state, &mut inserter);
        Self { instance, problem, state, inserter }
    }

    /// Reasons for leaving a visit out, most telling first; at least one.
    pub(crate) fn reasons(&mut self, visit: u32) -> Vec<Reason> {
        let info = &self.instance.visits[visit as usize];
        let impossible: Vec<Reason> = (0..)
            .zip(&info.slots)
            .zip(self.problem.nodes_of(visit))
            .filter_map(|((number, slot), node)| self.nobody(info, number, slot, node))
            .collect();
        if !impossible.is_empty() {
            return impossible;
        }
        let mut random = Random::stream(0, 0, 0);
        let before = self.inserter.pricer.too_long();
        let reason = match self.inserter.cheapest(&self.state, &[visit], AT_ANY_PRICE, &mut random)
        {
            Some(delta) => self.too_dear(delta),
            None if self.inserter.pricer.too_long() > before => self.hours_used_up(visit),
            None if self.fits_without_breaks(visit) => reason(
                "no-break",
                "somebody has time for it, but would then miss a break".to_owned(),
            ),
            None => self.all_busy(visit, info),
        };
        vec![reason]
    }

    /// Why no carer at all may fill a slot, if that is so.
    fn nobody(&self, visit: &Visit, number: usize, slot: &Slot, node: u32) -> Option<Reason> {
        if !self.problem.eligibility.candidates(node).is_empty() {
            return None;
        }
        let which = if visit.slots.len() > 1 {
            format!("carer {} of {}: ", number + 1, visit.slots.len())
        } else {
            String::new()
        };
        let skilled: Vec<&Carer> =
            self.instance.carers.iter().filter(|c| self.skilled(visit, slot, node, c)).collect();
        if self.instance.carers.is_empty() {
            return Some(reason("no-carers", "there are no carers".to_owned()));
        }
        if skilled.is_empty() {
            let skills: Vec<&str> = slot.skills.iter().map(|s| s.as_str()).collect();
            return Some(reason(
                "nobody-skilled",
                format!("{which}nobody holds {} on the day for this client", skills.join(" and ")),
            ));
        }
        let allowed = skilled
            .iter()
            .filter(|carer| self.problem.may_ever_serve(self.instance, visit, slot, carer))
            .count();
        if allowed == 0 {
            return Some(reason(
                "nobody-allowed",
                format!(
                    "{which}{} hold the skills, but a pin, an exclusion, the gender or language asked for, their contract, or that they are not known there, rules them out",
                    carers(skilled.len())
                ),
            ));
        }
        Some(reason(
            "nobody-on-shift",
            format!(
                "{which}{} may go, but none has a shift with room for the visit and the way there and back",
                carers(allowed)
            ),
        ))
    }

    fn skilled(&self, visit: &Visit, slot: &Slot, node: u32, carer: &Carer) -> bool {
        let windows = &self.problem.visit(self.problem.node(node).visit).windows;
        windows.iter().any(|window| skilled_in(self.instance, visit, slot, carer, window))
    }

    /// Whether somebody could do it who may then miss a break.
    fn fits_without_breaks(&mut self, visit: u32) -> bool {
        if !self.problem.watch.enforced {
            return false;
        }
        let mut random = Random::stream(0, 0, 0);
        self.inserter.pricer.may_miss = true;
        let found = self.inserter.cheapest(&self.state, &[visit], AT_ANY_PRICE, &mut random);
        self.inserter.pricer.may_miss = false;
        found.is_some()
    }

    fn too_dear(&self, delta: i64) -> Reason {
        let more = rota_model::Money(delta.max(0));
        reason(
            "too-dear",
            format!("it could be done, but would cost {more} more than leaving it out"),
        )
    }

    fn who_may_go(&self, visit: u32) -> BTreeSet<u32> {
        self.problem
            .nodes_of(visit)
            .flat_map(|node| self.problem.eligibility.candidates(node))
            .map(|shift| self.problem.shift(*shift).carer)
            .collect()
    }

    fn hours_used_up(&self, visit: u32) -> Reason {
        reason(
            "hours-used-up",
            format!(
                "{} may go, but those who have time for it would work for longer than a limit on hours allows",
                carers(self.who_may_go(visit).len())
            ),
        )
    }

    fn all_busy(&self, visit: u32, info: &Visit) -> Reason {
        let who = self.who_may_go(visit);
        let text = if info.slots.len() > 1 {
            format!(
                "{} may go, but no {} of them are free together in its time",
                carers(who.len()),
                info.slots.len()
            )
        } else {
            format!(
                "{} may go, but all are busy or too far away in its time, or a link forbids it",
                carers(who.len())
            )
        };
        reason("all-busy", text)
    }
}

fn carers(count: usize) -> String {
    if count == 1 { "one carer".to_owned() } else { format!("{count} carers") }
}

fn reason(code: &str, text: String) -> Reason {
    Reason { code: code.to_owned(), text }
}
