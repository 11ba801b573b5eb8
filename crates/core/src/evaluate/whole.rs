//! What a plan costs beyond its routes, visits and clients one by one: how the work of all shifts compares.

use super::timing::Tally;
use crate::problem::Problem;

/// What search puts in place of the price of the largest idle time, which only the idlest shift feels: every shift
/// that is idle for longer than a mark pays for the time beyond. The price is split among the shifts beyond the mark, like the
/// multipliers of a largest value's terms, so that bringing all of them down by a second saves about as much as it should.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Guide {
    from: i64,
    rate: i64,
}

impl Guide {
    /// A mark at `permille` of the largest of the idle times.
    pub fn new(problem: &Problem, permille: i64, idle: impl Iterator<Item = i64> + Clone) -> Self {
        let from = idle.clone().max().unwrap_or(0).max(0) * permille / 1000;
        let beyond = idle.filter(|idle| *idle > from).count() as i64;
        Self { from, rate: problem.prices.largest_idle / beyond.max(1) }
    }

    /// What a shift pays for its idle time.
    #[inline]
    pub fn price(&self, idle: i64) -> i64 {
        self.rate * (idle - self.from).max(0)
    }
}

/// Price of the largest idle time and of the imbalance, `tally` giving what each shift comes to.
pub fn price(problem: &Problem, tally: impl Fn(u32) -> Tally) -> i64 {
    idle_price(problem, &tally) + balance_price(problem, &tally)
}

/// Price of the largest idle time.
pub fn idle_price(problem: &Problem, tally: impl Fn(u32) -> Tally) -> i64 {
    match problem.prices.largest_idle {
        0 => 0,
        price => price * largest_idle(problem, tally),
    }
}

/// Price of the imbalance.
pub fn balance_price(problem: &Problem, tally: impl Fn(u32) -> Tally) -> i64 {
    match problem.prices.balance {
        0 => 0,
        price => price * imbalance(problem, tally),
    }
}

/// Seconds that the idlest shift is idle.
pub fn largest_idle(problem: &Problem, tally: impl Fn(u32) -> Tally) -> i64 {
    let idle = (0..problem.shifts.len() as u32).map(|shift| tally(shift).idle);
    idle.max().unwrap_or(0).max(0)
}

/// Sum over carers of the distance of their seconds of care and legs from the mean, each rounded up.
pub fn imbalance(problem: &Problem, tally: impl Fn(u32) -> Tally) -> i64 {
    let busy = |shifts: std::ops::Range<u32>| shifts.map(|shift| tally(shift).busy).sum::<i64>();
    let count = problem.carers.len().max(1) as i64;
    let total = busy(0..problem.shifts.len() as u32);
    let off = |own: i64| ((own * count - total).abs() + count - 1) / count;
    problem.carers.iter().map(|carer| off(busy(carer.shifts.clone()))).sum()
}
