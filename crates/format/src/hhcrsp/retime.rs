//! The earliest schedule of given routes.

use std::collections::BTreeMap;

use rota_model::{
    GapFrom, Instance, Instant, LinkKind, PlaceId, Rota, Route, Stop, Visit, VisitId,
};

use crate::benchmark::derive;
use crate::legs::Legs;

/// `start[to] >= start[from] + weight`, by index of visit.
struct Bound {
    from: usize,
    to: usize,
    weight: i64,
}

/// The same routes with every service as early as its window, the way, its partner and its links allow, which is
/// the best schedule of fixed routes for the benchmark's cost. The services of a visit then start together,
/// whatever the rota said.
///
/// The published times of some files are a minute early in places; their routes are what counts. `None` when no
/// times keep all links on these routes.
pub fn earliest(instance: &Instance, rota: &Rota) -> Option<Rota> {
    let legs = Legs::new(instance);
    let index: BTreeMap<&VisitId, usize> =
        instance.visits.iter().enumerate().map(|(i, visit)| (&visit.id, i)).collect();
    let mut starts: Vec<i64> = instance
        .visits
        .iter()
        .map(|visit| visit.windows.first().map_or(0, |window| window.earliest.0))
        .collect();
    let mut bounds = link_bounds(instance, &index);
    for route in &rota.routes {
        let carer = instance.carers.iter().find(|carer| carer.id == route.carer)?;
        let shift = carer.shifts.first()?;
        let mut before: Option<(usize, i64, &PlaceId)> = None;
        for stop in &route.stops {
            let visit = *index.get(&stop.visit)?;
            let place = legs.place(instance.visits.get(visit)?)?;
            let duration = instance.visits.get(visit)?.slots.get(stop.slot)?.duration;
            match before {
                None => {
                    let way = legs.way_out(carer.mode, shift.start_place.as_ref(), place)?;
                    starts[visit] = starts[visit].max(shift.start.0 + way);
                }
                Some((from, done, last)) => {
                    let weight = done + legs.ticks(carer.mode, last, place)?;
                    bounds.push(Bound { from, to: visit, weight });
                }
            }
            before = Some((visit, duration, place));
        }
    }
    push_up(&mut starts, &bounds)?;
    let routes = rota.routes.iter().map(|route| {
        let carer = instance.carers.iter().find(|carer| carer.id == route.carer)?;
        let stops = route.stops.iter().map(|stop| {
            let visit = *index.get(&stop.visit)?;
            let start = Instant(*starts.get(visit)?);
            let visit = instance.visits.get(visit)?;
            let end = start + visit.slots.get(stop.slot)?.duration;
            let stop = Stop { start, end, arrive: start, ..stop.clone() };
            Some((stop, legs.place(visit)?))
        });
        derive(carer, carer.shifts.first()?, stops.collect::<Option<Vec<_>>>()?, &legs)
    });
    let routes = routes.collect::<Option<Vec<Route>>>()?;
    Some(Rota { routes, unallocated: rota.unallocated.clone(), sheet: rota.sheet.clone() })
}

fn link_bounds(instance: &Instance, index: &BTreeMap<&VisitId, usize>) -> Vec<Bound> {
    let mut bounds = Vec::new();
    for link in &instance.links {
        let LinkKind::Gap { from, min, max } = link.kind else { continue };
        let (Some(&first), Some(&second)) = (index.get(&link.first), index.get(&link.second))
        else {
            continue;
        };
        let base = match from {
            GapFrom::Start => 0,
            GapFrom::End => instance.visits.get(first).map_or(0, Visit::duration),
        };
        bounds.extend(min.map(|min| Bound { from: first, to: second, weight: base + min }));
        bounds.extend(max.map(|max| Bound { from: second, to: first, weight: -base - max }));
    }
    bounds
}

/// Raises starts until every bound holds; `None` when they chase each other in a circle.
fn push_up(starts: &mut [i64], bounds: &[Bound]) -> Option<()> {
    for _ in 0..=starts.len() {
        let mut changed = false;
        for bound in bounds {
            let least = starts[bound.from] + bound.weight;
            if starts[bound.to] < least {
                starts[bound.to] = least;
                changed = true;
            }
        }
        if !changed {
            return Some(());
        }
    }
    None
}
