//! Changes of carers: contracts, shifts, who joins, who leaves, who is off.

use rota_format::doc::{
    AbsenceDoc, CarerDoc, ContractDoc, PlaceDoc, ProblemDoc, StatusDoc, TravelDoc,
};

use crate::file::{AbsencePatch, ContractPatch, JoinPatch, LeavePatch, ShiftsPatch};
use crate::who::unknown;

/// Hours, terms and pay.
pub(super) fn contract(doc: &mut ProblemDoc, patch: &ContractPatch) -> Result<(), String> {
    for index in patch.whom.of(doc)? {
        let carer = &mut doc.carers[index];
        let hours = [patch.min_hours, patch.target_hours, patch.max_hours];
        if patch.period_days.is_some() || hours.iter().any(Option::is_some) {
            let contract = carer.contract.get_or_insert(ContractDoc::default());
            put(&mut contract.period_days, patch.period_days);
            put(&mut contract.min_hours, patch.min_hours);
            put(&mut contract.target_hours, patch.target_hours);
            put(&mut contract.max_hours, patch.max_hours);
        }
        if let Some(status) = patch.status {
            carer.terms.status = status;
            if status != StatusDoc::Employee && patch.min_hours.is_none() {
                // Nobody else is guaranteed hours.
                if let Some(contract) = &mut carer.contract {
                    contract.min_hours = None;
                }
            }
        }
        put(&mut carer.terms.split_days, patch.split_days);
        put(&mut carer.terms.days_in_a_row, patch.days_in_a_row);
        put(&mut carer.terms.weekends, patch.weekends.clone());
        put(&mut carer.terms.day_span_hours, patch.day_span_hours);
        put(&mut carer.terms.pay, patch.pay.clone());
    }
    Ok(())
}

fn put<T>(old: &mut Option<T>, new: Option<T>) {
    if new.is_some() {
        *old = new;
    }
}

/// Shifts in place of those that are there, or more of them.
pub(super) fn shifts(doc: &mut ProblemDoc, patch: &ShiftsPatch) -> Result<(), String> {
    if patch.replace.is_none() && patch.add.is_empty() {
        return Err("it changes nothing; give replace or add".to_owned());
    }
    for index in patch.whom.of(doc)? {
        let carer = &mut doc.carers[index];
        if let Some(shifts) = &patch.replace {
            carer.shifts.clone_from(shifts);
        }
        carer.shifts.extend(patch.add.iter().cloned());
    }
    Ok(())
}

/// New carers, who have no past here.
pub(super) fn join(doc: &mut ProblemDoc, patch: &JoinPatch) -> Result<(), String> {
    let known: Vec<&str> = doc.carers.iter().map(|carer| carer.id.as_str()).collect();
    let Some(like) = doc.carers.iter().find(|carer| carer.id == patch.like) else {
        return Err(unknown("carer", &patch.like, &known));
    };
    if patch.copies == 0 {
        return Err("copies is 0; leave the change out instead".to_owned());
    }
    let mut new = CarerDoc { name: None, absences: Vec::new(), ..like.clone() };
    new.terms.past_work.clear();
    new.terms.past_week_hours = new.terms.past_week_hours.map(|_| Vec::new());
    if let Some(contract) = &mut new.contract {
        contract.carried_hours = None;
    }
    new.terms.km_so_far = 0;
    if patch.at.is_some() && patch.near.is_some() {
        return Err("give at or near, not both".to_owned());
    }
    if let Some(near) = &patch.near {
        let (at, place) = whereabouts(doc, near)?;
        (new.at, new.home, new.start_place, new.end_place) = (at, place, None, None);
    }
    if patch.at.is_some() {
        (new.at, new.home, new.start_place, new.end_place) = (patch.at, None, None, None);
    }
    if let Some(skills) = &patch.skills {
        new.skills.clone_from(skills);
        new.limited_skills.clear();
    }
    if let Some(shifts) = &patch.shifts {
        new.shifts.clone_from(shifts);
    }
    if patch.min_hours.is_some() || patch.max_hours.is_some() {
        let period_days = new.contract.as_ref().and_then(|contract| contract.period_days);
        let (min_hours, max_hours) = (patch.min_hours, patch.max_hours);
        new.contract =
            Some(ContractDoc { period_days, min_hours, max_hours, ..ContractDoc::default() });
    }
    put(&mut new.terms.pay, patch.pay.clone());
    for number in 1..=patch.copies {
        doc.carers.push(CarerDoc { id: format!("{}{number}", patch.id), ..new.clone() });
    }
    Ok(())
}

type Whereabouts = (Option<[f64; 2]>, Option<String>);

/// Coordinates, or the place, of a client or carer.
fn whereabouts(doc: &ProblemDoc, id: &str) -> Result<Whereabouts, String> {
    let clients = doc.clients.iter().map(|client| (&client.id, client.at, &client.place));
    let carers = doc.carers.iter().map(|carer| (&carer.id, carer.at, &carer.home));
    let mut people = clients.chain(carers);
    let Some((_, at, place)) = people.find(|(own, ..)| *own == id) else {
        let clients = doc.clients.iter().map(|client| client.id.as_str());
        let known: Vec<&str> = clients.chain(doc.carers.iter().map(|c| c.id.as_str())).collect();
        return Err(unknown("client or carer", id, &known));
    };
    match (at, place) {
        (None, None) => Err(format!("it is not known where \"{id}\" lives")),
        (at, place) => Ok((at, place.clone())),
    }
}

/// The homes of those who leave stay on the map: matrices of travel times may name them.
pub(super) fn keep_places(
    places: &mut Vec<PlaceDoc>,
    travel: &TravelDoc,
    homes: impl Iterator<Item = (String, Option<[f64; 2]>)>,
) {
    if !travel.matrices.is_empty() {
        places.extend(homes.map(|(id, at)| PlaceDoc { id, at }));
    }
}

/// Carers who leave: wishes for them and links to them in the past stay behind, what was fixed with them is open again.
pub(super) fn leave(doc: &mut ProblemDoc, patch: &LeavePatch) -> Result<(), String> {
    let leaving: Vec<String> =
        patch.whom.of(doc)?.into_iter().map(|index| doc.carers[index].id.clone()).collect();
    let homes = doc.carers.iter().filter(|carer| leaving.contains(&carer.id));
    let homes =
        homes.filter(|carer| carer.home.is_none()).map(|carer| (carer.id.clone(), carer.at));
    keep_places(&mut doc.places, &doc.travel, homes);
    doc.carers.retain(|carer| !leaving.contains(&carer.id));
    for client in &mut doc.clients {
        client.usual.retain(|usual| !leaving.contains(&usual.carer));
        client.exclude.retain(|carer| !leaving.contains(carer));
        for visit in &mut client.visits {
            let pins = visit.pin.iter_mut().chain(visit.pins.values_mut());
            for carer in pins.flat_map(|pin| &mut pin.carers) {
                carer.take_if(|carer| leaving.contains(carer));
            }
            for slot in &mut visit.slots {
                slot.carer.take_if(|carer| leaving.contains(carer));
            }
        }
    }
    Ok(())
}

/// Carers who are off.
pub(super) fn absence(doc: &mut ProblemDoc, patch: &AbsencePatch) -> Result<(), String> {
    for index in patch.whom.of(doc)? {
        let absence = AbsenceDoc { from: patch.from.clone(), to: patch.to.clone() };
        doc.carers[index].absences.push(absence);
    }
    Ok(())
}
