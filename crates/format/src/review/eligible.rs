//! Who may do what, as far as single slots go; rules that are not enforced keep nobody away.

use chrono::NaiveDate;
use rota_model::{Carer, Client, Instance, RuleId, Slot, Visit};

use crate::legs::Legs;

/// Whether a client may be sent a carer: exclusions, gender, language.
pub(super) fn may_serve(instance: &Instance, carer: &Carer, client: &Client) -> bool {
    let asks = |rule| instance.policy.enforces(rule);
    let excluded = client.exclusions.contains(&carer.id) || carer.exclusions.contains(&client.id);
    let gender = client.gender.required.is_none_or(|wanted| carer.gender == Some(wanted));
    let language =
        client.language.required.as_ref().is_none_or(|wanted| carer.languages.contains(wanted));
    !(asks(RuleId::Exclusion) && excluded)
        && (gender || !asks(RuleId::RequiredGender))
        && (language || !asks(RuleId::RequiredLanguage))
}

/// Whether a carer has the gender that a slot needs.
pub(super) fn has_gender(instance: &Instance, carer: &Carer, slot: &Slot) -> bool {
    let unmet = slot.gender.is_some() && slot.gender != carer.gender;
    !(unmet && instance.policy.enforces(RuleId::RequiredGender))
}

/// Whether a carer may come to a visit as far as a first visit alone goes.
pub(super) fn may_come_first(
    instance: &Instance,
    carer: &Carer,
    client: &Client,
    visit: &Visit,
) -> bool {
    if !client.no_lone_first_visit || visit.slots.len() > 1 {
        return true;
    }
    let usual = client.usual.iter().any(|u| u.carer == carer.id && u.familiarity > 0);
    let past = client.history.iter().any(|past| past.carer == carer.id);
    usual || past || !instance.policy.enforces(RuleId::LoneFirstVisit)
}

/// Whether a carer has all skills of a slot on one of the dates on which its visit may start.
pub(super) fn has_skills(instance: &Instance, carer: &Carer, visit: &Visit, slot: &Slot) -> bool {
    if slot.skills.is_empty() || !instance.policy.enforces(RuleId::Skill) {
        return true;
    }
    dates(instance, visit).into_iter().any(|date| {
        slot.skills.iter().all(|skill| {
            carer.skills.iter().any(|held| {
                held.skill == *skill
                    && held.from.is_none_or(|from| from <= date)
                    && held.until.is_none_or(|until| date <= until)
                    && held.client.as_ref().is_none_or(|client| *client == visit.client)
            })
        })
    })
}

/// The dates on which a visit may start.
fn dates(instance: &Instance, visit: &Visit) -> Vec<NaiveDate> {
    let ends = visit.windows.iter().flat_map(|window| [window.earliest, window.latest]);
    let mut dates: Vec<NaiveDate> = ends.map(|instant| instance.zone.date(instant)).collect();
    dates.dedup();
    dates
}

/// Whether one of the carer's shifts and one of the visit's windows meet, and whether there is time for the way
/// there, the slot and the way back in any of them.
pub(super) fn time_for(
    instance: &Instance,
    legs: &Legs<'_>,
    carer: &Carer,
    visit: &Visit,
    slot: &Slot,
) -> (bool, bool) {
    let Some(place) = legs.place(visit) else { return (false, false) };
    let overtime = !instance.policy.enforces(RuleId::ShiftEnd);
    let (mut meets, mut fits) = (false, false);
    for shift in &carer.shifts {
        for window in &visit.windows {
            let (first, last) = (window.earliest + slot.offset, window.latest + slot.offset);
            if fits || shift.end <= first || last < shift.start {
                continue;
            }
            meets = true;
            let there = legs.way_out(carer.mode, shift.start_place.as_ref(), place);
            let back = legs.way_back(carer.mode, place, shift.end_place.as_ref());
            if let (Some(there), Some(back)) = (there, back) {
                let from = first.max(shift.start + there);
                let until =
                    if overtime { last } else { last.min(shift.end - back - slot.duration) };
                fits = from <= until;
            }
        }
    }
    (meets, fits)
}
