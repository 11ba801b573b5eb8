//! The section on what each part of the search is worth: the same runs with it and without it.

use crate::family::Family;
use crate::page::facts;
use crate::run::{Part, Run};
use crate::table::{mean, percent, table};

/// A run without a part, and the one with everything.
struct Pair<'a> {
    without: &'a Run,
    with: &'a Run,
}

impl Pair<'_> {
    /// How much dearer it is without the part. Costs of different problems are far apart, so each counts as a share of
    /// its own.
    fn dearer(&self) -> f64 {
        value(self.without) / value(self.with) - 1.0
    }

    /// Insertions priced without the part, for each one priced with it.
    fn moves(&self) -> f64 {
        self.without.moves as f64 / self.with.moves.max(1) as f64
    }
}

fn value(run: &Run) -> f64 {
    run.objective.unwrap_or(run.cost as f64)
}

/// The section: for each part, what the runs lose without it.
pub fn section(family: Family, runs: &[&Run], seconds: u64) -> String {
    let rows: Vec<Vec<String>> = Part::ALL.iter().map(|part| row(*part, runs)).collect();
    let headers =
        ["without", "runs", "cost", "dearer", "alike", "cheaper", "left out", "moves priced"];
    format!(
        "## What each part is worth: {}\n\n{}\
         {seconds} s each; runs that are compared ran one after the other. Cost is what the same run costs more without \
         the part, on average; left out are slots more than with it, in all runs.\n\n{}",
        family.title(),
        facts(runs),
        table(&headers, &rows),
    )
}

fn row(part: Part, runs: &[&Run]) -> Vec<String> {
    let with = |run: &Run| {
        let is_same = |other: &&&Run| {
            other.without.is_none() && (&other.case, other.seed) == (&run.case, run.seed)
        };
        runs.iter().find(is_same).copied()
    };
    let lacking = runs.iter().copied().filter(|run| run.without == Some(part));
    let pairs: Vec<Pair> =
        lacking.filter_map(|without| Some(Pair { without, with: with(without)? })).collect();
    let count = |is: &dyn Fn(f64) -> bool| pairs.iter().filter(|pair| is(pair.dearer())).count();
    let left_out: i64 =
        pairs.iter().map(|pair| pair.without.left_out as i64 - pair.with.left_out as i64).sum();
    vec![
        part.title().to_owned(),
        pairs.len().to_string(),
        percent(mean(pairs.iter().map(Pair::dearer))),
        count(&|dearer| dearer > 1e-9).to_string(),
        count(&|dearer| dearer.abs() <= 1e-9).to_string(),
        count(&|dearer| dearer < -1e-9).to_string(),
        format!("{left_out:+}"),
        format!("{:.2} x", mean(pairs.iter().map(Pair::moves))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::tests::traced;

    #[test]
    fn runs_are_compared_with_their_own_likes() {
        let run = |case: &str, seed, without, cost, moves| Run {
            case: case.to_owned(),
            seed,
            without,
            cost,
            moves,
            ..traced(&[])
        };
        let lacks = Some(Part::Journal);
        let runs = [
            run("a", 1, None, 100, 40),
            run("a", 1, lacks, 110, 10),
            run("a", 2, None, 1_000, 40),
            run("a", 2, lacks, 990, 30),
            // Not finished yet: nothing to compare.
            run("b", 1, lacks, 1, 1),
        ];
        let row = row(Part::Journal, &runs.iter().collect::<Vec<_>>());
        let title = Part::Journal.title();
        assert_eq!(row, [title, "2", "+4.50 %", "1", "0", "1", "+0", "0.50 x"]);
    }
}
