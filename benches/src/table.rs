//! Markdown tables and the numbers in them.

/// A table as Markdown: headers, and rows of as many cells. The first column is aligned left, the others right.
pub fn table(headers: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = format!("| {} |\n|---|", headers.join(" | "));
    out.push_str(&"---:|".repeat(headers.len().saturating_sub(1)));
    out.push('\n');
    for row in rows {
        out.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    out
}

/// A gap as per cent with a sign: `+1.23 %`.
pub fn percent(share: f64) -> String {
    let text = format!("{:+.2} %", share * 100.0);
    if text == "-0.00 %" { "+0.00 %".to_owned() } else { text }
}

/// The mean; 0 of nothing.
pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// Milliseconds as seconds with one decimal.
pub fn seconds(ms: u64) -> String {
    format!("{:.1}", ms as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_gaps_read_well() {
        let rows = [vec!["x".to_owned(), "1".to_owned()]];
        assert_eq!(table(&["a", "b"], &rows), "| a | b |\n|---|---:|\n| x | 1 |\n");
        assert_eq!(percent(0.012_34), "+1.23 %");
        assert_eq!(percent(-0.000_001), "+0.00 %");
        assert_eq!(percent(-0.01), "-1.00 %");
    }
}
