//! Score sheets that do not say what the rota costs.

use rota_model::{Money, RuleId, SheetLine};

use super::plot::Plot;

/// The index of some line, from this one on.
fn line(plot: &mut Plot, from: usize) -> Option<usize> {
    let options = (from..plot.rota.sheet.lines.len()).collect();
    plot.pick(options)
}

pub(super) fn wrong_measure(plot: &mut Plot) -> Option<()> {
    let line = line(plot, 0)?;
    let rule = plot.rota.sheet.lines[line].rule;
    let line = &mut plot.rota.sheet.lines[line];
    line.measure += 1;
    line.price = plot.instance.policy.rate(rule).price(line.measure);
    Some(())
}

pub(super) fn wrong_price(plot: &mut Plot) -> Option<()> {
    let line = line(plot, 0)?;
    let price = &mut plot.rota.sheet.lines[line].price;
    *price -= Money(1);
    Some(())
}

pub(super) fn missing(plot: &mut Plot) -> Option<()> {
    let line = if plot.rota.sheet.lines.len() > 1 { line(plot, 0)? } else { return None };
    plot.rota.sheet.lines.remove(line);
    Some(())
}

/// A line that costs nothing, in its right place.
pub(super) fn extra(plot: &mut Plot) -> Option<()> {
    let lines = &plot.rota.sheet.lines;
    if lines.is_empty() {
        return None;
    }
    let has = |rule: RuleId| lines.iter().any(|line| line.rule == rule);
    let options = RuleId::ALL.iter().copied().filter(|&rule| !has(rule)).collect();
    let rule = plot.pick(options)?;
    let lines = &mut plot.rota.sheet.lines;
    let place = lines.iter().filter(|line| line.rule < rule).count();
    lines.insert(place, SheetLine { rule, measure: 0, price: Money::ZERO });
    Some(())
}

pub(super) fn twice(plot: &mut Plot) -> Option<()> {
    let line = line(plot, 0)?;
    let again = plot.rota.sheet.lines[line];
    plot.rota.sheet.lines.insert(line, again);
    Some(())
}

pub(super) fn order(plot: &mut Plot) -> Option<()> {
    let line = line(plot, 1)?;
    plot.rota.sheet.lines.swap(line - 1, line);
    Some(())
}

pub(super) fn absent(plot: &mut Plot) -> Option<()> {
    line(plot, 0)?;
    plot.rota.sheet.lines.clear();
    Some(())
}
