//! Whether a worse state is kept: simulated annealing with an exponential schedule.

use crate::random::Random;

/// Temperatures from first to last, in grains.
#[derive(Debug, Clone, Copy)]
pub struct Annealing {
    /// At the start of the run.
    pub first: f64,
    /// At its end.
    pub last: f64,
    /// What stops of one carer at one client cost at the start, besides what a client's carers do: see
    /// [`crate::evaluate::habit::Habit`].
    pub habit: f64,
}

impl Annealing {
    /// The price of habits at a temperature: it falls half as fast.
    pub fn habit(&self, temperature: f64) -> i64 {
        (self.habit * (temperature / self.first).sqrt()) as i64
    }

    /// The temperature when a fraction of the run is done.
    pub fn temperature(&self, done: f64) -> f64 {
        between(self.first, self.last, done)
    }
}

/// What a fraction of the way leads to from one temperature to another, by equal factors.
pub fn between(first: f64, last: f64, done: f64) -> f64 {
    first * (last / first).powf(done.clamp(0.0, 1.0))
}

/// How much worse than now a state may be: a draw from the exponential law of a temperature.
pub fn allowance(temperature: f64, random: &mut Random) -> i64 {
    let unit = random.unit().max(f64::MIN_POSITIVE);
    (-temperature * unit.ln()).min(1e17) as i64
}
