//! The names of clients and carers: each can be used, and stands for one thing.

use std::collections::BTreeMap;

use crate::civil::clip;
use crate::doc::ProblemDoc;
use crate::finding::{Code, Path, Sink};

/// Who there is, by id, with the index in the document.
#[derive(Debug)]
pub(super) struct Names<'d> {
    pub(super) clients: BTreeMap<&'d str, usize>,
    pub(super) carers: BTreeMap<&'d str, usize>,
}

impl<'d> Names<'d> {
    pub(super) fn new(doc: &'d ProblemDoc, sink: &mut Sink) -> Self {
        let root = Path::Root;
        let clients = doc.clients.iter().map(|client| client.id.as_str());
        let carers = doc.carers.iter().map(|carer| carer.id.as_str());
        Self {
            clients: index(clients, "client", &root.key("clients"), sink),
            carers: index(carers, "carer", &root.key("carers"), sink),
        }
    }

    /// Whether a carer exists; if not, that is reported.
    pub(super) fn carer(&self, id: &str, path: &Path<'_>, sink: &mut Sink) -> bool {
        let known = self.carers.contains_key(id);
        if !known {
            let cause = format!("there is no carer \"{}\"", clip(id));
            sink.unknown(Code::UnknownCarer, path, cause, id, self.carers.keys().copied());
        }
        known
    }

    /// Whether a client exists; if not, that is reported.
    pub(super) fn client(&self, id: &str, path: &Path<'_>, sink: &mut Sink) -> bool {
        let known = self.clients.contains_key(id);
        if !known {
            let cause = format!("there is no client \"{}\"", clip(id));
            sink.unknown(Code::UnknownClient, path, cause, id, self.clients.keys().copied());
        }
        known
    }
}

/// Gives each id its index, and reports those that can't be used or are taken.
pub(super) fn index<'d>(
    ids: impl Iterator<Item = &'d str>,
    kind: &str,
    path: &Path<'_>,
    sink: &mut Sink,
) -> BTreeMap<&'d str, usize> {
    let mut known = BTreeMap::new();
    for (i, id) in ids.enumerate() {
        let here = path.index(i);
        let here = here.key("id");
        if let Some(why) = unusable(id) {
            sink.add(Code::BadId, &here, format!("the id of this {kind} {why}"));
        } else if let Some(first) = known.get(id) {
            let cause = format!("\"{}\" is already {kind} number {}", clip(id), first + 1);
            sink.add(Code::DuplicateId, &here, cause);
        }
        known.entry(id).or_insert(i);
    }
    known
}

/// Why an id can't be used, if so. "/" parts the names of visits and shifts.
fn unusable(id: &str) -> Option<&'static str> {
    if id.trim().is_empty() {
        Some("is empty")
    } else if id.trim() != id {
        Some("starts or ends with a space")
    } else if id.len() > 200 {
        Some("is longer than 200 bytes")
    } else if id.contains('/') {
        Some("contains \"/\"")
    } else if id.chars().any(char::is_control) {
        Some("contains a control character")
    } else {
        None
    }
}
