//! What evenings, nights, weekends and bank holidays there are, and whose share of them is how large.

use chrono::{Datelike, Weekday};
use rota_model::{Bands, Instance, Instant};

use super::Problem;

/// Puts unsocial seconds into nodes and shares into carers.
pub(super) fn add(instance: &Instance, problem: &mut Problem) {
    let bands = instance.pay.as_ref().map_or_else(Bands::default, |pay| pay.bands.clone());
    let slots = instance.visits.iter().flat_map(|visit| {
        let first = visit.windows.first().map_or(Instant::NEVER, |window| window.earliest);
        visit.slots.iter().map(move |slot| (first + slot.offset, slot.duration))
    });
    for (node, (start, duration)) in problem.nodes.iter_mut().zip(slots) {
        node.unsocial = unsocial(instance, &bands, start, start + duration);
    }
    let all: i128 = problem.nodes.iter().map(|node| i128::from(node.unsocial)).sum();
    let hours = |index: usize| {
        let contract = instance.carers[index].contract.as_ref()?;
        let time = contract.target.or(contract.min).or(contract.max)?;
        Some(contract.over(time, instance.days)).filter(|hours| *hours > 0)
    };
    let sum: i128 = (0..problem.carers.len()).filter_map(hours).map(i128::from).sum();
    for (index, carer) in problem.carers.iter_mut().enumerate() {
        let share = |hours: i64| i64::try_from(all * i128::from(hours) / sum).unwrap_or(i64::MAX);
        carer.unsocial_share = hours(index).map(share);
    }
}

/// Seconds of a stretch that lie outside of Monday to Friday by day.
fn unsocial(instance: &Instance, bands: &Bands, start: Instant, end: Instant) -> i64 {
    let zone = instance.zone;
    let mut social = 0;
    let mut date = zone.date(start);
    while zone.midnight(date, 0) < end {
        let free = bands.bank_holidays.contains(&date)
            || matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        if !free {
            let opens = zone.resolve(date, bands.evening_until).earliest().max(start);
            let closes = zone.resolve(date, bands.evening_from).earliest().min(end);
            social += (closes - opens).max(0);
        }
        let Some(next) = date.succ_opt() else { break };
        date = next;
    }
    end - start - social
}
