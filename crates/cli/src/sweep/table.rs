//! The comparison of scenarios for a fixed-width screen.

use rota_model::Money;
use rota_sweep::{Comparison, Row, Spread};

use crate::text::table::{Align, Table};

/// What stands under the table.
const LEGEND: &str = "\
* nobody beats it: no other scenario is at least as good in cost, carers for each client and visits left
  out, and better in one.   < has the least cost of all.
Cost is money and the policy's price of visits left out, or the cost on the score sheet where nothing is
paid. Figures are means over the seeds, with the least and the most cost; sweep.csv has the spread of all.
";

/// The table.
pub(crate) fn text(comparison: &Comparison) -> String {
    use Align::{Left, Right};
    let mut table = Table::new(
        0,
        &[
            Left, Right, Right, Right, Right, Right, Right, Right, Right, Right, Right, Right,
            Right, Right, Right, Left,
        ],
    );
    table.row(
        [
            "", "cost", "least", "most", "to base", "policy", "left out", "hours", "unused",
            "travel h", "contact", "faces", "unfair", "warnings", "gap", "scenario",
        ]
        .map(str::to_owned),
    );
    for row in &comparison.rows {
        table.row(cells(row));
    }
    let mut out = String::new();
    if !comparison.name.is_empty() {
        out.push_str(&format!("{}\n\n", comparison.name));
    }
    table.write(&mut out);
    out.push_str(&format!("\n{LEGEND}"));
    out
}

fn cells(row: &Row) -> [String; 16] {
    let mark = match (row.unbeaten, row.cheapest) {
        (true, true) => "*<",
        (true, false) => "*",
        (false, true) => "<",
        (false, false) => "",
    };
    let figure = |name: &str, write: fn(i64) -> String| {
        row.figure(name).map_or("-".to_owned(), |spread| write(spread.mean))
    };
    let cost = |part: fn(Spread) -> i64| row.cost.map_or("-".to_owned(), |cost| money(part(cost)));
    [
        mark.to_owned(),
        cost(|cost| cost.mean),
        cost(|cost| cost.least),
        cost(|cost| cost.most),
        row.cost_to_base.map_or("-".to_owned(), money),
        figure("policy_cost_pence", money),
        figure("left_out_visits", |count| count.to_string()),
        figure("allocated_seconds", hours),
        figure("guaranteed_unused_pence", money),
        figure("travel_seconds", hours),
        figure("contact_share_permille", percent),
        figure("faces_thousandths", |faces| decimal(faces, 1000, 2)),
        figure("gini_unsocial_permille", |gini| decimal(gini, 1000, 2)),
        figure("warnings", |count| count.to_string()),
        figure("gap_permille", percent),
        row.name.clone(),
    ]
}

fn money(pence: i64) -> String {
    Money::from_pence(pence).to_string()
}

fn hours(seconds: i64) -> String {
    decimal(seconds, 3600, 1)
}

fn percent(permille: i64) -> String {
    format!("{} %", decimal(permille, 10, 1))
}

/// A number of `unit`s with some decimals, rounded to the nearest.
fn decimal(number: i64, unit: i64, decimals: usize) -> String {
    format!("{:.decimals$}", number as f64 / unit as f64)
}
