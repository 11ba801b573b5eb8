//! Odd records of clients and carers.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{Coordinates, Instance};

use crate::civil::{self, clip};
use crate::doc::ProblemDoc;
use crate::finding::{Code, Path, Sink};

/// Farther from the middle of all places than this is more likely a slip than a home.
const FAR_METRES: i64 = 300_000;

/// Adds warnings about clients, carers and their places.
pub(super) fn review(doc: &ProblemDoc, instance: &Instance, sink: &mut Sink) {
    let root = Path::Root;
    let clients = doc.clients.iter().map(|client| client.name.as_deref());
    same_names(clients, &root.key("clients"), sink);
    let carers = doc.carers.iter().map(|carer| carer.name.as_deref());
    same_names(carers, &root.key("carers"), sink);
    clients_of(doc, instance, sink);
    languages(doc, sink);
    far_away(doc, instance, sink);
}

fn same_names<'d>(names: impl Iterator<Item = Option<&'d str>>, path: &Path<'_>, sink: &mut Sink) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, name) in names.enumerate() {
        let Some(name) = name else { continue };
        match seen.get(name) {
            // Names are private; ids and places in the file say enough.
            Some(first) => {
                let cause = format!("the same name as number {}", first + 1);
                sink.add(Code::NameTwice, &path.index(i).key("name"), cause);
            }
            None => {
                seen.insert(name, i);
            }
        }
    }
}

fn clients_of(doc: &ProblemDoc, instance: &Instance, sink: &mut Sink) {
    let root = Path::Root;
    let path = root.key("clients");
    for (i, (client, model)) in doc.clients.iter().zip(&instance.clients).enumerate() {
        let here = path.index(i);
        if client.visits.is_empty() {
            let cause = format!("\"{}\" has no visits", clip(&client.id));
            sink.add(Code::NoVisits, &here, cause);
        }
        for (j, usual) in client.usual.iter().enumerate() {
            let excludes = instance.carers.iter().any(|carer| {
                carer.id.as_str() == usual.carer && carer.exclusions.contains(&model.id)
            });
            if excludes || client.exclude.contains(&usual.carer) {
                let cause = format!("\"{}\" is usual and excluded", clip(&usual.carer));
                sink.add(Code::UsualExcluded, &here.key("usual").index(j), cause);
            }
        }
        for (j, past) in client.history.iter().enumerate() {
            if civil::date(&past.date).is_ok_and(|date| date >= instance.start) {
                let cause = format!("{} is not before the horizon", past.date);
                sink.add(Code::HistoryInFuture, &here.key("history").index(j), cause);
            }
        }
    }
}

fn languages(doc: &ProblemDoc, sink: &mut Sink) {
    let spoken: BTreeSet<&str> =
        doc.carers.iter().flat_map(|carer| &carer.languages).map(String::as_str).collect();
    let root = Path::Root;
    let path = root.key("clients");
    for (i, client) in doc.clients.iter().enumerate() {
        let here = path.index(i);
        let here = here.key("language");
        for (key, wish) in
            [("require", &client.language.require), ("prefer", &client.language.prefer)]
        {
            if let Some(language) = wish.as_deref().filter(|language| !spoken.contains(language)) {
                let cause = format!("no carer speaks \"{}\"", clip(language));
                let known = spoken.iter().copied();
                sink.unknown(Code::LanguageNobodySpeaks, &here.key(key), cause, language, known);
            }
        }
    }
}

/// Places far from the middle (the median of latitudes and of longitudes) of all.
fn far_away(doc: &ProblemDoc, instance: &Instance, sink: &mut Sink) {
    let mapped: Vec<Coordinates> = instance.places.iter().filter_map(|place| place.at).collect();
    if mapped.len() < 3 {
        return;
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    let middle = Coordinates {
        latitude: median(mapped.iter().map(|at| at.latitude).collect()),
        longitude: median(mapped.iter().map(|at| at.longitude).collect()),
    };
    let places = doc.places.iter().enumerate().map(|(i, place)| ("places", i, place.at));
    let clients = doc.clients.iter().enumerate().map(|(i, client)| ("clients", i, client.at));
    let carers = doc.carers.iter().enumerate().map(|(i, carer)| ("carers", i, carer.at));
    let root = Path::Root;
    for (kind, i, at) in places.chain(clients).chain(carers) {
        let Some([latitude, longitude]) = at else { continue };
        let metres = middle.metres_to(Coordinates { latitude, longitude });
        if metres > FAR_METRES {
            let cause = format!("{} km from the middle of all places", metres / 1000);
            sink.add(Code::FarAway, &root.key(kind).index(i).key("at"), cause);
        }
    }
}
