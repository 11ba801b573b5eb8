//! The auditor: reads an instance and a rota afresh, with plain loops, and says what is wrong.
//!
//! It imports nothing of ours but the nouns in `rota-model`, and is written from `docs/semantics.md` alone, so
//! that it does not repeat a misunderstanding of the solver's. Of a rota it believes only who does which slot,
//! in which order, and when care starts; every other time, every leg and the score sheet are derived again and
//! compared with what the rota says.
//!
//! - [`audit`]: a rota of ours, its score sheet included;
//! - [`audit_without_sheet`]: a rota that carries no sheet of its own, such as a published solution;
//! - [`measure`]: only the score sheet.
//!
//! Beside faults and prices it reports figures that nothing is priced by: [`continuity`] with the floor of faces,
//! the three [`clocks`], [`money`], and [`fairness`].
//!
//! No rota makes it panic, however absurd its ids, indices and times.

mod clock;
mod clocks;
mod continuity;
mod fairness;
mod finding;
mod lookup;
mod money;
mod reading;
mod rules;
mod share;
mod sheet;
mod structure;
mod times;
mod travel;

pub use clocks::{CarerClocks, clocks};
pub use continuity::{ClientContinuity, Continuity, Floor, PERIODS, continuity};
pub use fairness::{CarerBurden, Fairness, fairness};
pub use finding::{Audit, Violation};
pub use money::{CarerPay, MoneyReport, money};
pub use share::Share;

use lookup::Lookup;
use reading::Reading;
use rota_model::{Instance, Rota, RuleId, Sheet};
use rules::Severity;

/// Audits a rota together with its score sheet; a sheet without lines is a fault while any rule is priced.
pub fn audit(instance: &Instance, rota: &Rota) -> Audit {
    let mut audit = audit_without_sheet(instance, rota);
    audit.violations.extend(sheet::faults(instance, &audit.sheet, &rota.sheet));
    audit
}

/// Audits a rota whose own score sheet is not looked at; the measured one is in [`Audit::sheet`].
pub fn audit_without_sheet(instance: &Instance, rota: &Rota) -> Audit {
    let lookup = Lookup::new(instance);
    let reading = Reading::new(&lookup, rota);
    let mut violations = structure::faults(&lookup, rota);
    let mut warnings = Vec::new();
    violations.extend(times::faults(&reading));
    for &rule in RuleId::ALL {
        match rules::severity(&instance.policy, rule) {
            Some(Severity::Violation) => violations.extend(rules::breaches(rule, &reading)),
            Some(Severity::Warning) => warnings.extend(rules::breaches(rule, &reading)),
            None => {}
        }
    }
    Audit { violations, warnings, sheet: sheet::measured(&reading) }
}

/// Measures a rota: one line for each priced rule, in the catalogue's order, zeros included.
///
/// Of a rota that is at odds with the instance, what can be measured is: stops of unknown visits or slots count
/// for nothing, legs of unknown length count 0, visits without any stop count as unallocated whether listed or not.
pub fn measure(instance: &Instance, rota: &Rota) -> Sheet {
    let lookup = Lookup::new(instance);
    sheet::measured(&Reading::new(&lookup, rota))
}
