//! How many different carers a client sees, and how well they are known.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{CarerId, Client, ClientId, RuleId, Visit};

use crate::clock::counted;
use crate::finding::Violation;
use crate::reading::Reading;

/// The different carers of each client who has any.
fn carers<'a>(reading: &Reading<'a>) -> BTreeMap<&'a ClientId, BTreeSet<&'a CarerId>> {
    let mut carers: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for stop in reading.stops() {
        carers.entry(&stop.visit.client).or_default().insert(stop.carer_id);
    }
    carers
}

/// Carers of all clients beyond the first.
pub(crate) fn faces(reading: &Reading<'_>) -> i128 {
    carers(reading).values().map(|carers| (carers.len() as i128 - 1).max(0)).sum()
}

/// Clients with more carers than they want: the client, the carers, the number wanted.
fn crowded<'a>(reading: &Reading<'a>) -> Vec<(&'a Client, BTreeSet<&'a CarerId>, u32)> {
    let mut carers = carers(reading);
    let mut crowded = Vec::new();
    for client in &reading.instance().clients {
        if let (Some(carers), Some(most)) = (carers.remove(&client.id), client.max_carers)
            && carers.len() as i128 > i128::from(most)
        {
            crowded.push((client, carers, most));
        }
    }
    crowded
}

/// Carers of all clients beyond the number wanted.
pub(crate) fn faces_over(reading: &Reading<'_>) -> i128 {
    let over = crowded(reading);
    over.iter().map(|(_, carers, most)| carers.len() as i128 - i128::from(*most)).sum()
}

/// Clients who get more carers than they want.
pub(crate) fn too_many_faces(reading: &Reading<'_>) -> Vec<Violation> {
    let faults = crowded(reading).into_iter().map(|(client, carers, most)| {
        let names: Vec<&str> = carers.iter().map(|carer| carer.as_str()).collect();
        let text = format!(
            "client {} wants at most {}, but gets {}: {}",
            client.id,
            counted(most, "different carer"),
            carers.len(),
            names.join(", ")
        );
        Violation::of(RuleId::FacesOver, text)
    });
    faults.collect()
}

/// What the carers of each client beyond the team aimed at come to: 1 for the first, 2 for the second, and so on.
pub(crate) fn beyond_teams(reading: &Reading<'_>) -> i128 {
    let carers = carers(reading);
    let mut sum = 0;
    for client in &reading.instance().clients {
        if let (Some(carers), Some(size)) = (carers.get(&client.id), client.team_size) {
            let beyond = (carers.len() as i128 - i128::from(size)).max(0);
            sum += (1..=beyond).sum::<i128>();
        }
    }
    sum
}

/// Points of unfamiliarity of all stops.
pub(crate) fn unfamiliar(reading: &Reading<'_>) -> i128 {
    let strange = reading.stops().filter_map(|stop| {
        let client = stop.client?;
        let known = !client.usual.is_empty() || !client.history.is_empty();
        known.then(|| 100 - familiarity(client, stop.visit, stop.carer_id))
    });
    strange.sum()
}

/// How well the client knows the carer at the visit: as listed for its call, or else for any, or else by the history.
fn familiarity(client: &Client, visit: &Visit, carer: &CarerId) -> i128 {
    for usual in &client.usual {
        if usual.carer == *carer && usual.call.is_some() && usual.call == visit.call {
            return usual.familiarity.into();
        }
    }
    for usual in &client.usual {
        if usual.carer == *carer && usual.call.is_none() {
            return usual.familiarity.into();
        }
    }
    if client.history.iter().any(|past| past.carer == *carer) { 50 } else { 0 }
}
