//! One day as a map drawn from coordinates: homes, clients and routes, without any tiles.

use rota_model::Coordinates;
use serde::Serialize;

use super::svg::number;
use crate::view::carers::RouteView;
use crate::view::{LeftOut, View};

/// Width of the map, its margin, and the bounds of its height, in pixels.
const WIDTH: f64 = 860.0;
const MARGIN: f64 = 24.0;
const HEIGHTS: (f64, f64) = (320.0, 620.0);
/// Line colours that people of all colour visions can tell apart; the dash changes when they run out.
const COLOURS: usize = 7;
const DASHES: usize = 4;
/// Kilometres that a scale bar may stand for.
const SCALES: [f64; 12] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0];

/// A day's map, in pixels.
#[derive(Debug, Serialize)]
pub(super) struct Map {
    width: String,
    height: String,
    routes: Vec<Line>,
    clients: Vec<Point>,
    missed: Vec<Point>,
    homes: Vec<Point>,
    scale_width: String,
    scale_y: String,
    scale_label: String,
}

#[derive(Debug, Serialize)]
struct Line {
    id: String,
    class: String,
    path: String,
    number: usize,
    /// Where the number stands: the first stop.
    x: String,
    y: String,
    carer: String,
    title: String,
}

#[derive(Debug, Serialize)]
struct Point {
    x: String,
    y: String,
    title: String,
}

/// From degrees to pixels: a plane that touches the globe in the middle of the map.
#[derive(Clone, Copy)]
struct Projection {
    west: f64,
    north: f64,
    /// How much shorter a degree east is than a degree north.
    squeeze: f64,
    /// Pixels for a degree north.
    zoom: f64,
    left: f64,
    height: f64,
}

impl Projection {
    fn around(points: &[Coordinates]) -> Option<Self> {
        let first = points.first()?;
        let mut south_west = *first;
        let mut north_east = *first;
        for point in points {
            south_west.latitude = south_west.latitude.min(point.latitude);
            south_west.longitude = south_west.longitude.min(point.longitude);
            north_east.latitude = north_east.latitude.max(point.latitude);
            north_east.longitude = north_east.longitude.max(point.longitude);
        }
        let middle = f64::midpoint(south_west.latitude, north_east.latitude);
        let squeeze = middle.to_radians().cos().max(0.01);
        // A hundredth of a degree, about a kilometre, keeps a single place from filling the map.
        let wide = ((north_east.longitude - south_west.longitude) * squeeze).max(0.01);
        let high = (north_east.latitude - south_west.latitude).max(0.01);
        let zoom = ((WIDTH - 2.0 * MARGIN) / wide).min((HEIGHTS.1 - 2.0 * MARGIN) / high);
        let height = (high * zoom + 2.0 * MARGIN).clamp(HEIGHTS.0, HEIGHTS.1);
        let spare = height - 2.0 * MARGIN - high * zoom;
        Some(Self {
            west: south_west.longitude,
            north: north_east.latitude + spare / zoom / 2.0,
            squeeze,
            zoom,
            left: MARGIN + (WIDTH - 2.0 * MARGIN - wide * zoom) / 2.0,
            height,
        })
    }

    fn xy(self, point: Coordinates) -> (String, String) {
        let x = self.left + (point.longitude - self.west) * self.squeeze * self.zoom;
        let y = MARGIN + (self.north - point.latitude) * self.zoom;
        (number(x), number(y))
    }

    /// Pixels for a kilometre.
    fn kilometre(self) -> f64 {
        self.zoom / 111.195
    }
}

