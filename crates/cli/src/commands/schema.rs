//! `rota schema`: the JSON Schema of a file format, generated from the code.

use crate::args::{Schema, SchemaOf};
use crate::error::Outcome;
use crate::exit::Exit;
use crate::output::Target;

/// Prints a schema.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn run(args: &Schema) -> Outcome<Exit> {
    let schema = match args.of {
        SchemaOf::Problem => rota_format::schema::problem(),
        SchemaOf::Rota => rota_format::schema::rota(),
    };
    Target::of(args.output.output.as_deref()).write(&schema)?;
    Ok(Exit::Fine)
}
