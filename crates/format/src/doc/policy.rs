//! Rules and prices as written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::unique_keys;

/// Which rules hold, how strictly, and what their measures cost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyDoc {
    /// Packs of rules that hold: "uk-eng", "uk-sct", "uk-wls", "uk-nir" for a nation's law, "ethical-charter", "none".
    /// Where two speak of a rule the later one counts. They are not legal advice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<String>,
    /// Settings by rule; rules that are not named keep their defaults.
    #[serde(default, deserialize_with = "unique_keys", skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, RuleDoc>,
}

/// How one rule holds: a `level`, or a price in `pence` for its measure.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleDoc {
    /// How strictly it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelDoc>,
    /// The price of its measure in pence, with up to three decimals; instead of `level`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pence: Option<f64>,
    /// Numbers inside the rule, such as `hours`; `docs/rules.md` lists them.
    #[serde(default, deserialize_with = "unique_keys", skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, i64>,
    /// Why the rule differs from what a pack asks for; needed where it is to be enforced. Rotas repeat it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the price is for; if left out, an hour, a kilometre, a piece or a point, as the rule measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<PerDoc>,
}

impl RuleDoc {
    /// Whether the level stays as it is and only parameters are given.
    pub(crate) fn has_parameters_alone(&self) -> bool {
        self.level.is_none()
            && self.pence.is_none()
            && self.per.is_none()
            && !self.parameters.is_empty()
    }
}

/// How strictly a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LevelDoc {
    /// Neither searched for nor reported.
    Off,
    /// Reported, not kept.
    Warn,
    /// Never broken.
    Enforce,
}

/// What a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PerDoc {
    /// An hour of time.
    Hour,
    /// A minute of time.
    Minute,
    /// A kilometre.
    Km,
    /// A mile of 1,609.344 metres.
    Mile,
    /// Each one counted.
    Each,
    /// A point of unfamiliarity.
    Point,
}
