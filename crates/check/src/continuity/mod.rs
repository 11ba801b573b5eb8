//! Continuity of care as reported: how few carers a client sees, how often the same, and how regular the times.
//!
//! Figures only, without prices; `docs/semantics.md` defines each. They read a rota as the audit does.

mod eligible;
mod floor;
mod indices;
mod starts;

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{CarerId, Client, ClientId, Instance, Rota, Seconds};

use crate::lookup::Lookup;
use crate::reading::{ReadStop, Reading};
use crate::share::Share;

pub use floor::Floor;

/// The periods in days, ending with the horizon, over which faces are counted.
pub const PERIODS: [u32; 3] = [7, 14, 28];

/// One client's continuity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientContinuity {
    /// The client.
    pub client: ClientId,
    /// Visits on the rota.
    pub visits: usize,
    /// Stops on the rota: a double-up has two.
    pub stops: usize,
    /// Different carers on the rota.
    pub faces: usize,
    /// Different carers in each of [`PERIODS`], visits before the horizon included.
    pub faces_over: [usize; 3],
    /// Bice and Boxerman's index: of all pairs of stops, those by one carer.
    pub coc: Share,
    /// Usual provider continuity: of all visits, those with the carer who comes most often.
    pub upc: Share,
    /// Sequential continuity: of all visits after the first, those with a carer of the visit before.
    pub secon: Share,
    /// Of all stops, those by carers whom the client knows; no whole where nothing is recorded.
    pub known: Share,
    /// The largest difference in seconds between the times of day at which one call starts; `None` when no call
    /// comes twice.
    pub time_spread: Option<Seconds>,
    /// The fewest carers with whom these visits could be done.
    pub floor: Floor,
}

/// All clients, in the instance's order, and the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Continuity {
    /// Each client.
    pub clients: Vec<ClientContinuity>,
    /// Faces of all clients who are visited, and how many they are: the mean.
    pub faces: Share,
    /// The same of floors.
    pub floors: Share,
    /// Pairs of all clients.
    pub coc: Share,
    /// Visits of all clients.
    pub upc: Share,
    /// Visits after the first of all clients.
    pub secon: Share,
    /// Stops of all clients of whom something is recorded.
    pub known: Share,
    /// The sum of time spreads, and of how many clients: the mean.
    pub time_spread: Share,
}

/// Works out the continuity of a rota.
pub fn continuity(instance: &Instance, rota: &Rota) -> Continuity {
    let lookup = Lookup::new(instance);
    let reading = Reading::new(&lookup, rota);
    let mut by_client: BTreeMap<&ClientId, Vec<&ReadStop<'_>>> = BTreeMap::new();
    for stop in reading.stops() {
        by_client.entry(&stop.visit.client).or_default().push(stop);
    }
    let floors = floor::Floors::new(&lookup);
    let mut all = Continuity::default();
    for client in &instance.clients {
        let stops = by_client.remove(&client.id).unwrap_or_default();
        let one = of_client(&reading, &floors, client, &stops);
        if one.visits > 0 {
            all.faces = all.faces.and(Share { part: count(one.faces), whole: 1 });
            all.floors = all.floors.and(Share { part: count(one.floor.faces), whole: 1 });
        }
        all.coc = all.coc.and(one.coc);
        all.upc = all.upc.and(one.upc);
        all.secon = all.secon.and(one.secon);
        all.known = all.known.and(one.known);
        if let Some(spread) = one.time_spread {
            all.time_spread = all.time_spread.and(Share { part: spread, whole: 1 });
        }
        all.clients.push(one);
    }
    all
}

fn of_client(
    reading: &Reading<'_>,
    floors: &floor::Floors<'_>,
    client: &Client,
    stops: &[&ReadStop<'_>],
) -> ClientContinuity {
    let faces: BTreeSet<&CarerId> = stops.iter().map(|stop| stop.carer_id).collect();
    let visits = indices::visits(stops);
    let known = stops.iter().filter(|stop| knows(client, stop.carer_id)).count();
    let recorded = client.has_known_carers();
    ClientContinuity {
        client: client.id.clone(),
        visits: visits.len(),
        stops: stops.len(),
        faces: faces.len(),
        faces_over: PERIODS.map(|days| indices::faces_over(reading, client, stops, days)),
        coc: indices::coc(stops),
        upc: indices::upc(&visits),
        secon: indices::secon(&visits),
        known: if recorded {
            Share { part: count(known), whole: count(stops.len()) }
        } else {
            Share::default()
        },
        time_spread: starts::spread(reading, stops),
        floor: floors.of(client, stops),
    }
}

/// Whether the client knows the carer: a usual carer of some familiarity, or one who has come before.
fn knows(client: &Client, carer: &CarerId) -> bool {
    client.usual.iter().any(|usual| usual.carer == *carer && usual.familiarity > 0)
        || client.history.iter().any(|past| past.carer == *carer)
}

/// A count as a number that can be added up with others.
fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
