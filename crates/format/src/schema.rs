//! JSON Schemas, generated from the documents' types.

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use crate::doc::{ProblemDoc, RotaDoc};

/// The schema of rota/problem/v1, indented.
pub fn problem() -> String {
    crate::json::pretty(&problem_value())
}

/// The schema of rota/rota/v1, indented.
pub fn rota() -> String {
    crate::json::pretty(&rota_value())
}

pub(crate) fn problem_value() -> Value {
    value_of::<ProblemDoc>()
}

pub(crate) fn rota_value() -> Value {
    value_of::<RotaDoc>()
}

fn value_of<T: JsonSchema>() -> Value {
    schema_for!(T).into()
}
