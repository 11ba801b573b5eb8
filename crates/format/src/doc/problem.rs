//! The problem document: what is known before a rota is made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CarerDoc, ClientDoc, LinkDoc, PayDoc, PolicyDoc, TravelDoc, is_default};

/// The value of `format` in a problem.
pub const PROBLEM_FORMAT: &str = "rota/problem/v1";

/// A home-care problem: clients with the visits they need, carers with their shifts, and what matters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "rota problem, version 1")]
pub struct ProblemDoc {
    /// Always "rota/problem/v1".
    pub format: String,
    /// A name for reports.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// IANA name of the time zone in which all dates and times are read.
    #[serde(default = "london")]
    pub time_zone: String,
    /// First date of the horizon, as "2026-11-23".
    pub start: String,
    /// Days in the horizon, 1 to 28.
    #[serde(default = "seven")]
    pub days: i64,
    /// Places that have a name of their own: offices, sheltered housing, a carer's second home.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceDoc>,
    /// How long it takes to get about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub travel: TravelDoc,
    /// Those who receive care, with the visits they need.
    #[serde(default)]
    pub clients: Vec<ClientDoc>,
    /// Those who give care, with their shifts.
    #[serde(default)]
    pub carers: Vec<CarerDoc>,
    /// Ties between visits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDoc>,
    /// Which rules hold, and what their measures cost.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policy: PolicyDoc,
    /// How work is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<PayDoc>,
}

impl Default for ProblemDoc {
    fn default() -> Self {
        Self {
            format: PROBLEM_FORMAT.to_owned(),
            name: String::new(),
            time_zone: london(),
            start: String::new(),
            days: seven(),
            places: Vec::new(),
            travel: TravelDoc::default(),
            clients: Vec::new(),
            carers: Vec::new(),
            links: Vec::new(),
            policy: PolicyDoc::default(),
            pay: None,
        }
    }
}

fn london() -> String {
    "Europe/London".to_owned()
}

const fn seven() -> i64 {
    7
}

/// A place with a name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceDoc {
    /// Its name, unique among places; clients and carers who give no place have one of their own id.
    pub id: String,
    /// Latitude and longitude in degrees, as [56.12, -3.94]. May be left out if matrices hold the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
}
