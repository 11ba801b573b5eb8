//! How regular the times of a call are from day to day.

use std::collections::BTreeMap;

use chrono::Timelike;
use rota_model::Seconds;

use crate::reading::{ReadStop, Reading};

/// Groër, Golden and Wasil (2009): the largest difference between the times of day, as the clock on the wall
/// shows them, at which one call starts.
pub(super) fn spread(reading: &Reading<'_>, stops: &[&ReadStop<'_>]) -> Option<Seconds> {
    let mut calls: BTreeMap<&str, BTreeMap<_, Seconds>> = BTreeMap::new();
    for stop in stops {
        let Some(call) = stop.visit.call.as_deref() else { continue };
        let Some(instant) = reading.clock().calendar(stop.visit_start) else { continue };
        let time = reading.instance().zone.local(instant).num_seconds_from_midnight();
        calls.entry(call).or_default().insert(&stop.visit.id, time.into());
    }
    let spreads = calls.values().filter(|times| times.len() > 1).map(|times| {
        let (first, last) = (times.values().min(), times.values().max());
        last.copied().unwrap_or(0) - first.copied().unwrap_or(0)
    });
    spreads.max()
}
