//! Nobody works while absent.

use rota_model::RuleId;

use crate::clock::ticks;
use crate::finding::Violation;
use crate::reading::Reading;

/// Routes that share any instant with an absence of their carer.
pub(crate) fn breaches(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for route in reading.routes.iter().filter(|route| !route.stops.is_empty()) {
        let Some(carer) = route.carer else { continue };
        for absence in &carer.absences {
            let (from, until) = (ticks(absence.start), ticks(absence.end));
            if route.depart < until && from < route.finish {
                let text = format!(
                    "carer {} works shift {} from {} to {}, but is absent from {} to {}",
                    carer.id,
                    route.route.shift,
                    clock.at(route.depart),
                    clock.at(route.finish),
                    clock.at(from),
                    clock.at(until)
                );
                faults.push(Violation::of(RuleId::Absence, text));
            }
        }
    }
    faults
}
