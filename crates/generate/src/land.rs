//! Where clients and carers live: points on a map that looks like the scenario's name.
//!
//! Every point is drawn; none is anybody's home. Points are drawn in kilometres around an anchor and turned into
//! degrees with constants, so that no trigonometry can differ between machines.

use crate::random::Stream;
use crate::scenario::{Land, ScenarioInfo};

mod country;
mod town;

/// Kilometres east and north of the anchor.
pub(crate) type Point = (f64, f64);

/// A home before it is put on the globe, with the cluster or settlement it belongs to.
type Spot = (Point, usize);

/// Somebody's home.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Home {
    /// Latitude and longitude in degrees, five decimals.
    pub(crate) at: [f64; 2],
    /// The cluster or settlement it belongs to.
    pub(crate) group: usize,
}

/// The homes of a week.
pub(crate) struct Homes {
    pub(crate) clients: Vec<Home>,
    pub(crate) carers: Vec<Home>,
}

/// A point on the globe with the cosine of its latitude.
struct Anchor {
    latitude: f64,
    longitude: f64,
    cosine: f64,
}

const fn anchor(latitude: f64, longitude: f64, cosine: f64) -> Anchor {
    Anchor { latitude, longitude, cosine }
}

const KM_PER_DEGREE: f64 = 111.195;

/// Market towns around which a locality of the national scenario may lie.
const LOCALITIES: [Anchor; 8] = [
    anchor(52.71, -2.75, 0.60585),
    anchor(53.23, -0.54, 0.59860),
    anchor(54.78, -1.58, 0.57672),
    anchor(50.72, -3.53, 0.63312),
    anchor(52.95, 0.95, 0.60251),
    anchor(51.07, -1.79, 0.62837),
    anchor(54.33, -2.74, 0.58312),
    anchor(52.06, -2.71, 0.61484),
];

/// Draws where everybody lives.
pub(crate) fn settle(scenario: &ScenarioInfo, seed: u64) -> Homes {
    let stream = &mut Stream::new(seed, "land");
    let (clients, carers) = (scenario.clients, scenario.carers);
    let (anchor, clients, carers) = match scenario.recipe.land {
        Land::Glens => {
            let (clients, carers) = country::glens(stream, clients, carers);
            (anchor(57.39, -4.48, 0.53892), clients, carers)
        }
        Land::County => {
            let county = country::County::new(stream, 33.0, 21.0, 9, 64);
            let clients = county.homes(stream, clients);
            (anchor(51.09, -2.93, 0.62810), clients, county.homes(stream, carers))
        }
        Land::Clusters => {
            let clients = town::clusters(stream, clients);
            (anchor(51.86, -2.18, 0.61758), clients, town::clusters(stream, carers))
        }
        Land::City => {
            let city = town::City::new(stream);
            let clients = city.homes(stream, clients, false);
            (anchor(52.633, -1.133, 0.60693), clients, city.homes(stream, carers, true))
        }
        Land::Neighbourhood => {
            let (clients, carers) = town::neighbourhood(stream, clients, carers);
            (anchor(55.938, -3.216, 0.56008), clients, carers)
        }
        Land::Network => {
            let place = stream.below(LOCALITIES.len());
            let half_width = stream.between(9.0, 24.0);
            let half_height = stream.between(8.0, 18.0);
            let towns = 2 + stream.below(6);
            let hamlets = 15 + stream.below(40);
            let county = country::County::new(stream, half_width, half_height, towns, hamlets);
            let clients = county.homes(stream, clients);
            let carers = county.homes(stream, carers);
            let Anchor { latitude, longitude, cosine } = LOCALITIES[place];
            (self::anchor(latitude, longitude, cosine), clients, carers)
        }
    };
    Homes { clients: on_globe(&anchor, clients), carers: on_globe(&anchor, carers) }
}

fn on_globe(anchor: &Anchor, points: Vec<Spot>) -> Vec<Home> {
    // Five decimals are about a metre, and hide a last bit that might differ.
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
    points
        .into_iter()
        .map(|((east, north), group)| Home {
            at: [
                round(anchor.latitude + north / KM_PER_DEGREE),
                round(anchor.longitude + east / (KM_PER_DEGREE * anchor.cosine)),
            ],
            group,
        })
        .collect()
}

/// Distance in kilometres, squared.
fn apart(a: Point, b: Point) -> f64 {
    (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)
}

/// The index of the nearest centre.
fn nearest(centres: &[Point], point: Point) -> usize {
    let mut best = (0, f64::INFINITY);
    for (index, &centre) in centres.iter().enumerate() {
        let distance = apart(centre, point);
        if distance < best.1 {
            best = (index, distance);
        }
    }
    best.0
}
