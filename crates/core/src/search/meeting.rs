//! What islands do when they meet: take over what each changed in the plan that they share, or learn from the best.

use rayon::prelude::*;

use super::accept::allowance;
use super::island::Island;
use crate::random::Random;
use crate::state::State;

/// Routes in use for each island from which on islands seldom change the same ones. Of 40 routes, as large days have, nearly every
/// step would clash with another island's.
const LEAST_ROUTES: usize = 60;

/// Steps between the first two meetings of islands that share a plan, and fewest and most later on.
const SHARED_STEPS: (u64, u64, u64) = (50, 20, 250);
/// Share of groups that may be lost at a meeting since somebody else changed the same route: at less than the first there are more
/// steps to the next one, at more than the second fewer. In hundredths.
const LOST: (usize, usize) = (5, 12);
/// Steps between two meetings of others.
const STEPS: u64 = 10_000;
/// Steps of others at a time.
const EPOCH: u64 = 250;

/// How the islands of a run work together.
#[derive(Debug, Clone)]
pub struct Meeting {
    seed: u64,
    shares: bool,
    steps: u64,
}

impl Meeting {
    /// For a number of islands that begin with a state. Where few routes are in use each has a plan of its own, and so has it where
    /// all shifts are compared, so that no change stands for itself.
    pub fn new(state: &State, islands: usize, seed: u64) -> Self {
        let routes = 0..state.problem().shifts.len() as u32;
        let shares = islands > 1
            && routes.filter(|shift| state.has_work(*shift)).count() >= LEAST_ROUTES * islands
            && !state.problem().prices.compares_shifts();
        Self { seed, shares, steps: if shares { SHARED_STEPS.0 } else { EPOCH } }
    }

    /// Whether islands share a plan, so that the steps of all of them count.
    pub fn shares(&self) -> bool {
        self.shares
    }

    /// Steps that each island does at a time.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Brings the islands together after their steps of an epoch at a temperature in grains.
    pub fn join(&mut self, islands: &mut [Island], epoch: u64, temperature: f64) {
        if self.shares {
            let mut random = Random::stream(self.seed, u64::MAX - 2, epoch);
            let (lost, all) = share(islands, temperature, &mut random);
            let (_, fewest, most) = SHARED_STEPS;
            if lost * 100 < all * LOST.0 {
                self.steps = (self.steps + self.steps / 4).min(most);
            } else if lost * 100 > all * LOST.1 {
                self.steps = (self.steps - self.steps / 4).max(fewest);
            }
        } else if epoch.is_multiple_of(STEPS / EPOCH) {
            exchange(islands);
        }
    }

    /// Lets islands that share a plan go on from the best one's, after something was made of that alone.
    pub fn regroup(&self, islands: &mut [Island]) {
        if !self.shares {
            return;
        }
        let leader = leader(islands);
        for index in 0..islands.len() {
            if let Ok([ahead, island]) = islands.get_disjoint_mut([leader, index]) {
                island.adopt(ahead);
            }
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

/// Has the first island take over what the others changed where nobody before them did, and all others then what it has. How
/// many of the others' groups were lost, and how many there were.
pub fn share(islands: &mut [Island], temperature: f64, random: &mut Random) -> (usize, usize) {
    let Some((first, others)) = islands.split_first_mut() else { return (0, 0) };
    let (mut lost, mut all) = (0, 0);
    let mut taken: Vec<bool> = vec![false; first.state().problem().shifts.len()];
    let mark = |shifts: &[u32], taken: &mut Vec<bool>| {
        shifts.iter().for_each(|shift| taken[*shift as usize] = true);
    };
    first.changes().iter().for_each(|group| mark(&group.shifts, &mut taken));
    let mut own = Vec::new();
    for other in others.iter_mut() {
        let groups = other.changes();
        for group in &groups {
            let is_free = group.shifts.iter().all(|shift| !taken[*shift as usize]);
            if is_free && first.take_over(other, group, allowance(temperature, random)) {
                mark(&group.shifts, &mut taken);
            } else {
                lost += 1;
            }
        }
        all += groups.len();
        own.push(groups);
    }
    let taken: Vec<u32> =
        (0..).zip(&taken).filter(|(_, is_taken)| **is_taken).map(|(shift, _)| shift).collect();
    let first = &*first;
    others.par_iter_mut().zip(own).for_each(|(other, groups)| {
        let mut shifts = taken.clone();
        shifts.extend(groups.iter().flat_map(|group| &group.shifts));
        shifts.sort_unstable();
        shifts.dedup();
        other.follow(first, &shifts);
    });
    (lost, all)
}
