//! What is said of a rota of these weeks.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{CarerId, ClientId, Instance, Rota, RuleId, Sheet, VisitId};

/// The figures that the peers are compared by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Visits of which some slot has nobody.
    pub unserved: usize,
    /// Minutes on all legs.
    pub travel_minutes: f64,
    /// Different carers of a client, on average over the clients whom anybody visits.
    pub carers_per_client: f64,
    /// The share of a client's stops that its most frequent carer has, on average over the same clients.
    pub main_carer_share: f64,
}

impl Figures {
    /// The same, each with a name for tables and scripts.
    pub fn named(&self) -> [(&'static str, f64); 4] {
        [
            ("unserved_visits", self.unserved as f64),
            ("travel_minutes", self.travel_minutes),
            ("carers_per_client", self.carers_per_client),
            ("main_carer_share", self.main_carer_share),
        ]
    }
}

/// The figures of a rota, with the travel that its score sheet measures.
pub fn figures(instance: &Instance, rota: &Rota, sheet: &Sheet) -> Figures {
    let clients: BTreeMap<&VisitId, &ClientId> =
        instance.visits.iter().map(|visit| (&visit.id, &visit.client)).collect();
    let mut filled: BTreeMap<&VisitId, BTreeSet<usize>> = BTreeMap::new();
    let mut stops: BTreeMap<&ClientId, BTreeMap<&CarerId, u32>> = BTreeMap::new();
    for route in &rota.routes {
        for stop in &route.stops {
            filled.entry(&stop.visit).or_default().insert(stop.slot);
            if let Some(client) = clients.get(&stop.visit) {
                *stops.entry(*client).or_default().entry(&route.carer).or_default() += 1;
            }
        }
    }
    let whole = |id: &VisitId, slots: usize| {
        filled.get(id).is_some_and(|filled| (0..slots).all(|slot| filled.contains(&slot)))
    };
    let share = |by_carer: &BTreeMap<&CarerId, u32>| {
        let most = by_carer.values().copied().max().unwrap_or(0);
        f64::from(most) / f64::from(by_carer.values().sum::<u32>().max(1))
    };
    let visited = stops.len().max(1) as f64;
    Figures {
        unserved: instance.visits.iter().filter(|v| !whole(&v.id, v.slots.len())).count(),
        travel_minutes: sheet.measure(RuleId::Travel) as f64 / 60.0,
        carers_per_client: stops.values().map(|carers| carers.len() as f64).sum::<f64>() / visited,
        main_carer_share: stops.values().map(share).sum::<f64>() / visited,
    }
}
