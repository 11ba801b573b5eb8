//! The rota by client: who comes when, and how many different faces that makes.

use std::collections::{BTreeMap, BTreeSet};

use rota_check::{ClientContinuity, Continuity};
use rota_model::{ClientId, Coordinates, Instance, Rota};
use serde::Serialize;

use super::carers::Known;
use super::clock::{Clock, day, span};
use super::groups::percent;
use super::lookup::{Lookup, plain};

/// One visit of a client that is on the rota.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct VisitView {
    pub(crate) day: String,
    pub(crate) start: String,
    pub(crate) end: String,
    pub(crate) visit: String,
    pub(crate) call: Option<String>,
    pub(crate) carers: Vec<String>,
}

/// How often one carer comes to a client.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FaceView {
    pub(crate) carer: String,
    pub(crate) stops: usize,
    pub(crate) known: Known,
}

/// One client's week.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ClientView {
    pub(crate) name: String,
    pub(crate) id: String,
    /// Visits asked for.
    pub(crate) asked: usize,
    /// Visits that nobody was found for.
    pub(crate) unallocated: usize,
    /// Different carers, most frequent first.
    pub(crate) faces: Vec<FaceView>,
    /// The fewest carers with whom these visits could be done, as far as is known.
    pub(crate) floor: usize,
    /// Largest number of different carers wanted.
    pub(crate) max_carers: Option<u32>,
    /// Number of different carers aimed at.
    pub(crate) team_size: Option<u32>,
    /// Indices of continuity, as `UPC 60.0 %, COC 40.0 %`, and how far a call's times lie apart; those that there are.
    pub(crate) indices: Vec<String>,
    /// Stops made, and those of them by carers whom the client knows; the latter is `None` where nothing is
    /// recorded of whom the client knows.
    pub(crate) stops: usize,
    pub(crate) known_stops: Option<usize>,
    pub(crate) visits: Vec<VisitView>,
    /// Where the client lives.
    #[serde(skip)]
    pub(crate) at: Option<Coordinates>,
}

/// What is known of one client's continuity beside the faces.
fn indices(figures: &ClientContinuity) -> Vec<String> {
    let shares = [("UPC", figures.upc), ("SECON", figures.secon), ("COC", figures.coc)];
    let shares = shares.into_iter().filter_map(|(name, share)| Some((name, percent(share)?)));
    let mut indices: Vec<String> = shares.map(|(name, value)| format!("{name} {value}")).collect();
    indices.extend(figures.time_spread.map(|time| format!("calls start within {}", span(time))));
    indices
}

/// Every client, in the instance's order.
pub(crate) fn clients(
    instance: &Instance,
    lookup: &Lookup<'_>,
    rota: &Rota,
    continuity: &Continuity,
) -> Vec<ClientView> {
    let clock = Clock::of(instance);
    let mut stops_of = BTreeMap::new();
    for route in &rota.routes {
        for stop in &route.stops {
            stops_of.entry(&stop.visit).or_insert_with(Vec::new).push((stop, &route.carer));
        }
    }
    let mut visits_of: BTreeMap<&ClientId, Vec<&rota_model::Visit>> = BTreeMap::new();
    for visit in &instance.visits {
        visits_of.entry(&visit.client).or_default().push(visit);
    }
    let left: BTreeSet<_> = rota.unallocated.iter().map(|u| &u.visit).collect();
    let mut views = Vec::with_capacity(instance.clients.len());
    // The figures have the instance's clients, in its order.
    for (client, figures) in instance.clients.iter().zip(&continuity.clients) {
        let asked = visits_of.get(&client.id).map(Vec::as_slice).unwrap_or_default();
        let mut counts = BTreeMap::new();
        let mut visits = Vec::new();
        for visit in asked {
            let Some(stops) = stops_of.get(&visit.id) else { continue };
            for (_, carer) in stops {
                *counts.entry(*carer).or_insert(0_usize) += 1;
            }
            let start = stops.iter().map(|(stop, _)| stop.start).min().unwrap_or_default();
            let end = stops.iter().map(|(stop, _)| stop.end).max().unwrap_or_default();
            let view = VisitView {
                day: day(clock.date(start)),
                start: clock.time(start),
                end: clock.time(end),
                visit: plain(visit.id.as_str()),
                call: visit.call.as_deref().map(plain),
                carers: stops.iter().map(|(_, carer)| lookup.carer_label(carer)).collect(),
            };
            visits.push((start, view));
        }
        visits.sort_by_key(|(start, _)| *start);
        let mut faces: Vec<FaceView> = counts
            .into_iter()
            .map(|(carer, stops)| FaceView {
                carer: lookup.carer_label(carer),
                stops,
                known: Known::of(Some(client), carer),
            })
            .collect();
        faces.sort_by(|a, b| b.stops.cmp(&a.stops).then_with(|| a.carer.cmp(&b.carer)));
        let known = faces.iter().filter(|f| f.known == Known::Yes).map(|f| f.stops).sum();
        views.push(ClientView {
            name: lookup.client_label(&client.id),
            id: plain(client.id.as_str()),
            asked: asked.len(),
            unallocated: asked.iter().filter(|v| left.contains(&v.id)).count(),
            stops: faces.iter().map(|f| f.stops).sum(),
            known_stops: client.has_known_carers().then_some(known),
            faces,
            floor: figures.floor.faces,
            max_carers: client.max_carers,
            team_size: client.team_size,
            indices: indices(figures),
            visits: visits.into_iter().map(|(_, view)| view).collect(),
            at: lookup.at(&client.place),
        });
    }
    views
}
