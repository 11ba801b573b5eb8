//! Changes of demand: clients who come and go, and their calls.

use rota_format::doc::{
    CallDoc, ClientDoc, LinkDoc, PolicyDoc, ProblemDoc, ToleranceDoc, WindowDoc,
};
use rota_format::tolerance;

use super::people::keep_places;
use crate::file::{CallsPatch, ClientsLeavePatch, NewClientsPatch};
use crate::who::unknown;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// New clients, written out or copied with the links among their own calls; copies know nobody yet, and so can't ask that
/// nobody comes alone first.
pub(super) fn new_clients(doc: &mut ProblemDoc, patch: &NewClientsPatch) -> Result<(), String> {
    if patch.client.is_empty() && patch.like.is_none() {
        return Err("it changes nothing; give client or like".to_owned());
    }
    let mut new = patch.client.clone();
    let mut links = Vec::new();
    if let Some(like) = &patch.like {
        let Some(id) = &patch.id else {
            return Err("copies need an id to begin theirs with".to_owned());
        };
        let offset = patch.offset.unwrap_or_default();
        for index in like.of(doc)? {
            let copied = &doc.clients[index];
            let mut client = ClientDoc {
                id: format!("{id}{}", copied.id),
                name: None,
                usual: Vec::new(),
                history: Vec::new(),
                no_lone_first_visit: false,
                at: copied.at.map(|at| [at[0] + offset[0], at[1] + offset[1]]),
                ..copied.clone()
            };
            for visit in &mut client.visits {
                visit.pin = None;
                visit.pins.clear();
                visit.slots.iter_mut().for_each(|slot| slot.carer = None);
            }
            links.extend(doc.links.iter().filter_map(|link| {
                let own = |visit: &str| {
                    visit.strip_prefix(&copied.id)?.strip_prefix('/').map(str::to_owned)
                };
                let (first, second) = (own(&link.first)?, own(&link.second)?);
                let of = |visit| format!("{}/{visit}", client.id);
                Some(LinkDoc { first: of(first), second: of(second), ..link.clone() })
            }));
            new.push(client);
        }
    }
    doc.links.extend(links);
    doc.clients.extend(new);
    Ok(())
}

/// Clients who leave, with the links of their visits.
pub(super) fn clients_leave(doc: &mut ProblemDoc, patch: &ClientsLeavePatch) -> Result<(), String> {
    let leaving: Vec<String> =
        patch.clients.of(doc)?.into_iter().map(|index| doc.clients[index].id.clone()).collect();
    let gone = |visit: &str| {
        visit.split('/').next().is_some_and(|client| leaving.iter().any(|id| id == client))
    };
    doc.links.retain(|link| !gone(&link.first) && !gone(&link.second));
    let homes = doc.clients.iter().filter(|client| leaving.contains(&client.id));
    let homes =
        homes.filter(|client| client.place.is_none()).map(|client| (client.id.clone(), client.at));
    keep_places(&mut doc.places, &doc.travel, homes);
    doc.clients.retain(|client| !leaving.contains(&client.id));
    doc.carers.iter_mut().for_each(|carer| {
        carer.exclude.retain(|client| !leaving.contains(client));
        carer
            .limited_skills
            .retain(|skill| skill.client.as_ref().is_none_or(|client| !leaving.contains(client)));
    });
    Ok(())
}

/// Other times, minutes or carers.
pub(super) fn calls(doc: &mut ProblemDoc, patch: &CallsPatch) -> Result<(), String> {
    let clients = match &patch.clients {
        Some(clients) => clients.of(doc)?,
        None => (0..doc.clients.len()).collect(),
    };
    let known: Vec<&str> =
        doc.clients.iter().flat_map(|client| &client.visits).map(|call| call.id.as_str()).collect();
    if let Some(call) = patch.calls.iter().find(|call| !known.contains(&call.as_str())) {
        return Err(unknown("call", call, &known));
    }
    let policy = doc.policy.clone();
    let mut count = 0;
    for index in clients {
        for call in &mut doc.clients[index].visits {
            if patch.calls.is_empty() || patch.calls.contains(&call.id) {
                change(call, patch, &policy)?;
                count += 1;
            }
        }
    }
    if count == 0 { Err("none of these clients has such a call".to_owned()) } else { Ok(()) }
}

