//! A whole problem, validated.

use chrono::NaiveDate;

use crate::{Carer, Client, Instant, Link, Pay, Place, Policy, Travel, Visit, Zone};

/// A validated problem. `format` promises of it:
///
/// - ids are unique in their kind and every reference is to something that exists (`UsualCarer::carer` and
///   `PastVisit::carer` may name carers who have left);
/// - visits have at least one window and one to four slots, windows are ordered within themselves and do not
///   overlap, durations are more than 0;
/// - shifts of a carer do not overlap each other or an absence, and end after they start;
/// - every leg that can occur has a travel time in each mode in use;
/// - links tie two different visits.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    /// A name for reports.
    pub name: String,
    /// The zone in which people read its times.
    pub zone: Zone,
    /// First civil date of the horizon.
    pub start: NaiveDate,
    /// Civil days in the horizon, 1 to 28.
    pub days: u32,
    /// How many ticks make a minute: 60, unless a benchmark format needs finer.
    pub ticks_per_minute: i64,
    /// All places.
    pub places: Vec<Place>,
    /// How to get from one to another.
    pub travel: Travel,
    /// Clients.
    pub clients: Vec<Client>,
    /// Carers.
    pub carers: Vec<Carer>,
    /// Dated visits.
    pub visits: Vec<Visit>,
    /// Ties between visits.
    pub links: Vec<Link>,
    /// Rules and prices.
    pub policy: Policy,
    /// How work is paid, where that is known.
    pub pay: Option<Pay>,
}

impl Instance {
    /// First instant of the horizon.
    pub fn opens(&self) -> Instant {
        self.zone.midnight(self.start, 0)
    }

    /// First instant after the horizon.
    pub fn closes(&self) -> Instant {
        self.zone.midnight(self.start, u64::from(self.days))
    }

    /// How many carer-places there are in all visits.
    pub fn slot_count(&self) -> usize {
        self.visits.iter().map(|visit| visit.slots.len()).sum()
    }
}
