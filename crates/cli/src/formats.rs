//! The formats of problems and rotas that the commands can read and write.

use clap::ValueEnum;
use rota_model::{Instance, Rota, Sheet};

use crate::error::Outcome;
use crate::input::Source;
use crate::log::Log;

/// A format of problems and their rotas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// rota/problem/v1 and rota/rota/v1
    Rota,
    /// Home health care routing and scheduling, public benchmark
    Hhcrsp,
}

pub(crate) struct Findings;
pub(crate) struct Problem {
    pub(crate) instance: Instance,
    warnings: Findings,
}

impl Format {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rota => "rota",
            Self::Hhcrsp => "hhcrsp",
        }
    }
    pub(crate) fn problem(self, _source: &Source) -> Result<Problem, Findings> {
        Err(Findings)
    }
}
impl Findings {
    pub(crate) fn report(&self, _log: Log) {}
    pub(crate) fn summary(&self) -> String {
        String::new()
    }
    pub(crate) fn to_json(&self) -> String {
        String::new()
    }
}
impl Problem {
    pub(crate) fn warnings(&self) -> &Findings {
        &self.warnings
    }
    pub(crate) fn files(&self) -> &[String] {
        &[]
    }
    pub(crate) fn rota(&self, _source: &Source) -> Result<Rota, Findings> {
        Err(Findings)
    }
    pub(crate) fn write(&self, _rota: &Rota) -> Outcome<String> {
        Ok(String::new())
    }
    pub(crate) fn objective(&self, _sheet: &Sheet) -> Option<String> {
        None
    }
    pub(crate) fn summary(&self) -> String {
        String::new()
    }
}
pub(crate) fn problem_schema() -> String {
    String::new()
}
pub(crate) fn rota_schema() -> String {
    String::new()
}
