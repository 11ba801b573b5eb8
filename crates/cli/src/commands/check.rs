//! `rota check`: an independent reading of a rota.

use rota_check::{Audit, Violation};
use rota_model::Rota;
use serde_json::{Map, Value, json};

use super::read_pair;
use crate::args::Check;
use crate::error::Outcome;
use crate::exit::Exit;
use crate::formats::Problem;
use crate::log::Log;
use crate::output::print;
use crate::text::{self, counted};
use crate::view::View;

/// Audits one rota.
///
/// # Errors
/// When problem or rota cannot be read.
pub(crate) fn run(args: &Check, log: Log) -> Outcome<Exit> {
    let (problem, rota) = read_pair(&args.problem.problem, &args.rota, args.problem.format, log)?;
    let audit = problem.audit(&rota);
    if args.json {
        print(&format!("{:#}\n", as_json(&problem, &rota, &audit)))?;
    } else {
        print(&as_text(&problem, &rota, &audit))?;
    }
    Ok(match (audit.violations.is_empty(), rota.unallocated.is_empty()) {
        (false, _) => Exit::Broken,
        (true, false) if args.strict => Exit::Unallocated,
        _ => Exit::Fine,
    })
}

fn as_text(problem: &Problem, rota: &Rota, audit: &Audit) -> String {
    let view = View::of(&problem.instance, rota, audit);
    let mut out = text::audit(&view);
    out.push_str(&match (audit.violations.len(), rota.unallocated.len()) {
        (0, 0) => "\nNo rule is broken; every visit is allocated.\n".to_owned(),
        (0, left) => format!("\nNo rule is broken; {} unallocated.\n", counted(left, "visit")),
        (broken, left) => format!(
            "\n{} found; {} unallocated.\n",
            counted(broken, "fault"),
            counted(left, "visit")
        ),
    });
    if let Some(objective) = problem.objective(&audit.sheet) {
        out.push_str(&format!("Objective: {objective:.4}\n"));
    }
    for (name, value) in problem.figures(rota, &audit.sheet) {
        let name = name.replace('_', " ");
        out.push_str(&format!("{name}: {value:.2}\n"));
    }
    if let Some(objective) = problem.objective_of_routes(rota) {
        out.push_str(&format!(
            "Objective of these routes at their earliest times: {objective:.4}\n"
        ));
    }
    out
}

fn as_json(problem: &Problem, rota: &Rota, audit: &Audit) -> Value {
    let list = |found: &[Violation]| -> Vec<Value> {
        let entry = |v: &Violation| json!({ "code": v.code, "rule": v.rule.map(|r| r.info().id), "text": v.text });
        found.iter().map(entry).collect()
    };
    let lines = audit.sheet.lines.iter().map(|line| {
        json!({ "rule": line.rule.info().id, "measure": line.measure, "price_pence": line.price.pence() })
    });
    let figures = problem.figures(rota, &audit.sheet).into_iter();
    let figures: Map<String, Value> =
        figures.map(|(name, value)| (name.to_owned(), value.into())).collect();
    json!({
        "violations": list(&audit.violations),
        "warnings": list(&audit.warnings),
        "unallocated": rota.unallocated.len(),
        "sheet": lines.collect::<Vec<_>>(),
        "cost_pence": audit.sheet.total().pence(),
        "objective": problem.objective(&audit.sheet),
        "figures": figures,
        "objective_of_routes": problem.objective_of_routes(rota),
    })
}
