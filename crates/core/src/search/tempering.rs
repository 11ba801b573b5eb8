//! Small problems are searched at several temperatures at once: parallel tempering.
//!
//! Each replica has a plan of its own and keeps to one rung of a ladder of temperatures. Neighbours on the ladder change
//! places where that keeps the law of both (Geyer 1991; Hukushima and Nemoto 1996), so that what a hot replica finds is
//! worked out by colder ones, and a cold one that is stuck becomes hot. Where plans that are nearly as good as each other
//! have little in common, one long cooling ends in whichever it is in when it freezes.

use super::accept::{Annealing, between};
use crate::random::Random;

/// Replicas for each island.
const REPLICAS: usize = 4;
/// Steps for each node and island that pay for replicas; with fewer, one cooling comes further.
const STEPS_FOR_REPLICAS: f64 = 600.0;
/// Nodes up to which replicas pay. What plans at one temperature cost differs by about the root of the number of nodes, so that in
/// larger problems neighbours on a ladder of few rungs hardly ever change places.
const MOST_NODES: usize = 1_000;
/// The hottest and the coldest rung, as shares of the first temperature of a cooling.
const HOTTEST: f64 = 0.3;
const COLDEST: f64 = 0.013;
/// Share of the run after which all rungs cool down, the coldest to the last temperature of a cooling.
const COOLS: f64 = 0.8;

/// How many replicas each island is worth, in a problem of so many nodes and with so many steps for each of them.
pub fn replicas(nodes: usize, steps_for_node: f64) -> usize {
    if nodes <= MOST_NODES && steps_for_node >= STEPS_FOR_REPLICAS { REPLICAS } else { 1 }
}

/// Who is on which rung.
#[derive(Debug, Clone)]
pub struct Ladder {
    seed: u64,
    /// The rung of each replica, the hottest first.
    rungs: Vec<usize>,
}

impl Ladder {
    /// A ladder for two replicas or more.
    pub fn new(replicas: usize, seed: u64) -> Self {
        Self { seed, rungs: (0..replicas).collect() }
    }

    /// How many stand on it.
    pub fn replicas(&self) -> usize {
        self.rungs.len()
    }

    /// The temperature of a replica when a fraction of the run is done, where `annealing` would suit one cooling.
    pub fn temperature(&self, replica: usize, annealing: &Annealing, done: f64) -> f64 {
        let (hottest, coldest) = (annealing.first * HOTTEST, annealing.first * COLDEST);
        let down = self.rungs[replica] as f64 / (self.rungs.len() - 1) as f64;
        let cooled = (done - COOLS) / (1.0 - COOLS);
        let falls = (annealing.last / coldest).min(1.0);
        between(hottest, coldest, down) * between(1.0, falls, cooled)
    }

    /// Lets neighbours on the ladder change places after an epoch, by what their plans cost in grains: every other pair,
    /// those between them the next time.
    pub fn swap(&mut self, costs: &[i64], epoch: u64, annealing: &Annealing, done: f64) {
        let mut random = Random::stream(self.seed, u64::MAX - 3, epoch);
        let mut on = vec![0; self.rungs.len()];
        for (replica, rung) in self.rungs.iter().enumerate() {
            on[*rung] = replica;
        }
        for pair in on[(epoch % 2) as usize..].chunks_exact(2) {
            let (hot, cold) = (pair[0], pair[1]);
            let [hotter, colder] = [hot, cold].map(|one| self.temperature(one, annealing, done));
            let apart = 1.0 / colder - 1.0 / hotter;
            let gain = (costs[cold] - costs[hot]) as f64 * apart;
            if random.unit().max(f64::MIN_POSITIVE).ln() <= gain {
                self.rungs.swap(hot, cold);
            }
        }
    }

    /// Puts a replica on the coldest rung, in exchange with whoever is there.
    pub fn cool(&mut self, replica: usize) {
        let coldest = self.rungs.len() - 1;
        if let Some(there) = self.rungs.iter().position(|rung| *rung == coldest) {
            self.rungs.swap(there, replica);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNEALING: Annealing = Annealing { first: 10_000.0, last: 50.0, habit: 0.0 };

    #[test]
    fn each_rung_is_colder_than_the_one_before() {
        let ladder = Ladder::new(8, 1);
        for done in [0.0, 0.5, 0.8, 0.9, 1.0] {
            let temperatures: Vec<f64> =
                (0..8).map(|r| ladder.temperature(r, &ANNEALING, done)).collect();
            assert!(temperatures.is_sorted_by(|hot, cold| hot > cold), "{done}: {temperatures:?}");
        }
    }

    #[test]
    fn the_ladder_stands_and_then_cools_down_to_the_last_temperature() {
        let ladder = Ladder::new(4, 1);
        let coldest = |done| ladder.temperature(3, &ANNEALING, done).round() as i64;
        assert_eq!([coldest(0.0), coldest(0.4), coldest(0.8)], [130; 3]);
        assert!((51..130).contains(&coldest(0.9)));
        assert_eq!(coldest(1.0), 50);
    }

    #[test]
    fn a_cheaper_plan_comes_to_the_colder_rung() {
        let mut ladder = Ladder::new(2, 1);
        ladder.swap(&[100, 200], 2, &ANNEALING, 0.0);
        assert_eq!(ladder.rungs, [1, 0]);
        // Beyond anything that a temperature of 3,000 allows.
        ladder.swap(&[100, 1_000_000], 4, &ANNEALING, 0.0);
        assert_eq!(ladder.rungs, [1, 0]);
    }

    #[test]
    fn a_dearer_plan_comes_there_as_often_as_the_law_of_both_allows() {
        let ladder = Ladder::new(2, 7);
        // At 3,000 and 130 grains: exp(-100 x (1/130 - 1/3,000)) = 0.479.
        let swapped = (0..10_000).filter(|epoch| {
            let mut ladder = ladder.clone();
            ladder.swap(&[200, 100], 2 * epoch, &ANNEALING, 0.0);
            ladder.rungs == [1, 0]
        });
        assert!((4_600..4_980).contains(&swapped.count()));
    }

    #[test]
    fn pairs_alternate_and_nobody_is_lost() {
        let mut ladder = Ladder::new(4, 1);
        ladder.swap(&[1, 2, 3, 4], 1, &ANNEALING, 0.0);
        assert_eq!(ladder.rungs, [0, 2, 1, 3]);
        ladder.swap(&[1, 2, 3, 4], 2, &ANNEALING, 0.0);
        assert_eq!(ladder.rungs, [1, 3, 0, 2]);
        ladder.cool(2);
        assert_eq!(ladder.rungs, [1, 0, 3, 2]);
    }

    #[test]
    fn replicas_are_for_small_problems_with_time() {
        let small = [0.0, 599.0, 600.0, f64::MAX].map(|steps| replicas(MOST_NODES, steps));
        assert_eq!(small, [1, 1, REPLICAS, REPLICAS]);
        assert_eq!(replicas(MOST_NODES + 1, f64::MAX), 1);
    }
}
