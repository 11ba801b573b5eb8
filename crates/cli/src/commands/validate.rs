//! `rota validate`: everything that is wrong with a problem, before anybody solves it.

use rota_model::Instance;

use super::{report, summary};
use crate::args::Validate;
use crate::error::Outcome;
use crate::exit::Exit;
use crate::input::{Files, Source};
use crate::log::Log;
use crate::output::print;

/// Validates one problem: findings go to standard error, or as JSON to standard output.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn run(args: &Validate, log: Log) -> Outcome<Exit> {
    let source = Source::read(&args.problem.problem)?;
    let outcome = args.problem.format.problem(&source, &Files::of(&source));
    let (findings, exit) = match &outcome {
        Ok(problem) => (&problem.warnings, Exit::Fine),
        Err(findings) => (findings, Exit::Invalid),
    };
    if args.json {
        print(&format!("{}\n", findings.to_json()))?;
        return Ok(exit);
    }
    report(findings, log);
    match &outcome {
        Ok(problem) => log.note(&format!("{}: {}", source.name(), size(&problem.instance))),
        Err(findings) => log.error(&summary(findings)),
    }
    Ok(exit)
}

/// What a valid problem holds, in a line.
fn size(instance: &Instance) -> String {
    format!(
        "valid; {} days, {} clients, {} visits with {} carer-slots, {} carers",
        instance.days,
        instance.clients.len(),
        instance.visits.len(),
        instance.slot_count(),
        instance.carers.len()
    )
}