impl Map {
    /// Draws a day's routes, a line for each carer, all clients and the visits left out. `None` when no client has coordinates.
    pub(super) fn of(
        id: &str,
        view: &View,
        carers: &[Vec<&RouteView>],
        left: &[&LeftOut],
    ) -> Option<Self> {
        let clients = view.clients.iter().filter_map(|client| client.at);
        let ends = view.routes.iter().flat_map(|route| [route.from, route.to]).flatten();
        let points: Vec<Coordinates> = clients.chain(ends).collect();
        if view.clients.iter().all(|client| client.at.is_none()) {
            return None;
        }
        let projection = Projection::around(&points)?;
        let point = |at: Option<Coordinates>, title: String| {
            let (x, y) = projection.xy(at?);
            Some(Point { x, y, title })
        };
        let kilometres = SCALES
            .into_iter()
            .rfind(|km| km * projection.kilometre() <= WIDTH / 4.0)
            .unwrap_or(SCALES[0]);
        let homes = carers.iter().flatten().filter_map(|route| {
            point(route.from, format!("{} sets out at {}", route.carer, route.depart))
        });
        Some(Self {
            width: number(WIDTH),
            height: number(projection.height),
            routes: carers
                .iter()
                .enumerate()
                .filter_map(|(index, routes)| line(projection, id, index, routes))
                .collect(),
            clients: view
                .clients
                .iter()
                .filter_map(|client| point(client.at, client.name.clone()))
                .collect(),
            missed: left
                .iter()
                .filter_map(|left| {
                    point(left.at, format!("unallocated: {} {}", left.client, left.when))
                })
                .collect(),
            homes: homes.collect(),
            scale_width: number(kilometres * projection.kilometre()),
            scale_y: number(projection.height - 12.0),
            scale_label: format!("{kilometres} km"),
        })
    }
}

fn line(projection: Projection, id: &str, index: usize, routes: &[&RouteView]) -> Option<Line> {
    let first = routes.iter().flat_map(|route| &route.stops).find_map(|stop| stop.at)?;
    let (x, y) = projection.xy(first);
    let mut path = String::new();
    let number = index + 1;
    let mut title = String::new();
    for route in routes {
        let stops = route.stops.iter().map(|stop| stop.at);
        let points = std::iter::once(route.from).chain(stops).chain([route.to]).flatten();
        for (place, (x, y)) in points.map(|at| projection.xy(at)).enumerate() {
            path.push_str(&format!("{}{x} {y}", if place == 0 { "M" } else { "L" }));
        }
        let lead = if title.is_empty() { format!("{number}: {}", route.carer) } else { title };
        title = format!("{lead}, {} to {}", route.depart, route.finish);
    }
    Some(Line {
        id: format!("{id}c{index}"),
        class: format!("c{} s{}", index % COLOURS, index / COLOURS % DASHES),
        path,
        number,
        x,
        y,
        carer: routes.first()?.carer.clone(),
        title,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::view;

    #[test]
    fn north_is_up_and_east_is_right() {
        let south_west = Coordinates { latitude: 57.0, longitude: -4.0 };
        let north_east = Coordinates { latitude: 57.1, longitude: -3.8 };
        let projection = Projection::around(&[south_west, north_east]).expect("a map");
        let read = |at| {
            let (x, y) = projection.xy(at);
            (x.parse::<f64>().expect("a number"), y.parse::<f64>().expect("a number"))
        };
        let ((x1, y1), (x2, y2)) = (read(south_west), read(north_east));
        assert!(x1 < x2 && y1 > y2);
        for (x, y) in [(x1, y1), (x2, y2)] {
            assert!((0.0..=WIDTH).contains(&x) && (0.0..=projection.height).contains(&y));
        }
        // A tenth of a degree north is 11.1 km; 0.2 degrees east at 57 degrees are 12.1 km.
        assert!(((y1 - y2) / projection.kilometre() - 11.12).abs() < 0.05);
        assert!(((x2 - x1) / projection.kilometre() - 12.11).abs() < 0.05);
    }

    #[test]
    fn one_place_alone_is_still_a_map() {
        let at = Coordinates { latitude: 57.0, longitude: -4.0 };
        assert!(Projection::around(&[at, at]).is_some_and(|p| p.zoom.is_finite()));
        assert!(Projection::around(&[]).is_none());
    }

    #[test]
    fn a_route_starts_and_ends_at_home() {
        let view = view();
        let carers: Vec<Vec<&RouteView>> = view.routes.iter().map(|route| vec![route]).collect();
        let map = Map::of("d0", &view, &carers, &[]).expect("a map");
        let path = &map.routes[0].path;
        assert_eq!(path.matches('L').count(), 3, "{path}");
        let start = path.trim_start_matches('M').split('L').next().expect("a start");
        assert!(path.ends_with(start), "{path}");
        assert_eq!(map.homes.len(), 2);
    }
}
