//! The score sheet, each line's measure in the unit that people use.

use rota_model::{Instance, Sheet, SheetLine, Unit};
use serde::Serialize;

use super::clock::{Clock, span};
use super::figures::grouped;

/// One line of the score sheet, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SheetRow {
    pub(crate) rule: &'static str,
    pub(crate) wording: &'static str,
    pub(crate) measure: String,
    pub(crate) price: String,
    /// Whether there is anything to see.
    pub(crate) zero: bool,
}

/// All lines of a sheet, in its order.
pub(crate) fn rows(instance: &Instance, sheet: &Sheet) -> Vec<SheetRow> {
    let clock = Clock::of(instance);
    sheet
        .lines
        .iter()
        .map(|line| SheetRow {
            rule: line.rule.info().id,
            wording: line.rule.info().wording,
            measure: measure(clock, line),
            price: line.price.to_string(),
            zero: line.measure == 0 && line.price == rota_model::Money::ZERO,
        })
        .collect()
}

fn measure(clock: Clock, line: &SheetLine) -> String {
    match line.rule.info().unit {
        Unit::Seconds => span(clock.seconds(line.measure)),
        Unit::Metres => {
            let hundreds = line.measure.saturating_add(50).div_euclid(100);
            format!("{}.{} km", grouped((hundreds / 10).unsigned_abs()), hundreds % 10)
        }
        Unit::Count => grouped(line.measure.unsigned_abs()),
        Unit::Points => format!("{} points", grouped(line.measure.unsigned_abs())),
    }
}

#[cfg(test)]
mod tests {
    use rota_model::{Money, RuleId};

    use super::*;

    #[test]
    fn measures_are_shown_in_hours_and_kilometres() {
        let line = |rule, measure| SheetLine { rule, measure, price: Money::ZERO };
        let clock = Clock::of(&super::super::tests::instance());
        assert_eq!(measure(clock, &line(RuleId::Travel, 5_400)), "1 h 30");
        assert_eq!(measure(clock, &line(RuleId::Mileage, 12_349)), "12.3 km");
        assert_eq!(measure(clock, &line(RuleId::Faces, 3)), "3");
    }
}
