//! What work is paid: rates by time of the week, travel, waiting, nights, mileage, on-costs and the minimum wage.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

use crate::{Mode, Money, Rate, Seconds};

/// The longest wait between two visits that is still paid where a problem says nothing, in seconds: an hour.
pub const PAID_GAP: Seconds = 3600;

/// The time of the week that work falls in. Bank holidays come before weekends, weekends before evenings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Monday to Friday by day.
    Weekday,
    /// Monday to Friday in the evening, at night and early in the morning.
    Evening,
    /// Saturday and Sunday, midnight to midnight.
    Weekend,
    /// A listed date, midnight to midnight.
    BankHoliday,
}

impl Band {
    /// All bands, in order.
    pub const ALL: [Self; 4] = [Self::Weekday, Self::Evening, Self::Weekend, Self::BankHoliday];

    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Weekday => "weekday",
            Self::Evening => "evening",
            Self::Weekend => "weekend",
            Self::BankHoliday => "bank-holiday",
        }
    }
}

/// When bands begin and end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bands {
    /// From this time of day it is evening.
    pub evening_from: NaiveTime,
    /// Before this time of day it still is (the night, and the early morning); not after `evening_from`.
    pub evening_until: NaiveTime,
    /// Dates that are bank holidays.
    pub bank_holidays: BTreeSet<NaiveDate>,
}

impl Default for Bands {
    /// Evening from 19:00 to 07:00; no bank holidays.
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
        Self { evening_from: hour(19), evening_until: hour(7), bank_holidays: BTreeSet::new() }
    }
}

/// A rate for each band.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BandRates {
    /// Basic rate.
    pub weekday: Rate,
    /// In the evening and at night.
    pub evening: Rate,
    /// On Saturdays and Sundays.
    pub weekend: Rate,
    /// On bank holidays.
    pub bank_holiday: Rate,
}

impl BandRates {
    /// One rate at all times.
    pub const fn flat(rate: Rate) -> Self {
        Self { weekday: rate, evening: rate, weekend: rate, bank_holiday: rate }
    }

    /// The rate of a band.
    pub const fn of(&self, band: Band) -> Rate {
        match band {
            Band::Weekday => self.weekday,
            Band::Evening => self.evening,
            Band::Weekend => self.weekend,
            Band::BankHoliday => self.bank_holiday,
        }
    }
}

/// What a carer is paid. Rates are for each second (see [`Rate::millipence_per_hour`]).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PayTerms {
    /// Contact time.
    pub contact: BandRates,
    /// Travel between visits.
    pub travel: Rate,
    /// Waiting between visits, up to [`Pay::paid_gap`].
    pub waiting: Rate,
    /// Contact time of waking nights; `None`: as other contact time.
    pub waking_night: Option<Rate>,
    /// A sleep-in, whole.
    pub sleep_in: Money,
}

/// What a mode of travel is paid by distance, exact: `millipence` for each `millimetres`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mileage {
    /// Thousandths of a penny for each unit of distance, up to the threshold.
    pub millipence: i64,
    /// The same beyond the threshold.
    pub millipence_beyond: i64,
    /// The unit of distance: 1,609,344 for a mile, 1,000,000 for a kilometre; more than 0.
    pub millimetres: i64,
    /// Metres in a year that are paid at the first rate; `None`: all are.
    pub threshold: Option<i64>,
}

/// How work is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pay {
    /// What an hour of work must come to at least.
    pub minimum_wage: Rate,
    /// Longer waits between two visits are the carer's own time: unpaid, and neither minimum-wage nor working
    /// time. In seconds.
    pub paid_gap: Seconds,
    /// When bands begin and end.
    pub bands: Bands,
    /// What carers are paid who have no terms of their own.
    pub terms: PayTerms,
    /// What travel between visits is paid by distance.
    pub mileage: BTreeMap<Mode, Mileage>,
    /// Insurance, pension, holidays: hundredths of a per cent of pay, on top of it.
    pub on_cost_basis_points: i64,
}

impl Pay {
    /// One rate for contact time at all hours, which is also the minimum wage; nothing else is paid.
    pub fn flat(rate: Rate) -> Self {
        Self {
            minimum_wage: rate,
            paid_gap: PAID_GAP,
            bands: Bands::default(),
            terms: PayTerms { contact: BandRates::flat(rate), ..PayTerms::default() },
            mileage: BTreeMap::new(),
            on_cost_basis_points: 0,
        }
    }
}
