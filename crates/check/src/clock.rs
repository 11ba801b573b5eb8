//! Times and spans as a coordinator reads them.

use rota_model::{Instance, Instant};

/// A time or a span in ticks, wide enough that no arithmetic on a rota's times overflows.
pub(crate) type Ticks = i128;

/// First and last second that the calendar is asked about: the years 1 to 9999.
const CALENDAR: std::ops::RangeInclusive<Ticks> = -62_135_596_800..=253_402_300_799;

/// Writes the times of one instance.
#[derive(Clone, Copy)]
pub(crate) struct Clock<'a> {
    instance: &'a Instance,
}

impl<'a> Clock<'a> {
    pub(crate) fn new(instance: &'a Instance) -> Self {
        Self { instance }
    }

    /// The instant in seconds, for the calendar; `None` where the calendar has no such day.
    pub(crate) fn calendar(self, ticks: Ticks) -> Option<Instant> {
        let seconds =
            ticks.saturating_mul(60).div_euclid(Ticks::from(self.instance.ticks_per_minute.max(1)));
        if !CALENDAR.contains(&seconds) {
            return None;
        }
        i64::try_from(seconds).ok().map(Instant)
    }

    /// "2026-11-23 08:12", with seconds and the zone's abbreviation only where they are needed to tell; plain ticks
    /// where a tick is not a second.
    pub(crate) fn at(self, ticks: Ticks) -> String {
        let calendar = self.calendar(ticks).filter(|_| self.instance.ticks_per_minute == 60);
        let Some(instant) = calendar else {
            return format!("tick {ticks}");
        };
        let zone = self.instance.zone;
        let local = zone.local(instant);
        let time = if ticks % 60 == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
        let text = local.format(time).to_string();
        match zone.resolve(local.date_naive(), local.time()) {
            rota_model::LocalTime::Twice(..) => format!("{text} {}", local.format("%Z")),
            rota_model::LocalTime::Once(_) | rota_model::LocalTime::Skipped(_) => text,
        }
    }

    /// "1 hour 5 minutes", "40 seconds"; plain ticks where a tick is not a second. Without a sign.
    pub(crate) fn span(self, ticks: Ticks) -> String {
        let ticks = ticks.unsigned_abs();
        if self.instance.ticks_per_minute != 60 {
            return counted(ticks, "tick");
        }
        let parts = [(ticks / 3600, "hour"), (ticks / 60 % 60, "minute"), (ticks % 60, "second")];
        let words: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|&(n, word)| counted(n, word)).collect();
        if words.is_empty() { "no time".to_owned() } else { words.join(" ") }
    }

    /// "2 minutes later" or "2 minutes earlier", by the sign.
    pub(crate) fn off(self, ticks: Ticks) -> String {
        let word = if ticks > 0 { "later" } else { "earlier" };
        format!("{} {word}", self.span(ticks))
    }
}

/// "1 tick", "2 ticks".
pub(crate) fn counted(number: impl Into<u128>, word: &str) -> String {
    let number = number.into();
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// The instant as wide ticks.
pub(crate) fn ticks(instant: Instant) -> Ticks {
    Ticks::from(instant.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rota_model::{Policy, Travel, Zone};

    fn instance(ticks_per_minute: i64) -> Instance {
        Instance {
            name: String::new(),
            zone: Zone::named("Europe/London").expect("a zone"),
            start: Zone::UTC.date(Instant(0)),
            days: 1,
            ticks_per_minute,
            places: vec![],
            travel: Travel::default(),
            clients: vec![],
            carers: vec![],
            visits: vec![],
            links: vec![],
            policy: Policy::bare(),
            pay: None,
        }
    }

    #[test]
    fn times_are_local_and_say_which_of_two_equal_readings_is_meant() {
        let instance = instance(60);
        let clock = Clock::new(&instance);
        // 2026-10-25T00:30Z is 01:30 in summer time, an hour later it is 01:30 again.
        let half_past = 1_792_888_200;
        assert_eq!(clock.at(half_past), "2026-10-25 01:30 BST");
        assert_eq!(clock.at(half_past + 3600), "2026-10-25 01:30 GMT");
        assert_eq!(clock.at(half_past + 7205), "2026-10-25 02:30:05");
        assert_eq!(clock.at(half_past - 3600), "2026-10-25 00:30");
    }

    #[test]
    fn absurd_times_are_written_as_ticks() {
        let instance = instance(60);
        let clock = Clock::new(&instance);
        assert_eq!(clock.at(Ticks::from(i64::MAX)), "tick 9223372036854775807");
        assert_eq!(clock.at(Ticks::MIN), format!("tick {}", Ticks::MIN));
        // 2^63 s = 9,223,372,036,854,775,808 s = 2,562,047,788,015,215 x 3600 s + 1808 s.
        assert_eq!(
            clock.span(Ticks::from(i64::MIN)),
            "2562047788015215 hours 30 minutes 8 seconds"
        );
    }

    #[test]
    fn spans_name_what_they_hold() {
        let week = instance(60);
        assert_eq!(Clock::new(&week).span(3725), "1 hour 2 minutes 5 seconds");
        assert_eq!(Clock::new(&week).span(-60), "1 minute");
        assert_eq!(Clock::new(&week).span(0), "no time");
        let fine = instance(6000);
        assert_eq!(Clock::new(&fine).span(3725), "3725 ticks");
        assert_eq!(Clock::new(&fine).at(6000), "tick 6000");
        assert_eq!(Clock::new(&fine).calendar(6000), Some(Instant(60)));
    }
}
