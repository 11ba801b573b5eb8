//! Clients, without their visits.

use std::collections::BTreeSet;

use rota_model::{
    CarerId, Client, ClientId, Gender, LanguageId, PastVisit, PlaceId, UsualCarer, Wish,
};

use super::ids::Names;
use super::places::Places;
use crate::civil;
use crate::civil::clip;
use crate::doc::{ClientDoc, GenderDoc, ProblemDoc};
use crate::finding::{Code, Path, Sink};

/// Builds all clients.
pub(super) fn build(
    doc: &ProblemDoc,
    names: &Names<'_>,
    places: &Places,
    sink: &mut Sink,
) -> Vec<Client> {
    let root = Path::Root;
    let path = root.key("clients");
    doc.clients
        .iter()
        .enumerate()
        .map(|(i, client)| build_one(client, &path.index(i), names, places, sink))
        .collect()
}

fn build_one(
    doc: &ClientDoc,
    path: &Path<'_>,
    names: &Names<'_>,
    places: &Places,
    sink: &mut Sink,
) -> Client {
    let place = match &doc.place {
        Some(id) => places.find(id, &path.key("place"), sink),
        None => Some(PlaceId::new(&doc.id)),
    };
    if let Some(most) = doc.max_carers.filter(|most| !(1..=10_000).contains(most)) {
        let cause = format!("{most} carers at most");
        sink.add(Code::BadMaxCarers, &path.key("max_carers"), cause);
    }
    if let Some(size) = doc.team_size.filter(|size| !(1..=10_000).contains(size)) {
        let cause = format!("a team of {size} carers");
        sink.add(Code::BadTeamSize, &path.key("team_size"), cause);
    }
    for (i, id) in doc.exclude.iter().enumerate() {
        names.carer(id, &path.key("exclude").index(i), sink);
    }
    Client {
        id: ClientId::new(&doc.id),
        name: doc.name.clone(),
        place: place.unwrap_or_else(|| PlaceId::new(&doc.id)),
        exclusions: doc.exclude.iter().map(CarerId::new).collect(),
        gender: Wish {
            required: doc.gender.require.map(gender),
            preferred: doc.gender.prefer.map(gender),
        },
        language: Wish {
            required: doc.language.require.as_deref().map(LanguageId::from),
            preferred: doc.language.prefer.as_deref().map(LanguageId::from),
        },
        usual: usual(doc, path, names, sink),
        max_carers: doc.max_carers.and_then(|most| u32::try_from(most).ok()),
        team_size: doc.team_size.and_then(|size| u32::try_from(size).ok()),
        no_lone_first_visit: doc.no_lone_first_visit,
        history: history(doc, path, names, sink),
    }
}

/// The model's word for a gender.
pub(super) const fn gender(doc: GenderDoc) -> Gender {
    match doc {
        GenderDoc::Female => Gender::Female,
        GenderDoc::Male => Gender::Male,
        GenderDoc::Other => Gender::Other,
    }
}

fn usual(doc: &ClientDoc, path: &Path<'_>, names: &Names<'_>, sink: &mut Sink) -> Vec<UsualCarer> {
    let path = path.key("usual");
    let mut usual = Vec::with_capacity(doc.usual.len());
    let mut seen = BTreeSet::new();
    for (i, known) in doc.usual.iter().enumerate() {
        let here = path.index(i);
        if !(0..=100).contains(&known.familiarity) {
            let cause = format!("familiarity is {}", known.familiarity);
            sink.add(Code::BadFamiliarity, &here.key("familiarity"), cause);
        }
        if !seen.insert((&known.carer, &known.call)) {
            let cause = format!("\"{}\" is listed twice", clip(&known.carer));
            sink.add(Code::NamedTwice, &here.key("carer"), cause);
        }
        not_here(&known.carer, &here.key("carer"), names, sink);
        if let Some(call) = known.call.as_deref()
            && !doc.visits.iter().any(|visit| visit.id == call)
        {
            let cause = format!("the client has no visit \"{}\"", clip(call));
            let calls = doc.visits.iter().map(|visit| visit.id.as_str());
            sink.unknown(Code::UsualNoCall, &here.key("call"), cause, call, calls);
        }
        usual.push(UsualCarer {
            carer: CarerId::new(&known.carer),
            familiarity: known.familiarity,
            call: known.call.clone(),
        });
    }
    usual
}

fn history(doc: &ClientDoc, path: &Path<'_>, names: &Names<'_>, sink: &mut Sink) -> Vec<PastVisit> {
    let path = path.key("history");
    let mut gone: BTreeSet<&str> = BTreeSet::new();
    let mut history = Vec::with_capacity(doc.history.len());
    for (i, past) in doc.history.iter().enumerate() {
        let here = path.index(i);
        let date = sink.keep(civil::date(&past.date), Code::BadDate, &here.key("date"));
        // Somebody who has left may be in it many times; once is enough to say.
        if !gone.contains(past.carer.as_str())
            && !not_here(&past.carer, &here.key("carer"), names, sink)
        {
            gone.insert(&past.carer);
        }
        if let Some(date) = date {
            history.push(PastVisit { carer: CarerId::new(&past.carer), date });
        }
    }
    history
}

/// Whether a known carer is among the carers. Those who have left may still be named, so this is only odd.
fn not_here(id: &str, path: &Path<'_>, names: &Names<'_>, sink: &mut Sink) -> bool {
    let here = names.carers.contains_key(id);
    if !here {
        let cause = format!("\"{}\" is not among the carers", clip(id));
        sink.unknown(Code::UnknownKnownCarer, path, cause, id, names.carers.keys().copied());
    }
    here
}
