//! First visits by a carer alone, at clients who do not want that.

use rota_model::{Client, RuleId};

use crate::finding::Violation;
use crate::reading::{ReadStop, Reading};

/// Stops without a second carer by somebody who was never there before.
pub(crate) fn alone(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for stop in reading.stops().filter(|stop| stop.visit.slots.len() == 1) {
        let Some(client) = stop.client.filter(|client| client.no_lone_first_visit) else {
            continue;
        };
        if !knows(reading, client, stop) && !came_before(reading, stop) {
            let text = format!(
                "{} goes to {} alone ({}), but was never there before",
                stop.carer_id, client.id, stop.visit.id
            );
            faults.push(Violation::of(RuleId::LoneFirstVisit, text));
        }
    }
    faults
}

/// A usual carer, at whatever call, or one who came before the visit's date, however long ago.
fn knows(reading: &Reading<'_>, client: &Client, stop: &ReadStop<'_>) -> bool {
    let zone = reading.instance().zone;
    let date = reading.clock().calendar(stop.visit_start).map(|at| zone.date(at));
    let mut usual = client.usual.iter();
    let mut history = client.history.iter();
    usual.any(|usual| usual.carer == *stop.carer_id && usual.familiarity > 0)
        || history
            .any(|past| past.carer == *stop.carer_id && date.is_some_and(|date| past.date < date))
}

/// Whether the carer was there before on this rota.
fn came_before(reading: &Reading<'_>, stop: &ReadStop<'_>) -> bool {
    reading.stops().any(|other| {
        other.carer_id == stop.carer_id
            && other.visit.client == stop.visit.client
            && other.end <= stop.start
    })
}
