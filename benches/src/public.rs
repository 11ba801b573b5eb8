//! The section on a family of public instances: values held against the best known ones.

use std::collections::BTreeMap;

use crate::family::{Family, Known};
use crate::page::facts;
use crate::run::Run;
use crate::table::{mean, percent, table};

/// Values are published with four decimals; closer than this they are equal.
const EQUAL: f64 = 0.000_5;

/// All runs of one instance.
struct Line<'a> {
    known: &'a Known,
    runs: Vec<&'a Run>,
}

impl Line<'_> {
    fn values(&self) -> impl Iterator<Item = f64> {
        self.runs.iter().filter_map(|run| run.objective)
    }

    fn best(&self) -> f64 {
        self.values().fold(f64::INFINITY, f64::min)
    }

    fn mean(&self) -> f64 {
        mean(self.values())
    }

    fn gap(&self, value: f64) -> f64 {
        value / self.known.best - 1.0
    }

    fn clients(&self) -> usize {
        self.runs.iter().map(|run| run.clients).max().unwrap_or_default()
    }

    /// Whether every rota is complete and breaks no rule.
    fn is_clean(&self) -> bool {
        self.runs.iter().all(|run| run.violations == 0 && run.left_out == 0)
    }

    fn is_new_best(&self) -> bool {
        self.is_clean() && self.best() < self.known.best - EQUAL
    }

    fn is_equal(&self) -> bool {
        self.is_clean() && (self.best() - self.known.best).abs() <= EQUAL
    }
}

/// The section: what was run, means by set and size, new best values, every instance.
pub fn section(family: Family, known: &[Known], runs: &[&Run], seconds: u64, seeds: u64) -> String {
    let mut by_case: BTreeMap<&str, Vec<&Run>> = BTreeMap::new();
    for run in runs {
        by_case.entry(run.case.as_str()).or_default().push(run);
    }
    let lines: Vec<Line> = known
        .iter()
        .filter_map(|known| {
            let runs = by_case.get(known.instance.as_str())?.clone();
            Some(Line { known, runs })
        })
        .collect();
    let mut out = format!(
        "## Public instances: {}\n\n{}\
         {} of {} open instances, {seconds} s each, {seeds} seed{}. Values are the audit's, in the benchmark's own units; \
         gaps are to the best published value that was verified. Lower is better.\n\n",
        family.title(),
        facts(runs),
        lines.len(),
        known.len(),
        if seeds == 1 { "" } else { "s" },
    );
    out.push_str(&verdict(&lines));
    out.push_str(&sizes(&lines));
    out.push_str(&new_best(&lines));
    out.push_str("\n### Every instance\n\n");
    out.push_str(&table(
        &[
            "instance",
            "clients",
            "best known",
            "best",
            "gap",
            "mean",
            "gap",
            "violations",
            "left out",
        ],
        &lines.iter().map(row).collect::<Vec<_>>(),
    ));
    out
}

fn verdict(lines: &[Line]) -> String {
    let count = |test: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| test(line)).count();
    let (better, equal) = (count(&|line| line.is_new_best()), count(&|line| line.is_equal()));
    let clean = || lines.iter().filter(|line| line.is_clean());
    let worse = clean().count() - better - equal;
    let worst = clean()
        .max_by(|a, b| a.gap(a.best()).total_cmp(&b.gap(b.best())))
        .filter(|_| worse > 0)
        .map(|worst| {
            format!(" (worst: {}, {})", worst.known.instance, percent(worst.gap(worst.best())))
        })
        .unwrap_or_default();
    format!(
        "**Mean gap {}** ({} for the best of all seeds). Better than the best known value on {better} instances, equal on \
         {equal}, worse on {worse}{worst}. Left out of all means, since a rota is incomplete or breaks a rule: {}.\n\n",
        percent(mean(clean().map(|line| line.gap(line.mean())))),
        percent(mean(clean().map(|line| line.gap(line.best())))),
        lines.len() - clean().count(),
    )
}

/// Means by set and size; sets in which nearly every instance has a size of its own have one row.
fn sizes(lines: &[Line]) -> String {
    let mut sets: BTreeMap<&str, BTreeMap<usize, Vec<&Line>>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.is_clean()) {
        let set = sets.entry(line.known.set.as_str()).or_default();
        set.entry(line.clients()).or_default().push(line);
    }
    let mut rows = Vec::new();
    for (set, by_size) in &sets {
        let instances: usize = by_size.values().map(Vec::len).sum();
        if instances > 1 && by_size.len() * 2 > instances {
            let (Some(least), Some(most)) = (by_size.keys().next(), by_size.keys().last()) else {
                continue;
            };
            let all: Vec<&Line> = by_size.values().flatten().copied().collect();
            rows.push(size_row(set, &format!("{least} to {most}"), &all));
        } else {
            rows.extend(by_size.iter().map(|(size, own)| size_row(set, &size.to_string(), own)));
        }
    }
    table(
        &[
            "set",
            "clients",
            "instances",
            "best known",
            "best",
            "gap",
            "mean",
            "gap",
            "better",
            "equal",
            "worse",
        ],
        &rows,
    )
}

