//! The carer-places of one visit.

use rota_model::{CarerId, Gender, SkillId, Slot};

use super::clients;
use super::ids::Names;
use crate::doc::{CallDoc, SlotDoc};
use crate::finding::{Code, Path, Sink};

/// The most carers that one visit can need.
const MOST: i64 = 4;

/// The most units that one carer can be asked to bring, or a shift can have room for.
pub(super) const MOST_UNITS: i64 = 1_000_000;

/// Reads the slots; pins are added later.
pub(super) fn read(
    doc: &CallDoc,
    path: &Path<'_>,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Option<Vec<Slot>> {
    let minutes = doc.minutes.map(|minutes| duration(minutes, &path.key("minutes"), sink));
    let load = units(doc.load, &path.key("load"), sink);
    let listed = i64::try_from(doc.slots.len()).unwrap_or(i64::MAX);
    let wanted = doc.carers.unwrap_or(if listed == 0 { 1 } else { listed });
    if !(1..=MOST).contains(&wanted) || listed > MOST {
        let key = if listed > MOST { "slots" } else { "carers" };
        let cause = format!("{} carers at once", wanted.max(listed.min(i64::from(u16::MAX))));
        sink.add(Code::BadSlots, &path.key(key), cause);
        return None;
    }
    if listed != 0 && listed != wanted {
        let cause = format!("`carers` is {wanted}, but there are {listed} slots");
        sink.add(Code::SlotsDisagree, &path.key("carers"), cause);
        return None;
    }
    if doc.minutes.is_none() && (listed == 0 || doc.slots.iter().any(|slot| slot.minutes.is_none()))
    {
        sink.add(Code::NoDuration, path, "nothing says how long this visit takes");
        return None;
    }
    if listed == 0 {
        let seconds = minutes.flatten()? * 60;
        let slot = Slot {
            offset: 0,
            duration: seconds,
            skills: skills(doc, None),
            gender: gender(doc, None),
            pinned: None,
            load: load?,
        };
        return Some(vec![slot; usize::try_from(wanted).ok()?]);
    }
    // A duration out of range has been reported; the slots are still read.
    let visit_minutes = minutes.flatten();
    let slots_path = path.key("slots");
    let read =
        |(i, slot)| read_one(doc, slot, (visit_minutes, load), &slots_path.index(i), names, sink);
    let slots: Vec<Option<Slot>> = doc.slots.iter().enumerate().map(read).collect();
    let slots: Vec<Slot> = slots.into_iter().collect::<Option<_>>()?;
    if slots.iter().all(|slot| slot.offset > 0) {
        sink.add(Code::SlotOffset, &slots_path, "no slot starts with the visit");
        return None;
    }
    Some(slots)
}

fn read_one(
    call: &CallDoc,
    doc: &SlotDoc,
    (visit_minutes, visit_load): (Option<i64>, Option<i64>),
    path: &Path<'_>,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Option<Slot> {
    let day = i64::from(crate::civil::DAY);
    let load = match doc.load {
        Some(load) => units(load, &path.key("load"), sink),
        None => visit_load,
    };
    if let Some(carer) = &doc.carer {
        names.carer(carer, &path.key("carer"), sink);
    }
    if !(0..day).contains(&doc.after) {
        sink.add(Code::SlotOffset, &path.key("after"), format!("`after` is {}", doc.after));
        return None;
    }
    let minutes = match (doc.minutes, visit_minutes) {
        (Some(minutes), _) => duration(minutes, &path.key("minutes"), sink)?,
        (None, Some(whole)) if whole > doc.after => whole - doc.after,
        (None, Some(whole)) => {
            let cause = format!("it starts after {} of the visit's {whole} minutes", doc.after);
            sink.add(Code::SlotOffset, &path.key("after"), cause);
            return None;
        }
        (None, None) => return None,
    };
    if let Some(whole) = visit_minutes.filter(|whole| doc.after + minutes > *whole) {
        let cause = format!(
            "it ends {} minutes after the visit's start; the visit takes {whole}",
            doc.after + minutes
        );
        sink.add(Code::SlotOffset, path, cause);
        return None;
    }
    Some(Slot {
        offset: doc.after * 60,
        duration: minutes * 60,
        skills: skills(call, Some(doc)),
        gender: gender(call, Some(doc)),
        pinned: doc.carer.as_deref().map(CarerId::from),
        load: load?,
    })
}

fn duration(minutes: i64, path: &Path<'_>, sink: &mut Sink) -> Option<i64> {
    if (1..=i64::from(crate::civil::DAY)).contains(&minutes) {
        return Some(minutes);
    }
    sink.add(Code::BadDuration, path, format!("{minutes} minutes"));
    None
}

/// The units to bring; `None`, and a finding, where they are out of range.
fn units(load: i64, path: &Path<'_>, sink: &mut Sink) -> Option<i64> {
    if (0..=MOST_UNITS).contains(&load) {
        return Some(load);
    }
    sink.add(Code::BadLoad, path, format!("{load} units"));
    None
}

/// The visit's skills and the slot's, each once.
fn skills(call: &CallDoc, slot: Option<&SlotDoc>) -> Vec<SkillId> {
    let mut skills: Vec<SkillId> = Vec::new();
    for skill in call.skills.iter().chain(slot.into_iter().flat_map(|slot| &slot.skills)) {
        let skill = SkillId::new(skill);
        if !skills.contains(&skill) {
            skills.push(skill);
        }
    }
    skills
}

/// The slot's required gender, or else the visit's.
fn gender(call: &CallDoc, slot: Option<&SlotDoc>) -> Option<Gender> {
    let need = slot.and_then(|slot| slot.gender).or(call.gender);
    need.map(|need| clients::gender(need.require))
}
