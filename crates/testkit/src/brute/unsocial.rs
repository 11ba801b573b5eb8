//! Unsocial time, minute by minute by the clock on the wall, and whose share of it is how large.

use chrono::{Datelike, Timelike};
use rota_model::{Carer, CarerId, Instance, Seconds, Slot, Visit};

/// Unsocial seconds of a slot begun as early as asked for.
///
/// # Panics
///
/// When a slot does not begin and end on a whole minute.
pub(super) fn asked(instance: &Instance, visit: &Visit, slot: usize) -> Seconds {
    let Slot { offset, duration, .. } = visit.slots[slot];
    let begins = visit.windows[0].earliest + offset;
    assert!(duration % 60 == 0 && begins.0 % 60 == 0, "whole minutes");
    let by_night = |minute: i64| {
        let wall = instance.zone.local(begins + 60 * minute);
        let weekend = wall.weekday().number_from_monday() > 5;
        weekend || wall.hour() >= 19 || wall.hour() < 7
    };
    (0..duration / 60).filter(|minute| by_night(*minute)).count() as i64 * 60
}

/// Seconds beyond the shares of all carers with contracted hours, `borne` saying what each has.
pub(super) fn beyond(instance: &Instance, borne: impl Fn(&CarerId) -> Seconds) -> Seconds {
    let engaged = |carer: &Carer| {
        let contract = carer.contract?;
        let time = contract.target.or(contract.min).or(contract.max)?;
        Some(contract.over(time, instance.days)).filter(|hours| *hours > 0)
    };
    let hours: i64 = instance.carers.iter().filter_map(engaged).sum();
    let slots = |visit: &Visit| {
        (0..visit.slots.len()).map(|slot| asked(instance, visit, slot)).sum::<i64>()
    };
    let all: i64 = instance.visits.iter().map(slots).sum();
    let own = instance.carers.iter().filter_map(|carer| Some((&carer.id, engaged(carer)?)));
    own.map(|(carer, own)| (borne(carer) - all * own / hours).max(0)).sum()
}
