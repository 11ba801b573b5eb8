//! How much of a stretch of time lies in each band.

use chrono::{Datelike, NaiveDate, Weekday};
use rota_model::{Band, Bands, Instant};

use super::place;
use crate::clock::{Ticks, ticks};
use crate::reading::Reading;

/// A stretch longer than this many days is not looked at by bands: it is no stop.
const MOST_DAYS: usize = 40;

/// Ticks from `start` to `end` by band, in the order of [`Band::ALL`]. What the calendar does not have counts as
/// weekday.
pub(super) fn split(reading: &Reading<'_>, bands: &Bands, start: Ticks, end: Ticks) -> [Ticks; 4] {
    let zone = reading.instance().zone;
    let per_minute = Ticks::from(reading.instance().ticks_per_minute.max(1));
    let in_ticks = |instant: Instant| ticks(instant) * per_minute / 60;
    let mut parts = [0; 4];
    let mut left = start;
    let first = reading.clock().calendar(start).map(|instant| zone.date(instant));
    for date in first.iter().flat_map(NaiveDate::iter_days).take(MOST_DAYS) {
        if left >= end {
            break;
        }
        // Three stretches of the day, each up to a time on the wall.
        let morning = in_ticks(zone.resolve(date, bands.evening_until).earliest());
        let evening = in_ticks(zone.resolve(date, bands.evening_from).earliest());
        let midnight = in_ticks(zone.midnight(date, 1));
        for (until, night) in [(morning, true), (evening, false), (midnight, true)] {
            let until = until.min(end);
            if until > left {
                parts[place(band(bands, date, night))] += until - left;
                left = until;
            }
        }
    }
    parts[place(Band::Weekday)] += (end - left).max(0);
    parts
}

fn band(bands: &Bands, date: NaiveDate, night: bool) -> Band {
    if bands.bank_holidays.contains(&date) {
        Band::BankHoliday
    } else if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
        Band::Weekend
    } else if night {
        Band::Evening
    } else {
        Band::Weekday
    }
}
