//! What the auditor reports.

use rota_model::{RuleId, Sheet};

/// One thing that is wrong with a rota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Stable word for scripts: the rule's id, or a narrower word where a rule can be broken in several ways.
    pub code: &'static str,
    /// The rule that is broken; `None` for a rota that contradicts itself (a wrong time or total).
    pub rule: Option<RuleId>,
    /// What is wrong, in a coordinator's words, with the ids and times.
    pub text: String,
}

impl Violation {
    /// A broken rule whose only code is its id.
    pub(crate) fn of(rule: RuleId, text: String) -> Self {
        Self::coded(rule.info().id, rule, text)
    }

    /// A broken rule, in one of its several ways.
    pub(crate) fn coded(code: &'static str, rule: RuleId, text: String) -> Self {
        Self { code, rule: Some(rule), text }
    }

    /// A rota that contradicts itself or the instance.
    pub(crate) fn contradiction(code: &'static str, text: String) -> Self {
        Self { code, rule: None, text }
    }
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

impl Audit {
    /// Whether nothing forbids using the rota; warnings do not.
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
    }
}
