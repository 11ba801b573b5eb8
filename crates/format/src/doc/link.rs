//! Ties between visits as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_default;

/// A tie between two visits, each named "client/visit" or, for one occurrence, "client/visit/2026-11-23".
///
/// Where both recur, each occurrence of the first is tied to the second's on the same date (plus `day_offset`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkDoc {
    /// The visit that a gap is measured from.
    pub first: String,
    /// The visit that a gap is measured to.
    pub second: String,
    /// What ties them.
    pub kind: LinkKindDoc,
    /// What a gap is measured from: the first visit's start or end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<GapFromDoc>,
    /// Least gap in minutes; may be negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_minutes: Option<i64>,
    /// Largest gap in minutes; may be negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_minutes: Option<i64>,
    /// How many days after the first's occurrence the second's is: 1 ties a bedtime to the next morning.
    #[serde(default, skip_serializing_if = "is_default")]
    pub day_offset: i64,
}

/// What ties two visits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKindDoc {
    /// The time between them is at least `min_minutes` and at most `max_minutes`.
    #[default]
    Gap,
    /// The second starts after the first has ended.
    Order,
    /// Both have the same carers.
    SameCarer,
    /// No carer serves both.
    DifferentCarer,
    /// Both are allocated, or neither is.
    BothOrNeither,
}

/// What a gap is measured from; it always ends at the second visit's start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GapFromDoc {
    /// The first visit's start.
    Start,
    /// The first visit's end.
    #[default]
    End,
}
