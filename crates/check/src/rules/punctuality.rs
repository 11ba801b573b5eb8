//! Starts against the times that were agreed; a start in no window counts for nothing.

use rota_model::Window;

use crate::clock::{Ticks, ticks};
use crate::reading::Reading;

use super::visit_window::window_at;

/// The visit's start and its window, for each stop.
fn starts<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = (Ticks, &'r Window)> {
    reading.stops().filter_map(|stop| {
        window_at(stop.visit, stop.visit_start).map(|window| (stop.visit_start, window))
    })
}

/// Time of all stops before the soft start.
pub(crate) fn earliness(reading: &Reading<'_>) -> i128 {
    starts(reading).map(|(start, window)| (ticks(window.soft_earliest) - start).max(0)).sum()
}

fn late(start: Ticks, window: &Window) -> Ticks {
    (start - ticks(window.soft_latest)).max(0)
}

/// Time of all stops after the soft end.
pub(crate) fn lateness(reading: &Reading<'_>) -> i128 {
    starts(reading).map(|(start, window)| late(start, window)).sum()
}

/// The latest of all visits.
pub(crate) fn largest_lateness(reading: &Reading<'_>) -> i128 {
    starts(reading).map(|(start, window)| late(start, window)).max().unwrap_or(0)
}

/// Time of all stops away from the start that the client likes best.
pub(crate) fn preferred_time(reading: &Reading<'_>) -> i128 {
    let away = starts(reading)
        .filter_map(|(start, window)| Some((start - ticks(window.preferred?)).abs()));
    away.sum()
}
