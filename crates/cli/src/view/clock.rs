//! Instants as people read them: local clock times, civil days, hours and minutes.

use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;
use rota_model::{Instance, Instant, Seconds, Zone};

use super::figures::grouped;

/// Reads an instance's ticks on its own clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    zone: Zone,
    ticks_per_minute: i64,
}

impl Clock {
    /// The clock of an instance.
    pub(crate) fn of(instance: &Instance) -> Self {
        Self { zone: instance.zone, ticks_per_minute: instance.ticks_per_minute.max(1) }
    }

    /// Ticks as whole seconds, rounded down.
    pub(crate) fn seconds(self, ticks: Seconds) -> i64 {
        ticks.saturating_mul(60).div_euclid(self.ticks_per_minute)
    }

    fn local(self, instant: Instant) -> DateTime<Tz> {
        self.zone.local(Instant(self.seconds(instant.0)))
    }

    /// Local clock time, as `07:30`.
    pub(crate) fn time(self, instant: Instant) -> String {
        self.local(instant).format("%H:%M").to_string()
    }

    /// The civil date on which an instant lies.
    pub(crate) fn date(self, instant: Instant) -> NaiveDate {
        self.local(instant).date_naive()
    }

    /// The first second of a civil date, in seconds since 1970.
    pub(crate) fn midnight(self, date: NaiveDate) -> i64 {
        self.zone.midnight(date, 0).0
    }

    /// Seconds from the midnight that starts `date` to an instant; elapsed time, clock changes included.
    pub(crate) fn since_midnight(self, date: NaiveDate, instant: Instant) -> i64 {
        self.seconds(instant.0).saturating_sub(self.midnight(date))
    }

    /// The local hour and minute that the clock shows `seconds` after the midnight that starts `date`.
    pub(crate) fn shown(self, date: NaiveDate, seconds: i64) -> String {
        self.zone.local(Instant(self.midnight(date) + seconds)).format("%H:%M").to_string()
    }
}

/// A civil date, as `Mon 23 Nov`.
pub(crate) fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b").to_string()
}

/// A stretch of dates, as `Mon 23 Nov to Sun 29 Nov 2026`.
pub(crate) fn days(first: NaiveDate, count: u32) -> String {
    let last = first
        .checked_add_days(chrono::Days::new(u64::from(count.saturating_sub(1))))
        .unwrap_or(first);
    if first == last {
        return format!("{} {}", day(first), first.year());
    }
    let year =
        if first.year() == last.year() { String::new() } else { format!(" {}", first.year()) };
    format!("{}{year} to {} {}", day(first), day(last), last.year())
}

/// Seconds as `5 h 05`, or `25 min` below an hour; rounded to the nearest minute.
pub(crate) fn span(seconds: i64) -> String {
    let sign = if seconds < -29 { "-" } else { "" };
    let total = minutes(seconds.saturating_abs());
    match (total / 60, total % 60) {
        (0, m) => format!("{sign}{m} min"),
        (h, m) => format!("{sign}{} h {m:02}", grouped(h.unsigned_abs())),
    }
}

/// Seconds as whole minutes, to the nearest.
pub(crate) fn minutes(seconds: i64) -> i64 {
    seconds.saturating_add(30).div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_rounded_to_the_nearest_minute() {
        let read: Vec<String> = [0, 29, 30, 3_569, 3_570, 18_300, -90, 3_600_000].map(span).into();
        assert_eq!(
            read,
            ["0 min", "0 min", "1 min", "59 min", "1 h 00", "5 h 05", "-2 min", "1,000 h 00"]
        );
    }

    #[test]
    fn a_week_across_new_year_names_both_years() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 28).expect("a date");
        assert_eq!(days(date, 7), "Mon 28 Dec 2026 to Sun 3 Jan 2027");
        assert_eq!(days(date, 3), "Mon 28 Dec to Wed 30 Dec 2026");
        assert_eq!(days(date, 1), "Mon 28 Dec 2026");
    }
}
