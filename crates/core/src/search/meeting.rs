//! What islands do when they meet: take over what each changed in the plan that they share, change places on a ladder of
//! temperatures, or learn from the best.

use rayon::prelude::*;

use super::accept::{Annealing, allowance};
use super::island::Island;
use super::tempering::{Ladder, replicas};
use crate::options::Options;
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
/// Epochs between two meetings of islands that cool down each for itself.
const EPOCHS: u64 = 40;
/// Steps of an epoch of islands with plans of their own.
const EPOCH: u64 = 250;
/// Steps after which replicas may change places: many changes bring a plan up and down the ladder often.
const LADDER_EPOCH: u64 = 20;

/// How the islands of a run work together.
#[derive(Debug, Clone)]
pub struct Meeting {
    seed: u64,
    islands: usize,
    way: Way,
}

#[derive(Debug, Clone)]
enum Way {
    /// All change one plan, so many steps at a time.
    Shared { steps: u64 },
    /// Each is several replicas, and all of them stand on one ladder.
    Ladder(Ladder),
    /// Each cools down for itself, and now and then the worst goes on from the best.
    Apart,
}

impl Meeting {
    /// For islands that all begin with a state and have so many steps for each node. Where few routes are in use each has a plan of
    /// its own, and so has it where all shifts are compared, so that no change stands for itself.
    pub fn new(state: &State, options: &Options, steps_for_node: f64) -> Self {
        let islands = options.islands.max(1) as usize;
        let routes = 0..state.problem().shifts.len() as u32;
        let shares = options.parts.sharing
            && islands > 1
            && routes.filter(|shift| state.has_work(*shift)).count() >= LEAST_ROUTES * islands
            && !state.problem().prices.compares_shifts();
        let nodes = state.problem().nodes.len();
        let each = if options.parts.tempering { replicas(nodes, steps_for_node) } else { 1 };
        let way = match (shares, each) {
            (true, _) => Way::Shared { steps: SHARED_STEPS.0 },
            (false, 1) => Way::Apart,
            (false, _) => Way::Ladder(Ladder::new(islands * each, options.seed)),
        };
        Self { seed: options.seed, islands, way }
    }

    /// The islands, or all replicas of theirs, from the first.
    pub fn begin<'p>(&self, mut first: Island<'p>) -> Vec<Island<'p>> {
        if let Way::Shared { .. } = self.way {
            first.remember();
        }
        vec![first; self.islands * self.replicas()]
    }

    /// Replicas of an island, whose steps together are those of the island.
    pub fn replicas(&self) -> usize {
        match &self.way {
            Way::Ladder(ladder) => ladder.replicas() / self.islands,
            Way::Shared { .. } | Way::Apart => 1,
        }
    }

    /// Islands whose steps add up in one plan.
    pub fn on_one_plan(&self) -> usize {
        if let Way::Shared { .. } = self.way { self.islands } else { 1 }
    }

    /// Steps that each replica does at a time.
    pub fn steps(&self) -> u64 {
        match self.way {
            Way::Shared { steps } => steps,
            Way::Ladder(_) => LADDER_EPOCH,
            Way::Apart => EPOCH,
        }
    }

    /// The temperature of one of [`Meeting::begin`] when a fraction of the run is done, in grains.
    pub fn temperature(&self, index: usize, annealing: &Annealing, done: f64) -> f64 {
        match &self.way {
            Way::Ladder(ladder) => ladder.temperature(index, annealing, done),
            Way::Shared { .. } | Way::Apart => annealing.temperature(done),
        }
    }

    /// Brings the islands together after an epoch that began when a fraction of the run was done.
    pub fn join(&mut self, islands: &mut [Island], epoch: u64, annealing: &Annealing, done: f64) {
        match &mut self.way {
            Way::Shared { steps } => {
                let mut random = Random::stream(self.seed, u64::MAX - 2, epoch);
                let (lost, all) = share(islands, annealing.temperature(done), &mut random);
                let (_, fewest, most) = SHARED_STEPS;
                if lost * 100 < all * LOST.0 {
                    *steps = (*steps + *steps / 4).min(most);
                } else if lost * 100 > all * LOST.1 {
                    *steps = (*steps - *steps / 4).max(fewest);
                }
            }
            Way::Ladder(ladder) => {
                let costs: Vec<i64> = islands.iter().map(|island| island.state().cost()).collect();
                ladder.swap(&costs, epoch, annealing, done);
            }
            Way::Apart if epoch.is_multiple_of(EPOCHS) => exchange(islands),
            Way::Apart => {}
        }
    }

    /// Has all islands go on from the best one's plan where they share it, after something was made of that alone; on a ladder that
    /// one goes to the coldest rung.
    pub fn regroup(&mut self, islands: &mut [Island]) {
        let leader = leader(islands);
        match &mut self.way {
            Way::Shared { .. } => {
                for index in 0..islands.len() {
                    if let Ok([ahead, island]) = islands.get_disjoint_mut([leader, index]) {
                        island.adopt(ahead);
                    }
                }
            }
            Way::Ladder(ladder) => ladder.cool(leader),
            Way::Apart => {}
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
