//! What a caller asks of a run, sees of it and gets back.

use std::time::Duration;

use rota_model::{Money, Rota};

/// Budgets and seeds. With `iterations` and no `time_limit`, a run is repeatable to the byte whatever the
/// number of threads.
#[derive(Debug, Clone)]
pub struct Options {
    /// Seed of all random streams.
    pub seed: u64,
    /// Searches that run side by side and exchange their best; part of the problem, not of the machine.
    pub islands: u32,
    /// Worker threads; `None`: one for each core.
    pub threads: Option<usize>,
    /// Search steps for each island; where it has replicas at several temperatures, over all of them.
    pub iterations: Option<u64>,
    /// Wall-clock budget; looked at between epochs only.
    pub time_limit: Option<Duration>,
    /// A rota to start from; what no longer fits is dropped.
    pub start: Option<Rota>,
    /// Parts of the search.
    pub parts: Parts,
}

/// Parts of the search that can be left out, so that what each is worth can be measured. All are in by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The best routes found so far are recombined exactly late in the run, where that pays. Without the feature `highs`
    /// they never are.
    pub recombination: bool,
    /// The slots of a visit, and visits that are tied to each other, look for their places together; without it one after
    /// the other, each taking the cheapest that the ones before leave.
    pub joint_insertion: bool,
    /// A step that is not accepted is undone by what it wrote down; without it, from a copy of the whole state.
    pub journal: bool,
    /// In problems of many routes islands share a plan and take over what the others changed; without it, each has its own.
    pub sharing: bool,
    /// Small problems are searched at several temperatures at once where there is time for it; without it, each island cools down
    /// once.
    pub tempering: bool,
    /// A step ends once it can no longer come off, where that pays; without it, it puts back everything first.
    pub prospect: bool,
    /// Visits tied to others start where that is cheapest; without it, as early as possible or at their wish.
    pub easing: bool,
    /// What is done on one day is tried on others, where faces count; without it, such steps are of the other kinds.
    pub repeats: bool,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            recombination: true,
            joint_insertion: true,
            journal: true,
            sharing: true,
            tempering: true,
            prospect: true,
            easing: true,
            repeats: true,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            islands: 2,
            threads: None,
            iterations: None,
            time_limit: None,
            start: None,
            parts: Parts::default(),
        }
    }
}

/// How far a run has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Since the start.
    pub elapsed: Duration,
    /// Iterations done by each island.
    pub iterations: u64,
    /// Cost of the best rota so far.
    pub cost: Money,
    /// Slots that the best rota leaves out.
    pub unallocated: usize,
    /// Insertions priced since the start, over all islands.
    pub moves: u64,
    /// Whether this is the first complete construction.
    pub first: bool,
}

/// Watches a run and may end it.
pub trait Observer: Sync {
    /// Called from one thread at a time, after construction and after each epoch.
    fn progress(&self, progress: &Progress);

    /// Whether to stop at the next chance.
    fn stop(&self) -> bool {
        false
    }
}

/// An observer that watches nothing.
pub struct Silent;

impl Observer for Silent {
    fn progress(&self, _: &Progress) {}
}

/// What a run did. Wall-clock figures are for people and are kept out of rota files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stats {
    /// Iterations done by each island.
    pub iterations: u64,
    /// Insertions priced, over all islands.
    pub moves: u64,
    /// Until the first complete rota.
    pub first: Duration,
    /// Altogether.
    pub elapsed: Duration,
}

/// A finished run.
#[derive(Debug, Clone, Default)]
pub struct Solution {
    /// The best rota found, with its score sheet as the solver sees it.
    pub rota: Rota,
    /// What it took.
    pub stats: Stats,
}

/// Why there is no solution at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SolveError {
    /// More visits, carers or shifts than the solver's indices hold.
    TooLarge(&'static str),
    /// Worker threads could not be started.
    Threads(String),
}

impl std::fmt::Display for SolveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge(what) => {
                write!(f, "the problem has too many {what} for the solver; split it")
            }
            Self::Threads(why) => write!(f, "could not start worker threads: {why}"),
        }
    }
}

impl std::error::Error for SolveError {}
