//! What a JSON Schema finds wrong with a document, in plain words.

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::civil::clip;
use crate::finding::{Code, Path, Sink, suggest};

/// More findings than this of one document help nobody.
const MOST: usize = 500;

/// Whether the document says that it is of the expected format; if it says another, nothing else is worth saying.
pub(super) fn names_format(value: &Value, format: &str, sink: &mut Sink) -> bool {
    let root = Path::Root;
    match value {
        Value::Object(members) => match members.get("format") {
            Some(Value::String(given)) if given == format => true,
            Some(Value::String(given)) => {
                super::wrong_format(given, format, sink);
                false
            }
            Some(_) => true,
            None => {
                sink.add_with(
                    Code::WrongFormat,
                    String::new(),
                    "the document does not say what it is".to_owned(),
                    format!("start it with \"format\": \"{format}\""),
                );
                true
            }
        },
        other => {
            let cause = format!("{} stands where a document is expected", kind_of(other));
            sink.add(Code::WrongType, &root, cause);
            false
        }
    }
}

/// Adds a finding for everything that the schema finds.
pub(super) fn check(value: &Value, schema: &Value, validator: &Validator, sink: &mut Sink) {
    for error in validator.iter_errors(value).take(MOST) {
        translate(&error, schema, sink);
    }
}

fn translate(error: &ValidationError<'_>, schema: &Value, sink: &mut Sink) {
    let pointer = error.instance_path().as_str().to_owned();
    let add = |sink: &mut Sink, code: Code, cause: String| {
        sink.add_with(code, pointer.clone(), cause, code.info().remedy.to_owned());
    };
    match error.kind() {
        Kind::Required { property } => {
            let key = property.as_str().unwrap_or_default();
            if !(pointer.is_empty() && key == "format") {
                add(sink, Code::MissingKey, format!("`{key}` is missing"));
            }
        }
        Kind::AdditionalProperties { unexpected } => {
            let known = siblings(error, schema);
            for key in unexpected {
                unknown_key(&pointer, key, &known, sink);
            }
        }
        Kind::Type { .. } => {
            let given = kind_of(error.instance());
            let wanted = wanted(error, schema);
            add(sink, Code::WrongType, format!("{given} stands where {wanted} is expected"));
        }
        // An optional part: null or the part itself. What is wrong with the part is what counts.
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            let choices: Vec<&str> = context.iter().flatten().flat_map(choices).collect();
            if choices.is_empty() || !error.instance().is_string() {
                for inner in context.iter().take(1).flatten() {
                    translate(inner, schema, sink);
                }
            } else {
                not_a_choice(&pointer, error.instance(), &choices, sink);
            }
        }
        Kind::Enum { .. } | Kind::Constant { .. } => {
            not_a_choice(&pointer, error.instance(), &choices(error), sink);
        }
        Kind::MinItems { limit } | Kind::MaxItems { limit } => {
            let given = error.instance().as_array().map_or(0, Vec::len);
            add(sink, Code::WrongLength, format!("{given} items, where there must be {limit}"));
        }
        _ => add(sink, Code::NumberRange, without_position(&error.to_string())),
    }
}

fn unknown_key(pointer: &str, key: &str, known: &[&str], sink: &mut Sink) {
    let remedy = match suggest(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => Code::UnknownKey.info().remedy.to_owned(),
        None => format!("remove it; there may be: {}", known.join(", ")),
    };
    let escaped = key.replace('~', "~0").replace('/', "~1");
    let cause = format!("there is no key `{}` here", clip(key));
    sink.add_with(Code::UnknownKey, format!("{pointer}/{escaped}"), cause, remedy);
}

fn not_a_choice(pointer: &str, given: &Value, choices: &[&str], sink: &mut Sink) {
    let cause = match given {
        Value::String(text) => format!("\"{}\" is not one of the choices", clip(text)),
        other => format!("{} is not one of the choices", kind_of(other)),
    };
    let remedy = match given.as_str().and_then(|text| suggest(text, choices.iter().copied())) {
        Some(near) => format!("did you mean \"{near}\"? There are: {}", choices.join(", ")),
        None => format!("use one of: {}", choices.join(", ")),
    };
    sink.add_with(Code::NotAChoice, pointer.to_owned(), cause, remedy);
}

/// The words that would have been right.
fn choices<'e>(error: &'e ValidationError<'_>) -> Vec<&'e str> {
    match error.kind() {
        Kind::Enum { options } => {
            options.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
        }
        Kind::Constant { expected_value } => expected_value.as_str().into_iter().collect(),
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            context.iter().flatten().flat_map(choices).collect()
        }
        _ => Vec::new(),
    }
}

/// The keys that may stand where an unknown one was found.
fn siblings<'s>(error: &ValidationError<'_>, schema: &'s Value) -> Vec<&'s str> {
    let keyword = error.schema_path().as_str();
    let object = keyword.rsplit_once('/').map_or("", |(object, _)| object);
    schema
        .pointer(object)
        .and_then(|object| object.get("properties"))
        .and_then(Value::as_object)
        .map_or_else(Vec::new, |properties| properties.keys().map(String::as_str).collect())
}

/// The types that a schema asks for at the place of an error.
fn wanted(error: &ValidationError<'_>, schema: &Value) -> String {
    let words: Vec<&str> = match schema.pointer(error.schema_path().as_str()) {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let words: Vec<&str> = words
        .into_iter()
        .filter(|word| *word != "null")
        .map(|word| match word {
            "string" => "a text in quotes",
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "true or false",
            "array" => "a list [...]",
            "object" => "an object {...}",
            other => other,
        })
        .collect();
    if words.is_empty() { "something else".to_owned() } else { words.join(" or ") }
}

fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => format!("the number {}", clip(&number.to_string())),
        Value::String(text) => format!("the text \"{}\"", clip(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// A reader's message without its "at line 3 column 4": the finding says where in its own way.
pub(super) fn without_position(message: &str) -> String {
    let cut = message.rfind(" at line ").unwrap_or(message.len());
    message.get(..cut).unwrap_or(message).to_owned()
}
