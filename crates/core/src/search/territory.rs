//! Territories: the days whose routes one island alone may change until the islands meet again.
//!
//! Islands that all search the whole of a large week find much the same. With some days each, they do different work,
//! and what they find fits together: days share little but the carers at a client's door and the hours of a carer. A
//! visit that is linked to another island's stays where it is meanwhile. The days are dealt out anew at each meeting.

use std::sync::Arc;

use super::Plan;
use super::neighbours::Neighbours;
use crate::problem::{NONE, Problem};
use crate::random::Random;
use crate::state::{State, UNSET};

/// What an island may change: everything, or what its lists tell.
#[derive(Debug, Clone, Default)]
pub struct Territory {
    /// Routes that may be changed, by shift; empty, as the other lists then are, where everything may.
    open: Vec<bool>,
    /// Visits that stay where they are, since they are linked to visits on routes of others; by visit.
    fixed: Vec<bool>,
    /// Those whose starts others rely on; by visit.
    timed: Vec<bool>,
    /// Units that are left out and that others see to; by unit.
    foreign: Vec<bool>,
}

impl Territory {
    /// Whether it is everything.
    #[inline]
    pub fn is_all(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether a route may be changed.
    #[inline]
    pub fn is_open(&self, shift: u32) -> bool {
        self.is_all() || self.open[shift as usize]
    }

    /// Whether an allocated visit has to stay where it is.
    #[inline]
    pub fn is_fixed(&self, visit: u32) -> bool {
        !self.is_all() && self.fixed[visit as usize]
    }

    /// Whether it also has to start when it does.
    #[inline]
    pub fn is_timed(&self, visit: u32) -> bool {
        !self.is_all() && self.timed[visit as usize]
    }

    /// Whether a unit that is left out may be inserted.
    #[inline]
    pub fn sees_to(&self, unit: u32) -> bool {
        self.is_all() || !self.foreign[unit as usize]
    }
}

/// Deals the days of shifts out to `count` islands at random, with about as many stops for each.
pub fn divide(
    state: &State,
    days: &[usize],
    count: usize,
    near: &Neighbours,
    random: &mut Random,
) -> Vec<Territory> {
    let owners = owners(state, days, count, random);
    let seers = seers(state, &owners, near);
    (0..count).map(|island| territory(state, &owners, &seers, island)).collect()
}

/// The island of each shift.
fn owners(state: &State, days: &[usize], count: usize, random: &mut Random) -> Vec<usize> {
    let mut stops = vec![0; days.iter().max().map_or(0, |last| last + 1)];
    for (shift, day) in (0..).zip(days) {
        stops[*day] += state.route(shift).len();
    }
    let mut order: Vec<usize> = (0..stops.len()).collect();
    random.shuffle(&mut order);
    let (mut island_of, mut sums) = (vec![0; stops.len()], vec![0; count]);
    for day in order {
        let island = (0..count).min_by_key(|island| sums[*island]).unwrap_or(0);
        island_of[day] = island;
        sums[island] += stops[day];
    }
    days.iter().map(|day| island_of[*day]).collect()
}

/// The island that sees to each unit that is left out, by unit: the one that has what is nearest.
fn seers(state: &State, owners: &[usize], near: &Neighbours) -> Vec<usize> {
    let problem = state.problem();
    let mut seers = vec![0; problem.units.len()];
    for &unit in state.absent() {
        let visits = problem.units[unit as usize].iter().flat_map(|visit| near.of(*visit));
        let mut shifts = visits.map(|visit| state.shift_of(problem.nodes_of(*visit).start));
        let nearest = shifts.find(|shift| *shift != NONE);
        seers[unit as usize] = nearest.map_or(0, |shift| owners[shift as usize]);
    }
    seers
}

fn territory(state: &State, owners: &[usize], seers: &[usize], island: usize) -> Territory {
    let problem = state.problem();
    let is_own = |visit: u32| {
        if !state.allocated(visit) {
            return seers[problem.visit(visit).unit as usize] == island;
        }
        let mut shifts = problem.nodes_of(visit).map(|node| state.shift_of(node));
        shifts.all(|shift| owners[shift as usize] == island)
    };
    let gaps = |visit: u32| problem.visit(visit).gaps.iter().map(|gap| gap.other);
    let is_free = |unit: u32| {
        problem.units[unit as usize].iter().all(|visit| {
            let info = problem.visit(*visit);
            let lists = [&info.same_carer, &info.different_carer, &info.both_or_neither];
            is_own(*visit)
                && gaps(*visit).all(is_own)
                && lists.into_iter().flatten().all(|visit| is_own(*visit))
        })
    };
    let free: Vec<bool> = (0..problem.units.len() as u32).map(is_free).collect();
    let mut foreign = vec![false; problem.units.len()];
    for &unit in state.absent() {
        foreign[unit as usize] = seers[unit as usize] != island;
    }
    let visits = (0..problem.visits.len() as u32).filter(|visit| state.allocated(*visit));
    let (mut fixed, mut timed) =
        (vec![false; problem.visits.len()], vec![false; problem.visits.len()]);
    for visit in visits {
        fixed[visit as usize] = !free[problem.visit(visit).unit as usize];
        timed[visit as usize] = !is_own(visit) || !gaps(visit).all(is_own);
    }
    Territory { open: owners.iter().map(|owner| *owner == island).collect(), fixed, timed, foreign }
}

/// The plan that has each island's open routes, and whose plan each visit is from. The cost is not right.
pub fn joined(
    problem: &Problem,
    plans: &[Plan],
    territories: &[Arc<Territory>],
) -> (Plan, Vec<usize>) {
    let mut plan = Plan {
        routes: Vec::with_capacity(problem.shifts.len()),
        starts: vec![UNSET; problem.visits.len()],
        cost: 0,
    };
    let mut whose = vec![0; problem.visits.len()];
    for shift in 0..problem.shifts.len() as u32 {
        let owner = territories.iter().position(|own| own.is_open(shift)).unwrap_or(0);
        let from = &plans[owner];
        for &node in &from.routes[shift as usize] {
            let visit = problem.node(node).visit as usize;
            plan.starts[visit] = from.starts[visit];
            whose[visit] = owner;
        }
        plan.routes.push(from.routes[shift as usize].clone());
    }
    (plan, whose)
}
