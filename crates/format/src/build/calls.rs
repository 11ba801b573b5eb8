//! Dated visits from the calls of clients.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rota_model::{Care, ClientId, Policy, Priority, Visit, VisitId};

use super::calendar::Calendar;
use super::ids::{self, Names};
use super::occurrence::{self, Occurrences};
use super::{pins, slots, windows};
use crate::doc::{CallDoc, CareDoc, PriorityDoc, ProblemDoc};
use crate::finding::{Path, Sink};

/// Where in the document a visit comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    /// Index into `clients`.
    pub(crate) client: usize,
    /// Index into the client's `visits`.
    pub(crate) call: usize,
}

impl Origin {
    /// As a JSON Pointer.
    pub(crate) fn pointer(self) -> String {
        format!("/clients/{}/visits/{}", self.client, self.call)
    }
}

/// What became of a call.
#[derive(Debug)]
pub(super) enum Call {
    /// It could not be read; that has been reported.
    Broken,
    /// One visit; its date if there is only one.
    Single(usize, Option<NaiveDate>),
    /// Visits by date.
    Each(BTreeMap<NaiveDate, usize>),
}

/// All visits.
#[derive(Debug, Default)]
pub(super) struct Calls {
    pub(super) visits: Vec<Visit>,
    pub(super) origins: Vec<Origin>,
    /// By "client/call".
    pub(super) by_name: BTreeMap<String, Call>,
}

/// Expands all calls.
pub(super) fn build(
    doc: &ProblemDoc,
    calendar: &Calendar,
    names: &Names<'_>,
    policy: &Policy,
    sink: &mut Sink,
) -> Calls {
    let root = Path::Root;
    let path = root.key("clients");
    let mut calls = Calls::default();
    for (c, client) in doc.clients.iter().enumerate() {
        let here = path.index(c);
        let here = here.key("visits");
        let known =
            ids::index(client.visits.iter().map(|call| call.id.as_str()), "visit", &here, sink);
        for (v, call) in client.visits.iter().enumerate() {
            let name = format!("{}/{}", client.id, call.id);
            let origin = Origin { client: c, call: v };
            let context = Context { doc: call, path: &here.index(v), calendar, names, policy };
            let built = context.expand(&client.id, &name, sink);
            let entry = match built {
                None => Call::Broken,
                Some(visits) => calls.add(visits, origin),
            };
            if known.get(call.id.as_str()) == Some(&v) {
                calls.by_name.entry(name).or_insert(entry);
            }
        }
    }
    calls
}

impl Calls {
    fn add(&mut self, expanded: Expanded, origin: Origin) -> Call {
        let mut push = |visit| {
            self.visits.push(visit);
            self.origins.push(origin);
            self.visits.len() - 1
        };
        match expanded {
            Expanded::Single(visit, date) => Call::Single(push(visit), date),
            Expanded::Each(visits) => {
                Call::Each(visits.into_iter().map(|(date, visit)| (date, push(visit))).collect())
            }
        }
    }
}

/// The visits of one call.
enum Expanded {
    Single(Visit, Option<NaiveDate>),
    Each(Vec<(NaiveDate, Visit)>),
}

/// One call and what is needed to read it.
struct Context<'a> {
    doc: &'a CallDoc,
    path: &'a Path<'a>,
    calendar: &'a Calendar,
    names: &'a Names<'a>,
    policy: &'a Policy,
}

impl Context<'_> {
    fn expand(&self, client: &str, name: &str, sink: &mut Sink) -> Option<Expanded> {
        let occurrences = occurrence::of(self.doc, self.path, self.calendar, sink);
        let spans = windows::read(self.doc, self.policy, self.path, sink);
        let slots = slots::read(self.doc, self.path, self.names, sink);
        pins::check_names(self.doc, self.path, self.names, sink);
        let (occurrences, spans, slots) = (occurrences?, spans?, slots?);
        let visit = |id: &str, dates: &[NaiveDate], sink: &mut Sink| {
            let windows = windows::resolve(&spans, dates, self.path, self.calendar, sink)?;
            let mut visit = Visit {
                id: VisitId::new(id),
                client: ClientId::new(client),
                call: Some(self.doc.id.clone()),
                care: care(self.doc.kind),
                priority: priority(self.doc.priority),
                windows,
                slots: slots.clone(),
                pin: rota_model::Pin::default(),
            };
            pins::apply(self.doc, dates, &mut visit, self.path, self.calendar, sink)?;
            Some(visit)
        };
        match occurrences {
            Occurrences::Single(dates) => {
                pins::check_dates(self.doc, &dates, self.path, sink);
                let only = (dates.len() == 1).then(|| dates.first().copied()).flatten();
                Some(Expanded::Single(visit(name, &dates, sink)?, only))
            }
            Occurrences::Each(dates) => {
                pins::check_dates(self.doc, &dates, self.path, sink);
                let visits = dates
                    .iter()
                    .map(|date| Some((*date, visit(&format!("{name}/{date}"), &[*date], sink)?)));
                // The first that can't be built says what is wrong with the rest.
                visits.collect::<Option<Vec<_>>>().map(Expanded::Each)
            }
        }
    }
}

/// The model's word for a kind of work.
const fn care(doc: CareDoc) -> Care {
    match doc {
        CareDoc::Visit => Care::Visit,
        CareDoc::SleepIn => Care::SleepIn,
        CareDoc::WakingNight => Care::WakingNight,
    }
}

/// The model's word for a priority.
pub(super) const fn priority(doc: PriorityDoc) -> Priority {
    match doc {
        PriorityDoc::TimeCritical => Priority::TimeCritical,
        PriorityDoc::Important => Priority::Important,
        PriorityDoc::Normal => Priority::Normal,
        PriorityDoc::Movable => Priority::Movable,
        PriorityDoc::Optional => Priority::Optional,
    }
}
