//! One run of the solver, audited before anybody sees the rota.

use std::collections::BTreeMap;

use rota_check::{Audit, audit};
use rota_core::{Observer, Options, Solution, SolveError, Stats};
use rota_model::{Instance, Rota, RuleId, Sheet, SheetLine};

use crate::error::{Failure, Outcome};

/// What solves an instance; `rota_core::solve` in the program.
pub type Solver = dyn Fn(&Instance, &Options, &dyn Observer) -> Result<Solution, SolveError> + Sync;

/// A rota and what the auditor says of it.
pub(crate) struct Run {
    /// The solver's rota.
    pub(crate) rota: Rota,
    /// What it took.
    pub(crate) stats: Stats,
    /// The audit.
    pub(crate) audit: Audit,
    /// Why the rota must not be used: broken rules, and lines on which solver and auditor differ.
    pub(crate) faults: Vec<String>,
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
    let mut faults: Vec<String> = audit.violations.iter().map(|v| v.text.clone()).collect();
    faults.extend(differences("solver", &rota.sheet, &audit.sheet));
    Ok(Run { rota, stats, audit, faults })
}

/// The lines of the score sheet on which `theirs` differs from the auditor's, one sentence each.
pub(crate) fn differences(who: &str, theirs: &Sheet, auditors: &Sheet) -> Vec<String> {
    let lines = |sheet: &Sheet| -> BTreeMap<RuleId, SheetLine> {
        sheet.lines.iter().map(|line| (line.rule, *line)).collect()
    };
    let (said, found) = (lines(theirs), lines(auditors));
    let words = |line: Option<&SheetLine>| {
        line.map_or("nothing".to_owned(), |line| format!("{} ({})", line.measure, line.price))
    };
    RuleId::ALL
        .iter()
        .filter(|rule| said.get(rule) != found.get(rule))
        .map(|rule| {
            let (said, found) = (words(said.get(rule)), words(found.get(rule)));
            format!(
                "score sheet, {}: the {who} says {said}, the audit says {found}",
                rule.info().id
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rota_model::{Money, Rate};

    use super::*;

    fn line(rule: RuleId, measure: i64) -> SheetLine {
        SheetLine { rule, measure, price: Rate::pence_each(1).price(measure) }
    }

    #[test]
    fn equal_sheets_have_no_differences() {
        let sheet = Sheet { lines: vec![line(RuleId::Travel, 5), line(RuleId::Faces, 2)] };
        assert!(differences("solver", &sheet, &sheet).is_empty());
    }

    #[test]
    fn every_line_that_differs_is_named() {
        let ours = Sheet { lines: vec![line(RuleId::Travel, 5), line(RuleId::Faces, 2)] };
        let mut theirs = ours.clone();
        theirs.lines[0].measure = 6;
        theirs.lines[1].price = Money::from_pence(3);
        theirs.lines.push(line(RuleId::Waiting, 0));
        let named = differences("solver", &theirs, &ours);
        assert_eq!(named.len(), 3, "{named:?}");
        assert!(named[0].contains("travel: the solver says 6 (£0.05), the audit says 5 (£0.05)"));
        assert!(named[1].contains("waiting: the solver says 0 (£0.00), the audit says nothing"));
        assert!(named[2].contains("faces"));
    }
}
