//! What a route has to bring along against the room in its shift.

use rota_model::RuleId;

use crate::finding::Violation;
use crate::reading::Reading;

/// Routes whose stops need more units brought than their shift has room for.
pub(crate) fn breaches(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for route in &reading.routes {
        let Some((shift, room)) = route.shift.and_then(|s| Some((s, s.capacity?))) else {
            continue;
        };
        let load: i128 = route.stops.iter().map(|stop| i128::from(stop.slot.load)).sum();
        if load > i128::from(room) {
            let text = format!(
                "carer {} has to bring {load} units in shift {}, which has room for {room}",
                route.route.carer, shift.id
            );
            faults.push(Violation::of(RuleId::Capacity, text));
        }
    }
    faults
}
