//! One run: a case solved once within a time limit, and its rota audited.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::ValueEnum;
use rota_core::{Observer, Options, Parts, Progress, solve};
use rota_model::VisitId;
use serde::{Deserialize, Serialize};

use crate::family::Family;
use crate::host;

/// Islands of every run: as many as `rota solve` has where nothing is said.
pub const ISLANDS: u32 = 2;

/// A part that a run can do without, to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Exact recombination of the best routes.
    Recombination,
    /// Slots of a visit, and tied visits, look for places together.
    JointInsertion,
    /// Steps are undone by what they wrote down, not from copies.
    Journal,
    /// Islands share a plan.
    Sharing,
    /// Replicas at several temperatures.
    Tempering,
    /// Steps that can no longer come off end.
    Prospect,
    /// Tied visits start where that is cheapest.
    Easing,
    /// Stretches of a day's routes are tried on other days.
    Repeats,
    /// The second core.
    SecondCore,
}

impl Part {
    /// All, in order.
    pub const ALL: [Self; 9] = [
        Self::Recombination,
        Self::JointInsertion,
        Self::Journal,
        Self::Sharing,
        Self::Tempering,
        Self::Prospect,
        Self::Easing,
        Self::Repeats,
        Self::SecondCore,
    ];

    /// What it is called in the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Recombination => "exact recombination",
            Self::JointInsertion => "joint insertion (instead: one slot after the other)",
            Self::Journal => "undo by journal (instead: from copies)",
            Self::Sharing => "islands share a plan (instead: each has its own)",
            Self::Tempering => "several temperatures at once (instead: one cooling)",
            Self::Prospect => "ending hopeless steps (instead: all is put back first)",
            Self::Easing => "cheapest starts of tied visits (instead: earliest or wish)",
            Self::Repeats => "repeats of one day on another (instead: other steps)",
            Self::SecondCore => "the second core",
        }
    }
}

/// Best cost at a moment of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Since the start, in milliseconds.
    pub ms: u64,
    /// The best cost so far, in grains.
    pub cost: i64,
    /// Slots that the best rota so far leaves out.
    pub left_out: usize,
}

/// What came out of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Hash of the program that ran, by which results of another one are told apart.
    pub program: String,
    /// Its version and commit.
    pub version: String,
    /// The day, UTC.
    pub date: String,
    /// Cores that it could use.
    pub cores: usize,
    /// The family's name.
    pub family: String,
    /// The case within the family.
    pub case: String,
    /// Seed of the solver, and of the case where it is drawn.
    pub seed: u64,
    /// Time limit.
    pub seconds: u64,
    /// What it did without.
    #[serde(default)]
    pub without: Option<Part>,
    /// Clients of the problem.
    pub clients: usize,
    /// Slots of the problem.
    pub slots: usize,
    /// Slots without a carer, as the rota itself shows, optional patients of the benchmark not counted.
    pub left_out: usize,
    /// What the audit finds wrong, the score sheet included.
    pub violations: usize,
    /// Cost in grains, as the audit measures it.
    pub cost: i64,
    /// The benchmark's value of it, where it has one.
    pub objective: Option<f64>,
    /// What else the benchmark is compared by.
    #[serde(default)]
    pub figures: BTreeMap<String, f64>,
    /// Milliseconds until the first rota.
    pub first_ms: u64,
    /// Milliseconds altogether, without reading and auditing.
    pub elapsed_ms: u64,
    /// Processor time of the process, reading and auditing included, in milliseconds.
    pub processor_ms: Option<u64>,
    /// Insertions priced.
    pub moves: u64,
    /// Most memory of the process at once, reading and auditing included, in KiB.
    pub peak_kib: Option<u64>,
    /// Each moment at which the best cost fell, and the first.
    pub trace: Vec<Moment>,
}

impl Run {
    /// The best rota at a share of the time limit.
    pub fn at(&self, share: f64) -> Option<&Moment> {
        let limit = self.seconds as f64 * 1000.0 * share;
        self.trace.iter().take_while(|moment| moment.ms as f64 <= limit).last()
    }

    /// Cores that the run had on average, its reading and auditing included: fewer than there are where other work
    /// goes on beside it.
    pub fn cores_had(&self) -> Option<f64> {
        Some(self.processor_ms? as f64 / self.elapsed_ms.max(1) as f64)
    }

