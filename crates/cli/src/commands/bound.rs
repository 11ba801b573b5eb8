//! `rota bound`: what no rota of a problem can undercut, and the gap of one that is there.

use rota_core::{Bound, BoundOptions};
use rota_model::Money;
use serde_json::{Value, json};

use super::{DEFAULT_TIME_LIMIT, read_problem, read_rota};
use crate::args;
use crate::error::{Failure, Outcome};
use crate::exit::Exit;
use crate::formats::Problem;
use crate::log::Log;
use crate::output::print;
use crate::text::counted;

/// A rota against the bound.
struct Gap {
    /// What the audit says that it costs.
    cost: Money,
    /// The part of that for visits that are left out.
    unallocated: Money,
}

/// Bounds one problem.
///
/// # Errors
/// When problem or rota cannot be read, the rota breaks a rule, or the problem is too large.
pub(crate) fn run(args: &args::Bound, log: Log) -> Outcome<Exit> {
    let problem = read_problem(&args.problem.problem, args.problem.format, log)?;
    let gap = match &args.rota {
        Some(path) => Some(gap(&problem, path, log)?),
        None => None,
    };
    let unlimited = args.rounds.is_none() && args.time_limit.is_none();
    let options = BoundOptions {
        rounds: args.rounds,
        time_limit: if unlimited { Some(DEFAULT_TIME_LIMIT) } else { args.time_limit },
        threads: args.threads.map(usize::from),
        known: gap.as_ref().map(|gap| gap.cost),
    };
    let bound = rota_core::bound(&problem.instance, &options)
        .map_err(|error| Failure::failed(error.to_string()))?;
    if args.json {
        print(&format!("{:#}\n", as_json(&problem, &bound, gap.as_ref())))?;
    } else {
        print(&as_text(&problem, &bound, gap.as_ref()))?;
    }
    Ok(Exit::Fine)
}

/// Audits the rota: a gap to a rota that breaks rules would say nothing.
fn gap(problem: &Problem, path: &std::path::Path, log: Log) -> Outcome<Gap> {
    let rota = read_rota(problem, path, log)?;
    let audit = problem.audit(&rota);
    if !audit.violations.is_empty() {
        for violation in &audit.violations {
            log.error(&violation.text);
        }
        let found = counted(audit.violations.len(), "fault");
        return Err(Failure::invalid(format!(
            "the rota has {found}, so a bound says nothing of it; `rota check` names them"
        )));
    }
    let left_out =
        audit.sheet.lines.iter().filter(|line| line.rule.info().id.starts_with("unallocated-"));
    Ok(Gap { cost: audit.sheet.total(), unallocated: left_out.map(|line| line.price).sum() })
}

/// How far a cost is above a bound, in percent of the bound, rounded up to hundredths; `None` above a bound of 0.
fn percent(cost: Money, bound: Money) -> Option<f64> {
    let above = (cost.0 - bound.0) as f64 / bound.0 as f64;
    (bound.0 > 0).then(|| (above * 10_000.0).ceil() / 100.0)
}

fn as_text(problem: &Problem, bound: &Bound, gap: Option<&Gap>) -> String {
    let cost = |cost| problem.format.cost(cost);
    let rounds = counted(bound.rounds as usize, "round");
    let mut out = format!("No rota costs less than {} ({rounds}).\n", cost(bound.value));
    for &visit in &bound.uncoverable {
        if let Some(visit) = problem.instance.visits.get(visit) {
            out.push_str(&format!("Proved: no rota can allocate visit {}.\n", visit.id));
        }
    }
    if let Some(gap) = gap {
        if gap.cost == bound.value {
            out.push_str(&format!("The rota costs {}: proved, none is cheaper.\n", cost(gap.cost)));
        } else {
            let far = match percent(gap.cost, bound.value) {
                Some(percent) => format!("at most {percent:.2} % above the cheapest"),
                None => {
                    "and the bound says nothing of how far that is from the cheapest".to_owned()
                }
            };
            out.push_str(&format!("The rota costs {}, {far}.\n", cost(gap.cost)));
        }
        if gap.unallocated.0 > 0 || bound.unallocated.0 > 0 {
            out.push_str(&format!(
                "Of that for visits left out: {}, no less than {} in any rota.\n",
                cost(gap.unallocated),
                cost(bound.unallocated)
            ));
        }
    }
    out
}

fn as_json(problem: &Problem, bound: &Bound, gap: Option<&Gap>) -> Value {
    let visits = bound.uncoverable.iter().filter_map(|visit| problem.instance.visits.get(*visit));
    let priced = |cost: Money| json!({ "pence": cost.pence(), "text": problem.format.cost(cost) });
    json!({
        "bound": priced(bound.value),
        "unallocated_bound": priced(bound.unallocated),
        "proved_uncoverable": visits.map(|visit| visit.id.as_str()).collect::<Vec<_>>(),
        "method": bound.method.name(),
        "rounds": bound.rounds,
        "columns": bound.columns,
        "rota": gap.map(|gap| json!({
            "cost": priced(gap.cost),
            "unallocated": priced(gap.unallocated),
            "gap_percent": percent(gap.cost, bound.value),
            "proved_best": gap.cost == bound.value,
        })),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_of_the_bound_and_never_rounded_away() {
        assert_eq!(percent(Money(150), Money(100)), Some(50.0));
        assert_eq!(percent(Money(1_000_001), Money(1_000_000)), Some(0.01));
        assert_eq!(percent(Money(5), Money(0)), None);
    }
}
