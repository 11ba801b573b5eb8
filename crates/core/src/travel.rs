//! Travel between indexed places: one dense matrix for each mode in use.

use rota_model::{GreatCircle, Instance, Mode, Travel};

/// One matrix for each mode, the places arranged so that what is near in town is near in memory, and the order in which they now
/// come, by their index in the instance.
///
/// Complexity: quadratic in the places.
pub fn chained(instance: &Instance, modes: &[Mode]) -> (Vec<usize>, Vec<TravelMatrix>) {
    let given: Vec<TravelMatrix> =
        modes.iter().map(|&mode| TravelMatrix::build(instance, mode)).collect();
    let as_given = || (0..instance.places.len()).collect();
    let chain: Vec<usize> = given.first().map_or_else(as_given, TravelMatrix::chain);
    let arranged = given.iter().map(|matrix| matrix.arranged(&chain)).collect();
    (chain, arranged)
}

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

    /// The places one after the other, each followed by the nearest of those that are left.
    fn chain(&self) -> Vec<usize> {
        let mut chain: Vec<usize> = Vec::with_capacity(self.places);
        let mut left: Vec<usize> = (0..self.places).collect();
        while !left.is_empty() {
            let ways = |place: usize| match chain.last() {
                Some(&last) => self.seconds(last, place) + self.seconds(place, last),
                None => 0,
            };
            let next = (0..left.len()).min_by_key(|at| (ways(left[*at]), left[*at]));
            chain.extend(next.map(|at| left.swap_remove(at)));
        }
        chain
    }

    /// The same matrix, its places arranged in another order.
    fn arranged(&self, order: &[usize]) -> Self {
        let pairs = || order.iter().flat_map(|from| order.iter().map(move |to| (*from, *to)));
        Self {
            mode: self.mode,
            places: self.places,
            seconds: pairs().map(|(from, to)| self.seconds(from, to)).collect(),
            metres: pairs().map(|(from, to)| self.metres(from, to)).collect(),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Four places on a line at 0, 30, 10 and 20; ways back take a second longer, and every leg has metres of its own.
    fn line() -> TravelMatrix {
        let at = [0_i64, 30, 10, 20];
        let pairs = || (0..4).flat_map(|from| (0..4).map(move |to| (from, to)));
        let seconds = |(from, to): (usize, usize)| (at[from] - at[to]).abs() + i64::from(to < from);
        let metres = |(from, to): (usize, usize)| (10 * from + to) as i64;
        TravelMatrix {
            mode: Mode::Car,
            places: 4,
            seconds: pairs().map(seconds).collect(),
            metres: pairs().map(metres).collect(),
        }
    }

    #[test]
    fn the_chain_goes_on_to_the_nearest_place_that_is_left() {
        assert_eq!(line().chain(), [0, 2, 3, 1]);
    }

    #[test]
    fn arranged_places_keep_their_legs() {
        let (matrix, order) = (line(), [2, 0, 3, 1]);
        let arranged = matrix.arranged(&order);
        for (from, &old_from) in order.iter().enumerate() {
            for (to, &old_to) in order.iter().enumerate() {
                assert_eq!(arranged.seconds(from, to), matrix.seconds(old_from, old_to));
                assert_eq!(arranged.metres(from, to), matrix.metres(old_from, old_to));
            }
        }
    }
}
