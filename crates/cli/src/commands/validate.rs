//! `rota validate`: everything that is wrong with a problem, before anybody solves it.

use crate::args::Validate;
use crate::error::Outcome;
use crate::exit::Exit;
use crate::input::Source;
use crate::log::Log;
use crate::output::print;

/// Validates one problem: findings go to standard error, or as JSON to standard output.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn run(args: &Validate, log: Log) -> Outcome<Exit> {
    let source = Source::read(&args.problem.problem)?;
    let outcome = args.problem.format.problem(&source);
    let (findings, exit) = match &outcome {
        Ok(problem) => (problem.warnings(), Exit::Fine),
        Err(findings) => (findings, Exit::Invalid),
    };
    if args.json {
        print(&findings.to_json())?;
        return Ok(exit);
    }
    findings.report(log);
    match &outcome {
        Ok(problem) => log.note(&format!("{}: {}", source.name(), problem.summary())),
        Err(findings) => log.error(&findings.summary()),
    }
    Ok(exit)
}
