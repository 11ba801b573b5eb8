//! Seeded streams of random numbers, the same on every machine.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// One stream.
#[derive(Debug, Clone)]
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// The stream of one island in one epoch: streams of different keys are unrelated.
    pub fn stream(seed: u64, island: u64, epoch: u64) -> Self {
        // Odd multipliers keep different keys apart; the generator's own seeding (SplitMix64) does the mixing.
        let key = seed
            ^ island.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ epoch.wrapping_add(1).wrapping_mul(0xD1B5_4A32_D192_ED03);
        Self(Xoshiro256PlusPlus::seed_from_u64(key))
    }

    /// A number from 0 up to, and not including, `limit`, which must be more than 0.
    pub fn below(&mut self, limit: usize) -> usize {
        // Widening multiply: the bias is below 2^-32 for every limit that occurs.
        ((u128::from(self.0.next_u64()) * limit as u128) >> 64) as usize
    }

    /// A number from 0 up to, and not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with this probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Puts a slice in random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
