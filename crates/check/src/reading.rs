//! A rota read against its instance: what each id names, and every time derived again.
//!
//! Believed are carer, shift, the order of stops, the start of each, and the rests. Derived are legs, ends, arrivals,
//! departures and finishes. Stops of unknown visits or slots are left out here; `structure` reports them.

use std::collections::BTreeMap;

use rota_model::{
    Break, Carer, CarerId, Client, Departure, Instance, PlaceId, Rest, RestAt, Rota, Route, Shift,
    Slot, Stop, Visit, VisitId,
};

use crate::clock::{Clock, Ticks, ticks};
use crate::lookup::Lookup;
use crate::travel::Leg;

/// One stop, with what it names and its derived times.
pub(crate) struct ReadStop<'a> {
    /// As written.
    pub(crate) stop: &'a Stop,
    /// As written; `carer` is `None` when nobody has this id.
    pub(crate) carer_id: &'a CarerId,
    pub(crate) carer: Option<&'a Carer>,
    pub(crate) visit: &'a Visit,
    pub(crate) slot: &'a Slot,
    pub(crate) client: Option<&'a Client>,
    /// The leg that ends here; `None` when nothing says how long it is.
    pub(crate) leg: Option<Leg>,
    pub(crate) arrive: Ticks,
    /// Time before care that is neither leg nor rest, as `waiting` counts it.
    pub(crate) waited: Ticks,
    pub(crate) start: Ticks,
    pub(crate) end: Ticks,
    /// The visit's start as this stop has it: its own start less the slot's offset.
    pub(crate) visit_start: Ticks,
}

/// One route.
pub(crate) struct ReadRoute<'a> {
    /// As written.
    pub(crate) route: &'a Route,
    /// `None` when nobody has this id.
    pub(crate) carer: Option<&'a Carer>,
    /// `None` when there is no such shift.
    pub(crate) shift: Option<&'a Shift>,
    /// The stops that could be read.
    pub(crate) stops: Vec<ReadStop<'a>>,
    pub(crate) depart: Ticks,
    pub(crate) finish: Ticks,
    /// From the last stop to the end place; `None` when nothing says how long it is.
    pub(crate) last_leg: Option<Leg>,
    /// Time between the last stop's end and a rest there.
    pub(crate) waited_last: Ticks,
    /// Whether carer, shift, every stop and every leg are known, so that written times can be held against
    /// derived ones.
    pub(crate) whole: bool,
}

/// One visit of the instance and the stops that serve it.
pub(crate) struct ReadVisit<'r, 'a> {
    pub(crate) visit: &'a Visit,
    /// In the rota's order.
    pub(crate) stops: Vec<&'r ReadStop<'a>>,
}

/// A whole rota.
pub(crate) struct Reading<'a> {
    pub(crate) lookup: &'a Lookup<'a>,
    pub(crate) rota: &'a Rota,
    pub(crate) routes: Vec<ReadRoute<'a>>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(lookup: &'a Lookup<'a>, rota: &'a Rota) -> Self {
        let routes = rota.routes.iter().map(|route| read(lookup, route)).collect();
        Self { lookup, rota, routes }
    }

    pub(crate) fn instance(&self) -> &'a Instance {
        self.lookup.instance
    }

    pub(crate) fn clock(&self) -> Clock<'a> {
        self.lookup.clock
    }

    /// Every stop, in the rota's order.
    pub(crate) fn stops(&self) -> impl Iterator<Item = &ReadStop<'a>> {
        self.routes.iter().flat_map(|route| &route.stops)
    }

    /// Every leg of known length, with the route it lies on.
    pub(crate) fn legs(&self) -> impl Iterator<Item = (&ReadRoute<'a>, Leg)> {
        self.routes.iter().flat_map(|route| {
            let legs = route.stops.iter().map(|stop| stop.leg).chain([route.last_leg]);
            legs.flatten().map(move |leg| (route, leg))
        })
    }

    /// Every visit, in the instance's order, with the stops that serve it.
    pub(crate) fn visits(&self) -> Vec<ReadVisit<'_, 'a>> {
        let mut by_visit: BTreeMap<&VisitId, Vec<&ReadStop<'a>>> = BTreeMap::new();
        for stop in self.stops() {
            by_visit.entry(&stop.visit.id).or_default().push(stop);
        }
        let visits = self.instance().visits.iter().map(|visit| ReadVisit {
            visit,
            stops: by_visit.remove(&visit.id).unwrap_or_default(),
        });
        visits.collect()
    }
}

