//! What a plan costs beyond its routes, visits and clients one by one: how the work of all shifts compares.

use super::timing::Tally;
use crate::problem::Problem;

/// Price of the largest idle time and of the imbalance, `tally` giving what each shift comes to.
pub fn price(problem: &Problem, tally: impl Fn(u32) -> Tally) -> i64 {
    let prices = &problem.prices;
    let mut price = 0;
    if prices.largest_idle > 0 {
        price += prices.largest_idle * largest_idle(problem, &tally);
    }
    if prices.balance > 0 {
        price += prices.balance * imbalance(problem, &tally);
    }
    price
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
