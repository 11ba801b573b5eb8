//! Travel as written: speeds, and matrices given in place or by file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ModeDoc, is_default};

/// How long it takes to get about: as the crow flies with a detour, or by matrices where they are given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TravelDoc {
    /// Road distance for each km of straight distance; 1.3 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detour: Option<f64>,
    /// Straight-line times are rounded up to a multiple of this many minutes; 1 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_up_minutes: Option<i64>,
    /// Speeds by mode.
    #[serde(default, skip_serializing_if = "is_default")]
    pub modes: ModesDoc,
    /// Given times; the first matrix that has the mode and both places counts, as it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matrices: Vec<MatrixDoc>,
}

/// Speeds for each mode.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModesDoc {
    /// 35 km/h and 2 minutes if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub car: Option<SpeedDoc>,
    /// 4.5 km/h and 1 minute if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walk: Option<SpeedDoc>,
    /// 14 km/h and 1 minute if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bicycle: Option<SpeedDoc>,
    /// 15 km/h and 6 minutes if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bus: Option<SpeedDoc>,
}

/// How fast one mode is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpeedDoc {
    /// Kilometres an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kmh: Option<f64>,
    /// Minutes added to each leg: parking, the walk to the door, signing in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_minutes: Option<f64>,
    /// Road distance for each km of straight distance, if not the general one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detour: Option<f64>,
}

/// Given times between places: in place (`places` with `minutes` or `seconds`), or by `file`. Rows are where a leg
/// starts, columns where it ends.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatrixDoc {
    /// The modes it is for; all if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modes: Vec<ModeDoc>,
    /// The places of its rows and columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Times in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Vec<Vec<f64>>>,
    /// Times in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<Vec<Vec<i64>>>,
    /// Distances in kilometres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub km: Option<Vec<Vec<f64>>>,
    /// Distances in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metres: Option<Vec<Vec<i64>>>,
    /// A file beside the problem that has the rest: ".json" with these same keys, or ".csv" with the columns
    /// from, to, minutes (or seconds) and perhaps km (or metres).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}
