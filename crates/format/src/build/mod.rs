//! From a document to an instance: names, dates and units are resolved, and everything wrong is reported.

mod breaks;
mod calendar;
mod calls;
mod carers;
mod clients;
mod contradiction;
mod ids;
mod links;
mod matrix;
mod occurrence;
mod packs;
mod pay;
mod pence;
mod pins;
mod places;
mod policy;
mod shifts;
mod slots;
mod table;
mod terms;
mod tolerance;
mod travel;
mod windows;

use rota_model::Instance;

use crate::doc::ProblemDoc;
use crate::finding::{Path, Sink};
use crate::loader::Loader;

pub(crate) use calls::Origin;
pub use tolerance::tolerance;

use calendar::Calendar;
use ids::Names;

/// An instance, and where in the document its visits come from.
pub(crate) struct Built {
    /// The instance.
    pub(crate) instance: Instance,
    /// For each visit of the instance, the call that it is an occurrence of.
    pub(crate) origins: Vec<Origin>,
    /// For each link of the instance, the index of its entry in the document.
    pub(crate) link_entries: Vec<usize>,
}

/// Builds an instance; `None` when there is any error among the findings.
pub(crate) fn build(doc: &ProblemDoc, loader: &dyn Loader, sink: &mut Sink) -> Option<Built> {
    let root = Path::Root;
    let calendar = Calendar::new(doc, sink);
    let names = Names::new(doc, sink);
    let places = places::build(doc, &names, sink);
    let policy = policy::build(&doc.policy, &root.key("policy"), sink);
    let pay = pay::build(doc, &calendar, sink);
    let clients = clients::build(doc, &names, &places, sink);
    let carers = carers::build(doc, &calendar, &names, &places, (&policy, pay.as_ref()), sink);
    let calls = calls::build(doc, &calendar, &names, &policy, sink);
    let links = links::build(doc, &calls, &calendar, sink);
    let travel = travel::build(doc, &places, loader, sink);
    // Without a matrix that could not be read, legs would seem to be missing.
    if travel.matrices.len() == doc.travel.matrices.len() {
        travel::check_legs(&travel, &places, &clients, &carers, sink);
    }
    if sink.has_errors() {
        return None;
    }
    let (links, link_entries) = links.into_iter().unzip();
    let instance = Instance {
        name: doc.name.clone(),
        zone: calendar.zone,
        start: calendar.start,
        days: calendar.days,
        ticks_per_minute: 60,
        places: places.list,
        travel,
        clients,
        carers,
        visits: calls.visits,
        links,
        policy,
        pay,
    };
    Some(Built { instance, origins: calls.origins, link_entries })
}
