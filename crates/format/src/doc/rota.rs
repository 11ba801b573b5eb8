//! The rota document: what is published.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of `format` in a rota.
pub const ROTA_FORMAT: &str = "rota/rota/v1";

/// A rota: who goes to whom, when, in which order, what is left out and why, and what it costs.
///
/// Times are local with their offset, as "2026-11-23T07:30:00+00:00".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "rota, version 1")]
pub struct RotaDoc {
    /// Always "rota/rota/v1".
    pub format: String,
    /// The name of the problem that this answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub problem: String,
    /// SHA-256 of the problem's text, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem_sha256: Option<String>,
    /// Under which rules it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<RulesDoc>,
    /// Routes, by carer and departure.
    pub routes: Vec<RouteDoc>,
    /// Visits that nobody was found for.
    pub unallocated: Vec<UnallocatedDoc>,
    /// What it costs.
    pub score: SheetDoc,
}

/// The rules under which a rota was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RulesDoc {
    /// The packs that the problem names; "none" where it names none.
    pub packs: Vec<PackDoc>,
    /// Rules that differ from their pack for a reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<RuleReasonDoc>,
    /// That none of this is legal advice.
    pub note: String,
}

/// A pack of rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackDoc {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of what it says, in hexadecimal.
    pub sha256: String,
}

/// Why a rule differs from its pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleReasonDoc {
    /// The rule.
    pub rule: String,
    /// The reason that the problem gives.
    pub reason: String,
}

/// One shift's work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteDoc {
    /// Whose.
    pub carer: String,
    /// In which shift.
    pub shift: String,
    /// Leaves the start place.
    pub depart: String,
    /// Stops in order.
    pub stops: Vec<StopDoc>,
    /// Breaks that are had, in order; neither travel nor care nor waiting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests: Vec<RestDoc>,
    /// Reaches the end place.
    pub finish: String,
}

/// A break that is had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RestDoc {
    /// Which of the shift's breaks it is for, from 1.
    pub of: i64,
    /// How many stops lie before it.
    pub stops: i64,
    /// Whether the carer is still at the last of these stops or already at the next one.
    pub at: RestAtDoc,
    /// It begins.
    pub start: String,
    /// It ends.
    pub end: String,
}

/// Where a break is had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RestAtDoc {
    /// Before the way to the next stop.
    BeforeTravel,
    /// After the way to the next stop.
    AfterTravel,
}

/// One carer's part in one visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StopDoc {
    /// The visit.
    pub visit: String,
    /// Whose visit; repeated for readers, and checked.
    pub client: String,
    /// Which of the visit's carer-places, from 1.
    pub slot: i64,
    /// At the door.
    pub arrive: String,
    /// Care starts.
    pub start: String,
    /// Care ends.
    pub end: String,
}

/// A visit left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnallocatedDoc {
    /// The visit.
    pub visit: String,
    /// Whose visit; repeated for readers, and checked.
    pub client: String,
    /// Why, most telling first.
    #[serde(default)]
    pub reasons: Vec<ReasonDoc>,
}

/// Why something is as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonDoc {
    /// A stable word for scripts.
    pub code: String,
    /// A sentence for people.
    pub text: String,
}

/// The score sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetDoc {
    /// One line for each priced rule, in the catalogue's order.
    pub lines: Vec<SheetLineDoc>,
    /// The sum, in pence, rounded.
    pub total_pence: i64,
    /// The sum, in grains of 1/3,600,000 of a penny, exact.
    pub total_grains: i64,
}

/// One rule's measure and price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetLineDoc {
    /// The rule.
    pub rule: String,
    /// The raw amount.
    pub measure: i64,
    /// What the measure counts.
    pub unit: UnitDoc,
    /// The price in pence, rounded.
    pub pence: i64,
    /// The price in grains of 1/3,600,000 of a penny, exact.
    pub grains: i64,
}

/// What a measure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnitDoc {
    /// Time.
    Seconds,
    /// Distance.
    Metres,
    /// Things.
    Count,
    /// Points of unfamiliarity.
    Points,
}
