//! Findings: what is wrong with an input, where, why, and what to do about it.

mod catalogue;
mod path;
mod render;
mod sink;

use std::fmt;
use std::ops::Range;

pub use catalogue::{Code, CodeInfo, Severity, catalogue_markdown};
pub(crate) use path::Path;
pub(crate) use sink::{Sink, suggest};

/// One thing that is wrong, or odd, about an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing; its catalogue entry has a title and a general remedy.
    pub code: Code,
    /// Where, as a JSON Pointer ("/clients/3/visits/0/minutes"; empty for the whole document), or, in a
    /// text that is no JSON, as "line 7".
    pub path: String,
    /// What is wrong here, with the values.
    pub cause: String,
    /// What to do about it.
    pub remedy: String,
    /// The bytes of the input that it is about, where they are known.
    pub span: Option<Range<usize>>,
}

/// All findings about one input, in the order of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// What the input is called: a file name, or "-".
    pub source_name: String,
    /// The input itself, for showing lines of it.
    pub text: String,
    /// The findings.
    pub list: Vec<Finding>,
}

impl Findings {
    /// Findings about a text.
    pub fn new(source_name: &str, text: &str, list: Vec<Finding>) -> Self {
        Self { source_name: source_name.to_owned(), text: text.to_owned(), list }
    }

    /// How many are errors.
    pub fn errors(&self) -> usize {
        self.list.iter().filter(|finding| finding.code.severity() == Severity::Error).count()
    }

    /// How many are warnings.
    pub fn warnings(&self) -> usize {
        self.list.len() - self.errors()
    }
}

impl fmt::Display for Findings {
    /// The plain form, one line each; see [`Findings::to_text`] for the one with the offending lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, finding) in self.list.iter().enumerate() {
            let Finding { code, path, cause, remedy, .. } = finding;
            let newline = if i > 0 { "\n" } else { "" };
            let colon = if path.is_empty() { "" } else { ": " };
            write!(f, "{newline}{code} {path}{colon}{cause}; {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}
