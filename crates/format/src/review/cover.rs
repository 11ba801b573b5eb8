//! Visits that can't be covered, whatever the rota, and why.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{Carer, CarerId, Client, Instance, RuleId, SkillId, Slot, Visit};

use super::eligible::{has_gender, has_skills, may_come_first, may_serve, time_for};
use crate::build::{Built, Origin};
use crate::civil::clip;
use crate::doc::ProblemDoc;
use crate::finding::{Code, Sink, suggest};
use crate::legs::Legs;

/// What was found of a call, with the occurrences that it is true of.
type Found = BTreeMap<(Origin, Code, String), Vec<String>>;

/// Adds warnings about clients whom nobody may serve and visits that nobody can do.
pub(super) fn review(doc: &ProblemDoc, built: &Built, legs: &Legs<'_>, sink: &mut Sink) {
    let instance = &built.instance;
    let unknown = skills_nobody_has(doc, instance, sink);
    let mut accepted: BTreeMap<&str, (&Client, Vec<&Carer>)> = BTreeMap::new();
    let needed: BTreeSet<&str> = instance.visits.iter().map(|v| v.client.as_str()).collect();
    for (i, client) in instance.clients.iter().enumerate() {
        let carers: Vec<&Carer> =
            instance.carers.iter().filter(|carer| may_serve(instance, carer, client)).collect();
        if carers.is_empty() && needed.contains(client.id.as_str()) {
            let cause = format!("none of the {} carers may be sent here", instance.carers.len());
            let remedy = Code::NobodyMayServe.info().remedy.to_owned();
            sink.add_with(Code::NobodyMayServe, format!("/clients/{i}"), cause, remedy);
        }
        accepted.insert(client.id.as_str(), (client, carers));
    }
    let mut found = Found::new();
    for (visit, origin) in instance.visits.iter().zip(&built.origins) {
        let Some((client, carers)) = accepted.get(visit.client.as_str()) else { continue };
        if carers.is_empty()
            || visit.slots.iter().flat_map(|slot| &slot.skills).any(|skill| unknown.contains(skill))
        {
            continue;
        }
        if let Some((code, cause)) = problem_of(instance, legs, (client, carers), visit) {
            found.entry((*origin, code, cause)).or_default().push(visit.id.to_string());
        }
    }
    for ((origin, code, cause), visits) in found {
        let on = match visits.as_slice() {
            [first, _, ..] => {
                format!(" ({} occurrences, the first \"{}\")", visits.len(), clip(first))
            }
            _ => String::new(),
        };
        let remedy = code.info().remedy.to_owned();
        sink.add_with(code, origin.pointer(), format!("{cause}{on}"), remedy);
    }
}

/// The skills that visits need and no carer has at all, each reported where it is first needed.
fn skills_nobody_has<'a>(
    doc: &ProblemDoc,
    instance: &'a Instance,
    sink: &mut Sink,
) -> BTreeSet<&'a SkillId> {
    if !instance.policy.enforces(RuleId::Skill) {
        return BTreeSet::new();
    }
    let held: BTreeSet<&str> = instance
        .carers
        .iter()
        .flat_map(|carer| &carer.skills)
        .map(|held| held.skill.as_str())
        .collect();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (c, client) in doc.clients.iter().enumerate() {
        for (v, call) in client.visits.iter().enumerate() {
            let of_slots = call.slots.iter().flat_map(|slot| &slot.skills);
            for skill in call.skills.iter().chain(of_slots) {
                if !held.contains(skill.as_str()) && told.insert(skill) {
                    let cause = format!("no carer has \"{}\"", clip(skill));
                    let general = Code::SkillNobodyHas.info().remedy;
                    let remedy = match suggest(skill, held.iter().copied()) {
                        Some(near) => format!("did you mean \"{near}\"? Otherwise {general}"),
                        None => general.to_owned(),
                    };
                    let pointer = format!("/clients/{c}/visits/{v}");
                    sink.add_with(Code::SkillNobodyHas, pointer, cause, remedy);
                }
            }
        }
    }
    let needed =
        instance.visits.iter().flat_map(|visit| &visit.slots).flat_map(|slot| &slot.skills);
    needed.filter(|skill| !held.contains(skill.as_str())).collect()
}

