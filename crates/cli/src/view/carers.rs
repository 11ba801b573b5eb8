//! The rota by carer: routes and stops with their times, legs and waiting.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rota_model::{
    CarerId, Client, Coordinates, Instance, Instant, Rest, RestAt, Rota, Route, Stop, VisitId,
};
use serde::Serialize;

use super::clock::{Clock, day};
use super::lookup::{Lookup, plain};
use super::rest::{self, ShortestRest};

/// Whether a carer is somebody the client knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Known {
    /// A usual carer, or one who has come before.
    Yes,
    /// A new face at a client who knows others.
    New,
    /// Nothing is recorded of whom the client knows.
    NotRecorded,
}

impl Known {
    /// What `client` knows of `carer`.
    pub(crate) fn of(client: Option<&Client>, carer: &CarerId) -> Self {
        match client {
            Some(client) if client.has_known_carers() => {
                let usual = client.usual.iter().any(|u| u.carer == *carer && u.familiarity > 0);
                let past = client.history.iter().any(|p| p.carer == *carer);
                if usual || past { Self::Yes } else { Self::New }
            }
            _ => Self::NotRecorded,
        }
    }
}

/// Seconds of a route or of many, told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Times {
    /// With clients.
    pub(crate) care: i64,
    /// On legs, from and to home included.
    pub(crate) travel: i64,
    /// At the door, too early.
    pub(crate) waiting: i64,
    /// On breaks.
    pub(crate) rest: i64,
    /// Stops made.
    pub(crate) stops: usize,
}

impl Times {
    /// Adds another's seconds.
    pub(crate) fn add(&mut self, other: Self) {
        self.care += other.care;
        self.travel += other.travel;
        self.waiting += other.waiting;
        self.rest += other.rest;
        self.stops += other.stops;
    }
}

/// One stop, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StopView {
    pub(crate) visit: String,
    pub(crate) call: Option<String>,
    pub(crate) client: String,
    pub(crate) client_id: String,
    pub(crate) start: String,
    pub(crate) end: String,
    /// Seconds since the midnight that starts the route's date.
    pub(crate) arrive_s: i64,
    pub(crate) start_s: i64,
    pub(crate) end_s: i64,
    /// Seconds of the leg that leads here.
    pub(crate) leg: i64,
    pub(crate) waiting: i64,
    /// Names of the other carers of the visit.
    pub(crate) with: Vec<String>,
    pub(crate) priority: &'static str,
    pub(crate) known: Known,
    /// Seconds that the visit starts outside the time agreed; negative: early.
    pub(crate) off: i64,
    /// Where it is.
    #[serde(skip)]
    pub(crate) at: Option<Coordinates>,
}

/// One break, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RestView {
    /// How many stops lie before it.
    pub(crate) stops: usize,
    pub(crate) start: String,
    pub(crate) end: String,
    pub(crate) start_s: i64,
    pub(crate) end_s: i64,
}

/// One shift's work, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RouteView {
    pub(crate) carer: String,
    pub(crate) carer_id: String,
    /// Index into the instance's carers; `None` for a carer it does not have.
    pub(crate) carer_index: Option<usize>,
    #[serde(skip)]
    pub(crate) date: NaiveDate,
    pub(crate) day: String,
    pub(crate) shift: String,
    /// The shift's ends, in seconds since midnight; `None` where it has none.
    pub(crate) shift_start_s: Option<i64>,
    pub(crate) shift_end_s: Option<i64>,
    pub(crate) depart: String,
    pub(crate) finish: String,
    pub(crate) depart_s: i64,
    pub(crate) finish_s: i64,
    /// Seconds of the leg after the last stop.
    pub(crate) last_leg: i64,
    pub(crate) times: Times,
    pub(crate) stops: Vec<StopView>,
    pub(crate) rests: Vec<RestView>,
    /// Where the route starts and ends.
    #[serde(skip)]
    pub(crate) from: Option<Coordinates>,
    #[serde(skip)]
    pub(crate) to: Option<Coordinates>,
}

/// One carer's week.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CarerView {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) team: Option<String>,
    pub(crate) mode: &'static str,
    pub(crate) shifts: usize,
    pub(crate) times: Times,
    /// The shortest rest between two days with work.
    pub(crate) rest: Option<ShortestRest>,
    pub(crate) routes: Vec<RouteView>,
}

/// All routes of a rota, in its order.
pub(crate) fn routes(instance: &Instance, lookup: &Lookup<'_>, rota: &Rota) -> Vec<RouteView> {
    let clock = Clock::of(instance);
    let mut crews: BTreeMap<&VisitId, Vec<&CarerId>> = BTreeMap::new();
    for route in &rota.routes {
        for stop in &route.stops {
            crews.entry(&stop.visit).or_default().push(&route.carer);
        }
    }
    let index: BTreeMap<&CarerId, usize> =
        instance.carers.iter().enumerate().map(|(i, c)| (&c.id, i)).collect();
    rota.routes
        .iter()
        .map(|route| {
            let mut view = route_view(clock, lookup, &crews, route);
            view.carer_index = index.get(&route.carer).copied();
            view
        })
        .collect()
}

