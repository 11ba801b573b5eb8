//! The commands, one file each.

mod batch;
mod check;
mod completions;
mod generate;
mod report;
mod schema;
mod show;
mod solve;
mod validate;

use std::path::Path;

use rota_core::Options;

use crate::args::{Command, Search};
use crate::error::{Failure, Outcome};
use crate::exit::Exit;
use crate::formats::{Format, Problem};
use crate::input::Source;
use crate::log::Log;
use crate::run::Solver;

/// Searches this long when no budget is given.
const DEFAULT_TIME_LIMIT: std::time::Duration = std::time::Duration::from_secs(60);

/// Runs a command.
///
/// # Errors
/// See the commands.
pub(crate) fn run(command: Command, log: Log, solver: &Solver) -> Outcome<Exit> {
    match command {
        Command::Solve(args) => solve::run(&args, log, solver),
        Command::Check(args) => check::run(&args, log),
        Command::Validate(args) => validate::run(&args, log),
        Command::Show(args) => show::run(&args, log),
        Command::Generate(args) => generate::run(&args, log),
        Command::Report(args) => report::run(&args, log),
        Command::Batch(args) => batch::run(&args, log, solver),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
    }
}

/// Reads a problem and reports its findings; only errors end it.
fn read_problem(path: &Path, format: Format, log: Log) -> Outcome<Problem> {
    let source = Source::read(path)?;
    match format.problem(&source) {
        Ok(problem) => {
            problem.warnings().report(log);
            Ok(problem)
        }
        Err(findings) => {
            findings.report(log);
            Err(Failure::invalid(findings.summary()))
        }
    }
}

/// Reads a problem and a rota of it.
fn read_pair(
    problem: &Path,
    rota: &Path,
    format: Format,
    log: Log,
) -> Outcome<(Problem, rota_model::Rota)> {
    if problem == rota && problem.as_os_str() == "-" {
        return Err(Failure::usage(
            "standard input (-) can be either the problem or the rota, not both",
        ));
    }
    let problem = read_problem(problem, format, log)?;
    let rota = read_rota(&problem, rota, log)?;
    Ok((problem, rota))
}

/// Reads a rota of a problem and reports its findings.
fn read_rota(problem: &Problem, path: &Path, log: Log) -> Outcome<rota_model::Rota> {
    let source = Source::read(path)?;
    problem.rota(&source).map_err(|findings| {
        findings.report(log);
        Failure::invalid(findings.summary())
    })
}

impl Search {
    /// What the solver is asked for.
    pub(crate) fn options(&self) -> Options {
        let unlimited = self.iterations.is_none() && self.time_limit.is_none();
        Options {
            seed: self.seed,
            islands: self.islands,
            threads: self.threads.map(usize::from),
            iterations: self.iterations,
            time_limit: if unlimited { Some(DEFAULT_TIME_LIMIT) } else { self.time_limit },
            start: None,
        }
    }
}
