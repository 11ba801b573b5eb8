//! What islands do when they meet: put together what each found in its territory, or learn from the best; and part again.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Plan;
use super::island::Island;
use super::neighbours::Neighbours;
use super::regions::days_of;
use super::territory::{Territory, divide, joined};
use crate::evaluate::timing::slide;
use crate::mip::strained;
use crate::problem::Problem;
use crate::random::Random;
use crate::state::UNSET;

/// Visits for each island from which on a territory is large enough.
const LEAST_VISITS: usize = 100;

/// How the islands of a run work together.
#[derive(Debug, Clone)]
pub struct Meeting {
    seed: u64,
    /// The day of each shift; empty where islands have no territories.
    days: Vec<usize>,
    epochs: u64,
}

/// Epochs between two meetings of islands without territories, and with them: the more happens in between, the less goes
/// together.
const EPOCHS: (u64, u64) = (40, 10);

/// What islands found may together cost this share more than the dearest of their plans. One may rely on a carer at a client's
/// door whom the other has just sent elsewhere, which the search makes good; what costs more has lost visits.
const LOSS_SHARE: i64 = 30;

impl Meeting {
    /// For a number of islands. Small problems are searched whole by each, and so are those of few days, each of `day`
    /// ticks, and those in which all shifts are compared.
    pub fn new(problem: &Problem, day: i64, islands: usize, seed: u64) -> Self {
        let mut days = days_of(problem, day);
        let divides = islands > 1
            && problem.calls >= LEAST_VISITS * islands
            && days.iter().max().is_some_and(|last| *last >= islands)
            && !problem.prices.compares_shifts();
        if !divides {
            days.clear();
        }
        let epochs = if divides { EPOCHS.1 } else { EPOCHS.0 };
        Self { seed, days, epochs }
    }

    /// Whether islands have territories.
    pub fn divides(&self) -> bool {
        !self.days.is_empty()
    }

    /// Epochs between two meetings.
    pub fn epochs(&self) -> u64 {
        self.epochs
    }

    /// Brings together where the islands stand, and before something is made of their best plans also those; `number` is
    /// this meeting's.
    pub fn join(&self, islands: &mut [Island], number: u64, bests: bool) {
        if islands.iter().any(|island| !island.territory().is_all()) {
            if bests {
                join_bests(islands);
            }
            join(islands, &mut Random::stream(self.seed, u64::MAX - 2, number));
        } else {
            exchange(islands);
        }
    }

    /// Gives all islands a territory of the best one's state, drawn by this meeting's number.
    pub fn part(&self, islands: &mut [Island], near: &Neighbours, number: u64) {
        if !self.divides() {
            return;
        }
        let leader = leader(islands);
        let mut random = Random::stream(self.seed, u64::MAX - 1, number);
        let state = islands[leader].state();
        let territories = divide(state, &self.days, islands.len(), near, &mut random);
        for (index, territory) in territories.into_iter().enumerate() {
            if let Ok([ahead, island]) = islands.get_disjoint_mut([leader, index]) {
                island.adopt(ahead);
            }
            islands[index].keep_to(Arc::new(territory));
        }
    }
}

/// The island with the best plan; the first of equals, so that the choice hangs on nothing but the order.
pub fn leader(islands: &[Island]) -> usize {
    (0..islands.len()).min_by_key(|&island| islands[island].best().cost).unwrap_or(0)
}

/// Lets the island whose best is worst go on from the one whose best is best.
fn exchange(islands: &mut [Island]) {
    let by_cost = |i: &usize| islands[*i].best().cost;
    let from = leader(islands);
    let to = (0..islands.len()).max_by_key(by_cost).unwrap_or(0);
    if let Ok([ahead, behind]) = islands.get_disjoint_mut([from, to])
        && ahead.best().cost < behind.best().cost
    {
        behind.adopt(ahead);
    }
}

fn territories(islands: &[Island]) -> Vec<Arc<Territory>> {
    islands.iter().map(|island| Arc::clone(island.territory())).collect()
}

/// Gives the island that is ahead the best that all of them found, each in its territory.
fn join_bests(islands: &mut [Island]) {
    if islands.iter().filter(|island| island.is_ahead()).count() < 2 {
        return;
    }
    let leader = leader(islands);
    // Where an island is not ahead, its routes are in the others' plans as they were when they parted.
    let best = |island: &Island| island.is_ahead().then(|| island.best().clone());
    let bests: Vec<Plan> = islands
        .iter()
        .map(|island| best(island).unwrap_or_else(|| islands[leader].best().clone()))
        .collect();
    let problem = islands[leader].state().problem();
    let (plan, _) = joined(problem, &bests, &territories(islands));
    islands[leader].take_for_best(&plan);
}

/// Lets the island that is ahead stand where all of them stand, each in its territory.
fn join(islands: &mut [Island], random: &mut Random) {
    let territories = territories(islands);
    let leader = leader(islands);
    let problem = islands[leader].state().problem();
    let plans: Vec<Plan> = islands.iter().map(|island| island.state().plan()).collect();
    let (mut plan, from) = joined(problem, &plans, &territories);
    relieve(problem, &mut plan, &territories[leader]);
    let holds: Vec<i64> =
        (0..).zip(&from).map(|(visit, from)| islands[*from].state().hold(visit)).collect();
    islands.iter_mut().for_each(|island| island.keep_to(Arc::default()));
    let dearest = plans.iter().map(|plan| plan.cost).max().unwrap_or(i64::MAX / 2);
    islands[leader].go_on_from(&plan, &holds, dearest + dearest / LOSS_SHARE, random);
}

/// Takes out what carers do outside of a territory whose days or hours break a rule, since islands gave them more work than
/// goes together.
fn relieve(problem: &Problem, plan: &mut Plan, territory: &Territory) {
    let mut timed = plan.clone();
    slide(problem, &mut timed);
    let strained = strained(problem, &timed.routes, &timed.starts);
    let shifts = strained.iter().flat_map(|carer| problem.carers[*carer as usize].shifts.clone());
    let nodes = shifts.filter(|shift| !territory.is_open(*shift));
    let nodes = nodes.flat_map(|shift| plan.routes[shift as usize].iter().copied());
    let units = nodes.map(|node| problem.visit(problem.node(node).visit).unit);
    let units: BTreeSet<u32> = units.collect();
    if units.is_empty() {
        return;
    }
    let goes = |node: &u32| units.contains(&problem.visit(problem.node(*node).visit).unit);
    plan.routes.iter_mut().for_each(|route| route.retain(|node| !goes(node)));
    let visits = units.iter().flat_map(|unit| &problem.units[*unit as usize]);
    visits.for_each(|visit| plan.starts[*visit as usize] = UNSET);
}
