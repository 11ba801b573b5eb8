//! `rota show`: a rota as text.

use super::read_pair;
use crate::args::Show;
use crate::error::Outcome;
use crate::exit::Exit;
use crate::log::Log;
use crate::output::Target;
use crate::text;
use crate::view::View;

/// Prints one rota. It is audited first, and what is wrong with it stands at the top.
///
/// # Errors
/// When problem or rota cannot be read.
pub(crate) fn run(args: &Show, log: Log) -> Outcome<Exit> {
    let (problem, rota) = read_pair(&args.problem.problem, &args.rota, args.problem.format, log)?;
    let audit = problem.audit(&rota);
    let view = View::of(&problem.instance, &rota, &audit);
    Target::of(args.output.output.as_deref()).write(&text::write(&view, args.by))?;
    Ok(if audit.violations.is_empty() { Exit::Fine } else { Exit::Broken })
}