    /// When every slot had its carer for good, in milliseconds; `None` if some were left out at the end.
    pub fn covered_ms(&self) -> Option<u64> {
        let tail = self.trace.iter().rev().take_while(|moment| moment.left_out == 0);
        tail.last().map(|moment| moment.ms)
    }
}

struct Watcher(Mutex<Vec<Moment>>);

impl Observer for Watcher {
    fn progress(&self, now: &Progress) {
        let mut trace = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if trace.last().is_none_or(|last| now.cost.0 < last.cost) {
            let ms = millis(now.elapsed);
            trace.push(Moment { ms, cost: now.cost.0, left_out: now.unallocated });
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Solves a case and audits its rota.
///
/// # Errors
/// When the case cannot be read or solved.
pub fn run(
    family: Family,
    case: &str,
    seed: u64,
    seconds: u64,
    without: Option<Part>,
) -> Result<Run, String> {
    let instance = family.load(case, seed)?;
    let has = |part| without != Some(part);
    let options = Options {
        seed,
        islands: ISLANDS,
        threads: (!has(Part::SecondCore)).then_some(1),
        time_limit: Some(Duration::from_secs(seconds)),
        parts: Parts {
            recombination: has(Part::Recombination),
            joint_insertion: has(Part::JointInsertion),
            journal: has(Part::Journal),
            sharing: has(Part::Sharing),
            tempering: has(Part::Tempering),
            prospect: has(Part::Prospect),
            easing: has(Part::Easing),
            repeats: has(Part::Repeats),
        },
        ..Options::default()
    };
    let watcher = Watcher(Mutex::default());
    let solution = solve(&instance, &options, &watcher).map_err(|error| error.to_string())?;
    let audit = rota_check::audit(&instance, &solution.rota);
    let stops = solution.rota.routes.iter().flat_map(|route| &route.stops);
    let served: BTreeSet<&VisitId> = stops.map(|stop| &stop.visit).collect();
    let missing = instance.visits.iter().filter(|visit| !served.contains(&visit.id));
    Ok(Run {
        program: program(),
        version: host::version(),
        date: host::today(),
        cores: host::cores(),
        family: family.name().to_owned(),
        case: case.to_owned(),
        seed,
        seconds,
        without,
        clients: instance.clients.len(),
        slots: instance.slot_count(),
        left_out: missing.filter(|visit| family.wants(visit)).map(|visit| visit.slots.len()).sum(),
        violations: audit.violations.len(),
        cost: audit.sheet.total().0,
        objective: family.objective(&audit.sheet),
        figures: family.figures(&instance, &solution.rota, &audit.sheet),
        first_ms: millis(solution.stats.first),
        elapsed_ms: millis(solution.stats.elapsed),
        processor_ms: host::processor_time().map(millis),
        moves: solution.stats.moves,
        peak_kib: host::peak_memory(),
        trace: watcher.0.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

/// A hash of the running program, the same however often it is built from the same source.
pub fn program() -> String {
    let mut hasher = DefaultHasher::new();
    std::fs::read(host::own_program()).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A run of a limit of 10 s with the given moments: milliseconds, cost and slots left out.
    pub(crate) fn traced(moments: &[(u64, i64, usize)]) -> Run {
        let trace = moments.iter().map(|&(ms, cost, left_out)| Moment { ms, cost, left_out });
        let text = r#"{"program":"p","version":"1","date":"2026-11-22","cores":2,"family":"weeks","case":"a","seed":1,
            "seconds":10,"clients":3,"slots":9,"left_out":0,"violations":0,"cost":5,"objective":null,"first_ms":1,
            "elapsed_ms":10000,"processor_ms":null,"moves":1,"peak_kib":null,"trace":[]}"#;
        Run { trace: trace.collect(), ..serde_json::from_str(text).expect("a run") }
    }

    #[test]
    fn a_trace_is_looked_up_by_time() {
        let run = traced(&[(200, 90, 2), (1_000, 80, 0), (4_000, 70, 0)]);
        assert_eq!(run.at(0.01), None, "nothing is there yet");
        assert_eq!(run.at(0.1).map(|moment| moment.cost), Some(80));
        assert_eq!(run.at(1.0).map(|moment| moment.cost), Some(70));
        assert_eq!(run.covered_ms(), Some(1_000));
        assert_eq!(traced(&[(200, 90, 0), (1_000, 80, 1)]).covered_ms(), None);
        assert_eq!(traced(&[(200, 90, 0), (300, 85, 1), (400, 80, 0)]).covered_ms(), Some(400));
    }
}
