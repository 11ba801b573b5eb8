//! The score sheet: measured afresh, and held against the one that the rota carries.

use rota_model::{GRAINS_PER_PENNY, Instance, Level, Money, RuleId, Sheet, SheetLine, Unit};

use crate::clock::{Clock, counted};
use crate::finding::Violation;
use crate::reading::Reading;
use crate::rules;

/// One line for each priced rule, in the catalogue's order.
pub(crate) fn measured(reading: &Reading<'_>) -> Sheet {
    let mut lines = Vec::new();
    let mut total: i128 = 0;
    for &rule in RuleId::ALL {
        let Level::Priced(rate) = reading.instance().policy.level(rule) else { continue };
        let Some(measure) = rules::measure(rule, reading) else { continue };
        // Absurd times can measure more than fits: then the line stops where `Sheet::total` still fits.
        let room = (i128::from(i64::MIN) - total, i128::from(i64::MAX) - total);
        let price = measure.saturating_mul(rate.0.into()).clamp(room.0, room.1);
        total += price;
        lines.push(SheetLine { rule, measure: narrow(measure), price: Money(narrow(price)) });
    }
    Sheet { lines }
}

/// Every difference between the measured sheet and the written one.
pub(crate) fn faults(instance: &Instance, measured: &Sheet, written: &Sheet) -> Vec<Violation> {
    if written.lines.is_empty() && !measured.lines.is_empty() {
        let text = format!(
            "the rota carries no score sheet, though {} are priced",
            counted(measured.lines.len() as u64, "rule")
        );
        return vec![Violation::contradiction("sheet-absent", text)];
    }
    let clock = Clock::new(instance);
    let mut faults = Vec::new();
    for ours in &measured.lines {
        let theirs: Vec<&SheetLine> =
            written.lines.iter().filter(|line| line.rule == ours.rule).collect();
        match theirs.as_slice() {
            [] => faults.push(fault(
                "sheet-missing",
                ours.rule,
                format!("has no line, but measures {}", amount(clock, ours.rule, ours.measure)),
            )),
            [line] => faults.extend(line_faults(instance, clock, ours, line)),
            more => faults.push(fault(
                "sheet-twice",
                ours.rule,
                format!("has {} lines; one is right", more.len()),
            )),
        }
    }
    faults.extend(
        written.lines.iter().filter(|line| measured.line(line.rule).is_none()).map(|line| {
            fault("sheet-extra", line.rule, "has a line, but is not priced".to_owned())
        }),
    );
    faults.extend(written.lines.windows(2).filter(|pair| pair[0].rule > pair[1].rule).map(
        |pair| {
            let before = pair[0].rule.info().id;
            fault(
                "sheet-order",
                pair[1].rule,
                format!("comes after {before}; its place is before it"),
            )
        },
    ));
    faults
}

fn line_faults(
    instance: &Instance,
    clock: Clock<'_>,
    ours: &SheetLine,
    theirs: &SheetLine,
) -> Vec<Violation> {
    let mut faults = Vec::new();
    if theirs.measure != ours.measure {
        let text = format!(
            "is said to measure {}, but it is {}",
            amount(clock, ours.rule, theirs.measure),
            amount(clock, ours.rule, ours.measure)
        );
        faults.push(fault("sheet-measure", ours.rule, text));
    }
    // A price is held against the measure beside it, so that a wrong measure is one fault, not two.
    let rate = instance.policy.rate(ours.rule).0;
    let fair = if theirs.measure == ours.measure {
        ours.price.0.into()
    } else {
        i128::from(rate) * i128::from(theirs.measure)
    };
    let off = i128::from(theirs.price.0) - fair;
    if off != 0 {
        let text = format!(
            "is said to cost {}, but at its rate {} costs {}: {} {}",
            pounds(theirs.price.0.into()),
            amount(clock, ours.rule, theirs.measure),
            pounds(fair),
            counted(off.unsigned_abs(), "grain"),
            if off > 0 { "too much" } else { "too little" }
        );
        faults.push(fault("sheet-price", ours.rule, text));
    }
    faults
}

fn fault(code: &'static str, rule: RuleId, text: String) -> Violation {
    Violation::contradiction(code, format!("score sheet: {} {text}", rule.info().id))
}

/// A measure with its unit.
fn amount(clock: Clock<'_>, rule: RuleId, measure: i64) -> String {
    match rule.info().unit {
        Unit::Seconds if measure < 0 => format!("minus {}", clock.span(measure.into())),
        Unit::Seconds => clock.span(measure.into()),
        Unit::Metres => format!("{measure} m"),
        Unit::Count => measure.to_string(),
        Unit::Points => format!("{measure} points"),
    }
}

/// An amount of money for people; one too large to write is cut.
fn pounds(grains: i128) -> String {
    let most = i128::from(i64::MAX - GRAINS_PER_PENNY);
    Money(narrow(grains.clamp(-most, most))).to_string()
}

/// The nearest number that fits.
fn narrow(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}
