//! One run of the solver, audited before anybody sees the rota.

use rota_check::{Audit, audit};
use rota_core::{Observer, Options, Solution, SolveError, Stats};
use rota_model::{Instance, Rota};

use crate::error::{Failure, Outcome};

/// What solves an instance; `rota_core::solve` in the program.
pub type Solver = dyn Fn(&Instance, &Options, &dyn Observer) -> Result<Solution, SolveError> + Sync;

/// A rota and what the auditor says of it.
pub(crate) struct Run {
    /// The solver's rota.
    pub(crate) rota: Rota,
    /// What it took.
    pub(crate) stats: Stats,
    /// The audit, which compares the solver's score sheet with its own line by line.
    pub(crate) audit: Audit,
}

/// Solves an instance and audits the rota.
///
/// # Errors
/// When there is no rota at all.
pub(crate) fn run(
    solver: &Solver,
    instance: &Instance,
    options: &Options,
    observer: &dyn Observer,
) -> Outcome<Run> {
    let Solution { rota, stats } =
        solver(instance, options, observer).map_err(|error| Failure::failed(error.to_string()))?;
    let audit = audit(instance, &rota);
    Ok(Run { rota, stats, audit })
}

impl Run {
    /// Whether the auditor found no rule broken, no wrong time, and no line of the score sheet that differs.
    pub(crate) fn is_confirmed(&self) -> bool {
        self.audit.violations.is_empty()
    }
}
