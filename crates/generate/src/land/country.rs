//! Country: glens with villages on one road each, and counties of towns and hamlets.

use super::{Point, Spot, apart, nearest};
use crate::random::Stream;

/// Two glens that part at a right angle from the village at their mouths: straight-line distance with a detour of 1.3
/// is then close to the way by road, which leads down one glen and up the other.
const WEST_GLEN: [Point; 6] =
    [(0.0, 0.0), (-3.2, 0.9), (-6.6, 1.4), (-10.2, 3.2), (-14.1, 3.6), (-19.0, 6.1)];
const SOUTH_GLEN: [Point; 6] =
    [(0.0, 0.0), (-0.9, -4.1), (-2.7, -8.0), (-2.3, -12.0), (-4.5, -16.1), (-5.2, -19.6)];

/// Villages: which glen, how far up it, and how many of a hundred people live there.
const VILLAGES: [(usize, f64, u32); 7] = [
    (0, 0.4, 26),
    (0, 6.3, 17),
    (0, 12.4, 12),
    (0, 19.3, 8),
    (1, 5.2, 15),
    (1, 11.6, 13),
    (1, 18.6, 9),
];

/// The point `along` a road, and the direction across it there.
fn on_road(road: &[Point], along: f64) -> (Point, Point) {
    let mut left = along;
    let mut found = ((0.0, 0.0), (0.0, 1.0));
    for (from, to) in road.iter().zip(&road[1..]) {
        let length = apart(*from, *to).sqrt();
        let direction = ((to.0 - from.0) / length, (to.1 - from.1) / length);
        let step = left.clamp(0.0, length);
        found = (
            (from.0 + direction.0 * step, from.1 + direction.1 * step),
            (-direction.1, direction.0),
        );
        if left <= length {
            break;
        }
        left -= length;
    }
    found
}

/// Clients and carers of the two glens. Carers live in the villages or on the road, clients also up farm tracks.
pub(super) fn glens(stream: &mut Stream, clients: usize, carers: usize) -> (Vec<Spot>, Vec<Spot>) {
    let mut people = |count: usize, farms: u32| {
        let weights = VILLAGES.map(|(_, _, weight)| weight);
        // Villages in turn by weight, so that even eighteen people fill all of them.
        let mut owed = [0_u32; VILLAGES.len()];
        (0..count)
            .map(|_| {
                let mut village = 0;
                for (due, weight) in owed.iter_mut().zip(weights) {
                    *due += weight;
                }
                for (index, due) in owed.iter().enumerate() {
                    if *due > owed[village] {
                        village = index;
                    }
                }
                owed[village] = owed[village].saturating_sub(100);
                let (glen, at, _) = VILLAGES[village];
                let (spread, off) = match stream.below(1000) as u32 {
                    draw if draw < farms => (1.8, stream.between(0.7, 2.2)),
                    draw if draw < farms + 150 => (2.4, 0.05),
                    _ => (0.28, stream.between(0.02, 0.14)),
                };
                let road = if glen == 0 { &WEST_GLEN } else { &SOUTH_GLEN };
                let along = (at + stream.between(-spread, spread)).clamp(0.0, 20.3);
                let (point, across) = on_road(road, along);
                let side = if stream.chance(500) { off } else { -off };
                ((point.0 + across.0 * side, point.1 + across.1 * side), village)
            })
            .collect::<Vec<_>>()
    };
    (people(clients, 220), people(carers, 0))
}

/// A county: small towns, hamlets between them, and single farms.
pub(super) struct County {
    centres: Vec<Point>,
    sizes: Vec<u32>,
    half_width: f64,
    half_height: f64,
}

impl County {
    /// Lays out towns well apart and hamlets in the gaps.
    pub(super) fn new(
        stream: &mut Stream,
        half_width: f64,
        half_height: f64,
        towns: usize,
        hamlets: usize,
    ) -> Self {
        let mut county = Self { centres: Vec::new(), sizes: Vec::new(), half_width, half_height };
        for index in 0..towns + hamlets {
            // The best of some candidates, far from all before: settlements keep their distance.
            let tries = if index < towns { 12 } else { 5 };
            let mut best = (county.anywhere(stream), -1.0);
            for _ in 0..tries {
                let point = county.anywhere(stream);
                let room = county
                    .centres
                    .iter()
                    .map(|&centre| apart(centre, point))
                    .fold(f64::INFINITY, f64::min);
                if room > best.1 {
                    best = (point, room);
                }
            }
            county.centres.push(best.0);
            let size =
                if index < towns { 25 * towns / (index + 2) + 20 } else { 4 + stream.below(16) };
            county.sizes.push(size as u32);
        }
        county
    }

    /// A point in the county's rounded outline.
    fn anywhere(&self, stream: &mut Stream) -> Point {
        loop {
            let (x, y) = (stream.between(-1.0, 1.0), stream.between(-1.0, 1.0));
            if x * x * x * x + y * y * y * y <= 1.0 {
                return (x * self.half_width, y * self.half_height);
            }
        }
    }

    /// Homes: most in the settlements by size, one in nine on its own.
    pub(super) fn homes(&self, stream: &mut Stream, count: usize) -> Vec<Spot> {
        (0..count)
            .map(|_| {
                if stream.chance(110) {
                    let point = self.anywhere(stream);
                    return (point, nearest(&self.centres, point));
                }
                let group = stream.weighted(&self.sizes);
                let spread = 0.09 * f64::from(self.sizes[group]).sqrt();
                let (x, y) = self.centres[group];
                ((x + stream.bell() * spread, y + stream.bell() * spread), group)
            })
            .collect()
    }
}
