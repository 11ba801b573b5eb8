//! Scenarios side by side: mean and spread over seeds, the difference to the base, and which ones nobody beats.

use serde::Serialize;

use crate::figures::Figures;

/// A figure over several seeds, in the figure's own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// The mean, rounded to the nearest.
    pub mean: i64,
    /// The least.
    pub least: i64,
    /// The most.
    pub most: i64,
}

impl Spread {
    /// Of some values; `None` of none.
    pub fn of(values: impl Iterator<Item = i64> + Clone) -> Option<Self> {
        let (least, most) = (values.clone().min()?, values.clone().max()?);
        let count = values.clone().count() as i128;
        let sum: i128 = values.map(i128::from).sum();
        let mean = (2 * sum + count).div_euclid(2 * count);
        Some(Self { mean: i64::try_from(mean).unwrap_or(most), least, most })
    }
}

/// One scenario's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The scenario.
    pub name: String,
    /// How many seeds were solved.
    pub runs: usize,
    /// Whether no other scenario is at least as good in cost, carers for each client and visits left out, and better in one.
    pub unbeaten: bool,
    /// Whether its cost is the least of all.
    pub cheapest: bool,
    /// What scenarios are compared by; see [`Figures::cost`].
    pub cost: Option<Spread>,
    /// Mean cost less the base's.
    pub cost_to_base: Option<i64>,
    /// The figures, in the order of [`COLUMNS`].
    pub figures: Vec<Option<Spread>>,
}

type Column = (&'static str, fn(&Figures) -> Option<i64>);

/// The figures of a row: name with unit, and how to read it.
pub const COLUMNS: [Column; 15] = [
    ("allocated_seconds", |f| Some(f.allocated)),
    ("wanted_seconds", |f| Some(f.wanted)),
    ("left_out_visits", |f| Some(f.left_out)),
    ("money_pence", |f| f.money),
    ("guaranteed_unused_pence", |f| f.guaranteed),
    ("below_minimum_wage_carers", |f| f.below_minimum),
    ("policy_cost_pence", |f| Some(f.policy_cost)),
    ("travel_seconds", |f| Some(f.travel)),
    ("contact_share_permille", |f| f.contact_share),
    ("faces_thousandths", |f| f.faces),
    ("known_permille", |f| f.known),
    ("gini_travel_permille", |f| f.gini_travel),
    ("gini_unsocial_permille", |f| f.gini_unsocial),
    ("warnings", |f| Some(f.warnings)),
    ("gap_permille", |f| f.gap),
];

/// All scenarios.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// What was asked.
    pub name: String,
    /// A row for each scenario, the base first.
    pub rows: Vec<Row>,
}

impl Comparison {
    /// Compares scenarios, given the figures of each seed; the first is the base.
    pub fn of(name: &str, scenarios: &[(String, Vec<Figures>)]) -> Self {
        let mut rows: Vec<Row> = scenarios.iter().map(|(name, runs)| row(name, runs)).collect();
        let base = rows.first().and_then(|row| row.cost);
        let least = rows.iter().filter_map(|row| row.cost).map(|cost| cost.mean).min();
        let marks: Vec<Option<[i64; 3]>> = rows.iter().map(merits).collect();
        for (row, own) in rows.iter_mut().zip(&marks) {
            let beaten = |own: &[i64; 3]| {
                let by = |other: &[i64; 3]| {
                    other != own && other.iter().zip(own).all(|(other, own)| other <= own)
                };
                marks.iter().flatten().any(by)
            };
            row.unbeaten = own.as_ref().is_some_and(|own| !beaten(own));
            row.cheapest = row.cost.is_some_and(|cost| Some(cost.mean) == least);
            row.cost_to_base = row.cost.zip(base).map(|(cost, base)| cost.mean - base.mean);
        }
        Self { name: name.to_owned(), rows }
    }
}

impl Row {
    /// A figure by its name in [`COLUMNS`].
    pub fn figure(&self, name: &str) -> Option<Spread> {
        let index = COLUMNS.iter().position(|(column, _)| *column == name)?;
        self.figures.get(index).copied().flatten()
    }
}

fn row(name: &str, runs: &[Figures]) -> Row {
    Row {
        name: name.to_owned(),
        runs: runs.len(),
        unbeaten: false,
        cheapest: false,
        cost: Spread::of(runs.iter().map(Figures::cost)),
        cost_to_base: None,
        figures: COLUMNS.iter().map(|(_, read)| Spread::of(runs.iter().filter_map(read))).collect(),
    }
}

/// Cost, carers for each client, visits left out: less is better.
fn merits(row: &Row) -> Option<[i64; 3]> {
    let faces = row.figure("faces_thousandths").map_or(0, |faces| faces.mean);
    Some([row.cost?.mean, faces, row.figure("left_out_visits")?.mean])
}
