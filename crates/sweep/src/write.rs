//! The comparison as CSV and as JSON.

use crate::compare::{COLUMNS, Comparison, Row, Spread};

impl Comparison {
    /// One line a scenario: mean, least and most of each figure.
    ///
    /// # Errors
    /// When the text cannot be written, which memory alone can cause.
    pub fn to_csv(&self) -> Result<String, String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let failed = |error: csv::Error| error.to_string();
        let names = std::iter::once("cost_pence").chain(COLUMNS.iter().map(|(name, _)| *name));
        let spread =
            names.flat_map(|name| ["", "_least", "_most"].map(|end| format!("{name}{end}")));
        let head =
            ["scenario", "runs", "unbeaten", "cheapest", "cost_to_base_pence"].map(str::to_owned);
        writer.write_record(head.into_iter().chain(spread)).map_err(failed)?;
        for row in &self.rows {
            writer.write_record(cells(row)).map_err(failed)?;
        }
        let bytes = writer.into_inner().map_err(|error| error.to_string())?;
        String::from_utf8(bytes).map_err(|error| error.to_string())
    }

    /// All of it, indented.
    pub fn to_json(&self) -> String {
        let rows: Vec<_> = self.rows.iter().map(as_json).collect();
        let whole = serde_json::json!({
            "format": "rota/comparison/v1", "name": self.name, "scenarios": rows,
        });
        format!("{whole:#}\n")
    }
}

fn cells(row: &Row) -> Vec<String> {
    let text = |value: Option<i64>| value.map_or(String::new(), |value| value.to_string());
    let yes = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
    let mut cells = vec![
        row.name.clone(),
        row.runs.to_string(),
        yes(row.unbeaten),
        yes(row.cheapest),
        text(row.cost_to_base),
    ];
    for spread in std::iter::once(&row.cost).chain(&row.figures) {
        let of = |part: fn(Spread) -> i64| text(spread.map(part));
        cells.extend([of(|s| s.mean), of(|s| s.least), of(|s| s.most)]);
    }
    cells
}

fn as_json(row: &Row) -> serde_json::Value {
    let figures = COLUMNS
        .iter()
        .zip(&row.figures)
        .map(|((name, _), spread)| ((*name).to_owned(), serde_json::json!(spread)));
    let figures: serde_json::Map<String, serde_json::Value> = figures.collect();
    serde_json::json!({
        "scenario": row.name, "runs": row.runs, "unbeaten": row.unbeaten, "cheapest": row.cheapest,
        "cost_pence": row.cost, "cost_to_base_pence": row.cost_to_base, "figures": figures,
    })
}
