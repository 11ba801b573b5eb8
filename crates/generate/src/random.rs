//! Random numbers that are the same on every machine: one named stream for each purpose.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

/// A seeded stream. Streams of different purposes do not disturb each other, so that a change in how homes
/// are drawn leaves the shifts as they were.
pub(crate) struct Stream(Xoshiro256StarStar);

impl Stream {
    /// The stream of `purpose` for a seed.
    pub(crate) fn new(seed: u64, purpose: &str) -> Self {
        // FNV-1a: short, fixed for ever, and unlike std's hashers the same in every release.
        let hash = purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
        });
        Self(Xoshiro256StarStar::seed_from_u64(seed ^ hash))
    }

    /// A whole number from 0 up to, not including, `n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        // Multiply-shift: its bias is under 2^-40 for any n used here.
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn range(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in `permille` of a thousand draws.
    pub(crate) fn chance(&mut self, permille: u32) -> bool {
        self.below(1000) < permille as usize
    }

    /// From 0 up to, not including, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From `low` up to `high`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Nearly normal, mean 0 and deviation 1, at most 6 away: a sum, since logarithms differ between machines.
    pub(crate) fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// An index, drawn by weight; 0 when there are no weights.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let total: u32 = weights.iter().sum();
        let mut left = self.below(total as usize);
        for (index, &weight) in weights.iter().enumerate() {
            if left < weight as usize {
                return index;
            }
            left -= weight as usize;
        }
        0
    }

    /// Puts items in random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// The numbers from 0 up to `n` in random order.
    pub(crate) fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        self.shuffle(&mut order);
        order
    }
}
