//! The problems that a base and a scenario file come to, all of them checked before any is solved.

use std::collections::BTreeMap;
use std::path::Path;

use rota_format::Findings;
use rota_format::doc::ProblemDoc;
use rota_sweep::{ScenarioFile, combinations, patched};

use crate::commands::{report, summary};
use crate::error::{Failure, Outcome};
use crate::formats::{Format, Problem};
use crate::input::{Files, Source};
use crate::log::Log;
use crate::text::counted;

/// One scenario, ready to be solved.
pub(crate) struct Scenario {
    /// What it is called in the comparison.
    pub(crate) name: String,
    /// Its folder in the folder of results.
    pub(crate) folder: String,
    /// Its problem as text.
    pub(crate) text: String,
    /// Its problem.
    pub(crate) problem: Problem,
}

/// All scenarios, the base first.
pub(crate) struct Scenarios {
    /// What is asked.
    pub(crate) name: String,
    /// Each with a name and a folder of its own.
    pub(crate) list: Vec<Scenario>,
    /// Files that the problems name, by name.
    pub(crate) files: BTreeMap<String, String>,
}

impl Scenarios {
    /// Reads base and scenarios, and tells everything that is wrong with any of them.
    ///
    /// # Errors
    /// When something cannot be read, or is wrong.
    pub(crate) fn read(base: &Path, scenarios: &Path, log: Log) -> Outcome<Self> {
        let source = Source::read(base)?;
        let files = Files::of(&source);
        // The base alone first: its faults would be every scenario's.
        let problem =
            Format::Rota.problem(&source, &files).map_err(|found| invalid(&found, log))?;
        report(&problem.warnings, log);
        let doc = document(&source)?;
        let file = Source::read(scenarios)?;
        let file = ScenarioFile::read(&String::from_utf8_lossy(&file.bytes))
            .map_err(|why| Failure::invalid(format!("{}: {}", scenarios.display(), why.trim())))?;
        let combinations = combinations(&file).map_err(|faults| tell(scenarios, &faults, log))?;

        let mut list: Vec<Scenario> = Vec::new();
        let mut faults = Vec::new();
        let mut broken = 0;
        for combination in combinations {
            let text = match patched(&doc, &combination) {
                Ok(doc) => rota_format::write_problem(&doc),
                Err(more) => {
                    // The same change in several combinations is one fault.
                    for fault in more {
                        if !faults.contains(&fault) {
                            faults.push(fault);
                        }
                    }
                    continue;
                }
            };
            let called = format!("scenario \"{}\" of {}", combination.name, source.name());
            match Format::Rota.problem_of(&text, &called, &files) {
                Ok(problem) => {
                    let folder = folder(&combination.name, &list);
                    list.push(Scenario { name: combination.name, folder, text, problem });
                }
                Err(findings) => {
                    report(&findings, log);
                    broken += 1;
                }
            }
        }
        if !faults.is_empty() {
            return Err(tell(scenarios, &faults, log));
        }
        if broken > 0 {
            return Err(Failure::invalid(format!(
                "{broken} of {} scenarios cannot be rostered as they are; nothing was solved",
                broken + list.len()
            )));
        }
        Ok(Self { name: file.name, list, files: files.read() })
    }
}

/// The document of a problem that was read without errors.
fn document(source: &Source) -> Outcome<ProblemDoc> {
    let text = String::from_utf8_lossy(&source.bytes);
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(&text))
        .map_err(|error| Failure::failed(format!("cannot read {} again: {error}", source.name())))
}

fn invalid(findings: &Findings, log: Log) -> Failure {
    report(findings, log);
    Failure::invalid(summary(findings))
}

fn tell(path: &Path, faults: &[String], log: Log) -> Failure {
    faults.iter().for_each(|fault| log.error(&format!("{}: {fault}", path.display())));
    let found = counted(faults.len(), "error");
    Failure::invalid(format!("{} has {found}; nothing was solved", path.display()))
}

/// A folder's name that no other scenario has, whatever the system thinks of capitals.
fn folder(name: &str, others: &[Scenario]) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let mut slug: String = words.join("-").chars().take(80).collect();
    if slug.is_empty() {
        slug.push_str("scenario");
    }
    let taken = |slug: &str| others.iter().any(|other| other.folder == slug);
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    std::iter::once(slug.clone()).chain(numbered).find(|slug| !taken(slug)).unwrap_or(slug)
}
