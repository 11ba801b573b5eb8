//! Visits that are short: by whom, and whether they should be at all.

use chrono::Days;
use rota_model::{Client, Parameter, RuleId};

use super::week::{minutes, parameter};
use crate::clock::{Ticks, counted};
use crate::finding::Violation;
use crate::reading::{ReadStop, Reading};

/// Short stops by somebody whom the client does not know.
pub(crate) fn by_strangers(reading: &Reading<'_>) -> Vec<Violation> {
    let least = minutes(reading, parameter(reading, Parameter::ShortVisitMinutes));
    let mut faults = Vec::new();
    for stop in reading.stops().filter(|stop| Ticks::from(stop.slot.duration) < least) {
        let Some(client) = stop.client.filter(|client| client.has_known_carers()) else { continue };
        if !knows(reading, client, stop) && !came_before(reading, stop, least) {
            let text = format!(
                "{} goes to {} for {} ({}), but is not known there",
                stop.carer_id,
                client.id,
                reading.clock().span(stop.slot.duration.into()),
                stop.visit.id
            );
            faults.push(Violation::of(RuleId::ShortVisit, text));
        }
    }
    faults
}

/// A usual carer, or one who came in the days before the visit.
fn knows(reading: &Reading<'_>, client: &Client, stop: &ReadStop<'_>) -> bool {
    let days = parameter(reading, Parameter::KnownDays).unsigned_abs();
    let instance = reading.instance();
    let date = reading.clock().calendar(stop.visit_start).map(|at| instance.zone.date(at));
    let since = date.and_then(|date| date.checked_sub_days(Days::new(days)));
    let usual =
        client.usual.iter().any(|usual| usual.carer == *stop.carer_id && usual.familiarity > 0);
    let past = client.history.iter().any(|past| {
        past.carer == *stop.carer_id
            && since.is_some_and(|since| since <= past.date)
            && date.is_some_and(|date| past.date < date)
    });
    usual || past
}

/// Whether the carer was there before on this rota, for long enough.
fn came_before(reading: &Reading<'_>, stop: &ReadStop<'_>, least: Ticks) -> bool {
    reading.stops().any(|other| {
        other.carer_id == stop.carer_id
            && other.visit.client == stop.visit.client
            && Ticks::from(other.slot.duration) >= least
            && other.end <= stop.start
    })
}

/// Stops that are too short for dignity.
pub(crate) fn brief(reading: &Reading<'_>) -> Vec<Violation> {
    let most = parameter(reading, Parameter::BriefVisitMinutes);
    let limit = minutes(reading, most);
    let brief = reading.stops().filter(|stop| Ticks::from(stop.slot.duration) <= limit);
    let faults = brief.map(|stop| {
        let text = format!(
            "{} takes {} ({}); more than {} are asked for",
            stop.visit.id,
            reading.clock().span(stop.slot.duration.into()),
            stop.carer_id,
            counted(most.unsigned_abs(), "minute")
        );
        Violation::of(RuleId::BriefVisit, text)
    });
    faults.collect()
}
