//! The hidden rota of a planted week: proof that all of its visits can be covered.

use chrono::{NaiveDate, NaiveTime};
use rota_format::doc::ProblemDoc;
use rota_model::{
    Carer, Client, Instance, PlaceId, Rota, Route, Seconds, Sheet, Stop, Visit,
};

/// Where a visit was planted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantedVisit {
    /// The visit's name in rotas.
    pub visit: String,
    /// Its date.
    pub date: NaiveDate,
    /// Its start on that date, in the problem's time zone.
    pub start: NaiveTime,
    /// Who fills its slots, in order.
    pub carers: Vec<String>,
}

/// A week and a complete rota for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Planted {
    /// The week.
    pub doc: ProblemDoc,
    /// Where each of its visits can be, by name.
    pub visits: Vec<PlantedVisit>,
}

impl Planted {
    /// The hidden rota in terms of the instance that `doc` became; its sheet is empty. `None` when the instance is not
    /// that of `doc`.
    pub fn rota(&self, instance: &Instance) -> Option<Rota> {
        // Stops by carer and shift.
        let mut stops: Vec<Vec<Vec<(Stop, &Visit)>>> =
            instance.carers.iter().map(|carer| vec![Vec::new(); carer.shifts.len()]).collect();
        for planted in &self.visits {
            let visit = instance.visits.iter().find(|v| v.id.as_str() == planted.visit)?;
            let begin = instance.zone.resolve(planted.date, planted.start).earliest();
            for (index, (slot, name)) in visit.slots.iter().zip(&planted.carers).enumerate() {
                let start = begin + slot.offset;
                let end = start + slot.duration;
                let carer = instance.carers.iter().position(|c| c.id.as_str() == name)?;
                let mut shifts = instance.carers[carer].shifts.iter();
                let shift = shifts.position(|shift| shift.start <= start && end <= shift.end)?;
                let stop = Stop { visit: visit.id.clone(), slot: index, arrive: start, start, end };
                stops[carer][shift].push((stop, visit));
            }
        }
        let mut routes = Vec::new();
        for (carer, shifts) in instance.carers.iter().zip(stops) {
            for (shift, mut stops) in shifts.into_iter().enumerate() {
                stops.sort_by_key(|(stop, _)| stop.start);
                if !stops.is_empty() {
                    routes.push(route(instance, carer, shift, stops)?);
                }
            }
        }
        Some(Rota { routes, unallocated: Vec::new(), sheet: Sheet::default() })
    }
}

/// Fills in the times on the road.
fn route(
    instance: &Instance,
    carer: &Carer,
    shift: usize,
    stops: Vec<(Stop, &Visit)>,
) -> Option<Route> {
    let shift = &carer.shifts[shift];
    let place = |visit: &Visit| {
        let mut clients = instance.clients.iter();
        clients.find(|client: &&Client| client.id == visit.client).map(|client| &client.place)
    };
    let (first, first_visit) = stops.first()?;
    let depart = match &shift.start_place {
        Some(home) => first.start - leg(instance, carer, home, place(first_visit)?)?,
        None => first.start,
    };
    let (last, last_visit) = stops.last()?;
    let finish = match &shift.end_place {
        Some(home) => last.end + leg(instance, carer, place(last_visit)?, home)?,
        None => last.end,
    };
    let mut timed: Vec<Stop> = Vec::with_capacity(stops.len());
    let mut from: Option<&PlaceId> = None;
    for (mut stop, visit) in stops {
        let here = place(visit)?;
        if let (Some(from), Some(before)) = (from, timed.last()) {
            stop.arrive = before.end + leg(instance, carer, from, here)?;
        }
        from = Some(here);
        timed.push(stop);
    }
    Some(Route { carer: carer.id.clone(), shift: shift.id.clone(), depart, stops: timed, finish })
}

/// Seconds of a leg by the great circle of the carer's mode; generated weeks have no matrices.
fn leg(instance: &Instance, carer: &Carer, from: &PlaceId, to: &PlaceId) -> Option<Seconds> {
    if from == to {
        return Some(0);
    }
    let at = |id: &PlaceId| instance.places.iter().find(|place| place.id == *id)?.at;
    let circle = instance.travel.great_circle.get(&carer.mode)?;
    let up = |number: i64, by: i64| (number + by - 1) / by;
    let metres = up(at(from)?.metres_to(at(to)?) * circle.detour_permille, 1000);
    let seconds = up(metres * 3600, circle.metres_per_hour) + circle.stop_seconds;
    let whole = instance.travel.round_up_seconds.max(1);
    Some(up(seconds, whole) * whole)
}
