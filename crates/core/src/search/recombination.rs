//! Late in a run the best routes that the islands came across are put together exactly.

use std::time::Duration;

use rayon::prelude::*;

use super::holds_together;
use super::island::Island;
use super::meeting::leader;
use super::neighbours::Neighbours;
use super::regions::regions;
use crate::mip::{Effort, Limits, Recombined, recombine};
use crate::pool::PooledRoute;
use crate::problem::Problem;
use crate::random::Random;

/// Share of the budget after which routes are recombined: late, since the search gains faster before; early enough that
/// a call that takes all the time it may ends within the budget.
const WHEN: f64 = 0.88;
/// Share of the budget from which on islands gather routes.
const GATHER: f64 = 0.5;
/// Routes that each island keeps.
const CAPACITY: usize = 20_000;
/// Routes of one relaxation, and of one model with whole numbers.
const ROUTES: (usize, usize) = (4_000, 300);
/// Stops of the plan that one model may move at most.
const MOST_STOPS: usize = 300;
/// Branch-and-bound nodes of one model.
const NODES: u32 = 200;
/// How often regions whose new routes did not fit in with those of others are tried again in one call.
const ROUNDS: usize = 2;
/// Share of the time limit that one round may take for relaxations, and again for models.
const TIME_SHARE: f64 = 0.03;
/// Gap, in millionths, at which a recombination is good enough.
const GAP: u32 = 20;

/// Whether recombining pays: with a solver for more than tiny models, where few routes hang together (others seldom agree on their
/// starts) and nothing that the model does not know counts (how shifts compare, which of them go together, rests).
pub fn pays(problem: &Problem) -> bool {
    cfg!(feature = "highs")
        && !problem.prices.compares_shifts()
        && problem.rests.is_empty()
        && problem.watch.is_empty()
        && problem.carers.iter().all(|carer| carer.duty.is_none())
        && !holds_together(problem)
}

/// When to recombine, and within which limits.
#[derive(Debug)]
pub struct Recombination {
    seed: u64,
    time_limit: Option<Duration>,
    gathers: bool,
    is_done: bool,
}

impl Recombination {
    /// For a run with a time limit or without.
    pub fn new(seed: u64, time_limit: Option<Duration>) -> Self {
        Self { seed, time_limit, gathers: false, is_done: false }
    }

    /// Lets the islands gather routes, or recombines them, once it is time: `done` is the share of the budget used. Whether it
    /// recombined.
    pub fn advance(
        &mut self,
        done: f64,
        problem: &Problem,
        islands: &mut [Island],
        near: &Neighbours,
    ) -> bool {
        if done >= GATHER && !self.gathers {
            self.gathers = true;
            islands.iter_mut().for_each(|island| island.gather(CAPACITY));
        }
        let is_due = done >= WHEN && !self.is_done;
        if is_due {
            self.is_done = true;
            self.run(problem, islands, near);
            islands.iter_mut().for_each(|island| island.gather(0));
        }
        is_due
    }

    /// Recombines around the best plan of all islands; the island that has it goes on from what is better.
    fn run(&self, problem: &Problem, islands: &mut [Island], near: &Neighbours) {
        let leader = leader(islands);
        let mut random = Random::stream(self.seed, u64::MAX, 0);
        let plan = islands[leader].best();
        let mut open = regions(problem, plan, MOST_STOPS, near, &mut random);
        for _ in 0..ROUNDS {
            let mut is_better = false;
            let found = self.found(problem, islands, leader, &open);
            // Days share contracts and faces: what was better for one may not be after another has changed.
            let mut again = Vec::new();
            for (shifts, better) in open.into_iter().zip(found) {
                match better.map(|better| islands[leader].take_up(&shifts, &better)) {
                    Some(true) => is_better = true,
                    Some(false) => again.push(shifts),
                    None => {}
                }
            }
            if again.is_empty() || !is_better {
                return;
            }
            open = again;
        }
    }

    fn found(
        &self,
        problem: &Problem,
        islands: &[Island],
        leader: usize,
        regions: &[Vec<u32>],
    ) -> Vec<Option<Recombined>> {
        let effort = Effort {
            most_routes: ROUTES.0,
            kept_routes: ROUTES.1,
            limits: Limits {
                nodes: Some(NODES),
                gap: Some(GAP),
                time: self.time_limit.map(|limit| share_of(limit, regions.len())),
                ..Limits::default()
            },
        };
        let pool = interleaved(islands);
        let plan = islands[leader].best();
        let regions = regions.par_iter();
        regions
            .map(|shifts| recombine(problem, plan, shifts, pool.iter().copied(), &effort))
            .collect()
    }
}

/// The time that each of so many models may take.
fn share_of(limit: Duration, models: usize) -> Duration {
    let at_once = rayon::current_num_threads().min(models).max(1);
    limit.mul_f64(TIME_SHARE * at_once as f64 / models.max(1) as f64)
}

/// All islands' routes, those seen last first.
fn interleaved<'a>(islands: &'a [Island]) -> Vec<&'a PooledRoute> {
    let lists: Vec<Vec<&PooledRoute>> =
        islands.iter().map(|island| island.pool().newest()).collect();
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest).flat_map(|rank| lists.iter().filter_map(move |l| l.get(rank).copied())).collect()
}
