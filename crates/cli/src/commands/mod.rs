//! The commands, one file each.

mod batch;
mod bound;
mod check;
mod completions;
mod generate;
mod report;
mod rules;
mod schema;
mod show;
mod solve;
mod sweep;
mod validate;

use std::path::Path;

use rota_core::{Options, Parts};
use rota_format::Findings;

use crate::args::{Command, Search};
use crate::error::{Failure, Outcome};
use crate::exit::Exit;
use crate::formats::{Format, Problem};
use crate::input::{Files, Source};
use crate::log::Log;
use crate::run::Solver;
use crate::text::counted;

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
        Command::Bound(args) => bound::run(&args, log),
        Command::Validate(args) => validate::run(&args, log),
        Command::Show(args) => show::run(&args, log),
        Command::Generate(args) => generate::run(&args, log),
        Command::Report(args) => report::run(&args, log),
        Command::Batch(args) => batch::run(&args, log, solver),
        Command::Sweep(args) => sweep::run(&args, log, solver),
        Command::Rules(args) => rules::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
    }
}

/// Reads a problem and reports its findings; only errors end it.
fn read_problem(path: &Path, format: Format, log: Log) -> Outcome<Problem> {
    let source = Source::read(path)?;
    match format.problem(&source, &Files::of(&source)) {
        Ok(problem) => {
            report(&problem.warnings, log);
            Ok(problem)
        }
        Err(findings) => {
            report(&findings, log);
            Err(Failure::invalid(summary(&findings)))
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
        report(&findings, log);
        Failure::invalid(summary(&findings))
    })
}

/// Reports findings on standard error; warnings alone are left out when quiet.
pub(crate) fn report(findings: &Findings, log: Log) {
    if findings.list.is_empty() || (log.is_quiet() && findings.errors() == 0) {
        return;
    }
    let json = serde_json::from_str(&findings.to_json()).unwrap_or_default();
    log.block("findings", json, &findings.to_text(log.has_colour()));
}

/// How many findings there are, and of what.
pub(crate) fn summary(findings: &Findings) -> String {
    let errors = counted(findings.errors(), "error");
    match findings.warnings() {
        0 => format!("{} has {errors}", findings.source_name),
        warnings => {
            format!("{} has {errors} and {}", findings.source_name, counted(warnings, "warning"))
        }
    }
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
            parts: Parts { recombination: !self.no_recombine, ..Parts::default() },
        }
    }
}
