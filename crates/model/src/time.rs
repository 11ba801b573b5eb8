//! Instants and intervals in integer seconds, and the only way between them and civil local time.

use std::fmt;
use std::ops::{Add, Sub};

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

/// A length of time in ticks: seconds, unless the instance says otherwise (`Instance::ticks_per_minute`).
pub type Seconds = i64;

/// A point in time: ticks since 1970-01-01T00:00:00Z. Differences are elapsed time, clock changes included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// Later than anything that is planned: "no end".
    pub const NEVER: Self = Self(1 << 52);
}

impl Add<Seconds> for Instant {
    type Output = Self;
    fn add(self, seconds: Seconds) -> Self {
        Self(self.0 + seconds)
    }
}

impl Sub<Seconds> for Instant {
    type Output = Self;
    fn sub(self, seconds: Seconds) -> Self {
        Self(self.0 - seconds)
    }
}

impl Sub for Instant {
    type Output = Seconds;
    fn sub(self, other: Self) -> Seconds {
        self.0 - other.0
    }
}

/// From `start` up to, and not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// First instant inside.
    pub start: Instant,
    /// First instant after.
    pub end: Instant,
}

impl Interval {
    /// Whether the two share any instant.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What a civil date and time is in a zone with clock changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalTime {
    /// The usual case.
    Once(Instant),
    /// The hour that October repeats: both readings.
    Twice(Instant, Instant),
    /// The hour that March skips: the first instant after it.
    Skipped(Instant),
}

impl LocalTime {
    /// One reading for all cases: the earlier of two, or the first instant after the skipped hour.
    pub fn earliest(self) -> Instant {
        match self {
            Self::Once(instant) | Self::Twice(instant, _) | Self::Skipped(instant) => instant,
        }
    }
}

/// A named time zone, such as `Europe/London`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// Universal time, for problems without a calendar.
    pub const UTC: Self = Self(Tz::UTC);

    /// Looks a zone up by its IANA name; `None` when there is no such zone.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Resolves a civil date and time of day.
    pub fn resolve(self, date: NaiveDate, time: NaiveTime) -> LocalTime {
        let civil = date.and_time(time);
        match self.0.from_local_datetime(&civil) {
            LocalResult::Single(t) => LocalTime::Once(Instant(t.timestamp())),
            LocalResult::Ambiguous(a, b) => {
                LocalTime::Twice(Instant(a.timestamp()), Instant(b.timestamp()))
            }
            LocalResult::None => LocalTime::Skipped(self.after_gap(civil)),
        }
    }

    /// The first instant whose civil reading exists, at or after `civil`: found minute by minute, since a gap
    /// starts and ends on whole minutes in every zone in use.
    fn after_gap(self, civil: NaiveDateTime) -> Instant {
        (1..=24 * 60)
            .filter_map(|minutes| {
                let later = civil + chrono::TimeDelta::minutes(minutes);
                self.0.from_local_datetime(&later).earliest()
            })
            .next()
            .map_or(Instant(civil.and_utc().timestamp()), |t| {
                Instant(t.timestamp() - t.timestamp().rem_euclid(60))
            })
    }

    /// The civil reading of an instant, with its offset.
    pub fn local(self, instant: Instant) -> DateTime<Tz> {
        let utc = DateTime::from_timestamp(instant.0, 0).unwrap_or_default();
        utc.with_timezone(&self.0)
    }

    /// The civil date of an instant.
    pub fn date(self, instant: Instant) -> NaiveDate {
        self.local(instant).date_naive()
    }

    /// Midnight at the start of `date` plus `days` civil days.
    pub fn midnight(self, date: NaiveDate, days: u64) -> Instant {
        let day = date.checked_add_days(Days::new(days)).unwrap_or(date);
        self.resolve(day, NaiveTime::MIN).earliest()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn london() -> Zone {
        Zone::named("Europe/London").expect("a zone that chrono-tz ships")
    }

    fn at(y: i32, m: u32, d: u32, hour: u32, minute: u32) -> LocalTime {
        let date = NaiveDate::from_ymd_opt(y, m, d).expect("a date");
        london().resolve(date, NaiveTime::from_hms_opt(hour, minute, 0).expect("a time"))
    }

    #[test]
    fn a_night_shift_is_longer_in_october_and_shorter_in_march() {
        let october = at(2026, 10, 25, 7, 0).earliest() - at(2026, 10, 24, 22, 0).earliest();
        let march = at(2027, 3, 28, 7, 0).earliest() - at(2027, 3, 27, 22, 0).earliest();
        assert_eq!((october, march), (600 * 60, 480 * 60));
    }

    #[test]
    fn the_repeated_hour_has_two_readings_and_the_skipped_one_has_none() {
        let LocalTime::Twice(first, second) = at(2026, 10, 25, 1, 30) else {
            panic!("01:30 comes twice")
        };
        assert_eq!(second - first, 3600);
        assert_eq!(at(2027, 3, 28, 1, 30), LocalTime::Skipped(at(2027, 3, 28, 2, 0).earliest()));
    }

    #[test]
    fn midnight_keeps_to_civil_days() {
        let saturday = NaiveDate::from_ymd_opt(2026, 10, 24).expect("a date");
        let zone = london();
        assert_eq!(zone.midnight(saturday, 2) - zone.midnight(saturday, 1), 25 * 3600);
        assert_eq!(zone.date(zone.midnight(saturday, 1)), saturday.succ_opt().expect("a date"));
    }
}
