//! The horizon and its zone, and dates read against it.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use rota_model::{Instant, LocalTime, Zone};

use crate::civil;
use crate::doc::ProblemDoc;
use crate::finding::{Code, Path, Sink};

/// The days that are planned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    pub(super) zone: Zone,
    pub(super) start: NaiveDate,
    pub(super) days: u32,
    /// Whether all of it could be read. If not, nothing is reported that hangs on it.
    pub(super) known: bool,
}

impl Calendar {
    pub(super) fn new(doc: &ProblemDoc, sink: &mut Sink) -> Self {
        let root = Path::Root;
        let zone = Zone::named(&doc.time_zone);
        if zone.is_none() {
            let cause = format!("there is no time zone \"{}\"", civil::clip(&doc.time_zone));
            sink.add(Code::UnknownZone, &root.key("time_zone"), cause);
        }
        let start = sink.keep(civil::date(&doc.start), Code::BadDate, &root.key("start"));
        let days = u32::try_from(doc.days).ok().filter(|days| (1..=28).contains(days));
        if days.is_none() {
            let cause = format!("the horizon has {} days", doc.days);
            sink.add(Code::BadHorizon, &root.key("days"), cause);
        }
        Self {
            zone: zone.unwrap_or(Zone::UTC),
            start: start.unwrap_or_default(),
            days: days.unwrap_or(7),
            known: zone.is_some() && start.is_some() && days.is_some(),
        }
    }

    /// Every date of the horizon.
    pub(super) fn dates(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        civil::dates(self.start, self.days)
    }

    /// Whether a date lies inside; so does every date of a horizon that could not be read.
    pub(super) fn contains(&self, date: NaiveDate) -> bool {
        let end = self.start.checked_add_days(Days::new(u64::from(self.days)));
        !self.known || (self.start <= date && end.is_none_or(|end| date < end))
    }

    /// Reads a date.
    pub(super) fn date(&self, text: &str, path: &Path<'_>, sink: &mut Sink) -> Option<NaiveDate> {
        sink.keep(civil::date(text), Code::BadDate, path)
    }

    /// Reads a list of dates, each once.
    pub(super) fn date_list(
        &self,
        texts: &[String],
        path: &Path<'_>,
        sink: &mut Sink,
    ) -> Vec<NaiveDate> {
        let mut dates = Vec::with_capacity(texts.len());
        let mut seen = BTreeSet::new();
        for (i, text) in texts.iter().enumerate() {
            let Some(date) = self.date(text, &path.index(i), sink) else { continue };
            if seen.insert(date) {
                dates.push(date);
            } else {
                sink.add(Code::DateTwice, &path.index(i), format!("{date} is listed twice"));
            }
        }
        dates
    }

    /// The same, without those outside the horizon, which are reported as ignored.
    pub(super) fn dates_inside(
        &self,
        texts: &[String],
        path: &Path<'_>,
        sink: &mut Sink,
    ) -> Vec<NaiveDate> {
        let dates = self.date_list(texts, path, sink);
        for (i, text) in texts.iter().enumerate() {
            if civil::date(text).is_ok_and(|date| !self.contains(date)) {
                sink.add(Code::Ignored, &path.index(i), format!("{text} is outside the horizon"));
            }
        }
        dates.into_iter().filter(|date| self.contains(*date)).collect()
    }

    /// The instant of a time on a date, minding clock changes.
    pub(super) fn instant(
        &self,
        date: NaiveDate,
        minutes: u32,
        path: &Path<'_>,
        sink: &mut Sink,
    ) -> Instant {
        let local = civil::resolve(self.zone, date, minutes);
        let what = match local {
            LocalTime::Once(_) => None,
            LocalTime::Twice(..) => Some("comes twice"),
            LocalTime::Skipped(_) => Some("does not exist"),
        };
        if let (Some(what), true) = (what, self.known) {
            let of_day = minutes % civil::DAY;
            let clock = format!("{:02}:{:02}", of_day / 60, of_day % 60);
            let night = date.checked_add_days(Days::new(u64::from(minutes / civil::DAY)));
            let cause = format!("{clock} {what} on {}", night.unwrap_or(date));
            sink.add(Code::ClockChange, path, cause);
        }
        local.earliest()
    }
}

/// Reads a time of day.
pub(super) fn clock(text: &str, path: &Path<'_>, sink: &mut Sink) -> Option<u32> {
    sink.keep(civil::clock(text), Code::BadTime, path)
}
