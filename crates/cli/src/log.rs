//! The one voice on stderr: sentences for people, or one JSON object a line for scripts.
//!
//! Names of people and addresses never pass through here.

use std::io::{IsTerminal, Write, stderr};

use serde_json::{Map, Value, json};

/// Where what is said goes, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Sentences.
    Text,
    /// One JSON object a line.
    Json,
}

/// Says things on stderr.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Log {
    style: Style,
    quiet: bool,
}

impl Log {
    /// A voice; `quiet` leaves errors only.
    pub(crate) fn new(style: Style, quiet: bool) -> Self {
        Self { style, quiet }
    }

    /// Whether only errors are said.
    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Whether it speaks JSON.
    pub(crate) fn is_json(self) -> bool {
        self.style == Style::Json
    }

    /// Whether to use colours.
    pub(crate) fn has_colour(self) -> bool {
        self.style == Style::Text
            && stderr().is_terminal()
            && std::env::var_os("NO_COLOR").is_none()
    }

    /// Whether a progress bar has somewhere to be.
    pub(crate) fn on_terminal(self) -> bool {
        self.style == Style::Text && !self.quiet && stderr().is_terminal()
    }

    /// Something worth knowing.
    pub(crate) fn note(self, text: &str) {
        if !self.quiet {
            self.say("note", "", text);
        }
    }

    /// Something that should not be overlooked.
    pub(crate) fn warn(self, text: &str) {
        if !self.quiet {
            self.say("warning", "warning: ", text);
        }
    }

    /// Something that went wrong; said even when quiet.
    pub(crate) fn error(self, text: &str) {
        self.say("error", "error: ", text);
    }

    /// An event with figures: JSON as it is, people get `text`.
    pub(crate) fn event(self, event: &str, fields: Value, text: &str) {
        if self.quiet {
            return;
        }
        match (self.style, fields) {
            (Style::Json, Value::Object(fields)) => {
                let mut line = Map::from_iter([("event".to_owned(), json!(event))]);
                line.extend(fields);
                write_line(&Value::Object(line).to_string());
            }
            _ => self.say(event, "", text),
        }
    }

    /// Text that is laid out already, said even when quiet; scripts get `fields` instead.
    pub(crate) fn block(self, event: &str, fields: Value, text: &str) {
        let loud = Self { quiet: false, ..self };
        loud.event(event, fields, text.trim_end());
    }

    fn say(self, event: &str, lead: &str, text: &str) {
        match self.style {
            Style::Text => write_line(&format!("{lead}{text}")),
            Style::Json => write_line(&json!({ "event": event, "text": text }).to_string()),
        }
    }
}

/// A closed stderr is no reason to fail: there is nobody left to tell.
fn write_line(line: &str) {
    let mut err = stderr().lock();
    let _ = writeln!(err, "{line}");
}
