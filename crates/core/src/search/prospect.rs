//! Hopeless steps end early: what units cost when they were put back before tells what those still out will cost at the least.

use super::holds_together;
use crate::problem::Problem;

/// How fast what is known of a unit forgets: a cost above the least raises it by one part in so many of what lies between them.
const FORGETS: i64 = 32;

/// Whether it pays to look ahead: where much is inserted together, which takes long to price, and where what a visit costs hangs
/// neither on who else comes to its client nor on anybody's hours.
pub fn pays(problem: &Problem) -> bool {
    let prices = &problem.prices;
    holds_together(problem)
        && prices.hours_are_free()
        && !prices.counts_faces()
        && !prices.compares_shifts()
}

/// A unit that is out, and what that costs in grains.
#[derive(Debug, Clone, Copy)]
pub struct Out {
    /// The unit.
    pub unit: u32,
    /// The price of leaving it out.
    pub drop: i64,
}

/// What each unit costs at the least where it goes back, apart from what leaving it out costs.
#[derive(Debug, Clone)]
pub struct Prospect {
    /// Near the least seen lately, in grains.
    least: Vec<i64>,
    /// What putting all units that are still out back saves at most.
    saving: i64,
}

impl Prospect {
    /// For a number of units of which nothing is known: they cost nothing.
    pub fn new(units: usize) -> Self {
        Self { least: vec![0; units], saving: 0 }
    }

    /// Begins with all that is out.
    pub fn begin(&mut self, all: impl Iterator<Item = Out>) {
        self.saving = all.map(|out| self.saved_by(out)).sum();
    }

    /// Goes on to a unit. By how much it may change the cost at most if in the end that is to have grown by `room` or less; `None`
    /// where that is past hoping for.
    pub fn try_next(&mut self, next: Out, room: i64) -> Option<i64> {
        let hopes = room + self.saving >= 0;
        self.saving -= self.saved_by(next);
        hopes.then_some(room + self.saving)
    }

    /// Takes in by how much the cost changed when a unit went back.
    pub fn learn(&mut self, back: Out, change: i64) {
        let least = &mut self.least[back.unit as usize];
        let higher = back.drop + change - *least;
        *least += if higher < 0 { higher } else { higher / FORGETS };
    }

    fn saved_by(&self, out: Out) -> i64 {
        out.drop - self.least[out.unit as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(unit: u32) -> Out {
        Out { unit, drop: 1_000 }
    }

    #[test]
    fn what_is_not_known_costs_nothing() {
        let mut prospect = Prospect::new(2);
        prospect.begin([0, 1].map(out).into_iter());
        // Both back save 2,000 at most, the second alone 1,000.
        assert_eq!(prospect.try_next(out(0), -1_990), Some(-990));
        assert_eq!(prospect.try_next(out(1), -1_000), Some(-1_000));
        prospect.begin([0, 1].map(out).into_iter());
        assert_eq!(prospect.try_next(out(0), -2_001), None);
    }

    #[test]
    fn the_least_is_learnt_at_once_and_forgotten_slowly() {
        let mut prospect = Prospect::new(1);
        let hopes = |prospect: &mut Prospect, cost: i64| {
            prospect.begin([out(0)].into_iter());
            prospect.try_next(out(0), cost - 1_000).is_some()
        };
        prospect.learn(out(0), -1_050);
        assert!(hopes(&mut prospect, -50) && !hopes(&mut prospect, -51));
        prospect.learn(out(0), -730);
        assert!(hopes(&mut prospect, -40) && !hopes(&mut prospect, -41));
        prospect.learn(out(0), -1_100);
        assert!(hopes(&mut prospect, -100));
    }

    #[test]
    fn what_others_cost_at_the_least_is_kept_for_them() {
        let mut prospect = Prospect::new(2);
        for _ in 0..1_000 {
            prospect.learn(out(1), -600);
        }
        prospect.begin([0, 1].map(out).into_iter());
        // The second costs 400, or a little less for what is rounded off: of a room of 500 over what is out, some 100 are left.
        let most = prospect.try_next(out(0), 500 - 2_000).expect("it may come off");
        assert!((100..=100 + FORGETS).contains(&(most + 1_000)), "{most}");
    }
}
