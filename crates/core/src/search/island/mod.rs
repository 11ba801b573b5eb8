//! One search: ruin, recreate, accept or undo, for a fixed number of steps.

mod takeover;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use rota_model::{Instance, Rota};

use super::Plan;
use super::accept::allowance;
use super::breaks::{keep_room, mend_touched};
use super::changes::{Changes, Group};
use super::construct::construct;
use super::ease::{self, ease};
use super::insert::{Inserter, Leeway};
use super::neighbours::Neighbours;
use super::prospect::{self, Out, Prospect};
use super::ruin::Ruin;
use super::warm;
use crate::evaluate::full;
use crate::evaluate::timing::slide;
use crate::mip::{keeps_rules, retime};
use crate::options::Parts;
use crate::pool::RoutePool;
use crate::problem::{NONE, Problem};
use crate::random::Random;
use crate::state::State;

/// Probability that rests which a step took out are put back before its visits.
const ROOM_KEPT: f64 = 0.5;

/// Probability that a step may insert at a loss.
const AT_A_LOSS: f64 = 0.2;

/// Probability of overlooking a place when recreating: 1 % (Christiaens and Vanden Berghe 2020), and more in tiny
/// problems, where there are few places to overlook.
fn blink(problem: &Problem) -> f64 {
    (1.0 / problem.nodes.len().max(1) as f64).clamp(0.01, 0.2)
}

/// How far beyond what it may cost a step's starts are still worth another look, in temperatures.
const NEARLY: f64 = 5.0;

/// Least mark from which idle time costs, in thousandths of the largest idle time.
const GUIDE_LEAST: i64 = 850;

/// Problems with at most this many nodes have every plan that they accept timed exactly.
const TIMED_EXACTLY: usize = 40;

/// Whether plans are worth timing exactly as they come up, not only at the end.
fn times_exactly(problem: &Problem) -> bool {
    problem.nodes.len() <= TIMED_EXACTLY && !problem.earliest_is_best
}

/// The plan with the starts that its cost assumes, and then with the best starts for its routes.
pub fn polish(problem: &Problem, mut plan: Plan) -> Plan {
    slide(problem, &mut plan);
    if !problem.earliest_is_best
        && let Some(starts) = retime(problem, &plan.routes, &plan.starts)
    {
        plan.starts = starts;
        plan.cost = full::cost(problem, &plan);
    }
    plan
}

/// A search with its own state.
#[derive(Debug, Clone)]
pub struct Island<'p> {
    state: State<'p>,
    inserter: Inserter,
    ruin: Ruin,
    /// What it hopes for in a step, where that pays.
    prospect: Option<Prospect>,
    /// Whether visits that are tied to others get better starts.
    eases: bool,
    best: Plan,
    /// Routes that differ from those of `best`.
    stale: Vec<bool>,
    order: Vec<u32>,
    /// Routes that have been timed exactly already, by hash.
    timed: BTreeSet<u64>,
    /// Routes of accepted plans.
    pool: RoutePool,
    /// Whether steps are undone from copies of the state, instead of by its journal.
    copies: bool,
    /// What changed since the islands met; kept only where they share a plan.
    changes: Option<Changes>,
}

impl<'p> Island<'p> {
    /// Builds a first plan, around what fits of a given rota.
    pub fn construct(
        instance: &Instance,
        problem: &'p Problem,
        given: Option<&Rota>,
        random: &mut Random,
    ) -> Self {
        let mut state = State::empty(problem);
        let mut inserter = Inserter::new(problem);
        if let Some(rota) = given {
            warm::load(instance, rota, &mut state, &mut inserter);
            state.shed(&mut inserter.pricer.trial);
        }
        construct(&mut state, &mut inserter, random);
        state.shed(&mut inserter.pricer.trial);
        while warm::drop_broken_days(&mut state, &mut inserter) {
            state.shed(&mut inserter.pricer.trial);
        }
        Self {
            best: if times_exactly(problem) { polish(problem, state.plan()) } else { state.plan() },
            state,
            inserter,
            ruin: Ruin::new(problem),
            prospect: prospect::pays(problem).then(|| Prospect::new(problem.units.len())),
            eases: ease::pays(problem),
            stale: vec![false; problem.shifts.len()],
            order: Vec::new(),
            timed: BTreeSet::new(),
            pool: RoutePool::default(),
            copies: false,
            changes: None,
        }
    }

