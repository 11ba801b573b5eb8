//! What-if: named changes to a week, every combination of them, and one table that compares what comes of each.
//!
//! A [`ScenarioFile`] is read, [`combinations`] lists what it asks for, and [`patched`] changes a copy of the base problem's
//! document for each. The changed document then goes through the same door as any problem, so whatever a scenario makes impossible
//! is a finding with a path. Solving is the caller's; [`Figures`] are what is kept of an audited rota, and [`Comparison`]
//! sets them side by side.

mod combine;
mod compare;
mod figures;
mod file;
mod patch;
mod who;
mod write;

pub use combine::{BASE, Combination, combinations};
pub use compare::{COLUMNS, Comparison, Row, Spread};
pub use figures::Figures;
pub use file::{
    AbsencePatch, Axis, CallsPatch, Choice, ClientsLeavePatch, ContractPatch, FORMAT, JoinPatch,
    LeavePatch, NewClientsPatch, Patch, PayPatch, PolicyPatch, ScenarioFile, ShiftsPatch,
};
pub use patch::patched;
pub use who::{Whom, WhomClients};
