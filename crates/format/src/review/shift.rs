//! Odd shifts and contracts.

use rota_model::{Instance, RuleId, Shift};

use crate::finding::{Code, Path, Sink};
use crate::legs::Legs;

/// Adds warnings about carers without shifts, shifts too short for anything, and contracts longer than the shifts.
pub(super) fn review(instance: &Instance, legs: &Legs<'_>, sink: &mut Sink) {
    let root = Path::Root;
    let path = root.key("carers");
    let shortest = instance
        .visits
        .iter()
        .flat_map(|visit| &visit.slots)
        .map(|slot| slot.duration)
        .min()
        .unwrap_or(0);
    for (i, carer) in instance.carers.iter().enumerate() {
        let here = path.index(i);
        if carer.shifts.is_empty() {
            sink.add(Code::NoShifts, &here, format!("\"{}\" has no shifts", carer.id));
            continue;
        }
        let too_short = |shift: &&Shift| {
            let way = match (&shift.start_place, &shift.end_place) {
                (Some(from), Some(to)) => legs.ticks(carer.mode, from, to).unwrap_or(0),
                _ => 0,
            };
            shift.end - shift.start < way.max(shortest)
        };
        let short: Vec<&Shift> = carer.shifts.iter().filter(too_short).collect();
        if let (Some(first), true) = (short.first(), instance.policy.enforces(RuleId::ShiftEnd)) {
            let cause = format!(
                "\"{}\"{} is shorter than its own way home or than any visit",
                first.id,
                if short.len() > 1 {
                    format!(" (and {} more)", short.len() - 1)
                } else {
                    String::new()
                }
            );
            sink.add(Code::ShiftTooShort, &here.key("shifts"), cause);
        }
        let length: i64 = carer.shifts.iter().map(|shift| shift.end - shift.start).sum();
        if let Some(contract) = carer.contract
            && let Some(min) = contract.min.map(|min| contract.due(min, instance.days))
            && min > length
        {
            let hours = |seconds: i64| seconds as f64 / 3600.0;
            let cause = format!(
                "{:.1} hours are guaranteed, the shifts have {:.1}",
                hours(min),
                hours(length)
            );
            sink.add(Code::ContractHours, &here.key("contract"), cause);
        }
    }
}
