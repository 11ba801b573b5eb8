//! The side file: one line of JSON for each run, appended as it ends.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::run::Run;

/// Results on disk, of this program and of others.
#[derive(Debug)]
pub struct Results {
    path: PathBuf,
    runs: Vec<Run>,
}

impl Results {
    /// Reads what there is. A last line that was cut off by a kill is passed over; its run is done again.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn open(path: &Path) -> Result<Self, String> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let runs = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(Self { path: path.to_owned(), runs })
    }

    /// Adds a run, on disk too.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, run: Run) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("{}: {error}", self.path.display());
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let line = serde_json::to_string(&run).map_err(|error| error.to_string())?;
        let mut file =
            OpenOptions::new().create(true).append(true).open(&self.path).map_err(failed)?;
        // A line break before as well: the line before may have been cut off.
        let cut = fs::read(&self.path).is_ok_and(|text| text.last().is_some_and(|b| *b != b'\n'));
        let line = if cut { format!("\n{line}\n") } else { format!("{line}\n") };
        file.write_all(line.as_bytes()).map_err(failed)?;
        self.runs.push(run);
        Ok(())
    }

    /// The runs of a family that this program did, in the order in which they ended.
    pub fn of<'a>(&'a self, program: &'a str, family: &'a str) -> impl Iterator<Item = &'a Run> {
        self.runs.iter().filter(move |run| run.program == program && run.family == family)
    }

    /// The program that ran the family last.
    pub fn last_program(&self, family: &str) -> Option<String> {
        let last = self.runs.iter().rev().find(|run| run.family == family)?;
        Some(last.program.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::tests::traced;

    #[test]
    fn a_cut_off_line_costs_one_run() {
        let path = std::env::temp_dir().join(format!("rota-results-{}.jsonl", std::process::id()));
        let _ = fs::remove_file(&path);
        let run = traced(&[(200, 90, 2)]);
        let mut results = Results::open(&path).expect("no file is no results");
        results.add(run.clone()).expect("a line");
        let whole = fs::read_to_string(&path).expect("a file");
        fs::write(&path, format!("{whole}{}", &whole[..40])).expect("a file");
        let mut results = Results::open(&path).expect("results");
        assert_eq!(results.of("p", "weeks").count(), 1);
        results.add(Run { seed: 2, ..run.clone() }).expect("a line");
        let again = Results::open(&path).expect("results");
        assert_eq!(again.of("p", "weeks").map(|run| run.seed).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(again.of("another program", "weeks").count(), 0);
        assert_eq!(again.of("p", "hhcrsp").count(), 0);
        fs::remove_file(&path).expect("it was there");
    }
}
