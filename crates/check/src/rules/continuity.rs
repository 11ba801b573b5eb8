//! How many different carers a client sees, and how well they are known.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{CarerId, Client, ClientId, RuleId};

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

/// Points of unfamiliarity of all stops.
pub(crate) fn unfamiliar(reading: &Reading<'_>) -> i128 {
    let strange = reading.stops().filter_map(|stop| {
        let client = stop.client?;
        let known = !client.usual.is_empty() || !client.history.is_empty();
        known.then(|| 100 - familiarity(client, stop.carer_id))
    });
    strange.sum()
}

fn familiarity(client: &Client, carer: &CarerId) -> i128 {
    if let Some(usual) = client.usual.iter().find(|usual| usual.carer == *carer) {
        return usual.familiarity.into();
    }
    let seen = client.history.iter().any(|past| past.carer == *carer);
    if seen { 50 } else { 0 }
}