/// Routes gathered by carer, in the instance's order of carers; carers without a route are left out.
pub(crate) fn carers(
    instance: &Instance,
    lookup: &Lookup<'_>,
    rota: &Rota,
    routes: &[RouteView],
) -> Vec<CarerView> {
    let rests = rest::shortest(instance, rota);
    let mut by_carer: BTreeMap<(usize, &str), Vec<RouteView>> = BTreeMap::new();
    for route in routes {
        let place = route.carer_index.unwrap_or(usize::MAX);
        by_carer.entry((place, &route.carer_id)).or_default().push(route.clone());
    }
    by_carer
        .into_iter()
        .map(|((place, id), routes)| {
            let carer = instance.carers.get(place);
            let mut times = Times::default();
            routes.iter().for_each(|route| times.add(route.times));
            let carer_id = CarerId::from(id);
            CarerView {
                name: lookup.carer_label(&carer_id),
                id: plain(id),
                team: carer.and_then(|c| c.team.as_ref()).map(|t| plain(t.as_str())),
                mode: carer.map_or("not in the problem", |c| c.mode.as_str()),
                shifts: routes.len(),
                times,
                rest: rests.get(&&carer_id).cloned(),
                routes,
            }
        })
        .collect()
}

fn route_view(
    clock: Clock,
    lookup: &Lookup<'_>,
    crews: &BTreeMap<&VisitId, Vec<&CarerId>>,
    route: &Route,
) -> RouteView {
    let date = clock.date(route.depart);
    let since = |instant| clock.since_midnight(date, instant);
    let length = |rest: &Rest| clock.seconds(rest.end - rest.start);
    let mut left = route.depart;
    let mut times = Times {
        stops: route.stops.len(),
        rest: route.rests.iter().map(length).sum(),
        ..Times::default()
    };
    // On the leg after so many stops: the end of the breaks before it, and the length of those after it.
    let on = |stops: usize, at: RestAt| {
        route.rests.iter().filter(move |rest| rest.stops == stops && rest.at == at)
    };
    let leaves = |stops: usize, left: Instant| {
        let before = on(stops, RestAt::BeforeLeg).map(|rest| rest.end).max();
        before.filter(|_| stops > 0).map_or(left, |end| end.max(left))
    };
    let mut stops = Vec::with_capacity(route.stops.len());
    for (index, stop) in route.stops.iter().enumerate() {
        let leg = clock.seconds(stop.arrive - leaves(index, left));
        let mut view = stop_view(clock, lookup, crews, route, stop, leg, date);
        view.waiting -= on(index, RestAt::AfterLeg).map(length).sum::<i64>();
        times.care += clock.seconds(stop.end - stop.start);
        times.travel += leg;
        times.waiting += view.waiting;
        left = stop.end;
        stops.push(view);
    }
    let last_leg = clock.seconds(route.finish - leaves(route.stops.len(), left));
    times.travel += last_leg;
    let shift = lookup
        .carer(&route.carer)
        .and_then(|carer| carer.shifts.iter().find(|shift| shift.id == route.shift));
    RouteView {
        carer: lookup.carer_label(&route.carer),
        carer_id: route.carer.as_str().to_owned(),
        carer_index: None,
        date,
        day: day(date),
        shift: plain(route.shift.as_str()),
        shift_start_s: shift.map(|s| since(s.start)),
        shift_end_s: shift.filter(|s| s.end < rota_model::Instant::NEVER).map(|s| since(s.end)),
        depart: clock.time(route.depart),
        finish: clock.time(route.finish),
        depart_s: since(route.depart),
        finish_s: since(route.finish),
        last_leg,
        times,
        stops,
        rests: route
            .rests
            .iter()
            .map(|rest| RestView {
                stops: rest.stops,
                start: clock.time(rest.start),
                end: clock.time(rest.end),
                start_s: since(rest.start),
                end_s: since(rest.end),
            })
            .collect(),
        from: shift.and_then(|s| s.start_place.as_ref()).and_then(|id| lookup.at(id)),
        to: shift.and_then(|s| s.end_place.as_ref()).and_then(|id| lookup.at(id)),
    }
}

fn stop_view(
    clock: Clock,
    lookup: &Lookup<'_>,
    crews: &BTreeMap<&VisitId, Vec<&CarerId>>,
    route: &Route,
    stop: &Stop,
    leg: i64,
    date: NaiveDate,
) -> StopView {
    let visit = lookup.visit(&stop.visit);
    let client = visit.and_then(|v| lookup.client(&v.client));
    let offset = visit.and_then(|v| v.slots.get(stop.slot)).map_or(0, |slot| slot.offset);
    let starts = stop.start - offset;
    let off = visit.and_then(|v| v.window_at(starts)).map_or(0, |window| {
        clock.seconds((starts - window.soft_latest).max(0))
            - clock.seconds((window.soft_earliest - starts).max(0))
    });
    let with = crews.get(&stop.visit).map(Vec::as_slice).unwrap_or_default();
    StopView {
        visit: plain(stop.visit.as_str()),
        call: visit.and_then(|v| v.call.as_deref()).map(plain),
        client: visit
            .map_or_else(|| "not in the problem".to_owned(), |v| lookup.client_label(&v.client)),
        client_id: visit.map_or_else(String::new, |v| plain(v.client.as_str())),
        start: clock.time(stop.start),
        end: clock.time(stop.end),
        arrive_s: clock.since_midnight(date, stop.arrive),
        start_s: clock.since_midnight(date, stop.start),
        end_s: clock.since_midnight(date, stop.end),
        leg,
        waiting: clock.seconds(stop.start - stop.arrive),
        with: with
            .iter()
            .filter(|id| **id != &route.carer)
            .map(|id| lookup.carer_label(id))
            .collect(),
        priority: visit.map_or("normal", |v| v.priority.as_str()),
        known: Known::of(client, &route.carer),
        off,
        at: client.and_then(|c| lookup.at(&c.place)),
    }
}