/// Derives one route.
fn read<'a>(lookup: &Lookup<'a>, route: &'a Route) -> ReadRoute<'a> {
    let carer = lookup.carer(&route.carer);
    let shift = lookup.shift(&route.shift).map(|(_, shift)| shift);
    let leg = |from: Option<&PlaceId>, to: Option<&PlaceId>| match (carer, from, to) {
        (Some(carer), Some(from), Some(to)) => lookup.legs.leg(carer.mode, from, to),
        _ => Some(Leg::default()),
    };

    let departs = shift.map_or(Departure::default(), |shift| shift.departs);
    let mut stops: Vec<ReadStop<'a>> = Vec::with_capacity(route.stops.len());
    let mut place = shift.and_then(|shift| shift.start_place.as_ref());
    for (index, stop) in route.stops.iter().enumerate() {
        let Some(visit) = lookup.visit(&stop.visit) else { continue };
        let Some(slot) = visit.slots.get(stop.slot) else { continue };
        let client = lookup.client(&visit.client);
        let door = client.map(|client| &client.place);
        let leg = leg(place, door);
        let way = leg.unwrap_or_default().seconds;
        let start = ticks(stop.start);
        let rests = Rests::on(shift, route, index);
        let arrive = match (stops.last(), departs, shift) {
            (Some(previous), _, _) => rests.leaves(previous.end) + way,
            (None, Departure::AtShiftStart, Some(shift)) => ticks(shift.start) + way,
            (None, ..) => rests.there.first().map_or(start, |rest| ticks(rest.start)),
        };
        let waited = match (stops.last(), departs) {
            (Some(previous), _) => start - previous.end - way - rests.counted(),
            (None, Departure::AtShiftStart) => start - arrive - counted(shift, route, &rests.there),
            (None, Departure::AsLateAsFree) => 0,
        };
        stops.push(ReadStop {
            stop,
            carer_id: &route.carer,
            carer,
            visit,
            slot,
            client,
            leg,
            arrive,
            waited: waited.max(0),
            start,
            end: start + Ticks::from(slot.duration),
            visit_start: start - Ticks::from(slot.offset),
        });
        place = door;
    }

    let home = shift.and_then(|shift| shift.end_place.as_ref());
    let last_leg = if stops.is_empty() { None } else { leg(place, home) };
    let depart = stops
        .first()
        .map_or(ticks(route.depart), |first| first.arrive - first.leg.unwrap_or_default().seconds);
    let rests = Rests::on(shift, route, route.stops.len());
    let finish = stops.last().map_or(ticks(route.finish), |last| {
        rests.leaves(last.end) + last_leg.unwrap_or_default().seconds
    });
    let waited_last = stops
        .last()
        .map_or(0, |last| rests.leaves(last.end) - last.end - counted(shift, route, &rests.here));
    let whole = carer.is_some()
        && shift.is_some()
        && stops.len() == route.stops.len()
        && last_leg.is_some()
        && stops.iter().all(|stop| stop.leg.is_some() && stop.client.is_some());
    let waited_last = waited_last.max(0);
    ReadRoute { route, carer, shift, stops, depart, finish, last_leg, waited_last, whole }
}

/// The rests on one leg of a route.
pub(crate) struct Rests<'a> {
    shift: Option<&'a Shift>,
    route: &'a Route,
    /// Where the leg starts.
    pub(crate) here: Vec<&'a Rest>,
    /// Where it ends.
    pub(crate) there: Vec<&'a Rest>,
}

impl<'a> Rests<'a> {
    /// Those on the leg that follows so many stops, in the order of the route.
    pub(crate) fn on(shift: Option<&'a Shift>, route: &'a Route, stops: usize) -> Self {
        let at = |at: RestAt| {
            route.rests.iter().filter(move |rest| rest.stops == stops && rest.at == at).collect()
        };
        Self { shift, route, here: at(RestAt::BeforeLeg), there: at(RestAt::AfterLeg) }
    }

    /// When the carer leaves, after what ends then.
    fn leaves(&self, free: Ticks) -> Ticks {
        self.here.last().map_or(free, |rest| ticks(rest.end))
    }

    fn counted(&self) -> Ticks {
        counted(self.shift, self.route, &self.here) + counted(self.shift, self.route, &self.there)
    }
}

/// What rests of a route count for as such: each that fits its break as much as the break is to last.
pub(crate) fn counted(shift: Option<&Shift>, route: &Route, rests: &[&Rest]) -> Ticks {
    let breaks = shift.map_or(&[][..], |shift| &shift.breaks);
    let count = |rest: &&Rest| {
        let wanted = breaks.get(rest.of).filter(|wanted| fits(wanted, rest, route.stops.len()));
        wanted.map_or(0, |wanted| Ticks::from(wanted.least))
    };
    rests.iter().map(count).sum()
}

/// Whether a rest of a break does for it in a route of so many stops.
pub(crate) fn fits(wanted: &Break, rest: &Rest, stops: usize) -> bool {
    let inside = wanted.earliest <= rest.start && rest.end <= wanted.latest;
    let long = ticks(rest.end) - ticks(rest.start) >= Ticks::from(wanted.least);
    let between = rest.stops > 0 && rest.stops < stops;
    inside && long && (between || wanted.at_ends)
}
