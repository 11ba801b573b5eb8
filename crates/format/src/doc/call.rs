//! Visits as written in a client: single, on several dates, or recurring.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GenderDoc, is_default, unique_keys};

/// One visit, or one call that recurs. Give at most one of `date`, `dates`, `repeat` and `any_of`; none is
/// needed where the horizon is a single day.
///
/// A single visit is named "client/visit" in rotas and links; the occurrences of `dates` and `repeat` are named
/// "client/visit/2026-11-23".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallDoc {
    /// A word, unique within the client and without "/": "morning", "tea".
    pub id: String,
    /// How long it takes, in minutes. Slots may say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i64>,
    /// When it may start. With several windows it starts in any one of them.
    #[serde(default)]
    pub windows: Vec<WindowDoc>,
    /// The start that was agreed, as "08:00", instead of `windows`: best then, late or early beyond the soft tolerance,
    /// and never beyond the hard one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Tolerances of `time`; if left out, the parameters of the rule "visit-window" for its priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance_minutes: Option<ToleranceDoc>,
    /// What kind of work it is; each is paid and counted in its own way.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: CareDoc,
    /// How bad it is to leave it out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: PriorityDoc,
    /// How many carers at once, 1 to 4; short for as many equal `slots`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carers: Option<i64>,
    /// The carers needed, one by one, where they differ in time or skills.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<SlotDoc>,
    /// Units that each of its carers brings along (meals, equipment). Slots may say otherwise.
    #[serde(default, skip_serializing_if = "is_default")]
    pub load: i64,
    /// Skills that every carer of the visit needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Gender that its carers must have, beside what the client requires (intimate care). Slots may say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<GenderNeedDoc>,
    /// The one date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// A visit on each of these dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<String>,
    /// One visit on any one of these dates, whichever suits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any_of: Vec<String>,
    /// A visit on each day that this describes: "daily", "weekdays", "weekends", "Mon-Fri", "every Mon, Wed, Fri",
    /// "every second Tuesday", "every 2 days".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
    /// The date from which `repeat` counts "every second" or "every 2 days"; the horizon's start if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Dates that `repeat` leaves out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// Dates that `repeat` has besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// What is fixed, for every occurrence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<PinDoc>,
    /// What is fixed for single occurrences, by their dates; adds to `pin`.
    #[serde(default, deserialize_with = "unique_keys", skip_serializing_if = "BTreeMap::is_empty")]
    pub pins: BTreeMap<String, PinDoc>,
}

/// When a visit may start. Times run on past midnight: one that is before `from` is on the next day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowDoc {
    /// Earliest start, as "07:30".
    pub from: String,
    /// Latest start, as "09:00"; "24:00" is the midnight at the end of the day.
    pub to: String,
    /// Starting before this is early, at a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soft_from: Option<String>,
    /// Starting after this is late, at a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soft_to: Option<String>,
    /// The start that the client likes best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred: Option<String>,
}

/// How far from the agreed time a visit may start, before it and after it alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToleranceDoc {
    /// Minutes beyond which it is early or late, at a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soft: Option<i64>,
    /// Minutes beyond which it may not start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard: Option<i64>,
}

/// The gender that a carer must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GenderNeedDoc {
    /// Carers of another gender are never sent.
    pub require: GenderDoc,
}

/// How bad it is to leave a visit out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PriorityDoc {
    /// Medicines and the like: first of all.
    TimeCritical,
    /// Personal care that can't be left out.
    Important,
    /// The usual.
    #[default]
    Normal,
    /// Can move or be left out at need.
    Movable,
    /// Nice to have.
    Optional,
}

/// One carer-place in a visit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotDoc {
    /// How long this carer stays, in minutes; to the visit's end if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i64>,
    /// Minutes after the visit's start at which this carer is needed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: i64,
    /// Skills that this carer needs besides the visit's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Gender that this carer must have; the visit's if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<GenderNeedDoc>,
    /// Units that this carer brings along; the visit's if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<i64>,
    /// Only this carer may fill it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carer: Option<String>,
}

/// What the user fixed of a visit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PinDoc {
    /// The carers of the slots, in their order; null, or a shorter list, leaves slots free.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carers: Vec<Option<String>>,
    /// The date on which it must start, where several are allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The time at which it must start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

/// What kind of work a visit is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CareDoc {
    /// Awake and at work, as usual.
    #[default]
    Visit,
    /// Asleep in the client's home: a flat fee, and working time for rest.
    SleepIn,
    /// Awake all night.
    WakingNight,
}
