//! Warnings: what is legal in a problem, but odd.

use crate::build::Built;
use crate::doc::ProblemDoc;
use crate::finding::Sink;

/// Adds all warnings about a problem without errors.
pub(crate) fn review(_doc: &ProblemDoc, _built: &Built, _sink: &mut Sink) {}
