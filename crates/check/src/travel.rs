//! How long and how far it is from one place to the next.

use std::collections::BTreeMap;

use rota_model::{Coordinates, Instance, Matrix, Mode, PlaceId, Travel};

use crate::clock::Ticks;

/// One leg.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Leg {
    pub(crate) seconds: Ticks,
    pub(crate) metres: i128,
}

/// All that is needed to look a leg up.
pub(crate) struct Legs<'a> {
    travel: &'a Travel,
    /// The row and column of each place, for each matrix.
    rows: Vec<BTreeMap<&'a PlaceId, usize>>,
    coordinates: BTreeMap<&'a PlaceId, Coordinates>,
}

impl<'a> Legs<'a> {
    pub(crate) fn new(instance: &'a Instance) -> Self {
        let rows = instance.travel.matrices.iter().map(|matrix| {
            // The first row of a place stands, should a matrix list it twice.
            matrix.places.iter().enumerate().rev().map(|(row, place)| (place, row)).collect()
        });
        let coordinates =
            instance.places.iter().filter_map(|place| place.at.map(|at| (&place.id, at)));
        Self { travel: &instance.travel, rows: rows.collect(), coordinates: coordinates.collect() }
    }

    /// The leg, or `None` when neither a matrix nor coordinates say.
    pub(crate) fn leg(&self, mode: Mode, from: &PlaceId, to: &PlaceId) -> Option<Leg> {
        if from == to {
            return Some(Leg::default());
        }
        for (matrix, rows) in self.travel.matrices.iter().zip(&self.rows) {
            if matrix.modes.contains(&mode)
                && let (Some(&row), Some(&column)) = (rows.get(from), rows.get(to))
            {
                return given(matrix, row, column);
            }
        }
        self.great_circle(mode, from, to)
    }

    fn great_circle(&self, mode: Mode, from: &PlaceId, to: &PlaceId) -> Option<Leg> {
        let circle = self.travel.great_circle.get(&mode)?;
        let straight = self.coordinates.get(from)?.metres_to(*self.coordinates.get(to)?);
        let metres = ceil(i128::from(straight) * i128::from(circle.detour_permille), 1000);
        let driving = ceil(metres.saturating_mul(3600), circle.metres_per_hour.into());
        let seconds = driving + i128::from(circle.stop_seconds);
        let step = i128::from(self.travel.round_up_seconds.max(1));
        Some(Leg { seconds: ceil(seconds, step) * step, metres })
    }
}

/// The entry of a matrix as it stands.
fn given(matrix: &Matrix, row: usize, column: usize) -> Option<Leg> {
    let seconds = *matrix.seconds.get(row)?.get(column)?;
    let metres = if matrix.metres.is_empty() { 0 } else { *matrix.metres.get(row)?.get(column)? };
    Some(Leg { seconds: seconds.into(), metres: metres.into() })
}

/// `amount / step`, rounded up; a step under 1 counts as 1.
fn ceil(amount: i128, step: i128) -> i128 {
    let step = step.max(1);
    amount.div_euclid(step) + i128::from(amount.rem_euclid(step) != 0)
}

#[cfg(test)]
mod tests {
    use super::ceil;

    #[test]
    fn rounds_up_and_keeps_whole_steps() {
        assert_eq!([ceil(0, 60), ceil(1, 60), ceil(60, 60), ceil(61, 60)], [0, 1, 1, 2]);
        assert_eq!(ceil(-1, 60), 0);
    }
}
