//! Travel matrices, given in place or by file.

use std::collections::BTreeSet;

use rota_model::{Matrix, Mode, PlaceId};

use super::carers::mode;
use super::places::Places;
use super::table;
use crate::civil::clip;
use crate::doc::MatrixDoc;
use crate::finding::{Code, Path, Sink};
use crate::loader::Loader;

/// A week on the road, or once round the Earth: anything longer is a mistake.
const LONGEST_SECONDS: i64 = 7 * 24 * 3600;
const FARTHEST_METRES: i64 = 40_100_000;

/// Builds a matrix; `None` when findings were added instead.
pub(super) fn build(
    doc: &MatrixDoc,
    path: &Path<'_>,
    places: &Places,
    loader: &dyn Loader,
    sink: &mut Sink,
) -> Option<Matrix> {
    let modes = modes(doc);
    let Some(file) = &doc.file else {
        for (i, place) in doc.places.iter().enumerate() {
            places.find(place, &path.key("places").index(i), sink);
        }
        return inline(doc, modes, path, sink);
    };
    let inline_too = !doc.places.is_empty()
        || doc.minutes.is_some()
        || doc.seconds.is_some()
        || doc.km.is_some()
        || doc.metres.is_some();
    if inline_too {
        sink.add(Code::MatrixTimes, path, "a `file` and a matrix in place are given together");
        return None;
    }
    let here = path.key("file");
    let text = match loader.load(file) {
        Ok(text) => text,
        Err(why) => {
            sink.add(Code::MatrixFile, &here, format!("\"{}\": {why}", clip(file)));
            return None;
        }
    };
    let matrix = if file.to_ascii_lowercase().ends_with(".json") {
        let read: Result<MatrixDoc, _> = serde_json::from_str(&text);
        let inner = sink.keep(
            read.map_err(|error| format!("\"{}\": {error}", clip(file))),
            Code::MatrixFileContent,
            &here,
        )?;
        if inner.file.is_some() {
            sink.add(Code::MatrixFileContent, &here, "a matrix file names another file");
            return None;
        }
        let modes = if doc.modes.is_empty() { self::modes(&inner) } else { modes };
        inline(&inner, modes, &here, sink)
    } else {
        let table = table::read(&text).map_err(|why| format!("\"{}\": {why}", clip(file)));
        let inner = sink.keep(table, Code::MatrixFileContent, &here)?;
        inline(&inner, modes, &here, sink)
    };
    // A file may serve many problems: what this one doesn't know is left out.
    matrix.map(|matrix| only_known(&matrix, places))
}

fn modes(doc: &MatrixDoc) -> Vec<Mode> {
    if doc.modes.is_empty() {
        return Mode::ALL.to_vec();
    }
    let modes: BTreeSet<Mode> = doc.modes.iter().map(|doc| mode(*doc)).collect();
    modes.into_iter().collect()
}

fn inline(doc: &MatrixDoc, modes: Vec<Mode>, path: &Path<'_>, sink: &mut Sink) -> Option<Matrix> {
    let mut seen = BTreeSet::new();
    for (i, place) in doc.places.iter().enumerate() {
        if !seen.insert(place) {
            let cause = format!("\"{}\" is listed twice", clip(place));
            sink.add(Code::DuplicateId, &path.key("places").index(i), cause);
            return None;
        }
    }
    let size = doc.places.len();
    let most = LONGEST_SECONDS;
    let seconds = match (&doc.minutes, &doc.seconds) {
        (Some(rows), None) => scaled(rows, 60.0, most, size, &path.key("minutes"), sink),
        (None, Some(rows)) => whole(rows, most, size, &path.key("seconds"), sink),
        (given, _) => {
            let what = if given.is_some() { "both `minutes` and" } else { "neither `minutes` nor" };
            sink.add(Code::MatrixTimes, path, format!("{what} `seconds` are given"));
            return None;
        }
    };
    let most = FARTHEST_METRES;
    let metres = match (&doc.km, &doc.metres) {
        (None, None) => Some(Vec::new()),
        (Some(rows), None) => scaled(rows, 1000.0, most, size, &path.key("km"), sink),
        (None, Some(rows)) => whole(rows, most, size, &path.key("metres"), sink),
        (Some(_), Some(_)) => {
            sink.add(Code::MatrixTimes, path, "both `km` and `metres` are given");
            None
        }
    };
    let (seconds, metres) = (seconds?, metres?);
    let off_zero =
        |rows: &[Vec<i64>]| (0..rows.len()).find(|&i| rows[i].get(i).is_some_and(|&n| n != 0));
    if let Some(i) = off_zero(&seconds).or_else(|| off_zero(&metres)) {
        let place = doc.places.get(i).map_or("", String::as_str);
        let cause = format!("from \"{}\" to itself is not 0", clip(place));
        sink.add(Code::Diagonal, path, cause);
    }
    let places = doc.places.iter().map(PlaceId::new).collect();
    Some(Matrix { modes, places, seconds, metres })
}

fn scaled(
    rows: &[Vec<f64>],
    by: f64,
    most: i64,
    size: usize,
    path: &Path<'_>,
    sink: &mut Sink,
) -> Option<Vec<Vec<i64>>> {
    // Numbers too large for an i64 saturate, and are then out of range.
    let rows: Vec<Vec<i64>> = rows
        .iter()
        .map(|row| row.iter().map(|entry| (entry * by).round() as i64).collect())
        .collect();
    whole(&rows, most, size, path, sink)
}

fn whole(
    rows: &[Vec<i64>],
    most: i64,
    size: usize,
    path: &Path<'_>,
    sink: &mut Sink,
) -> Option<Vec<Vec<i64>>> {
    if rows.len() != size {
        let cause = format!("{} rows for {size} places", rows.len());
        sink.add(Code::MatrixShape, path, cause);
        return None;
    }
    let mut fine = true;
    for (i, row) in rows.iter().enumerate() {
        let here = path.index(i);
        if row.len() != size {
            let cause = format!("{} entries in row {} for {size} places", row.len(), i + 1);
            sink.add(Code::MatrixShape, &here, cause);
            fine = false;
        }
        for (j, entry) in row.iter().enumerate() {
            if !(0..=most).contains(entry) {
                let cause = if *entry < 0 { "it is negative" } else { "it is absurdly large" };
                sink.add(Code::MatrixEntry, &here.index(j), cause);
                fine = false;
            }
        }
    }
    fine.then(|| rows.to_vec())
}

fn only_known(matrix: &Matrix, places: &Places) -> Matrix {
    let kept: Vec<usize> = (0..matrix.places.len())
        .filter(|&i| places.known.contains_key(matrix.places[i].as_str()))
        .collect();
    let part = |rows: &[Vec<i64>]| -> Vec<Vec<i64>> {
        if rows.is_empty() {
            return Vec::new();
        }
        kept.iter().map(|&i| kept.iter().map(|&j| rows[i][j]).collect()).collect()
    };
    Matrix {
        modes: matrix.modes.clone(),
        places: kept.iter().map(|&i| matrix.places[i].clone()).collect(),
        seconds: part(&matrix.seconds),
        metres: part(&matrix.metres),
    }
}