fn size_row(set: &str, size: &str, lines: &[&Line]) -> Vec<String> {
    let better = lines.iter().filter(|line| line.is_new_best()).count();
    let equal = lines.iter().filter(|line| line.is_equal()).count();
    let of = |value: &dyn Fn(&Line) -> f64| mean(lines.iter().map(|line| value(line)));
    vec![
        set.to_owned(),
        size.to_owned(),
        lines.len().to_string(),
        format!("{:.2}", of(&|line| line.known.best)),
        format!("{:.2}", of(&|line| line.best())),
        percent(of(&|line| line.gap(line.best()))),
        format!("{:.2}", of(&|line| line.mean())),
        percent(of(&|line| line.gap(line.mean()))),
        better.to_string(),
        equal.to_string(),
        (lines.len() - better - equal).to_string(),
    ]
}

fn new_best(lines: &[Line]) -> String {
    let better: Vec<&Line> = lines.iter().filter(|line| line.is_new_best()).collect();
    if better.is_empty() {
        return "\nNo best known value was bettered.\n".to_owned();
    }
    let rows: Vec<Vec<String>> = better
        .iter()
        .map(|line| {
            let bound = line.known.bound.map_or("none".to_owned(), |bound| format!("{bound}"));
            vec![
                line.known.instance.clone(),
                format!("{:.4}", line.known.best),
                format!("{:.4}", line.best()),
                percent(line.gap(line.best())),
                bound,
            ]
        })
        .collect();
    let headers = ["instance", "best known", "ours", "gap", "published lower bound"];
    format!("\n### New best values\n\n{}", table(&headers, &rows))
}

fn row(line: &Line) -> Vec<String> {
    let sum =
        |count: &dyn Fn(&Run) -> usize| -> usize { line.runs.iter().map(|run| count(run)).sum() };
    vec![
        line.known.instance.clone(),
        line.clients().to_string(),
        format!("{:.4}", line.known.best),
        format!("{:.4}", line.best()),
        percent(line.gap(line.best())),
        format!("{:.4}", line.mean()),
        percent(line.gap(line.mean())),
        sum(&|run| run.violations).to_string(),
        sum(&|run| run.left_out).to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::tests::traced;

    fn known(set: &str, instance: &str, best: f64) -> Known {
        Known { set: set.to_owned(), instance: instance.to_owned(), best, bound: None }
    }

    fn solved(case: &str, seed: u64, clients: usize, value: f64) -> Run {
        let case = case.to_owned();
        Run { case, seed, clients, objective: Some(value), ..traced(&[]) }
    }

    #[test]
    fn gaps_are_of_means_and_unclean_rotas_are_no_best_values() {
        let table = [known("s", "a", 100.0), known("s", "b", 200.0), known("s", "c", 50.0)];
        let runs = [
            solved("a", 1, 10, 99.0),
            solved("a", 2, 10, 103.0),
            solved("b", 1, 10, 200.000_3),
            Run { violations: 1, ..solved("c", 1, 10, 40.0) },
        ];
        let page = section(Family::Hhcrsp, &table, &runs.iter().collect::<Vec<_>>(), 30, 2);
        // (101/100 + 1) / 2 - 1, and with the best seeds (99/100 + 1) / 2 - 1.
        assert!(
            page.contains("**Mean gap +0.50 %** (-0.50 % for the best of all seeds)"),
            "{page}"
        );
        assert!(page.contains("on 1 instances, equal on 1, worse on 0. Left"), "{page}");
        assert!(page.contains("breaks a rule: 1."), "{page}");
        assert!(page.contains("| a | 100.0000 | 99.0000 | -1.00 % | none |"), "{page}");
        assert!(!page.contains("| c | 50.0000 | 40.0000 | -20.00 % | none |"), "{page}");
        assert!(page.contains("| s | 10 | 2 | 150.00 |"), "{page}");
    }

    #[test]
    fn a_set_of_many_sizes_has_one_row() {
        let table = [known("s", "a", 100.0), known("s", "b", 200.0), known("s", "c", 50.0)];
        let runs = [solved("a", 1, 10, 100.0), solved("b", 1, 20, 202.0)];
        let page = section(Family::Hhcrsp, &table, &runs.iter().collect::<Vec<_>>(), 30, 1);
        assert!(page.contains("| s | 10 to 20 | 2 | 150.00 |"), "{page}");
        assert!(page.contains("2 of 3 open instances, 30 s each, 1 seed."), "{page}");
        assert!(page.contains("worse on 1 (worst: b, +1.00 %)"), "{page}");
        assert!(page.contains("No best known value was bettered"), "{page}");
    }
}
