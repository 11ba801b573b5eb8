//! Carers as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GenderDoc, TermsDoc, is_default};

/// Somebody who gives care.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarerDoc {
    /// A name for files, unique among carers, without "/". Better not a person's name.
    pub id: String,
    /// A person's name, for reports only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Team or provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The home, as [latitude, longitude] in degrees. It becomes a place with the carer's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// The home, by the id of a place; instead of `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
    /// Where shifts start; the home if left out. Without either, the way to the first visit is not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_place: Option<String>,
    /// Where shifts end; the home if left out. Without either, the way from the last visit is not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_place: Option<String>,
    /// How the carer gets about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mode: ModeDoc,
    /// Skills held for everybody and without end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Skills held for a time, or signed off for one client only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limited_skills: Vec<LimitedSkillDoc>,
    /// Gender, where it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<GenderDoc>,
    /// Languages spoken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Clients to whom this carer must not be sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// When the carer may work.
    #[serde(default)]
    pub shifts: Vec<ShiftDoc>,
    /// Times away; they cut pieces out of shifts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<AbsenceDoc>,
    /// How many units (see `load` of a visit) each shift has room for; anything if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<i64>,
    /// Breaks of all shifts that list none of their own, where there is room for them; instead of the one that the rule
    /// `missed-break` asks for. An empty list is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Vec<BreakDoc>>,
    /// Hours engaged for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<ContractDoc>,
    /// On what terms the carer works.
    #[serde(default, skip_serializing_if = "is_default")]
    pub terms: TermsDoc,
}

/// How a carer gets about.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ModeDoc {
    /// By car; the only mode that counts mileage.
    #[default]
    Car,
    /// On foot.
    Walk,
    /// By bicycle.
    Bicycle,
    /// By bus.
    Bus,
}

/// A skill with limits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitedSkillDoc {
    /// The skill.
    pub skill: String,
    /// First date on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last date on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Signed off for this client only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
}

/// When a carer may work: on the days described, or on one date. A shift whose `to` is before its `from` ends
/// on the next day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShiftDoc {
    /// The days on which it starts, in the words of `repeat`: "Mon-Fri", "every second Tuesday". Daily if both
    /// `days` and `date` are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<String>,
    /// The one date on which it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The date from which `days` counts "every second" or "every 2 days"; the horizon's start if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Dates that `days` leaves out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// Earliest departure, as "07:00".
    pub from: String,
    /// Latest return, as "14:00"; "24:00" is the midnight at the end of the day.
    pub to: String,
    /// Where this shift starts, if not where the carer's shifts do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_place: Option<String>,
    /// Where this shift ends, if not where the carer's shifts do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_place: Option<String>,
    /// How many units it has room for, if not as many as the carer's shifts have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<i64>,
    /// Its breaks, if not the carer's. An empty list is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Vec<BreakDoc>>,
}

/// A break to be had in a shift with work: a true rest, beside travel, care and waiting. How strictly is for the rule
/// `missed-break` to say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BreakDoc {
    /// Earliest start, as "11:30"; the shift's start if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Latest end, as "14:00"; the shift's end if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Least length in minutes.
    pub minutes: i64,
    /// Whether it may lie before the first visit or after the last one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at_ends: bool,
    /// It is due only if the route takes longer than so many hours from setting out to the return; whenever the shift
    /// has work if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_hours: Option<f64>,
}

/// A time away: whole days ("2026-11-25") or from and to a time ("2026-11-25T12:00").
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceDoc {
    /// First date, or first moment, away.
    pub from: String,
    /// Last date away, or the moment of return; the date of `from` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The hours a carer is engaged for in each period.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractDoc {
    /// The period that the hours are for, in days; 7 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_days: Option<i64>,
    /// Guaranteed hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_hours: Option<f64>,
    /// Hours that suit the carer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_hours: Option<f64>,
    /// Most hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_hours: Option<f64>,
    /// Hours worked before the horizon beyond what the contract comes to so far; less than 0: short of it, and owed. The
    /// horizon's least, best and most hours become so many less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_hours: Option<f64>,
}