    /// Goes on without some of its parts.
    pub fn leave_out(&mut self, parts: Parts) {
        self.copies = !parts.journal;
        self.inserter.joint = parts.joint_insertion;
        self.eases &= parts.easing;
        self.ruin.repeats = parts.repeats;
        if !parts.prospect {
            self.prospect = None;
        }
    }

    /// The best plan so far, with its final starts.
    pub fn finished(&self) -> Plan {
        let problem = self.state.problem();
        if times_exactly(problem) { self.best.clone() } else { polish(problem, self.best.clone()) }
    }

    /// The best plan so far.
    pub fn best(&self) -> &Plan {
        &self.best
    }

    /// Insertions priced so far.
    pub fn moves(&self) -> u64 {
        self.inserter.pricer.priced()
    }

    /// Where it stands.
    pub fn state(&self) -> &State<'p> {
        &self.state
    }

    /// Goes on from where another island stands, with its best.
    pub fn adopt(&mut self, other: &Self) {
        self.state.clone_from(&other.state);
        self.best.clone_from(&other.best);
        self.stale.clone_from(&other.stale);
    }

    /// Remembers what it changes from here on.
    pub fn remember(&mut self) {
        self.changes = Some(Changes::default());
    }

    /// What it changed since it was asked last.
    pub fn changes(&mut self) -> Vec<Group> {
        self.changes.as_mut().map(Changes::take).unwrap_or_default()
    }

    /// Keeps the routes of accepted plans from here on, about `capacity` of them; none with 0.
    pub fn gather(&mut self, capacity: usize) {
        self.pool = RoutePool::new(capacity);
        if self.pool.is_open() {
            self.pool.feed(&self.state, 0..self.state.problem().shifts.len() as u32);
        }
    }

    /// The routes gathered so far.
    pub fn pool(&self) -> &RoutePool {
        &self.pool
    }

    /// What stops of one carer at one client cost from here on while searching, in grains.
    pub fn set_habit(&mut self, amount: i64) {
        self.state.set_habit(amount);
    }

    /// Does `steps` ruin-and-recreate steps at a temperature in grains.
    pub fn run(&mut self, steps: u64, temperature: f64, near: &Neighbours, random: &mut Random) {
        self.state.set_guide(GUIDE_LEAST + random.below((1001 - GUIDE_LEAST) as usize) as i64);
        for _ in 0..steps {
            self.step(temperature, near, random);
        }
    }

    fn step(&mut self, temperature: f64, near: &Neighbours, random: &mut Random) {
        let before = self.state.guided_cost();
        let limit = before + allowance(temperature, random);
        self.state.mark();
        let copy = self.copies.then(|| self.state.clone());
        self.ruin.choose(&self.state, near, temperature, random);
        let watches = !self.state.problem().watch.is_empty();
        if watches {
            self.ruin.take_rests(&self.state, random);
        }
        self.state.remove(&mut self.inserter.pricer.trial, &self.ruin.removed);
        if watches {
            mend_touched(&mut self.state, &mut self.inserter.pricer);
            if random.chance(ROOM_KEPT) {
                keep_room(&mut self.state, &mut self.inserter.pricer);
            }
        }
        let hopes = self.recreate(limit, temperature, random);
        if hopes {
            self.ease_moved(limit + (NEARLY * temperature) as i64);
            if watches {
                mend_touched(&mut self.state, &mut self.inserter.pricer);
            }
        }
        if !hopes || self.state.guided_cost() > limit || !self.state.rules_hold() {
            match copy {
                Some(copy) => self.state = copy,
                None => self.state.undo(),
            }
            return;
        }
        if let Some(changes) = &mut self.changes {
            changes.note(self.state.altered(), self.state.guided_cost() - before);
        }
        self.take_note();
    }

    /// Gives visits that are tied to others and were moved by the step better starts, if nothing is left out, for which room would
    /// be lost, and the step costs `most` at most.
    fn ease_moved(&mut self, most: i64) {
        let problem = self.state.problem();
        let (complete, cost) = (self.state.absent().is_empty(), self.state.guided_cost());
        if !self.eases || !complete || cost > most {
            return;
        }
        for &visit in &self.ruin.removed {
            if !problem.visit(visit).slides() && self.state.allocated(visit) {
                ease(&mut self.state, &mut self.inserter.pricer, visit);
            }
        }
    }

    /// Sees to what hangs on where it stands, after that changed for good.
    fn take_note(&mut self) {
        #[cfg(feature = "paranoid")]
        self.state.assert_agrees();
        if self.pool.is_open() {
            self.pool.feed(&self.state, self.state.touched());
        }
        if times_exactly(self.state.problem()) {
            self.keep_timed();
            return;
        }
        for shift in self.state.touched() {
            self.stale[shift as usize] = true;
        }
        if self.state.cost() < self.best.cost {
            self.keep();
        }
    }

    /// Puts back what is out; false, with some of it still out, where there is no hope that the cost would be `limit` or less.
    fn recreate(&mut self, limit: i64, temperature: f64, random: &mut Random) -> bool {
        let problem = self.state.problem();
        let spare = if random.chance(AT_A_LOSS) { allowance(temperature, random) } else { 0 };
        let leeway = Leeway { blink: blink(problem), spare };
        self.inserter.put_back(&mut self.state, &self.ruin.told);
        if !self.ruin.exchanged.is_empty() {
            let units = &self.ruin.exchanged;
            self.inserter.exchange(&mut self.state, units, temperature, random);
        }
        self.order.clear();
        self.order.extend(self.state.absent());
        random.shuffle(&mut self.order);
        match random.below(10) {
            0..4 => {}
            4..7 => self.order.sort_by_key(|&unit| std::cmp::Reverse(weight(problem, unit))),
            7..9 => self.order.sort_by_key(|&unit| room(problem, unit)),
            _ => self.order.sort_by_key(|&unit| first_start(problem, unit)),
        }
        if self.ruin.handed != NONE {
            let is_handed = |unit: &u32| {
                let first = problem.units[*unit as usize][0];
                problem.visit(first).client == self.ruin.handed
            };
            self.order.sort_by_key(|unit| !is_handed(unit));
        }
        let Some(prospect) = &mut self.prospect else {
            for &unit in &self.order {
                self.inserter.insert(&mut self.state, unit, leeway, random);
            }
            return true;
        };
        prospect.begin(self.order.iter().map(|unit| out(&self.state, *unit)));
        for &unit in &self.order {
            let (unit, cost) = (out(&self.state, unit), self.state.guided_cost());
            let Some(most) = prospect.try_next(unit, limit - cost) else { return false };
            let leeway = Leeway { spare: leeway.spare.min(most + 1), ..leeway };
            let found = self.inserter.insert(&mut self.state, unit.unit, leeway, random);
            if found && out(&self.state, unit.unit).drop == 0 {
                prospect.learn(unit, self.state.guided_cost() - cost);
            }
        }
        true
    }

    /// Times the plan exactly, unless these routes have been before, and keeps it if it is the best.
    fn keep_timed(&mut self) {
        let plan = self.state.plan();
        let mut hasher = DefaultHasher::new();
        plan.routes.hash(&mut hasher);
        if self.timed.insert(hasher.finish()) {
            let plan = polish(self.state.problem(), plan);
            if plan.cost < self.best.cost {
                self.best = plan;
            }
        }
    }

    /// Copies what changed since the last best into the best.
    fn keep(&mut self) {
        let stale = self.stale.iter_mut().enumerate().filter(|(_, stale)| **stale);
        let changed = stale.map(|(shift, stale)| {
            *stale = false;
            shift as u32
        });
        self.state.update_plan(&mut self.best, changed);
        #[cfg(feature = "paranoid")]
        assert_eq!(self.best, self.state.plan(), "the best plan was not brought up to date");
    }
}

/// A unit with what it costs that visits of it are out.
fn out(state: &State, unit: u32) -> Out {
    let problem = state.problem();
    let visits = problem.units[unit as usize].iter().filter(|visit| !state.allocated(**visit));
    Out { unit, drop: visits.map(|visit| problem.visit(*visit).drop_price).sum() }
}

/// Care time of all slots.
fn weight(problem: &Problem, unit: u32) -> i64 {
    let nodes = problem.units[unit as usize].iter().flat_map(|v| problem.nodes_of(*v));
    nodes.map(|node| problem.node(node).duration).sum()
}

/// How many routes the pickiest node may go to.
fn room(problem: &Problem, unit: u32) -> usize {
    let nodes = problem.units[unit as usize].iter().flat_map(|v| problem.nodes_of(*v));
    nodes.map(|node| problem.eligibility.candidates(node).len()).min().unwrap_or(0)
}

fn first_start(problem: &Problem, unit: u32) -> i64 {
    let visits = problem.units[unit as usize].iter();
    visits.map(|v| problem.visit(*v).windows[0].soft_earliest).min().unwrap_or(0)
}
