//! The unit of cost: every rota costs a multiple of it, so a bound may be rounded up to one.

use crate::problem::Problem;

/// The greatest common divisor of all prices, in grains; at least 1. Measures are whole numbers, so that the cost of any
/// rota is a sum of whole multiples of prices.
pub(super) fn unit(problem: &Problem) -> i64 {
    let p = &problem.prices;
    let rates = [
        p.travel,
        p.mileage,
        p.waiting,
        p.earliness,
        p.lateness,
        p.largest_lateness,
        p.preferred,
        p.overtime,
        p.shift_used,
        p.faces,
        p.faces_over,
        p.team_size,
        p.unfamiliar,
        p.gender,
        p.language,
        p.contract_under,
        p.contract_over,
        p.contract_target,
        p.unsocial,
    ];
    let drops = problem.visits.iter().map(|visit| visit.drop_price);
    rates.into_iter().chain(drops).fold(0, divisor).max(1)
}

fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { divisor(b, a % b) }
}

/// The least multiple of the unit that is no less than `value / scale`.
pub(super) fn round_up(value: i128, scale: i64, unit: i64) -> i128 {
    let step = i128::from(scale) * i128::from(unit);
    -(-value).div_euclid(step) * i128::from(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_rounded_up_to_whole_units() {
        assert_eq!(
            [0, 1, 600, 601, -1, -600].map(|v| round_up(v, 2, 300)),
            [0, 300, 300, 600, 0, -300]
        );
    }
}
