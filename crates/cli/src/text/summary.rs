//! Heading, audit, key figures, what is left out, and the score sheet.

use super::part;
use super::table::{Align, Table};
use crate::view::View;
use crate::view::figures::Figure;

/// What it is and for which days.
pub(super) fn heading(out: &mut String, view: &View) {
    out.push_str(&format!("{}\n{}, times in {}\n", view.title, view.period, view.zone));
    for (number, line) in view.rules.iter().enumerate() {
        out.push_str(&format!("{}{line}\n", if number == 0 { "Rules: " } else { "  " }));
    }
}

/// What the audit found; nothing when it found nothing.
pub(super) fn audit(out: &mut String, view: &View) {
    for (title, lines) in
        [("Broken rules: do not use this rota", &view.violations), ("Warnings", &view.warnings)]
    {
        if !lines.is_empty() {
            part(out, title);
            lines.iter().for_each(|line| out.push_str(&format!("  - {line}\n")));
        }
    }
}

/// The key figures, and those beside them.
pub(super) fn figures(out: &mut String, view: &View) {
    part(out, "Key figures");
    table_of(out, view.figures.rows());
    for group in &view.groups {
        part(out, group.title);
        table_of(out, group.figures.clone());
    }
}

fn table_of(out: &mut String, figures: Vec<Figure>) {
    let mut table = Table::new(2, &[Align::Left; 2]);
    for figure in figures {
        let detail = figure.detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
        table.row([figure.name.to_owned(), figure.value + &detail]);
    }
    table.write(out);
}

/// Visits without carers, with the reasons; nothing when there are none.
pub(super) fn unallocated(out: &mut String, view: &View) {
    if view.unallocated.is_empty() {
        return;
    }
    part(out, "Unallocated");
    for left in &view.unallocated {
        let mut table = Table::new(2, &[Align::Left; 6]);
        let double = if left.carers_needed > 1 {
            format!("{} min, {} carers", left.minutes, left.carers_needed)
        } else {
            format!("{} min", left.minutes)
        };
        table.row([
            left.when.clone(),
            left.client.clone(),
            left.call.clone().unwrap_or_default(),
            left.priority.to_owned(),
            double,
            left.visit.clone(),
        ]);
        table.write(out);
        if left.reasons.is_empty() {
            out.push_str("    - no reason given\n");
        }
        left.reasons.iter().for_each(|reason| out.push_str(&format!("    - {reason}\n")));
    }
}

/// The score sheet, lines with nothing on them left out.
pub(super) fn sheet(out: &mut String, view: &View) {
    if view.sheet.is_empty() {
        return;
    }
    part(out, "Score sheet");
    let mut table = Table::new(2, &[Align::Left, Align::Right, Align::Right, Align::Left]);
    for line in view.sheet.iter().filter(|line| !line.zero) {
        table.row([
            line.rule.to_owned(),
            line.measure.clone(),
            line.price.clone(),
            line.wording.to_owned(),
        ]);
    }
    table.row(["total".to_owned(), String::new(), view.figures.cost.clone(), String::new()]);
    table.write(out);
}

/// Each carer's hours, and pay where it is known.
pub(super) fn hours(out: &mut String, view: &View) {
    if view.hours.is_empty() {
        return;
    }
    part(out, "Hours and pay");
    let mut columns = vec![Align::Left];
    columns.extend([Align::Right; 9]);
    let mut table = Table::new(2, &columns);
    table.row(
        [
            "",
            "contract",
            "rostered",
            "contact",
            "min. wage",
            "working",
            "unsocial",
            "splits",
            "pay",
            "an hour",
        ]
        .map(str::to_owned),
    );
    for row in &view.hours {
        let below = if row.below { " (low)" } else { "" };
        table.row([
            row.carer.clone(),
            row.contract.clone(),
            row.rostered.clone(),
            row.contact.clone(),
            row.minimum_wage.clone(),
            row.working.clone(),
            row.unsocial.clone(),
            row.split_days.to_string(),
            row.pay.clone(),
            format!("{}{below}", row.hourly),
        ]);
    }
    table.write(out);
}
