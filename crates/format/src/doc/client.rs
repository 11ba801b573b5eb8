//! Clients as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CallDoc, is_default};

/// Somebody who receives care.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientDoc {
    /// A name for files, unique among clients, without "/". Better not a person's name.
    pub id: String,
    /// A person's name, for reports only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The home, as [latitude, longitude] in degrees. It becomes a place with the client's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// The home, by the id of a place; instead of `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Carers who must not be sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// Gender asked for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gender: GenderWishDoc,
    /// Language asked for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language: LanguageWishDoc,
    /// Carers whom the client knows well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usual: Vec<UsualCarerDoc>,
    /// Largest number of different carers wanted over the horizon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_carers: Option<i64>,
    /// Number of different carers aimed at over the horizon. Each one more costs more than the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_size: Option<i64>,
    /// Whether nobody may come alone for the first time: who is not usual here and never came before needs a second carer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub no_lone_first_visit: bool,
    /// Visits before the horizon.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<PastVisitDoc>,
    /// Visits needed.
    #[serde(default)]
    pub visits: Vec<CallDoc>,
}

/// As written on a client's wish and a carer's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GenderDoc {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Another.
    Other,
}

/// Whether a gender is required or preferred.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GenderWishDoc {
    /// Carers of another gender are never sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require: Option<GenderDoc>,
    /// Carers of this gender are preferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefer: Option<GenderDoc>,
}

/// Whether a language is required or preferred.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguageWishDoc {
    /// Carers who do not speak it are never sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require: Option<String>,
    /// Carers who speak it are preferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefer: Option<String>,
}

/// A carer whom the client knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UsualCarerDoc {
    /// The carer; may be one who is not in this problem.
    pub carer: String,
    /// From 0 (a stranger) to 100 (knows the client's every habit).
    #[serde(default = "hundred")]
    pub familiarity: i64,
    /// The visit, by its id ("morning"), to which this applies; to all that no other entry names if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
}

const fn hundred() -> i64 {
    100
}

/// One visit before the horizon.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PastVisitDoc {
    /// Who came; may be somebody who has left since.
    pub carer: String,
    /// When, as "2026-11-20".
    pub date: String,
}
