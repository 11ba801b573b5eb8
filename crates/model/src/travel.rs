//! How long it takes to get from one place to another, as data.

use std::collections::BTreeMap;

use crate::{PlaceId, Seconds};

/// How a carer gets about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// By car; the only mode that counts mileage.
    Car,
    /// On foot.
    Walk,
    /// By bicycle.
    Bicycle,
    /// By bus.
    Bus,
}

impl Mode {
    /// All modes, in order.
    pub const ALL: [Self; 4] = [Self::Car, Self::Walk, Self::Bicycle, Self::Bus];

    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Walk => "walk",
            Self::Bicycle => "bicycle",
            Self::Bus => "bus",
        }
    }
}

/// Straight-line travel: the great circle times a detour factor, at one speed, plus the door.
///
/// Between two different places: `metres = ceil(great_circle_metres x detour_permille / 1000)` and
/// `seconds = ceil(metres x 3600 / metres_per_hour) + stop_seconds`, then rounded up to a multiple of
/// `Travel::round_up_seconds`. From a place to itself both are 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GreatCircle {
    /// Road distance per thousand of straight distance, at least 1000.
    pub detour_permille: i64,
    /// Speed, more than 0.
    pub metres_per_hour: i64,
    /// Parking, walking to the door, signing in: added to every leg between different places.
    pub stop_seconds: Seconds,
}

/// Given times (and perhaps distances) between some places. Entries are used as they stand: nothing is added
/// and nothing is rounded. Rows are where a leg starts, columns where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The modes it is for.
    pub modes: Vec<Mode>,
    /// The places of its rows and columns.
    pub places: Vec<PlaceId>,
    /// `seconds[from][to]`.
    pub seconds: Vec<Vec<Seconds>>,
    /// `metres[from][to]`; empty when no distances were given, which then count as 0.
    pub metres: Vec<Vec<i64>>,
}

/// All that is known of travel. A leg is looked up in the matrices of its mode, first to last; where none
/// holds both places the great circle of the mode answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Travel {
    /// Straight-line travel by mode.
    pub great_circle: BTreeMap<Mode, GreatCircle>,
    /// Given matrices, in order of precedence.
    pub matrices: Vec<Matrix>,
    /// Great-circle times are rounded up to a multiple of this many ticks (60: whole minutes); at least 1.
    pub round_up_seconds: Seconds,
}
