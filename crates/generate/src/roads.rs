//! Minutes and metres from door to door, by the formula that the format's straight-line travel has.

use rota_model::Coordinates;

use crate::figures::{BICYCLE, BUS, DETOUR_PERMILLE, Speed, WALK};
use crate::land::Homes;

/// How a carer gets about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Car,
    Walk,
    Bicycle,
    Bus,
}

impl Mode {
    /// All modes, in the order of a recipe's shares.
    pub(crate) const ALL: [Self; 4] = [Self::Car, Self::Walk, Self::Bicycle, Self::Bus];

    /// Its speed, where cars have this one.
    pub(crate) fn speed(self, car: Speed) -> Speed {
        [car, WALK, BICYCLE, BUS][self as usize]
    }
}

/// Travel between all homes. Places are the clients, then the carers.
pub(crate) struct Roads {
    clients: usize,
    places: usize,
    /// By road, row by row.
    metres: Vec<i64>,
    /// By mode in the order of `Mode::ALL`, row by row.
    minutes: [Vec<i64>; 4],
}

impl Roads {
    /// Measures all pairs.
    pub(crate) fn new(homes: &Homes, car: Speed) -> Self {
        let points: Vec<Coordinates> = homes
            .clients
            .iter()
            .chain(&homes.carers)
            .map(|home| Coordinates { latitude: home.at[0], longitude: home.at[1] })
            .collect();
        let places = points.len();
        // A leg out and one back may round apart, so both are measured, as the format does.
        let straight = |index: usize| points[index / places].metres_to(points[index % places]);
        let metres: Vec<i64> =
            (0..places * places).map(|index| up(straight(index) * DETOUR_PERMILLE, 1000)).collect();
        let minutes = Mode::ALL.map(|mode| {
            let speed = mode.speed(car);
            let leg = |(index, &metres): (usize, &i64)| {
                if index / places == index % places {
                    return 0;
                }
                up(up(metres * 3600, speed.metres_per_hour) + speed.stop_minutes * 60, 60)
            };
            metres.iter().enumerate().map(leg).collect()
        });
        Self { clients: homes.clients.len(), places, metres, minutes }
    }

    /// The place of a carer's home; a client's place is the client's index.
    pub(crate) fn home(&self, carer: usize) -> usize {
        self.clients + carer
    }

    /// Metres by road.
    pub(crate) fn metres(&self, from: usize, to: usize) -> i64 {
        self.metres[from * self.places + to]
    }

    /// Minutes of a leg, in whole minutes rounded up: 0 only from a place to itself.
    pub(crate) fn minutes(&self, mode: Mode, from: usize, to: usize) -> i64 {
        self.minutes[mode as usize][from * self.places + to]
    }
}

/// Division of what is not negative, rounded up.
fn up(number: i64, by: i64) -> i64 {
    (number + by - 1) / by
}
