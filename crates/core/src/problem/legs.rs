//! Legs as the search reads them: from one place to all, and to one place from all, each side by side in memory.

use super::Prices;
use crate::travel::TravelMatrix;
use rota_model::Mode;

/// Seconds and prices of all legs by one mode.
#[derive(Debug, Clone)]
pub struct Legs {
    places: usize,
    /// Rows first; 32 bits, since the search reads little else.
    seconds: Vec<i32>,
    price: Vec<i64>,
    /// Columns first.
    seconds_to: Vec<i32>,
    price_to: Vec<i64>,
}

/// The legs that leave a place, or those that lead there, by the index of the other end.
#[derive(Debug, Clone, Copy)]
pub struct LegRow<'a> {
    /// Seconds.
    pub seconds: &'a [i32],
    /// Grains.
    pub price: &'a [i64],
}

impl Legs {
    /// Prices every leg of a matrix.
    pub(super) fn new(matrix: &TravelMatrix, places: usize, prices: &Prices) -> Self {
        let mileage = if matrix.mode() == Mode::Car { prices.mileage } else { 0 };
        let short = |seconds: i64| i32::try_from(seconds).unwrap_or(i32::MAX);
        let pairs = || (0..places).flat_map(|a| (0..places).map(move |b| (a, b)));
        let seconds = |a, b| short(matrix.seconds(a, b));
        let price = |a, b| prices.travel * matrix.seconds(a, b) + mileage * matrix.metres(a, b);
        Self {
            places,
            seconds: pairs().map(|(a, b)| seconds(a, b)).collect(),
            price: pairs().map(|(a, b)| price(a, b)).collect(),
            seconds_to: pairs().map(|(a, b)| seconds(b, a)).collect(),
            price_to: pairs().map(|(a, b)| price(b, a)).collect(),
        }
    }

    /// Seconds of every leg.
    pub(crate) fn all_seconds(&self) -> impl Iterator<Item = i64> + Clone + '_ {
        self.seconds.iter().copied().map(i64::from)
    }

    /// Price of every leg.
    pub(crate) fn all_prices(&self) -> impl Iterator<Item = i64> + Clone + '_ {
        self.price.iter().copied()
    }

    /// Legs that leave a place.
    #[inline]
    pub fn from(&self, place: u32) -> LegRow<'_> {
        let row = place as usize * self.places..(place as usize + 1) * self.places;
        LegRow { seconds: &self.seconds[row.clone()], price: &self.price[row] }
    }

    /// Legs that lead to a place.
    #[inline]
    pub fn to(&self, place: u32) -> LegRow<'_> {
        let row = place as usize * self.places..(place as usize + 1) * self.places;
        LegRow { seconds: &self.seconds_to[row.clone()], price: &self.price_to[row] }
    }
}
