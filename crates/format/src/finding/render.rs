//! Findings for people (with the offending lines) and for scripts (JSON).

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use serde::Serialize;

use super::{Finding, Findings, Severity};

/// One finding as miette wants to see it.
#[derive(Debug)]
struct Report<'a> {
    finding: &'a Finding,
    source: &'a LineIndex<'a>,
}

impl std::fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.finding.cause)
    }
}

impl std::error::Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let Finding { code, path, .. } = self.finding;
        Some(Box::new(format!("{code} ({}) {path}", code.info().title)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.code.severity() {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(&self.finding.remedy))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.finding.span.is_some().then_some(self.source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.finding.span.clone()?;
        Some(Box::new(std::iter::once(LabeledSpan::underline(span))))
    }
}

/// One finding as a script sees it.
#[derive(Serialize)]
struct FindingDoc<'a> {
    code: &'a str,
    severity: &'a str,
    title: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    cause: &'a str,
    remedy: &'a str,
}

#[derive(Serialize)]
struct FindingsDoc<'a> {
    format: &'a str,
    source: &'a str,
    errors: usize,
    warnings: usize,
    findings: Vec<FindingDoc<'a>>,
}

/// Longer excerpts are cut, so that a one-line document of megabytes is not printed.
const LONGEST_EXCERPT: usize = 240;

impl Findings {
    /// All findings with the lines that they are about, for reading. `colour` adds terminal colours.
    pub fn to_text(&self, colour: bool) -> String {
        let theme =
            if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(110);
        let lines = LineIndex::new(&self.source_name, &self.text);
        let mut out = String::new();
        for finding in &self.list {
            let mut shown = finding.clone();
            shown.span = shown.span.filter(|span| lines.is_short(span));
            if shown.span.is_none() {
                shown.cause = format!("{} ({})", shown.cause, self.source_name);
            }
            if handler.render_report(&mut out, &Report { finding: &shown, source: &lines }).is_err()
            {
                out.push_str(&shown.cause);
            }
            out.push('\n');
        }
        out
    }

    /// All findings as one JSON object, for scripts.
    pub fn to_json(&self) -> String {
        let lines = LineIndex::new(&self.source_name, &self.text);
        let findings = self
            .list
            .iter()
            .map(|finding| {
                let place = finding.span.as_ref().map(|span| lines.place(span.start));
                FindingDoc {
                    code: finding.code.id(),
                    severity: match finding.code.severity() {
                        Severity::Error => "error",
                        Severity::Warning => "warning",
                    },
                    title: finding.code.info().title,
                    path: &finding.path,
                    line: place.map(|(line, _)| line),
                    column: place.map(|(_, column)| column),
                    cause: &finding.cause,
                    remedy: &finding.remedy,
                }
            })
            .collect();
        let doc = FindingsDoc {
            format: "rota/findings/v1",
            source: &self.source_name,
            errors: self.errors(),
            warnings: self.warnings(),
            findings,
        };
        serde_json::to_string_pretty(&doc).unwrap_or_default()
    }
}

/// Where each line of a text starts.
#[derive(Debug)]
struct LineIndex<'a> {
    name: &'a str,
    text: &'a str,
    starts: Vec<usize>,
}

/// Lines are found by the index: thousands of findings in a file of megabytes would take minutes otherwise.
impl SourceCode for LineIndex<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let first = self.line(span.offset()).saturating_sub(lines_before);
        let last = self.line(span.offset() + span.len().saturating_sub(1)) + lines_after;
        // Without lines before it, miette wants the excerpt to start at the span itself, not at its line.
        let (from, column) = match lines_before {
            0 => (span.offset(), self.place(span.offset()).1 - 1),
            _ => (self.starts.get(first).copied().unwrap_or(0), 0),
        };
        let to = self.starts.get(last + 1).copied().unwrap_or(self.text.len());
        let data = self.text.get(from..to).ok_or(MietteError::OutOfBounds)?;
        let lines = data.lines().count();
        let span = SourceSpan::new(from.into(), to - from);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.to_owned(),
            data.as_bytes(),
            span,
            first,
            column,
            lines,
        )))
    }
}

impl<'a> LineIndex<'a> {
    fn new(name: &'a str, text: &'a str) -> Self {
        let starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name, text, starts }
    }

    /// The line that a byte is on, from 0.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Line and column (in characters), both from 1.
    fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        (line + 1, column + 1)
    }

    /// Whether the lines that a span touches are short enough to be shown.
    fn is_short(&self, span: &std::ops::Range<usize>) -> bool {
        let line = self.line(span.start);
        let from = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let to = self.starts.get(line + 2).copied().unwrap_or(self.text.len());
        span.end <= self.text.len()
            && to.saturating_sub(from) <= 3 * LONGEST_EXCERPT
            && span.len() <= LONGEST_EXCERPT
    }
}