fn change(call: &mut CallDoc, patch: &CallsPatch, policy: &PolicyDoc) -> Result<(), String> {
    agreed(call, patch, policy).map_err(|why| format!("call {}: {why}", call.id))?;
    for window in &mut call.windows {
        shift(window, patch.later_minutes, patch.tolerance_minutes)
            .map_err(|why| format!("call {}: {why}", call.id))?;
    }
    if let Some(minutes) = patch.minutes {
        call.minutes = Some(minutes);
        call.slots.iter_mut().for_each(|slot| slot.minutes = None);
    }
    if let Some(carers) = patch.carers {
        match usize::try_from(carers) {
            // Slots that say more than how many there are stay as they are.
            Ok(carers) if carers > 0 && call.slots.len() >= carers => call.slots.truncate(carers),
            _ => {
                call.slots.clear();
                call.carers = Some(carers);
            }
        }
        if !call.slots.is_empty() {
            call.carers = None;
        }
        let pins = call.pin.iter_mut().chain(call.pins.values_mut());
        pins.for_each(|pin| pin.carers.truncate(usize::try_from(carers).unwrap_or(0)));
    }
    if let Some(priority) = patch.priority {
        call.priority = priority;
    }
    Ok(())
}

/// Moves an agreed time and widens its hard tolerance; what was agreed stays, as with windows.
fn agreed(call: &mut CallDoc, patch: &CallsPatch, policy: &PolicyDoc) -> Result<(), String> {
    let Some(time) = &call.time else { return Ok(()) };
    let moved = text(clock(time)? + patch.later_minutes)?;
    if patch.tolerance_minutes != 0 {
        let (soft, hard) = tolerance(call, policy).ok_or("its tolerance makes no sense")?;
        let hard = (hard + patch.tolerance_minutes).max(0);
        let (soft, hard) = (Some(soft.min(hard)), Some(hard));
        call.tolerance_minutes = Some(ToleranceDoc { soft, hard });
    }
    call.time = Some(moved);
    Ok(())
}

/// Moves a window by `later` minutes and opens its hard ends by `tolerance` minutes. Where only hard ends are given they are
/// what was agreed, and stay so as soft ends.
fn shift(window: &mut WindowDoc, later: i64, tolerance: i64) -> Result<(), String> {
    let from = clock(&window.from)?;
    // A window over midnight ends on the next day.
    let over = |time: i64| if time < from { time + DAY } else { time };
    let to = over(clock(&window.to)?);
    let soft = |text: &Option<String>| text.as_deref().map(clock).transpose();
    let soft_from = soft(&window.soft_from)?.map(over);
    let soft_to = soft(&window.soft_to)?.map(over);
    let preferred = soft(&window.preferred)?.map(over);
    if tolerance > 0 {
        window.soft_from = Some(text(soft_from.unwrap_or(from) + later)?);
        window.soft_to = Some(text(soft_to.unwrap_or(to) + later)?);
    } else {
        let inside =
            |time: i64| time.clamp(from - tolerance, (to + tolerance).max(from - tolerance));
        window.soft_from = soft_from.map(|time| text(inside(time) + later)).transpose()?;
        window.soft_to = soft_to.map(|time| text(inside(time) + later)).transpose()?;
    }
    window.preferred = preferred.map(|time| text(time + later)).transpose()?;
    let opens = from + later - tolerance;
    // Nothing opens on the day before.
    let opens = if from + later >= 0 { opens.max(0) } else { opens };
    window.from = text(opens)?;
    window.to = text(to + later + tolerance)?;
    Ok(())
}

/// "07:30" as minutes.
fn clock(text: &str) -> Result<i64, String> {
    let parsed = text.split_once(':').and_then(|(hours, minutes)| {
        Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
    });
    parsed.ok_or_else(|| format!("\"{text}\" is not a time of day"))
}

/// Minutes as "07:30"; beyond a midnight, the time on the next day.
fn text(minutes: i64) -> Result<String, String> {
    if minutes < 0 {
        return Err("it would begin on the day before".to_owned());
    }
    if minutes == DAY {
        return Ok("24:00".to_owned());
    }
    let minutes = minutes % DAY;
    Ok(format!("{:02}:{:02}", minutes / 60, minutes % 60))
}