/// Why a visit can't be covered by the carers whom its client accepts, if so.
fn problem_of(
    instance: &Instance,
    legs: &Legs<'_>,
    (client, accepted): (&Client, &[&Carer]),
    visit: &Visit,
) -> Option<(Code, String)> {
    let mut candidates: Vec<Vec<&CarerId>> = Vec::with_capacity(visit.slots.len());
    for (i, slot) in visit.slots.iter().enumerate() {
        let name = if visit.slots.len() == 1 { "it".to_owned() } else { format!("slot {}", i + 1) };
        let able = || {
            accepted
                .iter()
                .copied()
                .filter(|carer| slot.pinned.as_ref().is_none_or(|pinned| *pinned == carer.id))
                .filter(|carer| has_skills(instance, carer, visit, slot))
                .filter(|carer| has_gender(instance, carer, slot))
                .filter(|carer| may_come_first(instance, carer, client, visit))
        };
        let roomy = |carer: &&Carer| {
            carer.shifts.iter().any(|shift| shift.capacity.is_none_or(|room| slot.load <= room))
        };
        let with_shifts = able().filter(|carer| !carer.shifts.is_empty()).count();
        if with_shifts > 0 && !able().any(|carer| roomy(&carer)) {
            let cause = format!("{name} needs {} units brought", slot.load);
            return Some((Code::TooMuchToCarry, cause));
        }
        let mut meets = false;
        // As many as there are slots are enough for each slot to have one of its own.
        let fits: Vec<&CarerId> = able()
            .filter(|carer| {
                let (meets_shift, fits) = time_for(instance, legs, carer, visit, slot);
                meets |= meets_shift;
                fits
            })
            .map(|carer| &carer.id)
            .take(visit.slots.len())
            .collect();
        if fits.is_empty() {
            return Some(match (able().count(), &slot.pinned) {
                (0, Some(carer)) => {
                    let cause =
                        format!("the carer fixed for {name}, \"{carer}\", may not or can't do it");
                    (Code::NobodyCanFill, cause)
                }
                (0, None) => {
                    let lacks = lacking(instance, (client, accepted), visit, slot);
                    let cause = format!(
                        "of the {} carers whom the client accepts, none {lacks}; nobody can do {name}",
                        accepted.len()
                    );
                    (Code::NobodyCanFill, cause)
                }
                (count, _) if meets => (
                    Code::TooTight,
                    format!("{count} carers could do {name}, but no shift has the time"),
                ),
                (count, _) => (
                    Code::OutsideShifts,
                    format!("{count} carers could do {name}, but none works then"),
                ),
            });
        }
        candidates.push(fits);
    }
    if candidates.iter().any(|slot| slot.len() < candidates.len())
        && !assign(&candidates, &mut Vec::new())
    {
        let cause = format!("there are no {} different people for its slots", candidates.len());
        return Some((Code::TooFewCarers, cause));
    }
    None
}

/// What a slot asks for that keeps somebody away, in words.
fn lacking(
    instance: &Instance,
    (client, accepted): (&Client, &[&Carer]),
    visit: &Visit,
    slot: &Slot,
) -> String {
    let skills: Vec<&str> = slot.skills.iter().map(SkillId::as_str).collect();
    let mut lacks = Vec::new();
    if accepted.iter().any(|carer| !has_skills(instance, carer, visit, slot)) {
        lacks.push(format!("has {} then", skills.join(" and ")));
    }
    if accepted.iter().any(|carer| !has_gender(instance, carer, slot)) {
        lacks.push("has the gender asked for".to_owned());
    }
    if accepted.iter().any(|carer| !may_come_first(instance, carer, client, visit)) {
        lacks.push("was there before (nobody may come alone for the first time)".to_owned());
    }
    lacks.join(" and ")
}

/// Whether each slot can have a carer of its own.
fn assign<'a>(slots: &[Vec<&'a CarerId>], taken: &mut Vec<&'a CarerId>) -> bool {
    let Some((slot, rest)) = slots.split_first() else { return true };
    slot.iter().any(|carer| {
        if taken.contains(carer) {
            return false;
        }
        taken.push(carer);
        let done = assign(rest, taken);
        taken.pop();
        done
    })
}
