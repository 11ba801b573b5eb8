//! Places: those with a name of their own, and the homes of clients and carers.

use std::collections::BTreeMap;

use rota_model::{Coordinates, Place, PlaceId};

use super::ids::{self, Names};
use crate::civil::clip;
use crate::doc::ProblemDoc;
use crate::finding::{Code, Path, Sink};

/// All places.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) list: Vec<Place>,
    /// Index into `list`, and where in the document the place is defined.
    pub(super) known: BTreeMap<String, (usize, String)>,
}

impl Places {
    fn add(&mut self, id: &str, at: Option<[f64; 2]>, path: &Path<'_>, sink: &mut Sink) {
        let coordinates = at.and_then(|at| coordinates(at, &path.key("at"), sink));
        if self.known.contains_key(id) {
            let cause = format!("there is already a place \"{}\"", clip(id));
            sink.add(Code::PlaceClash, path, cause);
            return;
        }
        self.known.insert(id.to_owned(), (self.list.len(), path.pointer()));
        self.list.push(Place { id: PlaceId::new(id), at: coordinates });
    }

    /// The place of this name; reported when there is none.
    pub(super) fn find(&self, id: &str, path: &Path<'_>, sink: &mut Sink) -> Option<PlaceId> {
        if self.known.contains_key(id) {
            return Some(PlaceId::new(id));
        }
        let cause = format!("there is no place \"{}\"", clip(id));
        sink.unknown(Code::UnknownPlace, path, cause, id, self.known.keys().map(String::as_str));
        None
    }
}

fn coordinates(at: [f64; 2], path: &Path<'_>, sink: &mut Sink) -> Option<Coordinates> {
    let [latitude, longitude] = at;
    if (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude) {
        return Some(Coordinates { latitude, longitude });
    }
    sink.add(Code::BadCoordinates, path, format!("[{latitude}, {longitude}] is not on the globe"));
    // Some place on it, so that the same fault is not reported again as a leg without a time.
    Some(Coordinates { latitude: 0.0, longitude: 0.0 })
}

/// Collects all places; each client without `place` has one of its own, and so has each carer with `at`.
pub(super) fn build(doc: &ProblemDoc, names: &Names<'_>, sink: &mut Sink) -> Places {
    let root = Path::Root;
    let mut places = Places::default();
    let path = root.key("places");
    let own = ids::index(doc.places.iter().map(|place| place.id.as_str()), "place", &path, sink);
    for (i, place) in doc.places.iter().enumerate() {
        if own.get(place.id.as_str()) == Some(&i) {
            places.add(&place.id, place.at, &path.index(i), sink);
        }
    }
    let path = root.key("clients");
    for (i, client) in doc.clients.iter().enumerate() {
        let here = path.index(i);
        if client.place.is_some() && client.at.is_some() {
            two_homes("place", &here, sink);
        } else if client.place.is_none() && names.clients.get(client.id.as_str()) == Some(&i) {
            places.add(&client.id, client.at, &here, sink);
        }
    }
    let path = root.key("carers");
    for (i, carer) in doc.carers.iter().enumerate() {
        let here = path.index(i);
        if carer.home.is_some() && carer.at.is_some() {
            two_homes("home", &here, sink);
        } else if carer.at.is_some() && names.carers.get(carer.id.as_str()) == Some(&i) {
            places.add(&carer.id, carer.at, &here, sink);
        }
    }
    places
}

fn two_homes(key: &str, path: &Path<'_>, sink: &mut Sink) {
    sink.add(Code::TwoHomes, &path.key("at"), format!("both `at` and `{key}` are given"));
}
