//! The benchmark's JSON. Keys that are not needed are passed over: the files were made by several hands.

use serde::Deserialize;

use crate::finding::{Code, Path, Sink};

#[derive(Debug, Deserialize)]
pub(super) struct InstanceDoc {
    #[serde(default)]
    pub(super) name: Option<String>,
    pub(super) patients: Vec<PatientDoc>,
    pub(super) caregivers: Vec<CaregiverDoc>,
    pub(super) central_offices: Vec<OfficeDoc>,
    pub(super) distances: Vec<Vec<f64>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PatientDoc {
    pub(super) id: String,
    pub(super) time_window: [f64; 2],
    pub(super) required_caregivers: Vec<RequiredDoc>,
    #[serde(default)]
    pub(super) synchronization: Option<SynchronizationDoc>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RequiredDoc {
    pub(super) service: String,
    pub(super) duration: f64,
}

#[derive(Debug, Deserialize)]
pub(super) struct SynchronizationDoc {
    #[serde(rename = "type")]
    pub(super) kind: SynchronizationKind,
    #[serde(default)]
    pub(super) distance: Option<[f64; 2]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SynchronizationKind {
    Simultaneous,
    Sequential,
}

#[derive(Debug, Deserialize)]
pub(super) struct CaregiverDoc {
    pub(super) id: String,
    pub(super) abilities: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct OfficeDoc {
    pub(super) id: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct SolutionDoc {
    pub(super) routes: Vec<RouteDoc>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RouteDoc {
    #[serde(alias = "caregiver")]
    pub(super) caregiver_id: String,
    #[serde(default)]
    pub(super) locations: Vec<LocationDoc>,
}

/// One service. Its start is `start_time` or `start_service_time` where the file has it; otherwise what the file
/// calls arrival is the start of service. Its end is called in as many ways.
#[derive(Debug, Deserialize)]
pub(super) struct LocationDoc {
    pub(super) patient: String,
    pub(super) service: String,
    #[serde(default, alias = "start_service_time")]
    pub(super) start_time: Option<f64>,
    #[serde(default, alias = "arrival_at_patient")]
    pub(super) arrival_time: Option<f64>,
    #[serde(default, alias = "end_service_time")]
    pub(super) end_time: Option<f64>,
    #[serde(default, alias = "departure_from_patient")]
    pub(super) departure_time: Option<f64>,
}

/// A number in ticks. Files computed with floats have noise far below a tick; it is rounded away.
pub(super) fn ticks(value: f64, path: &Path<'_>, sink: &mut Sink) -> Option<i64> {
    /// Times and distances up to this keep all sums inside 64 bits.
    const LARGEST: f64 = 1e9;
    let scaled = value * super::TICKS as f64;
    let whole = scaled.round();
    if !(0.0..=LARGEST).contains(&value) {
        sink.add(Code::BenchmarkNumber, path, format!("{value} is not from 0 to {LARGEST}"));
        return None;
    }
    if (scaled - whole).abs() > 1e-3 {
        sink.add(Code::BenchmarkNumber, path, format!("{value} has more than three decimals"));
        return None;
    }
    Some(whole as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_ticks_exactly() {
        let read = |text: &str| {
            let mut sink = Sink::default();
            ticks(text.parse().expect("a number"), &Path::Root, &mut sink)
        };
        // 314.151 * 1000 is 314150.99999999994 in floats.
        assert_eq!(read("314.151"), Some(314_151));
        assert_eq!(read("0.001"), Some(1));
        assert_eq!(read("90.99999999999994"), Some(91_000));
        assert_eq!(read("999999999.999"), Some(999_999_999_999));
        assert_eq!(read("-1"), None);
        assert_eq!(read("0.0005"), None);
        assert_eq!(read("1e300"), None);
    }
}
