//! How long a leg takes, as `docs/semantics.md` says it; for judging inputs, not for planning.

use std::collections::BTreeMap;

use rota_model::{Coordinates, Instance, Matrix, Mode, PlaceId, Seconds, Travel, Visit};

/// Looks legs of an instance up.
pub(crate) struct Legs<'a> {
    travel: &'a Travel,
    matrices: Vec<(&'a Matrix, BTreeMap<&'a PlaceId, usize>)>,
    coordinates: BTreeMap<&'a PlaceId, Coordinates>,
    homes: BTreeMap<&'a str, &'a PlaceId>,
}

impl<'a> Legs<'a> {
    pub(crate) fn new(instance: &'a Instance) -> Self {
        let index = |matrix: &'a Matrix| {
            (matrix, matrix.places.iter().enumerate().map(|(i, place)| (place, i)).collect())
        };
        let places = instance.places.iter();
        let clients = instance.clients.iter();
        Self {
            travel: &instance.travel,
            matrices: instance.travel.matrices.iter().map(index).collect(),
            coordinates: places.filter_map(|place| Some((&place.id, place.at?))).collect(),
            homes: clients.map(|client| (client.id.as_str(), &client.place)).collect(),
        }
    }

    /// Where a visit takes place.
    pub(crate) fn place(&self, visit: &Visit) -> Option<&'a PlaceId> {
        self.homes.get(visit.client.as_str()).copied()
    }

    /// The ticks of a leg; `None` when it has no time.
    pub(crate) fn ticks(&self, mode: Mode, from: &PlaceId, to: &PlaceId) -> Option<Seconds> {
        if from == to {
            return Some(0);
        }
        for (matrix, index) in &self.matrices {
            if let (true, Some(row), Some(column)) =
                (matrix.modes.contains(&mode), index.get(from), index.get(to))
            {
                return matrix.seconds.get(*row)?.get(*column).copied();
            }
        }
        let speed = self.travel.great_circle.get(&mode)?;
        let straight = self.coordinates.get(from)?.metres_to(*self.coordinates.get(to)?);
        let up = |value: i64, unit: i64| (value + unit - 1) / unit;
        let metres = up(straight * speed.detour_permille, 1000);
        let moving = up(metres * 3600, speed.metres_per_hour);
        let step = self.travel.round_up_seconds.max(1);
        Some(up(moving + speed.stop_seconds, step) * step)
    }

    /// The ticks of a leg from or to the end of a shift, which counts nothing where there is no place.
    pub(crate) fn way_back(
        &self,
        mode: Mode,
        place: &PlaceId,
        end: Option<&PlaceId>,
    ) -> Option<Seconds> {
        end.map_or(Some(0), |end| self.ticks(mode, place, end))
    }

    /// The ticks of a leg from the start of a shift.
    pub(crate) fn way_out(
        &self,
        mode: Mode,
        start: Option<&PlaceId>,
        place: &PlaceId,
    ) -> Option<Seconds> {
        start.map_or(Some(0), |start| self.ticks(mode, start, place))
    }
}
