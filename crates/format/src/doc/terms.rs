//! The terms on which a carer works, as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{RatesDoc, is_default};

/// On what terms a carer works. Limits that are left out are those of the policy's rules.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsDoc {
    /// Employment status; rules on working time are not for the self-employed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: StatusDoc,
    /// Agreed in writing to work more than 48 hours in a week.
    #[serde(default, skip_serializing_if = "is_default")]
    pub long_weeks: bool,
    /// Whether a day may have two shifts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_days: Option<bool>,
    /// Most days with work in a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_in_a_row: Option<i64>,
    /// Most weekends with work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekends: Option<WeekendsDoc>,
    /// Most hours from setting out to the last return of a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_span_hours: Option<f64>,
    /// Least hours of a day with work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_least_hours: Option<f64>,
    /// Most hours of a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_most_hours: Option<f64>,
    /// Under 18, and over the age of compulsory schooling: rules on young workers apply.
    #[serde(default, skip_serializing_if = "is_default")]
    pub young: bool,
    /// Hours worked in each of the weeks before the horizon, the last one first, for the average over a reference period;
    /// none in the list for somebody who has just begun. Weeks away from work are best left out. Without it the average is not
    /// judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub past_week_hours: Option<Vec<f64>>,
    /// Work before the horizon, for rest across its first midnight and for days in a row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_work: Vec<PastWorkDoc>,
    /// Pay, where it is not everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<RatesDoc>,
    /// Kilometres already paid for in this mileage year.
    #[serde(default, skip_serializing_if = "is_default")]
    pub km_so_far: i64,
}

/// Employment status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatusDoc {
    /// Employed.
    #[default]
    Employee,
    /// A worker without guaranteed hours.
    ZeroHours,
    /// In business on their own account.
    SelfEmployed,
}

/// At most so many weekends of so many in a row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekendsDoc {
    /// Most weekends with work.
    pub most: i64,
    /// Among so many in a row.
    pub of: i64,
}

/// Work before the horizon.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PastWorkDoc {
    /// Set out, as "2026-11-22T14:00".
    pub from: String,
    /// Returned.
    pub to: String,
}
