//! On what terms a carer works, beside the hours: status, limits of their own, and work before the horizon.

use crate::{Interval, PayTerms, Seconds};

/// What a carer is in employment law.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Employed, with guaranteed hours or without.
    #[default]
    Employee,
    /// A worker without guaranteed hours.
    ZeroHours,
    /// In business on their own account: rules on working time are not for them.
    SelfEmployed,
}

impl Status {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Employee, Self::ZeroHours, Self::SelfEmployed];

    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::ZeroHours => "zero-hours",
            Self::SelfEmployed => "self-employed",
        }
    }
}

/// At most so many weekends of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekends {
    /// Most weekends with work.
    pub most: i64,
    /// Among so many weekends in a row, at least 1.
    pub of: i64,
}

/// A carer's terms. A limit that is `None` is the policy's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// What they are.
    pub status: Status,
    /// Agreed in writing to work more than 48 hours in a week.
    pub long_weeks: bool,
    /// Whether a day may have two shifts.
    pub split_days: Option<bool>,
    /// Most days with work in a row.
    pub days_in_a_row: Option<i64>,
    /// Most weekends with work.
    pub weekends: Option<Weekends>,
    /// Longest time from setting out to the last return of a day, in seconds.
    pub day_span: Option<Seconds>,
    /// Least working time of a day with work, in seconds.
    pub day_least: Option<Seconds>,
    /// Most working time of a day, in seconds.
    pub day_most: Option<Seconds>,
    /// Under 18, and over the age of compulsory schooling.
    pub young: bool,
    /// Working time of each of the weeks before the horizon, the last one first, in seconds; empty for somebody who has
    /// just begun, `None` where it is not known.
    pub past_weeks: Option<Vec<Seconds>>,
    /// Work before the horizon, from setting out to return, by start; for rest across its first midnight.
    pub past_work: Vec<Interval>,
    /// Pay; `None`: as everybody's.
    pub pay: Option<PayTerms>,
    /// Metres already paid for in this mileage year.
    pub metres_so_far: i64,
}
