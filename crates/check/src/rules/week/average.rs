//! Working time a week on average, over the horizon and the weeks before it.

use rota_model::{Parameter, RuleId};

use super::{hours, parameter, work};
use crate::clock::{Ticks, counted};
use crate::finding::Violation;
use crate::reading::Reading;

/// Carers whose average is too high.
pub(crate) fn beyond(reading: &Reading<'_>) -> Vec<Violation> {
    let instance = reading.instance();
    let week = hours(reading, parameter(reading, Parameter::AverageHours));
    let reference = parameter(reading, Parameter::AverageWeeks);
    let days = Ticks::from(instance.days);
    let before = reference - i64::from(instance.days.div_ceil(7));
    let mut faults = Vec::new();
    for work in work(reading, RuleId::AverageHours) {
        let Some(past) = work.carer.terms.past_weeks.as_ref() else { continue };
        if work.carer.terms.long_weeks || work.planned().next().is_none() {
            continue;
        }
        let counts = |number: usize| i64::try_from(number).is_ok_and(|number| number < before);
        let past: Vec<Ticks> = past
            .iter()
            .enumerate()
            .filter(|(number, _)| counts(*number))
            .map(|(_, seconds)| hours(reading, *seconds) / 3600)
            .collect();
        let known = past.iter().sum::<Ticks>();
        let planned: Ticks = work.planned().map(|(_, day)| day.working).sum();
        // In sevenths, so that nothing is rounded.
        if 7 * (known + planned) > week * (7 * past.len() as Ticks + days) {
            let clock = reading.clock();
            let text = format!(
                "{} works {} in {}, after {} in {} before: more than {} a week on average",
                work.carer.id,
                clock.span(planned),
                counted(instance.days, "day"),
                clock.span(known),
                counted(past.len() as u64, "week"),
                clock.span(week)
            );
            faults.push(Violation::of(RuleId::AverageHours, text));
        }
    }
    faults
}
