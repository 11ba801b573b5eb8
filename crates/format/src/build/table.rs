//! Travel matrices as CSV: one row for each pair of places, or one row and column for each place.

use std::collections::BTreeMap;

use crate::civil::clip;
use crate::doc::MatrixDoc;

/// Reads a table with the columns from, to, minutes or seconds, and perhaps km or metres (in any order), or a
/// square one whose first cell is "minutes" or "seconds" and whose other headings are the places.
///
/// # Errors
/// A sentence with the row where the table can't be understood.
pub(super) fn read(text: &str) -> Result<MatrixDoc, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings: Vec<String> =
        reader.headers().map_err(|error| error.to_string())?.iter().map(str::to_owned).collect();
    match headings.first().map(|first| first.to_lowercase()).as_deref() {
        Some("minutes") => square(&mut reader, &headings, |doc, rows| doc.minutes = Some(rows)),
        Some("seconds") => square(&mut reader, &headings, |doc, rows| {
            let whole = |row: &Vec<f64>| row.iter().map(|entry| entry.round() as i64).collect();
            doc.seconds = Some(rows.iter().map(whole).collect());
        }),
        _ => long(&mut reader, &headings),
    }
}

type Reader<'t> = csv::Reader<&'t [u8]>;

/// A number in a cell.
fn number(cell: Option<&str>, row: usize) -> Result<f64, String> {
    let cell = cell.unwrap_or_default();
    cell.parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
        .ok_or_else(|| format!("row {row}: \"{}\" is not a number", clip(cell)))
}

fn square(
    reader: &mut Reader<'_>,
    headings: &[String],
    put: impl Fn(&mut MatrixDoc, Vec<Vec<f64>>),
) -> Result<MatrixDoc, String> {
    let places: Vec<String> = headings.iter().skip(1).cloned().collect();
    let mut rows = Vec::with_capacity(places.len());
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(|error| error.to_string())?;
        let row = i + 2;
        if record.get(0) != places.get(i).map(String::as_str) {
            return Err(format!("row {row}: rows must be in the order of the columns"));
        }
        let entries = record.iter().skip(1).map(|cell| number(Some(cell), row));
        rows.push(entries.collect::<Result<Vec<f64>, String>>()?);
    }
    let mut doc = MatrixDoc { places, ..MatrixDoc::default() };
    put(&mut doc, rows);
    Ok(doc)
}

fn long(reader: &mut Reader<'_>, headings: &[String]) -> Result<MatrixDoc, String> {
    let column =
        |name: &str| headings.iter().position(|heading| heading.eq_ignore_ascii_case(name));
    let missing = |name| format!("there is no column \"{name}\"");
    let from = column("from").ok_or_else(|| missing("from"))?;
    let to = column("to").ok_or_else(|| missing("to"))?;
    let (time, time_scale) = match (column("minutes"), column("seconds")) {
        (Some(minutes), None) => (minutes, 60.0),
        (None, Some(seconds)) => (seconds, 1.0),
        _ => return Err("there must be one of the columns \"minutes\" and \"seconds\"".to_owned()),
    };
    let distance = match (column("km"), column("metres")) {
        (Some(km), None) => Some((km, 1000.0)),
        (None, Some(metres)) => Some((metres, 1.0)),
        (None, None) => None,
        _ => return Err("there are both of the columns \"km\" and \"metres\"".to_owned()),
    };
    let mut places: Vec<String> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    let mut legs: BTreeMap<(usize, usize), (i64, i64)> = BTreeMap::new();
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(|error| error.to_string())?;
        let row = i + 2;
        let mut place = |column: usize| {
            let name = record.get(column).unwrap_or_default().to_owned();
            *index.entry(name.clone()).or_insert_with(|| {
                places.push(name);
                places.len() - 1
            })
        };
        let leg = (place(from), place(to));
        let scaled = |column, scale: f64| -> Result<i64, String> {
            Ok((number(record.get(column), row)? * scale).round() as i64)
        };
        let seconds = scaled(time, time_scale)?;
        let metres = distance.map_or(Ok(0), |(column, scale)| scaled(column, scale))?;
        if legs.insert(leg, (seconds, metres)).is_some() {
            return Err(format!("row {row}: this leg was given before"));
        }
    }
    let fill = |pick: fn(&(i64, i64)) -> i64| -> Result<Vec<Vec<i64>>, String> {
        let entry = |i: usize, j: usize| match legs.get(&(i, j)) {
            Some(leg) => Ok(pick(leg)),
            None if i == j => Ok(0),
            None => Err(format!(
                "there is no row from \"{}\" to \"{}\"",
                clip(&places[i]),
                clip(&places[j])
            )),
        };
        let size = places.len();
        (0..size).map(|i| (0..size).map(|j| entry(i, j)).collect()).collect()
    };
    let seconds = fill(|leg| leg.0)?;
    let metres = if distance.is_some() { Some(fill(|leg| leg.1)?) } else { None };
    Ok(MatrixDoc { places, seconds: Some(seconds), metres, ..MatrixDoc::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_shapes_give_the_same_matrix() {
        let long = "to, from, minutes, km\nb,a,7.5,3\na,b,8,3.2\n";
        let doc = read(long).expect("a table");
        assert_eq!(doc.places, ["a", "b"]);
        assert_eq!(doc.seconds, Some(vec![vec![0, 450], vec![480, 0]]));
        assert_eq!(doc.metres, Some(vec![vec![0, 3000], vec![3200, 0]]));
        let doc = read("seconds,b,a\nb,0,480\na,450,0\n").expect("a table");
        assert_eq!(doc.seconds, Some(vec![vec![0, 480], vec![450, 0]]));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_row() {
        for (table, said) in [
            ("from,to,minutes\na,b,x\n", "row 2: \"x\" is not a number"),
            ("from,to,minutes\na,b,inf\n", "row 2: \"inf\" is not a number"),
            ("from,to,minutes\na,b,1\n", "there is no row from \"b\" to \"a\""),
            ("from,to,minutes\na,b,1\na,b,2\n", "row 3: this leg was given before"),
            ("from,minutes\na,1\n", "there is no column \"to\""),
            ("from,to\na,b\n", "there must be one of the columns \"minutes\" and \"seconds\""),
            ("minutes,a,b\nb,0,1\na,1,0\n", "row 2: rows must be in the order of the columns"),
        ] {
            assert_eq!(read(table), Err(said.to_owned()));
        }
        assert!(read("from,to,minutes\na,b\n").is_err(), "a row too short");
    }
}
