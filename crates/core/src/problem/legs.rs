//! Legs as the search reads them: from one place to all, and to one place from all, each side by side in memory.

use super::{NONE, Prices};
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
    from: Table,
    /// Columns first; empty where ways there and back are all alike, so that less memory has to be near.
    to: Table,
}

/// Numbers of all legs. The search waits for memory here, so they are short, and metres, which are read only where the seconds
/// allow a leg, lie apart from these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Table {
    seconds: Vec<i32>,
    /// None where metres have no price.
    metres: Vec<i32>,
}

/// The way from one place to another.
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
        let pairs = || (0..places).flat_map(|a| (0..places).map(move |b| (a, b)));
        let metres = |(a, b)| short(matrix.metres(a, b));
        let from = Table {
            seconds: pairs().map(|(a, b)| short(matrix.seconds(a, b))).collect(),
            metres: if mileage == 0 { Vec::new() } else { pairs().map(metres).collect() },
        };
        let turned = |list: &[i32]| match list.is_empty() {
            true => Vec::new(),
            false => pairs().map(|(a, b)| list[b * places + a]).collect(),
        };
        let mut to = Table { seconds: turned(&from.seconds), metres: turned(&from.metres) };
        if from == to {
            to = Table::default();
        }
        Self { places, travel: prices.travel, mileage, from, to }
    }

    /// Seconds of every leg.
    pub(crate) fn all_seconds(&self) -> impl Iterator<Item = i64> + Clone + '_ {
        self.from.seconds.iter().map(|seconds| i64::from(*seconds))
    }

    /// Price of every leg.
    pub(crate) fn all_prices(&self) -> impl Iterator<Item = i64> + Clone + '_ {
        let places = 0..self.places as u32;
        let rows = places.clone().map(|from| self.from(from));
        rows.flat_map(move |row| places.clone().map(move |to| self.price(row.leg(to))))
    }

    /// Grains of a leg.
    #[inline]
    pub fn price(&self, leg: Leg) -> i64 {
        self.travel * leg.time() + self.mileage * i64::from(leg.metres)
    }

    /// Legs that leave a place, by where they lead.
    #[inline]
    pub fn from(&self, place: u32) -> Row<'_> {
        self.row(&self.from, place)
    }

    /// Legs that lead to a place, by where they begin.
    #[inline]
    pub fn to(&self, place: u32) -> Row<'_> {
        self.row(if self.to.seconds.is_empty() { &self.from } else { &self.to }, place)
    }

    #[inline]
    fn row<'a>(&self, table: &'a Table, place: u32) -> Row<'a> {
        let first = place as usize * self.places;
        let own = first..first + self.places;
        let metres = if table.metres.is_empty() { &[] } else { &table.metres[own.clone()] };
        Row { seconds: &table.seconds[own], metres }
    }
}

/// All legs that leave one place, or all that lead there.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    seconds: &'a [i32],
    metres: &'a [i32],
}

impl Row<'_> {
    /// Seconds of the leg whose other end is `place`; 0 where that is [`NONE`].
    #[inline]
    pub fn time(&self, place: u32) -> i64 {
        if place == NONE { 0 } else { i64::from(self.seconds[place as usize]) }
    }

    /// The leg whose other end is `place`, which is none where that is [`NONE`].
    #[inline]
    pub fn leg(&self, place: u32) -> Leg {
        if place == NONE {
            return Leg::NONE;
        }
        let metres = self.metres.get(place as usize).copied().unwrap_or(0);
        Leg { seconds: self.seconds[place as usize], metres }
    }
}
