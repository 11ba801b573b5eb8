//! Towns: postcode clusters, a dense city, and one neighbourhood of streets.

use super::{Point, Spot, apart, nearest};
use crate::random::Stream;

/// Six towns, as they lie to each other in Gloucestershire, with how far each spreads.
const CLUSTERS: [(Point, f64); 6] = [
    ((-4.3, 0.4), 1.7),
    ((7.2, 4.2), 1.6),
    ((-2.6, -13.0), 1.5),
    ((1.6, 14.8), 1.2),
    ((15.0, -16.2), 1.4),
    ((-29.5, -7.8), 1.6),
];

/// Homes in turn in each cluster; a quarter of them in villages around.
pub(super) fn clusters(stream: &mut Stream, count: usize) -> Vec<Spot> {
    (0..count)
        .map(|index| {
            let group = index % CLUSTERS.len();
            let ((x, y), spread) = CLUSTERS[group];
            let wide = if stream.chance(250) { 1.8 } else { 0.8 };
            ((x + stream.bell() * spread * wide, y + stream.bell() * spread * wide), group)
        })
        .collect()
}

/// Radius of the city in kilometres.
const CITY_RADIUS: f64 = 9.0;

/// A city whose density falls from the centre, with suburbs that have centres of their own.
pub(super) struct City {
    suburbs: Vec<Point>,
}

impl City {
    /// Places the suburbs in a ring, not too near each other.
    pub(super) fn new(stream: &mut Stream) -> Self {
        let mut suburbs: Vec<Point> = Vec::new();
        let mut room = 9.0;
        while suburbs.len() < 11 {
            let point = (stream.between(-8.0, 8.0), stream.between(-8.0, 8.0));
            let from_centre = apart(point, (0.0, 0.0));
            if (9.0..64.0).contains(&from_centre)
                && suburbs.iter().all(|&suburb| apart(suburb, point) > room)
            {
                suburbs.push(point);
            }
            // Ask for less room with every try, so that the loop always ends.
            room *= 0.999;
        }
        Self { suburbs }
    }

    /// Homes: clients crowd towards the centre, carers rather live in the suburbs. The group is one of eight sectors
    /// by nearest suburb.
    pub(super) fn homes(&self, stream: &mut Stream, count: usize, suburban: bool) -> Vec<Spot> {
        let share = if suburban { 520 } else { 380 };
        (0..count)
            .map(|_| {
                loop {
                    let point = if stream.chance(share) {
                        let (x, y) = self.suburbs[stream.below(self.suburbs.len())];
                        (x + stream.bell() * 0.75, y + stream.bell() * 0.75)
                    } else {
                        (stream.bell() * 2.6, stream.bell() * 2.6)
                    };
                    if apart(point, (0.0, 0.0)) <= CITY_RADIUS * CITY_RADIUS {
                        return (point, nearest(&self.suburbs, point) % 8);
                    }
                }
            })
            .collect()
    }
}

/// Streets of one neighbourhood about a kilometre across: from and to, in kilometres.
const STREETS: [(Point, Point); 11] = [
    ((-0.50, 0.34), (0.47, 0.41)),
    ((-0.53, 0.17), (0.50, 0.23)),
    ((-0.52, 0.00), (0.52, 0.04)),
    ((-0.48, -0.17), (0.53, -0.15)),
    ((-0.42, -0.36), (0.46, -0.32)),
    ((-0.42, 0.45), (-0.36, -0.46)),
    ((-0.12, 0.48), (-0.08, -0.50)),
    ((0.17, 0.50), (0.20, -0.48)),
    ((0.42, 0.44), (0.44, -0.40)),
    ((-0.36, -0.46), (0.10, -0.58)),
    ((-0.50, 0.34), (-0.12, 0.56)),
];

/// Clients on the streets, a few together in one sheltered block; carers there or within two kilometres.
pub(super) fn neighbourhood(
    stream: &mut Stream,
    clients: usize,
    carers: usize,
) -> (Vec<Spot>, Vec<Spot>) {
    let on_street = |stream: &mut Stream| {
        let (from, to) = STREETS[stream.below(STREETS.len())];
        let along = stream.unit();
        let side = if stream.chance(500) { 0.012 } else { -0.012 };
        // House fronts stand a little off the street's line, whichever way it runs.
        (from.0 + (to.0 - from.0) * along + side, from.1 + (to.1 - from.1) * along + side)
    };
    let sheltered = (0.29, 0.10);
    let clients = (0..clients)
        .map(|_| {
            if stream.chance(140) {
                let point = (
                    sheltered.0 + stream.between(-0.025, 0.025),
                    sheltered.1 + stream.between(-0.015, 0.015),
                );
                (point, 0)
            } else {
                (on_street(stream), 0)
            }
        })
        .collect();
    let carers = (0..carers)
        .map(|_| {
            let point = if stream.chance(400) {
                on_street(stream)
            } else {
                (stream.between(-1.6, 1.6), stream.between(-1.5, 1.5))
            };
            (point, 0)
        })
        .collect();
    (clients, carers)
}
