//! Dates and times as people write them.

mod recurrence;

use chrono::{Days, NaiveDate, NaiveTime};
use rota_model::{Instant, LocalTime, Zone};

pub(crate) use recurrence::Recurrence;

/// Minutes of a day.
pub(crate) const DAY: u32 = 24 * 60;

/// Reads "2026-11-23"; years from 1970 to 2199.
pub(crate) fn date(text: &str) -> Result<NaiveDate, String> {
    let fail = || format!("\"{}\" is not a date", clip(text));
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, byte)| match i {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return Err(fail());
    }
    let number = |range| text.get(range).and_then(|digits: &str| digits.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return Err(fail());
    };
    if !(1970..2200).contains(&year) {
        return Err(format!("{text} is outside the years 1970 to 2199"));
    }
    let year = i32::try_from(year).map_err(|_| fail())?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| format!("there is no {text}"))
}

/// Reads "07:30" as minutes after midnight, up to "24:00".
pub(crate) fn clock(text: &str) -> Result<u32, String> {
    let fail = || format!("\"{}\" is not a time of day", clip(text));
    let bytes = text.as_bytes();
    let digit = |i: usize| {
        bytes.get(i).filter(|byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0'))
    };
    if bytes.len() != 5 || bytes[2] != b':' {
        return Err(fail());
    }
    let (Some(h1), Some(h2), Some(m1), Some(m2)) = (digit(0), digit(1), digit(3), digit(4)) else {
        return Err(fail());
    };
    let (hours, minutes) = (h1 * 10 + h2, m1 * 10 + m2);
    let total = hours * 60 + minutes;
    if minutes > 59 || total > DAY { Err(fail()) } else { Ok(total) }
}

/// What a number of minutes after a date's midnight is by the clock; 24:00 and later are on later dates.
pub(crate) fn resolve(zone: Zone, date: NaiveDate, minutes: u32) -> LocalTime {
    let day = date.checked_add_days(Days::new(u64::from(minutes / DAY))).unwrap_or(date);
    let of_day = minutes % DAY;
    let time = NaiveTime::from_hms_opt(of_day / 60, of_day % 60, 0).unwrap_or(NaiveTime::MIN);
    zone.resolve(day, time)
}

/// The same as an instant: the first of two readings, or the first instant after a skipped hour.
pub(crate) fn instant(zone: Zone, date: NaiveDate, minutes: u32) -> Instant {
    resolve(zone, date, minutes).earliest()
}

/// The dates of a horizon.
pub(crate) fn dates(start: NaiveDate, days: u32) -> impl Iterator<Item = NaiveDate> {
    (0..u64::from(days)).filter_map(move |day| start.checked_add_days(Days::new(day)))
}

/// What is quoted from an input in a finding, cut when long.
pub(crate) fn clip(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['\u{2026}']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_read_strictly() {
        assert!(date("2026-11-23").is_ok() && date("2028-02-29").is_ok());
        for wrong in
            ["2026-2-3", "2026-02-29", "23/11/2026", "2026-11-23T", "1969-12-31", "+026-11-23", ""]
        {
            assert!(date(wrong).is_err(), "{wrong}");
        }
        assert_eq!(clock("07:30"), Ok(450));
        assert_eq!(clock("24:00"), Ok(1440));
        for wrong in ["7:30", "24:01", "07:60", "07.30", "0730", "é7:30", "07:3é", ""] {
            assert!(clock(wrong).is_err(), "{wrong}");
        }
    }
}
