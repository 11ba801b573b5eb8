//! Pay as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_default;

/// How work is paid. With it, reports show what a rota costs and whether it pays the minimum wage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PayDoc {
    /// What an hour must come to at least, in pence; 1271 if left out (United Kingdom, from April 2026, over 20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_wage: Option<f64>,
    /// What carers are paid who have no `pay` in their `terms`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rates: RatesDoc,
    /// Longer waits between two visits are the carer's own time, unpaid; 60 minutes if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_gap_minutes: Option<i64>,
    /// From this time of day the evening's rate is paid; "19:00" if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evening_from: Option<String>,
    /// Until this time of day it still is, from midnight; "07:00" if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evening_until: Option<String>,
    /// Dates of bank holidays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bank_holidays: Vec<String>,
    /// What travel between visits is paid by distance.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mileage: MileagesDoc,
    /// Insurance, pension and holidays on top of pay, in per cent of it with up to two decimals; 0 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_cost_percent: Option<f64>,
}

/// What work is paid, in pence with up to three decimals, for an hour unless said otherwise. In a carer's terms what
/// is left out is as in the problem's `pay`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RatesDoc {
    /// Contact time on weekdays by day: the basic rate. The minimum wage if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<f64>,
    /// Contact time in the evening and at night; as `contact` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evening: Option<f64>,
    /// Contact time at weekends; as `contact` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekend: Option<f64>,
    /// Contact time on bank holidays; as `weekend` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_holiday: Option<f64>,
    /// Travel between visits; 0 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<f64>,
    /// Waiting between visits, up to the paid gap; 0 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<f64>,
    /// Waking nights; as other contact time if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waking_night: Option<f64>,
    /// A sleep-in, for the whole night; 0 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sleep_in: Option<f64>,
}

/// Mileage by mode; a mode that is left out is paid none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MileagesDoc {
    /// By car.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub car: Option<MileageDoc>,
    /// On foot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walk: Option<MileageDoc>,
    /// By bicycle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bicycle: Option<MileageDoc>,
    /// By bus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bus: Option<MileageDoc>,
}

/// What distance is paid.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MileageDoc {
    /// Pence for a mile or kilometre, with up to three decimals.
    pub pence: f64,
    /// The same beyond `threshold`; as `pence` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond: Option<f64>,
    /// Miles or kilometres in a year that are paid at `pence`; all if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<i64>,
    /// The unit of distance.
    #[serde(default, skip_serializing_if = "is_default")]
    pub per: DistanceDoc,
}

/// A unit of distance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DistanceDoc {
    /// 1,609.344 metres.
    #[default]
    Mile,
    /// 1,000 metres.
    Km,
}
