//! The scenario file as written (TOML).

use std::collections::BTreeMap;

use rota_format::doc::{
    ClientDoc, PayDoc, PriorityDoc, RatesDoc, RuleDoc, ShiftDoc, StatusDoc, WeekendsDoc,
};
use serde::Deserialize;

use crate::who::{Whom, WhomClients};

/// What `format` has to say.
pub const FORMAT: &str = "rota/scenarios/v1";

/// Changes to a week: a list of scenarios, a grid of choices, or both.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// "rota/scenarios/v1".
    pub format: String,
    /// What is asked.
    #[serde(default)]
    pub name: String,
    /// Changes to the base and to everything else: pay, a pack.
    #[serde(default)]
    pub always: Vec<Patch>,
    /// Choices; every combination of one from each axis is a scenario.
    #[serde(default)]
    pub axis: Vec<Axis>,
    /// Scenarios one by one.
    #[serde(default)]
    pub scenario: Vec<Choice>,
}

/// One question with several answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// The question.
    pub name: String,
    /// The answers.
    pub option: Vec<Choice>,
}

/// A name for some changes; without any it is "as now".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What it is called in the table.
    pub name: String,
    /// The changes, in order.
    #[serde(default)]
    pub patch: Vec<Patch>,
}

/// One change.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Patch {
    /// Other hours, terms or pay for some carers.
    Contract(ContractPatch),
    /// Other shifts for some carers.
    Shifts(ShiftsPatch),
    /// New carers like one that is there.
    Join(JoinPatch),
    /// Carers who leave.
    Leave(LeavePatch),
    /// Carers who are off for some days.
    Absence(AbsencePatch),
    /// New clients.
    NewClients(NewClientsPatch),
    /// Clients who leave.
    ClientsLeave(ClientsLeavePatch),
    /// Other times, minutes or carers for some calls.
    Calls(CallsPatch),
    /// Other rules, prices and wishes.
    Policy(PolicyPatch),
    /// What work is paid.
    Pay(PayPatch),
}

/// Hours, terms and pay; what is left out stays.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractPatch {
    /// Whose.
    pub whom: Whom,
    /// Guaranteed hours in a period.
    pub min_hours: Option<f64>,
    /// Hours that suit them.
    pub target_hours: Option<f64>,
    /// Most hours.
    pub max_hours: Option<f64>,
    /// Days of the period: 7 for a week, 28 for four weeks' averaging.
    pub period_days: Option<i64>,
    /// Employee, zero-hours or self-employed.
    pub status: Option<StatusDoc>,
    /// Whether days may be split.
    pub split_days: Option<bool>,
    /// Most days of work in a row.
    pub days_in_a_row: Option<i64>,
    /// Weekends with work: most, of so many.
    pub weekends: Option<WeekendsDoc>,
    /// Longest day from setting out to the last return.
    pub day_span_hours: Option<f64>,
    /// Pay of their own: an agency's rate.
    pub pay: Option<RatesDoc>,
}

/// Shifts: all of them anew, some more, or only a part of each day.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftsPatch {
    /// Whose.
    pub whom: Whom,
    /// In place of those that are there.
    pub replace: Option<Vec<ShiftDoc>>,
    /// More shifts.
    #[serde(default)]
    pub add: Vec<ShiftDoc>,
}

/// New carers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinPatch {
    /// Carer whose skills, way of travel, shifts and contract they have.
    pub like: String,
    /// How many.
    #[serde(default = "one")]
    pub copies: usize,
    /// What their ids begin with; a number follows.
    pub id: String,
    /// Where they live: latitude and longitude.
    pub at: Option<[f64; 2]>,
    /// Where they live: near this client or carer.
    pub near: Option<String>,
    /// Their skills, in place of those of `like`.
    pub skills: Option<Vec<String>>,
    /// Their shifts, in place of those of `like`.
    pub shifts: Option<Vec<ShiftDoc>>,
    /// Guaranteed hours in a period, in place of those of `like`.
    pub min_hours: Option<f64>,
    /// Most hours in a period, in place of those of `like`.
    pub max_hours: Option<f64>,
    /// Pay of their own: an agency's rate.
    pub pay: Option<RatesDoc>,
}

/// Carers who leave.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeavePatch {
    /// Who.
    pub whom: Whom,
}

/// Carers who are off.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsencePatch {
    /// Who.
    pub whom: Whom,
    /// First date, or moment.
    pub from: String,
    /// Last date, or moment.
    pub to: Option<String>,
}

/// New clients: written out, or copies of clients who are there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewClientsPatch {
    /// Written out like in a problem.
    #[serde(default)]
    pub client: Vec<ClientDoc>,
    /// Clients to copy, without their history and usual carers.
    pub like: Option<WhomClients>,
    /// What the ids of copies begin with; the copied id follows.
    pub id: Option<String>,
    /// How far copies live from the copied: degrees of latitude and longitude.
    pub offset: Option<[f64; 2]>,
}

/// Clients who leave.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientsLeavePatch {
    /// Who.
    pub clients: WhomClients,
}

/// Changes to calls; what is left out stays.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallsPatch {
    /// Whose; everybody's if left out.
    pub clients: Option<WhomClients>,
    /// Ids of calls ("bed"); all if left out.
    #[serde(default)]
    pub calls: Vec<String>,
    /// Minutes by which all windows move; negative for earlier.
    #[serde(default)]
    pub later_minutes: i64,
    /// Minutes by which hard windows open sooner and close later; negative for narrower. What was agreed stays.
    #[serde(default)]
    pub tolerance_minutes: i64,
    /// How long the visit takes.
    pub minutes: Option<i64>,
    /// How many carers: 1 makes a double-up single.
    pub carers: Option<i64>,
    /// How much it matters.
    pub priority: Option<PriorityDoc>,
}

/// Rules, packs and wishes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyPatch {
    /// Packs, in place of those that are there.
    pub packs: Option<Vec<String>>,
    /// Rules, each in place of what the problem says of it.
    #[serde(default)]
    pub rules: BTreeMap<String, RuleDoc>,
    /// Most carers wanted at each client's door.
    pub max_carers: Option<i64>,
}

/// What work is paid.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayPatch {
    /// In place of what the problem says.
    pub pay: PayDoc,
}

const fn one() -> usize {
    1
}

impl ScenarioFile {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// A sentence with line and column of the first fault.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if file.format != FORMAT {
            return Err(format!("`format` is {:?}; this program reads {FORMAT:?}", file.format));
        }
        Ok(file)
    }
}
