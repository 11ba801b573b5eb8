//! The benchmark's JSON. Keys that are not needed are passed over.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct InstanceDoc {
    pub(super) metadata: MetadataDoc,
    pub(super) distances: Vec<Vec<i64>>,
    pub(super) terminal_points: Vec<TerminalDoc>,
    pub(super) caregivers: Vec<CaregiverDoc>,
    pub(super) patients: Vec<PatientDoc>,
    #[serde(default)]
    pub(super) lunch_breaks: Option<LunchDoc>,
}

#[derive(Debug, Deserialize)]
pub(super) struct MetadataDoc {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) origin: String,
    pub(super) time_window_met: TimeWindowMet,
    pub(super) cost_components: BTreeMap<String, WeightDoc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TimeWindowMet {
    AtServiceStart,
    AtServiceEnd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum WeightDoc {
    Weight(i64),
    Word(HardDoc),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum HardDoc {
    #[serde(rename = "HARD")]
    Hard,
}

#[derive(Debug, Deserialize)]
pub(super) struct TerminalDoc {
    pub(super) id: String,
    pub(super) distance_matrix_index: usize,
}

#[derive(Debug, Deserialize)]
pub(super) struct CaregiverDoc {
    pub(super) id: String,
    pub(super) abilities: Vec<String>,
    pub(super) departing_point: String,
    pub(super) arrival_point: String,
    #[serde(default)]
    pub(super) working_shift: Option<WindowDoc>,
    #[serde(default)]
    pub(super) lunch_break: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct WindowDoc {
    pub(super) start: i64,
    pub(super) end: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct LunchDoc {
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) min_duration: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct PatientDoc {
    pub(super) id: String,
    pub(super) distance_matrix_index: usize,
    pub(super) required_services: Vec<ServiceDoc>,
    pub(super) time_windows: Vec<WindowDoc>,
    #[serde(default)]
    pub(super) synchronization: Option<SynchronizationDoc>,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(default)]
    pub(super) preferred_caregivers: Vec<String>,
    #[serde(default)]
    pub(super) incompatible_caregivers: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ServiceDoc {
    pub(super) service: String,
    pub(super) duration: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct SynchronizationDoc {
    #[serde(rename = "type")]
    pub(super) kind: SynchronizationKind,
    #[serde(default)]
    pub(super) distance: Option<DistanceDoc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SynchronizationKind {
    Simultaneous,
    Sequential,
    Independent,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct DistanceDoc {
    pub(super) min: i64,
    pub(super) max: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct SolutionDoc {
    pub(super) routes: Vec<RouteDoc>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RouteDoc {
    pub(super) caregiver_id: String,
    #[serde(default)]
    pub(super) locations: Vec<LocationDoc>,
}

/// One service, or a lunch at a patient's home or at a terminal. What the files call arrival is the start.
#[derive(Debug, Deserialize)]
pub(super) struct LocationDoc {
    pub(super) patient: String,
    pub(super) service: String,
    #[serde(alias = "arrival_time")]
    pub(super) start_time: i64,
    #[serde(alias = "departure_time")]
    pub(super) end_time: i64,
}
