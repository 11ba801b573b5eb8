//! `rota generate`: a synthetic week.

use crate::args::Generate;
use crate::error::{Failure, Outcome};
use crate::exit::Exit;
use crate::log::Log;

/// Writes one generated problem.
///
/// # Errors
/// When there is no such scenario, or it cannot be written.
pub(crate) fn run(_args: &Generate, _log: Log) -> Outcome<Exit> {
    Err(Failure::usage(""))
}
