//! Visits left out.

use rota_model::Priority;

use crate::reading::Reading;

/// Number of slots of visits of a priority without any stop.
pub(crate) fn slots(reading: &Reading<'_>, priority: Priority) -> i128 {
    let visits = reading.visits();
    let left_out =
        visits.iter().filter(|read| read.stops.is_empty() && read.visit.priority == priority);
    left_out.map(|read| read.visit.slots.len() as i128).sum()
}
