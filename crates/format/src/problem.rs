//! Reading problems.

use std::sync::OnceLock;

use rota_model::Instance;

use crate::build;
use crate::doc::{PROBLEM_FORMAT, ProblemDoc};
use crate::finding::{Finding, Findings, Sink};
use crate::json::{self, Schema};
use crate::loader::{Loader, NoFiles};
use crate::review;

/// Reads a problem that names no files; see [`parse_problem_with`].
///
/// # Errors
/// All findings, when at least one of them is an error.
pub fn parse_problem(text: &str, source_name: &str) -> Result<(Instance, Vec<Finding>), Findings> {
    parse_problem_with(text, source_name, &NoFiles)
}

/// Reads and validates a problem (rota/problem/v1), with the files that it names. Beside the instance come the
/// warnings, about what is legal but odd; make them [`Findings`] with [`Findings::new`] to show them.
///
/// # Errors
/// All findings, errors and warnings, in the order of the text, when at least one of them is an error.
pub fn parse_problem_with(
    text: &str,
    source_name: &str,
    loader: &dyn Loader,
) -> Result<(Instance, Vec<Finding>), Findings> {
    // Some editors start files with a mark that is no part of JSON.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut sink = Sink::default();
    let doc = json::read(text, PROBLEM_FORMAT, schema(), &mut sink);
    let instance = doc.and_then(|doc| from_doc(&doc, loader, &mut sink));
    let mut list = sink.into_findings();
    json::locate(text, &mut list);
    match instance {
        Some(instance) => Ok((instance, list)),
        None => Err(Findings::new(source_name, text, list)),
    }
}

/// Builds an instance from a document that was made by a program; findings have no spans.
///
/// # Errors
/// All findings, when at least one of them is an error.
pub fn build_problem(doc: &ProblemDoc) -> Result<(Instance, Vec<Finding>), Findings> {
    let mut sink = Sink::default();
    let instance = from_doc(doc, &NoFiles, &mut sink);
    let list = sink.into_findings();
    match instance {
        Some(instance) => Ok((instance, list)),
        None => Err(Findings::new("problem", "", list)),
    }
}

/// Writes a problem as indented JSON.
pub fn write_problem(doc: &ProblemDoc) -> String {
    crate::json::pretty(doc)
}

fn from_doc(doc: &ProblemDoc, loader: &dyn Loader, sink: &mut Sink) -> Option<Instance> {
    if doc.format != PROBLEM_FORMAT {
        json::wrong_format(&doc.format, PROBLEM_FORMAT, sink);
        return None;
    }
    let built = build::build(doc, loader, sink)?;
    review::review(doc, &built, sink);
    Some(built.instance)
}

/// The schema, made once.
fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| Schema::new(crate::schema::problem_value()))
}
