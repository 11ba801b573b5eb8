//! Carers hold each skill that their slot needs, on the day, for that client.

use rota_model::{Carer, RuleId, SkillId};

use crate::finding::Violation;
use crate::reading::{ReadStop, Reading};

/// Stops whose carer lacks a skill of the slot on the date on which the visit starts.
pub(crate) fn breaches(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for stop in reading.stops() {
        let Some(carer) = stop.carer else { continue };
        for skill in &stop.slot.skills {
            if !holds(reading, carer, skill, stop) {
                let text = format!(
                    "carer {} goes to {} at {} without {skill}: {}",
                    carer.id,
                    stop.visit.id,
                    reading.clock().at(stop.visit_start),
                    why(carer, skill)
                );
                faults.push(Violation::of(RuleId::Skill, text));
            }
        }
    }
    faults
}

fn holds(reading: &Reading<'_>, carer: &Carer, skill: &SkillId, stop: &ReadStop<'_>) -> bool {
    let date =
        reading.clock().calendar(stop.visit_start).map(|start| reading.instance().zone.date(start));
    carer.skills.iter().any(|held| {
        let begun = held.from.is_none_or(|from| date.is_some_and(|date| from <= date));
        let valid = held.until.is_none_or(|until| date.is_some_and(|date| date <= until));
        let client = held.client.as_ref().is_none_or(|client| *client == stop.visit.client);
        held.skill == *skill && begun && valid && client
    })
}

/// What the carer's record says of the skill.
fn why(carer: &Carer, skill: &SkillId) -> String {
    let records = carer.skills.iter().filter(|held| held.skill == *skill).map(|held| {
        let mut words = vec!["held".to_owned()];
        words.extend(held.from.map(|from| format!("from {from}")));
        words.extend(held.until.map(|until| format!("until {until}")));
        words.extend(held.client.as_ref().map(|client| format!("for client {client} only")));
        words.join(" ")
    });
    let records: Vec<String> = records.collect();
    if records.is_empty() { "it is not on their record".to_owned() } else { records.join("; ") }
}
