//! The auditor: reads an instance and a rota afresh, with plain loops, and says what is wrong.

use rota_model::{Instance, Rota, RuleId, Sheet};

/// One thing that is wrong with a rota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Stable word for scripts.
    pub code: &'static str,
    /// The rule that is broken; `None` for a rota that contradicts itself (a wrong time or total).
    pub rule: Option<RuleId>,
    /// What is wrong, in a coordinator's words, with the ids and times.
    pub text: String,
}

/// What the auditor found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit {
    /// Broken rules and contradictions: the rota must not be used.
    pub violations: Vec<Violation>,
    /// Rules at level `warn` that are broken.
    pub warnings: Vec<Violation>,
    /// The score sheet, measured afresh.
    pub sheet: Sheet,
}

/// Audits a rota.
pub fn audit(_instance: &Instance, _rota: &Rota) -> Audit {
    Audit::default()
}
