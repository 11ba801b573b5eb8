//! The cheapest way to give rows columns of their own.

/// No price comes near.
const FAR: i64 = i64::MAX / 4;

/// The column of each row: no column twice, and the least sum of prices. By shortest augmenting paths (Jonker and Volgenant
/// 1987), one row after the other.
///
/// All rows are of one length, which is at least their number; prices are small enough to be added up. Complexity: rows² x columns.
pub fn cheapest_matching(prices: &[Vec<i64>]) -> Vec<usize> {
    let columns = prices.first().map_or(0, Vec::len);
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    // Duals: no price is below the sum of its row's and its column's, and those of matched ones are equal to it.
    let (mut of_row, mut of_column) = (vec![0; prices.len()], vec![0; columns]);
    for row in 0..prices.len() {
        // The least slack of each column on a path from `row`, and the column before it on that path.
        let (mut slack, mut before) = (vec![FAR; columns], vec![None; columns]);
        let mut is_done = vec![false; columns];
        let (mut current, mut last) = (row, None);
        let mut end = loop {
            let mut nearest = (FAR, 0);
            for column in (0..columns).filter(|column| !is_done[*column]) {
                let reduced = prices[current][column] - of_row[current] - of_column[column];
                if reduced < slack[column] {
                    (slack[column], before[column]) = (reduced, last);
                }
                nearest = nearest.min((slack[column], column));
            }
            let (step, column) = nearest;
            of_row[row] += step;
            for other in 0..columns {
                match row_of[other] {
                    Some(matched) if is_done[other] => {
                        of_row[matched] += step;
                        of_column[other] -= step;
                    }
                    _ => slack[other] -= step,
                }
            }
            is_done[column] = true;
            last = Some(column);
            match row_of[column] {
                Some(matched) => current = matched,
                None => break column,
            }
        };
        while let Some(from) = before[end] {
            row_of[end] = row_of[from];
            end = from;
        }
        row_of[end] = Some(row);
    }
    let mut column_of = vec![0; prices.len()];
    for (column, row) in row_of.into_iter().enumerate() {
        if let Some(row) = row {
            column_of[row] = column;
        }
    }
    column_of
}
