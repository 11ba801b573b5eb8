//! Where in the text the things are that findings speak of.

use std::collections::BTreeSet;
use std::ops::Range;

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::finding::{Code, Finding, Sink};

/// Adds the finding for text that is not JSON.
pub(super) fn syntax(text: &str, error: &serde_json::Error, sink: &mut Sink) {
    let message = error.to_string();
    let code = if message.contains("recursion limit") {
        Code::TooDeep
    } else if message.contains("out of range") {
        Code::NumberRange
    } else {
        Code::NotJson
    };
    let at = offset(text, error.line(), error.column());
    let cause = format!(
        "{} (line {}, column {})",
        super::shape::without_position(&message),
        error.line(),
        error.column()
    );
    sink.add_at(code, String::new(), cause, at..next_boundary(text, at));
}

/// The byte at a line and column as serde_json counts them (both from 1, columns in bytes).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        Some(n) => text.match_indices('\n').nth(n).map_or(text.len(), |(at, _)| at + 1),
        None => 0,
    };
    let mut at = start.saturating_add(column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn next_boundary(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8())
}

/// Adds a finding for each key that an object has twice.
pub(super) fn duplicate_keys(text: &str, sink: &mut Sink) {
    if let Some(root) = tree(text) {
        duplicates_in(&root, &mut String::new(), sink);
    }
}

fn duplicates_in(value: &Value<'_>, pointer: &mut String, sink: &mut Sink) {
    let depth = pointer.len();
    match value {
        Value::Object(object) => {
            let mut seen = BTreeSet::new();
            for prop in &object.properties {
                pointer.push('/');
                pointer.push_str(&prop.name.as_str().replace('~', "~0").replace('/', "~1"));
                if !seen.insert(prop.name.as_str()) {
                    let cause =
                        format!("`{}` is given twice", crate::civil::clip(prop.name.as_str()));
                    sink.add_at(Code::DuplicateKey, pointer.clone(), cause, name_range(prop));
                }
                duplicates_in(&prop.value, pointer, sink);
                pointer.truncate(depth);
            }
        }
        Value::Array(array) => {
            for (i, element) in array.elements.iter().enumerate() {
                pointer.push_str(&format!("/{i}"));
                duplicates_in(element, pointer, sink);
                pointer.truncate(depth);
            }
        }
        Value::StringLit(_)
        | Value::NumberLit(_)
        | Value::BooleanLit(_)
        | Value::NullKeyword(_) => {}
    }
}

/// Finds the span of each finding that has none, and puts all of them into the order of the text.
pub(crate) fn locate(text: &str, findings: &mut [Finding]) {
    if findings.is_empty() {
        return;
    }
    if let Some(root) = tree(text) {
        for finding in findings.iter_mut().filter(|finding| finding.span.is_none()) {
            finding.span = Some(find(&root, &finding.path, finding.code == Code::UnknownKey));
        }
    }
    findings.sort_by_key(|finding| (finding.span.as_ref().map(|span| span.start), finding.code));
}

fn tree(text: &str) -> Option<Value<'_>> {
    parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?.value
}

/// The bytes of what a pointer points to, or of the nearest thing around it that exists.
fn find(root: &Value<'_>, pointer: &str, name_wanted: bool) -> Range<usize> {
    let mut here = root;
    let mut steps = pointer.split('/').skip(1).peekable();
    while let Some(step) = steps.next() {
        let key = step.replace("~1", "/").replace("~0", "~");
        let next = match here {
            Value::Object(object) => {
                let prop = object.properties.iter().find(|prop| prop.name.as_str() == key);
                match prop {
                    Some(prop) if name_wanted && steps.peek().is_none() => return name_range(prop),
                    other => other.map(|prop| &prop.value),
                }
            }
            Value::Array(array) => key.parse().ok().and_then(|i: usize| array.elements.get(i)),
            Value::StringLit(_)
            | Value::NumberLit(_)
            | Value::BooleanLit(_)
            | Value::NullKeyword(_) => None,
        };
        let Some(next) = next else { break };
        here = next;
    }
    anchor(here)
}

/// What to underline for a value: itself, or, for what may be many lines long, its `id` or opening bracket.
fn anchor(value: &Value<'_>) -> Range<usize> {
    let range = value.range();
    match value {
        Value::Object(object) => id_of(object).unwrap_or(range.start..range.start + 1),
        Value::Array(_) => range.start..range.start + 1,
        Value::StringLit(_)
        | Value::NumberLit(_)
        | Value::BooleanLit(_)
        | Value::NullKeyword(_) => range.start..range.end,
    }
}

fn id_of(object: &Object<'_>) -> Option<Range<usize>> {
    let id = object.properties.iter().find(|prop| prop.name.as_str() == "id")?;
    let range = id.value.range();
    matches!(id.value, Value::StringLit(_)).then_some(range.start..range.end)
}

fn name_range(prop: &ObjectProp<'_>) -> Range<usize> {
    let range = prop.name.range();
    range.start..range.end
}
