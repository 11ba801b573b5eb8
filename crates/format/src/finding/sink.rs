//! Where findings are collected.

use std::fmt::Display;
use std::ops::Range;

use super::{Code, Finding, Path, Severity};

/// Collects findings; nothing stops at the first.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    findings: Vec<Finding>,
    suggestions: usize,
}

/// Looking for near names costs time; a document with more wrong names than this has another problem.
const MOST_SUGGESTIONS: usize = 200;

impl Sink {
    /// Adds a finding with the catalogue's remedy.
    pub(crate) fn add(&mut self, code: Code, path: &Path<'_>, cause: impl Into<String>) {
        self.add_with(code, path.pointer(), cause.into(), code.info().remedy.to_owned());
    }

    /// Adds a finding with a remedy of its own.
    pub(crate) fn add_with(&mut self, code: Code, path: String, cause: String, remedy: String) {
        self.findings.push(Finding { code, path, cause, remedy, span: None });
    }

    /// Adds a finding with the bytes that it is about.
    pub(crate) fn add_at(&mut self, code: Code, path: String, cause: String, span: Range<usize>) {
        let remedy = code.info().remedy.to_owned();
        self.findings.push(Finding { code, path, cause, remedy, span: Some(span) });
    }

    /// Adds a finding about a name that does not exist, with the nearest that does.
    pub(crate) fn unknown<'n>(
        &mut self,
        code: Code,
        path: &Path<'_>,
        cause: impl Into<String>,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        self.suggestions += 1;
        let near = if self.suggestions > MOST_SUGGESTIONS { None } else { suggest(name, known) };
        let remedy = match near {
            Some(near) => format!("did you mean \"{near}\"? Otherwise {}", code.info().remedy),
            None => code.info().remedy.to_owned(),
        };
        self.add_with(code, path.pointer(), cause.into(), remedy);
    }

    /// Whether any finding is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.code.severity() == Severity::Error)
    }

    /// What was collected.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Keeps a value or reports why there is none.
    pub(crate) fn keep<T, E: Display>(
        &mut self,
        result: Result<T, E>,
        code: Code,
        path: &Path<'_>,
    ) -> Option<T> {
        result.map_err(|why| self.add(code, path, why.to_string())).ok()
    }
}

/// The known name that is nearest to a mistyped one, if any is near.
pub(crate) fn suggest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Far longer names are not slips of the finger, and comparing them would be slow.
    if name.len() > 100 {
        return None;
    }
    known
        .into_iter()
        .filter(|candidate| candidate.len() <= 100)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|&(distance, candidate)| distance * 3 <= candidate.chars().count().max(3))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
