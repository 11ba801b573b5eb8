//! Travel between indexed places: one dense matrix for each mode in use.

use rota_model::{GreatCircle, Instance, Mode, Travel};

/// Times and distances between all places for one mode, rows first.
#[derive(Debug, Clone)]
pub struct TravelMatrix {
    mode: Mode,
    places: usize,
    seconds: Vec<i64>,
    metres: Vec<i64>,
}

impl TravelMatrix {
    /// Fills the matrix of `mode` as `docs/semantics.md` ("Legs") says; a leg of which nothing is known, which a
    /// validated instance does not hold, takes for ever.
    ///
    /// Complexity: quadratic in the places.
    pub fn build(instance: &Instance, mode: Mode) -> Self {
        let places = instance.places.len();
        let mut matrix = Self {
            mode,
            places,
            seconds: vec![UNKNOWN; places * places],
            metres: vec![0; places * places],
        };
        matrix.fill_great_circle(instance);
        matrix.overlay_given(instance);
        for place in 0..places {
            matrix.set(place, place, 0, 0);
        }
        matrix
    }

    /// The mode it is for.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Seconds from place to place.
    pub fn seconds(&self, from: usize, to: usize) -> i64 {
        self.seconds[from * self.places + to]
    }

    /// Metres from place to place.
    pub fn metres(&self, from: usize, to: usize) -> i64 {
        self.metres[from * self.places + to]
    }

    fn set(&mut self, from: usize, to: usize, seconds: i64, metres: i64) {
        self.seconds[from * self.places + to] = seconds;
        self.metres[from * self.places + to] = metres;
    }

    fn fill_great_circle(&mut self, instance: &Instance) {
        let Some(circle) = instance.travel.great_circle.get(&self.mode) else { return };
        for (from, a) in instance.places.iter().enumerate() {
            for (to, b) in instance.places.iter().enumerate() {
                if let (Some(a), Some(b)) = (a.at, b.at) {
                    let (seconds, metres) = straight(circle, &instance.travel, a.metres_to(b));
                    self.set(from, to, seconds, metres);
                }
            }
        }
    }

    /// Writes the given matrices over the great circle, last first, so that the first has the last word.
    fn overlay_given(&mut self, instance: &Instance) {
        let mode = self.mode;
        let given = instance.travel.matrices.iter().filter(|m| m.modes.contains(&mode));
        for matrix in given.rev() {
            let index: Vec<Option<usize>> = instance
                .places
                .iter()
                .map(|place| matrix.places.iter().position(|id| *id == place.id))
                .collect();
            for (from, row) in index.iter().enumerate() {
                for (to, column) in index.iter().enumerate() {
                    if let (Some(row), Some(column)) = (*row, *column) {
                        let metres = matrix.metres.get(row).map_or(0, |m| m[column]);
                        self.set(from, to, matrix.seconds[row][column], metres);
                    }
                }
            }
        }
    }
}

/// Longer than any horizon, short enough to add up and for 32 bits.
const UNKNOWN: i64 = 1 << 30;

fn straight(circle: &GreatCircle, travel: &Travel, metres: i64) -> (i64, i64) {
    let road = div_ceil(metres * circle.detour_permille, 1000);
    let drive = div_ceil(road * 3600, circle.metres_per_hour);
    let unit = travel.round_up_seconds.max(1);
    (div_ceil(drive + circle.stop_seconds, unit) * unit, road)
}

/// Quotient of two non-negative numbers, rounded up.
fn div_ceil(a: i64, b: i64) -> i64 {
    (a + b - 1) / b
}
