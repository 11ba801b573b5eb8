//! Integer money, fine enough that a rate per hour is a whole number per second.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// Grains in a penny: a rate in thousandths of a penny an hour is a whole number of grains a second.
pub const GRAINS_PER_PENNY: i64 = 3_600_000;

/// An amount of money or of priced policy, in grains (1/3,600,000 of a penny).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whole pence.
    pub const fn from_pence(pence: i64) -> Self {
        Self(pence * GRAINS_PER_PENNY)
    }

    /// Pence, rounded to the nearest whole penny, halves away from zero.
    pub const fn pence(self) -> i64 {
        let half = if self.0 >= 0 { GRAINS_PER_PENNY / 2 } else { -GRAINS_PER_PENNY / 2 };
        (self.0 + half) / GRAINS_PER_PENNY
    }
}

impl fmt::Display for Money {
    /// Pounds and pence, as `£1,234.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pence = self.pence();
        let sign = if pence < 0 { "-" } else { "" };
        let pounds = (pence.abs() / 100).to_string();
        let mut grouped = String::new();
        for (i, digit) in pounds.chars().enumerate() {
            if i > 0 && (pounds.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        f.pad(&format!("{sign}£{grouped}.{:02}", pence.abs() % 100))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// The price of one unit of a measure, in grains for each second, metre or count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(pub i64);

impl Rate {
    /// Thousandths of a penny for each hour of a measure in seconds; exact.
    pub const fn millipence_per_hour(millipence: i64) -> Self {
        Self(millipence)
    }

    /// Whole pence for each hour of a measure in seconds; exact.
    pub const fn pence_per_hour(pence: i64) -> Self {
        Self(pence * (GRAINS_PER_PENNY / 3600))
    }

    /// Thousandths of a penny for each kilometre of a measure in metres, rounded down to a grain a metre.
    pub const fn millipence_per_km(millipence: i64) -> Self {
        Self(millipence * 18 / 5)
    }

    /// Whole pence for each one counted.
    pub const fn pence_each(pence: i64) -> Self {
        Self(pence * GRAINS_PER_PENNY)
    }

    /// What `measure` units cost.
    pub const fn price(self, measure: i64) -> Money {
        Money(self.0 * measure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_at_the_minimum_wage_is_exact() {
        assert_eq!(Rate::pence_per_hour(1271).price(3600), Money::from_pence(1271));
        assert_eq!(Rate::pence_per_hour(1271).price(1800).pence(), 636);
        assert_eq!(Rate::millipence_per_km(27_962).price(1000), Money(100_663_000));
    }

    #[test]
    fn money_reads_as_pounds() {
        assert_eq!(Money::from_pence(123_405).to_string(), "£1,234.05");
        assert_eq!(Money::from_pence(-5).to_string(), "-£0.05");
        assert_eq!(Money(GRAINS_PER_PENNY / 2).pence(), 1);
        assert_eq!(Money(-GRAINS_PER_PENNY / 2).pence(), -1);
    }
}
