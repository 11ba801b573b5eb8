//! The section on generated weeks: how much is covered, how soon, at what cost and with how much memory.

use rota_model::Money;

use crate::page::facts;
use crate::run::Run;
use crate::table::{seconds, table};

/// Of a week that can be covered whole, at least this share is to be.
const WANTED: f64 = 0.995;

/// Shares of the time limit at which the cost is shown.
const SHARES: [f64; 3] = [0.1, 0.3, 1.0];

/// The section: what was run, whether weeks are covered, every run.
pub fn section(runs: &[&Run]) -> String {
    let mut runs = runs.to_vec();
    runs.sort_by_key(|run| (std::cmp::Reverse(run.slots), run.case.clone(), run.seed));
    let mut out = format!(
        "## Generated weeks\n\n{}Every week is generated together with a hidden rota that covers it whole, so that a slot \
         left out is the search's doing. Each seed is another week and another search. Memory is that of the whole process, \
         generating and auditing included.\n\n",
        facts(&runs)
    );
    out.push_str(&verdict(&runs));
    out.push_str(&table(
        &[
            "week",
            "seed",
            "slots",
            "limit",
            "cores had",
            "allocated",
            "left out",
            "first rota",
            "all allocated",
            "cost first",
            "at 10 %",
            "at 30 %",
            "at the end",
            "memory",
            "violations",
        ],
        &runs.iter().map(|run| row(run)).collect::<Vec<_>>(),
    ));
    out
}

fn allocated(run: &Run) -> f64 {
    1.0 - run.left_out as f64 / run.slots.max(1) as f64
}

fn verdict(runs: &[&Run]) -> String {
    let enough = runs.iter().filter(|run| allocated(run) >= WANTED).count();
    let all = runs.iter().filter(|run| run.left_out == 0).count();
    let violations: usize = runs.iter().map(|run| run.violations).sum();
    let worst = runs
        .iter()
        .min_by(|a, b| allocated(a).total_cmp(&allocated(b)))
        .map(|run| format!(" The worst is {} with seed {}: {}.", run.case, run.seed, share(run)))
        .unwrap_or_default();
    format!(
        "At least {:.1} % of the slots are allocated in **{enough} of {} weeks**, all of them in {all}.{worst} Violations \
         found by the audit: {violations}.\n\n",
        WANTED * 100.0,
        runs.len(),
    )
}

/// The share of slots that are allocated, rounded down so that only a whole week shows as 100 %.
fn share(run: &Run) -> String {
    format!("{:.2} %", (allocated(run) * 10_000.0).floor() / 100.0)
}

fn row(run: &Run) -> Vec<String> {
    let missing = || "-".to_owned();
    let mut row = vec![
        run.case.clone(),
        run.seed.to_string(),
        run.slots.to_string(),
        format!("{} s", run.seconds),
        run.cores_had().map_or_else(missing, |cores| format!("{cores:.1}")),
        share(run),
        run.left_out.to_string(),
        format!("{} s", seconds(run.first_ms)),
        run.covered_ms().map_or_else(missing, |ms| format!("{} s", seconds(ms))),
        run.trace.first().map_or_else(missing, |first| Money(first.cost).to_string()),
    ];
    for part in SHARES {
        // The end has the last timing of all visits, after the search.
        let cost = if part < 1.0 { run.at(part).map(|now| now.cost) } else { Some(run.cost) };
        row.push(cost.map_or_else(missing, |cost| Money(cost).to_string()));
    }
    row.push(run.peak_kib.map_or_else(missing, |kib| format!("{} MiB", kib.div_ceil(1024))));
    row.push(run.violations.to_string());
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::tests::traced;

    #[test]
    fn one_slot_short_is_not_all() {
        let pound = 100 * rota_model::GRAINS_PER_PENNY;
        let trace = [(300, 900 * pound, 4), (2_000, 700 * pound, 0)];
        let whole = Run {
            slots: 12_000,
            cost: 650 * pound,
            processor_ms: Some(15_000),
            peak_kib: Some(1025),
            ..traced(&trace)
        };
        let short = Run { left_out: 1, seed: 2, ..whole.clone() };
        let page = section(&[&short, &whole]);
        assert!(page.contains("**2 of 2 weeks**, all of them in 1."), "{page}");
        assert!(page.contains("The worst is a with seed 2: 99.99 %."), "{page}");
        let row = "| a | 1 | 12000 | 10 s | 1.5 | 100.00 % | 0 | 0.0 s | 2.0 s | £900.00 | £900.00 | £700.00 | £650.00 | 2 MiB | 0 |";
        assert!(page.contains(row), "{page}");
    }
}
