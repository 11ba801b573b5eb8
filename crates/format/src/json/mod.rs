//! From text to a document, with every fault of syntax and shape found at once.
//!
//! A good document is read in one pass. Only when that fails is the slow way gone: the JSON Schema that is
//! generated from the document's type finds all wrong types and keys, and a syntax tree finds keys given twice.

mod shape;
mod span;

use jsonschema::Validator;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::finding::{Code, Path, Sink};

pub(crate) use span::locate;

/// A document's JSON Schema, ready for use.
pub(crate) struct Schema {
    value: Value,
    validator: Option<Validator>,
}

impl Schema {
    /// Prepares a schema.
    pub(crate) fn new(value: Value) -> Self {
        let validator = Validator::new(&value).ok();
        Self { value, validator }
    }
}

/// Reads a document whose `format` key is to be `format`; `None` when findings were added instead.
pub(crate) fn read<T: DeserializeOwned>(
    text: &str,
    format: &str,
    schema: &Schema,
    sink: &mut Sink,
) -> Option<T> {
    if let Ok(doc) = serde_json::from_str(text) {
        return Some(doc);
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            span::syntax(text, &error, sink);
            return None;
        }
    };
    if !shape::names_format(&value, format, sink) {
        return None;
    }
    span::duplicate_keys(text, sink);
    if let Some(validator) = &schema.validator {
        shape::check(&value, &schema.value, validator, sink);
    }
    if !sink.has_errors() {
        last_resort::<T>(text, sink);
    }
    None
}

/// What the schema lets through and the type does not: numbers that are not whole or too large.
fn last_resort<T: DeserializeOwned>(text: &str, sink: &mut Sink) {
    let mut reader = serde_json::Deserializer::from_str(text);
    if let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut reader) {
        let pointer = error.path().iter().fold(String::new(), |pointer, segment| {
            format!("{pointer}/{}", segment.to_string().trim_matches(['[', ']']))
        });
        let cause = shape::without_position(&error.inner().to_string());
        let remedy = Code::NumberRange.info().remedy.to_owned();
        sink.add_with(Code::NumberRange, pointer, cause, remedy);
    } else {
        sink.add(Code::NotJson, &Path::Root, "there is something after the end of the document");
    }
}

/// Adds the finding for a document of another kind or version.
pub(crate) fn wrong_format(given: &str, wanted: &str, sink: &mut Sink) {
    let root = Path::Root;
    let cause = format!("this is \"{}\", not \"{wanted}\"", crate::civil::clip(given));
    sink.add(Code::WrongFormat, &root.key("format"), cause);
}

/// A document as indented text with a newline at its end. Documents hold nothing that JSON can't.
pub(crate) fn pretty<T: Serialize>(doc: &T) -> String {
    let mut text = serde_json::to_string_pretty(doc).unwrap_or_default();
    text.push('\n');
    text
}
