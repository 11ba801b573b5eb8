//! Legs as the search reads them: from one place to all, and to one place from all, each side by side in memory.

use super::Prices;
use crate::travel::TravelMatrix;
use rota_model::Mode;

/// Seconds and prices of all legs by one mode.
#[derive(Debug, Clone)]
pub struct Legs {
    places: usize,
    /// Grains for a second and for a metre.
    travel: i64,
    mileage: i64,
    /// Rows first.
    from: Vec<Leg>,
    /// Columns first; empty where ways there and back are all alike, so that less memory has to be near.
    to: Vec<Leg>,
}

/// The way from one place to another. The search waits for memory here, so both numbers lie together and are short, and the
/// price is worked out each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    seconds: i32,
    metres: i32,
}

impl Leg {
    /// Where somebody need not go.
    pub const NONE: Self = Self { seconds: 0, metres: 0 };

    /// Seconds to reckon with.
    #[inline]
    pub fn time(&self) -> i64 {
        i64::from(self.seconds)
    }
}

impl Legs {
    /// Prices every leg of a matrix.
    pub(super) fn new(matrix: &TravelMatrix, places: usize, prices: &Prices) -> Self {
        let mileage = if matrix.mode() == Mode::Car { prices.mileage } else { 0 };
        let short = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
        let leg = |(a, b)| Leg {
            seconds: short(matrix.seconds(a, b)),
            metres: short(matrix.metres(a, b)),
        };
        let pairs = || (0..places).flat_map(|a| (0..places).map(move |b| (a, b)));
        let from: Vec<Leg> = pairs().map(leg).collect();
        let mut to: Vec<Leg> = pairs().map(|(a, b)| from[b * places + a]).collect();
        if from == to {
            to = Vec::new();
        }
        Self { places, travel: prices.travel, mileage, from, to }
    }

    /// Seconds of every leg.
    pub(crate) fn all_seconds(&self) -> impl Iterator<Item = i64> + Clone + '_ {
        self.from.iter().map(Leg::time)
    }

    /// Price of every leg.
    pub(crate) fn all_prices(&self) -> impl Iterator<Item = i64> + Clone + '_ {
        self.from.iter().map(|leg| self.price(*leg))
    }

    /// Grains of a leg.
    #[inline]
    pub fn price(&self, leg: Leg) -> i64 {
        self.travel * leg.time() + self.mileage * i64::from(leg.metres)
    }

    /// The leg between two places.
    #[inline]
    pub fn between(&self, from: u32, to: u32) -> Leg {
        self.from[from as usize * self.places + to as usize]
    }

    /// Legs that leave a place, by where they lead.
    #[inline]
    pub fn from(&self, place: u32) -> &[Leg] {
        let first = place as usize * self.places;
        &self.from[first..first + self.places]
    }

    /// Legs that lead to a place, by where they begin.
    #[inline]
    pub fn to(&self, place: u32) -> &[Leg] {
        let legs = if self.to.is_empty() { &self.from } else { &self.to };
        let first = place as usize * self.places;
        &legs[first..first + self.places]
    }
}
