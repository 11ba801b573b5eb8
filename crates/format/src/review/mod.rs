//! Warnings: what is legal in a problem, but odd.

mod cover;
mod eligible;
mod link;
mod people;
mod shift;

use crate::build::Built;
use crate::doc::ProblemDoc;
use crate::finding::{Code, Path, Sink};
use crate::legs::Legs;

/// Adds all warnings about a problem without errors.
pub(crate) fn review(doc: &ProblemDoc, built: &Built, sink: &mut Sink) {
    let legs = Legs::new(&built.instance);
    let root = Path::Root;
    if built.instance.visits.is_empty() {
        sink.add(Code::Nothing, &root.key("clients"), "there are no visits");
    }
    if built.instance.carers.is_empty() {
        sink.add(Code::Nothing, &root.key("carers"), "there are no carers");
    }
    people::review(doc, &built.instance, sink);
    shift::review(&built.instance, &legs, sink);
    link::review(built, sink);
    if !built.instance.carers.is_empty() {
        cover::review(doc, built, &legs, sink);
    }
}
