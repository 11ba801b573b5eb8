//! The files' JSON.

use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub(super) struct InstanceDoc {
    pub(super) name: String,
    pub(super) days: u32,
    pub(super) speed_kmh: f64,
    #[serde(default)]
    pub(super) face_seconds: Option<i64>,
    /// In km.
    pub(super) locations: Vec<[f64; 2]>,
    pub(super) workers: Vec<WorkerDoc>,
    pub(super) visits: Vec<VisitDoc>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WorkerDoc {
    pub(super) id: String,
    pub(super) home: usize,
    #[serde(default)]
    pub(super) skills: Vec<String>,
    pub(super) shifts: Vec<ShiftDoc>,
}

/// Seconds since the first day's midnight.
#[derive(Debug, Deserialize)]
pub(super) struct ShiftDoc {
    pub(super) start: i64,
    pub(super) end: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct VisitDoc {
    pub(super) id: String,
    pub(super) client: String,
    pub(super) loc: usize,
    /// Seconds.
    pub(super) duration: i64,
    /// Earliest and latest start, in seconds since the first day's midnight.
    pub(super) window: [i64; 2],
    #[serde(default)]
    pub(super) skills: Vec<String>,
    #[serde(default)]
    pub(super) carers: Option<usize>,
}

/// A solution.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SolutionDoc {
    /// Visits served, each once.
    pub(super) visits: Vec<ServedDoc>,
    /// Visits left out.
    #[serde(default)]
    pub(super) unserved: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ServedDoc {
    pub(super) visit: String,
    /// As many as the visit needs.
    pub(super) workers: Vec<String>,
    /// Seconds since the first day's midnight.
    pub(super) start: i64,
}
