//! Shifts of carers under 18, without the night.

use chrono::{NaiveDate, NaiveTime};
use rota_model::{Carer, Instance, Instant, Parameter, RuleId};

use super::Shift;

/// Leaves of each shift the longest piece that is not by night, where that is enforced: one route does not go on over a
/// night.
pub(super) fn keep_out_of_the_night(instance: &Instance, carer: &Carer, shifts: &mut [Shift]) {
    let rule = RuleId::YoungNight;
    let applies = rule.applies_to().contains(&carer.terms.status);
    if !(carer.terms.young && applies && instance.policy.enforces(rule)) {
        return;
    }
    for shift in shifts {
        let (start, end) = longest_by_day(instance, shift);
        if shift.departs_at_start && start > shift.start {
            // Who sets out when the shift starts can't set out later.
            shift.end = shift.start;
        } else {
            (shift.start, shift.opens, shift.end) = (start, start, end);
        }
    }
}

/// The longest piece of a shift outside of the night; nothing at its start if there is none.
fn longest_by_day(instance: &Instance, shift: &Shift) -> (i64, i64) {
    let hour = |date: NaiveDate, parameter| {
        let hour = u32::try_from(instance.policy.parameter(parameter)).unwrap_or(0);
        match NaiveTime::from_hms_opt(hour, 0, 0) {
            Some(time) => instance.zone.resolve(date, time).earliest().0,
            None => instance.zone.midnight(date, 1).0,
        }
    };
    let first = instance.zone.date(Instant(shift.start));
    let dates = [Some(first), first.succ_opt()];
    let pieces = dates.into_iter().flatten().map(|date| {
        let from = shift.start.max(hour(date, Parameter::YoungNightUntil));
        (from, shift.end.min(hour(date, Parameter::YoungNightFrom)))
    });
    let longest = pieces.rev().max_by_key(|(from, to)| to - from);
    longest.filter(|(from, to)| from < to).unwrap_or((shift.start, shift.start))
}
