//! Aligned columns for a fixed-width screen.

/// Which side of its column a cell keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Rows of cells, aligned when they are written.
pub(crate) struct Table {
    columns: Vec<Align>,
    indent: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table whose lines start after `indent` spaces.
    pub(crate) fn new(indent: usize, columns: &[Align]) -> Self {
        Self { columns: columns.to_vec(), indent, rows: Vec::new() }
    }

    /// Adds a row; cells beyond the columns are dropped.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into_iter().take(self.columns.len()).collect());
    }

    /// Writes the rows, two spaces between columns, without spaces at the ends of lines.
    pub(crate) fn write(&self, out: &mut String) {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        for row in &self.rows {
            let mut line = " ".repeat(self.indent);
            for ((cell, width), align) in row.iter().zip(&widths).zip(&self.columns) {
                let gap = " ".repeat(width - cell.chars().count());
                match align {
                    Align::Left => line.extend([cell, gap.as_str(), "  "]),
                    Align::Right => line.extend([gap.as_str(), cell, "  "]),
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_lines_end_clean() {
        let mut table = Table::new(1, &[Align::Left, Align::Right, Align::Left]);
        table.row(["é".to_owned(), "7".to_owned(), String::new()]);
        table.row(["long".to_owned(), "12".to_owned(), "x".to_owned()]);
        let mut out = String::new();
        table.write(&mut out);
        assert_eq!(out, " é      7\n long  12  x\n");
    }
}
