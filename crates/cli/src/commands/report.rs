//! `rota report`: a rota as one HTML page.

use serde_json::json;

use super::read_pair;
use crate::args::Report;
use crate::error::Outcome;
use crate::exit::Exit;
use crate::log::Log;
use crate::output::Target;
use crate::page;
use crate::view::View;

/// Writes the page of one rota. It is audited first, and what is wrong with it stands at the top.
///
/// # Errors
/// When problem or rota cannot be read, or the page cannot be written.
pub(crate) fn run(args: &Report, log: Log) -> Outcome<Exit> {
    let target = Target::of(args.output.output.as_deref());
    target.check_folder()?;
    let (problem, rota) = read_pair(&args.problem.problem, &args.rota, args.problem.format, log)?;
    let audit = problem.audit(&rota);
    let view = View::of(&problem.instance, &rota, &audit);
    target.write(&page::write(&problem.instance, &view)?)?;
    if let Target::File(path) = &target {
        let path = path.display().to_string();
        log.event("written", json!({ "path": path }), &format!("page written to {path}"));
    }
    Ok(if audit.violations.is_empty() { Exit::Fine } else { Exit::Broken })
}
