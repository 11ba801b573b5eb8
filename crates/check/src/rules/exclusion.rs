//! Nobody is sent where the client or the carer excluded it.

use rota_model::RuleId;

use crate::finding::Violation;
use crate::reading::Reading;

/// Stops that either side excluded.
pub(crate) fn breaches(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for stop in reading.stops() {
        let client = &stop.visit.client;
        let by_client = stop.client.is_some_and(|client| client.exclusions.contains(stop.carer_id));
        let by_carer = stop.carer.is_some_and(|carer| carer.exclusions.contains(client));
        let who = match (by_client, by_carer) {
            (true, true) => "each has excluded the other".to_owned(),
            (true, false) => format!("client {client} has excluded carer {}", stop.carer_id),
            (false, true) => format!("carer {} has excluded client {client}", stop.carer_id),
            (false, false) => continue,
        };
        let text = format!("carer {} goes to {}, but {who}", stop.carer_id, stop.visit.id);
        faults.push(Violation::of(RuleId::Exclusion, text));
    }
    faults
}
