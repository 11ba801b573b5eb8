//! The hidden rota of a planted week: proof that all of its visits can be covered.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use rota_format::doc::ProblemDoc;
use rota_model::{
    Carer, Coordinates, Instance, Mode, PlaceId, Rota, Route, Seconds, Sheet, Stop, Travel, Visit,
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
        let index = Index::new(instance);
        // Stops by carer and shift.
        let mut stops: Vec<Vec<Vec<(Stop, &PlaceId)>>> =
            instance.carers.iter().map(|carer| vec![Vec::new(); carer.shifts.len()]).collect();
        for planted in &self.visits {
            let visit = *index.visits.get(planted.visit.as_str())?;
            let place = *index.homes.get(visit.client.as_str())?;
            let begin = instance.zone.resolve(planted.date, planted.start).earliest();
            for (number, (slot, name)) in visit.slots.iter().zip(&planted.carers).enumerate() {
                let start = begin + slot.offset;
                let end = start + slot.duration;
                let carer = *index.carers.get(name.as_str())?;
                let mut shifts = instance.carers[carer].shifts.iter();
                let shift = shifts.position(|shift| shift.start <= start && end <= shift.end)?;
                let stop =
                    Stop { visit: visit.id.clone(), slot: number, arrive: start, start, end };
                stops[carer][shift].push((stop, place));
            }
        }
        let mut routes = Vec::new();
        for (carer, shifts) in instance.carers.iter().zip(stops) {
            for (shift, mut stops) in shifts.into_iter().enumerate() {
                stops.sort_by_key(|(stop, _)| stop.start);
                if !stops.is_empty() {
                    routes.push(index.route(carer, shift, stops)?);
                }
            }
        }
        Some(Rota { routes, unallocated: Vec::new(), sheet: Sheet::default() })
    }
}

/// An instance by name.
struct Index<'a> {
    visits: BTreeMap<&'a str, &'a Visit>,
    homes: BTreeMap<&'a str, &'a PlaceId>,
    carers: BTreeMap<&'a str, usize>,
    points: BTreeMap<&'a PlaceId, Coordinates>,
    travel: &'a Travel,
}

impl<'a> Index<'a> {
    fn new(instance: &'a Instance) -> Self {
        let points = instance.places.iter().filter_map(|place| Some((&place.id, place.at?)));
        let carers = instance.carers.iter().enumerate();
        Self {
            visits: instance.visits.iter().map(|visit| (visit.id.as_str(), visit)).collect(),
            homes: instance.clients.iter().map(|c| (c.id.as_str(), &c.place)).collect(),
            carers: carers.map(|(index, carer)| (carer.id.as_str(), index)).collect(),
            points: points.collect(),
            travel: &instance.travel,
        }
    }

    /// Fills in the times on the road.
    fn route(&self, carer: &Carer, shift: usize, stops: Vec<(Stop, &PlaceId)>) -> Option<Route> {
        let shift = &carer.shifts[shift];
        let (first, first_place) = stops.first()?;
        let depart = match &shift.start_place {
            Some(home) => first.start - self.leg(carer.mode, home, first_place)?,
            None => first.start,
        };
        let (last, last_place) = stops.last()?;
        let finish = match &shift.end_place {
            Some(home) => last.end + self.leg(carer.mode, last_place, home)?,
            None => last.end,
        };
        let mut timed: Vec<Stop> = Vec::with_capacity(stops.len());
        let mut from: Option<&PlaceId> = None;
        for (mut stop, here) in stops {
            if let (Some(from), Some(before)) = (from, timed.last()) {
                stop.arrive = before.end + self.leg(carer.mode, from, here)?;
            }
            from = Some(here);
            timed.push(stop);
        }
        let (carer, shift) = (carer.id.clone(), shift.id.clone());
        Some(Route { carer, shift, depart, stops: timed, rests: Vec::new(), finish })
    }

    /// Seconds of a leg by the great circle of the carer's mode; generated weeks have no matrices.
    fn leg(&self, mode: Mode, from: &PlaceId, to: &PlaceId) -> Option<Seconds> {
        if from == to {
            return Some(0);
        }
        let circle = self.travel.great_circle.get(&mode)?;
        let up = |number: i64, by: i64| (number + by - 1) / by;
        let straight = self.points.get(from)?.metres_to(*self.points.get(to)?);
        let metres = up(straight * circle.detour_permille, 1000);
        let seconds = up(metres * 3600, circle.metres_per_hour) + circle.stop_seconds;
        let whole = self.travel.round_up_seconds.max(1);
        Some(up(seconds, whole) * whole)
    }
}
