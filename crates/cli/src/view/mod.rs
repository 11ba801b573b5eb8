//! What is shown of a rota, worked out once for text and for pages; no layout here.

pub(crate) mod carers;
pub(crate) mod clients;
pub(crate) mod clock;
pub(crate) mod figures;
pub(crate) mod groups;
pub(crate) mod hours;
pub(crate) mod lookup;
pub(crate) mod rest;
pub(crate) mod sheet;

use chrono::NaiveDate;
use rota_check::Audit;
use rota_model::{Coordinates, Instance, NOT_LEGAL_ADVICE, Rota, Unallocated};
use serde::Serialize;

use carers::{CarerView, RouteView};
use clients::ClientView;
use clock::{Clock, day};
use figures::Figures;
use groups::Group;
use hours::HoursRow;
use lookup::{Lookup, plain};
use sheet::SheetRow;

/// A visit that nobody was found for.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LeftOut {
    pub(crate) visit: String,
    pub(crate) call: Option<String>,
    pub(crate) client: String,
    pub(crate) client_id: String,
    /// The dates on which it may start, with its window on the first.
    pub(crate) when: String,
    /// Date of its first window.
    #[serde(skip)]
    pub(crate) date: Option<NaiveDate>,
    pub(crate) priority: &'static str,
    pub(crate) carers_needed: usize,
    pub(crate) minutes: i64,
    pub(crate) reasons: Vec<String>,
    /// Where the client lives.
    #[serde(skip)]
    pub(crate) at: Option<Coordinates>,
}

/// A rota as it is shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct View {
    pub(crate) title: String,
    pub(crate) period: String,
    pub(crate) zone: &'static str,
    pub(crate) figures: Figures,
    /// The packs of rules that hold and the reasons for what differs; empty where no pack is named.
    pub(crate) rules: Vec<String>,
    /// Continuity, clocks, money and fairness.
    pub(crate) groups: Vec<Group>,
    /// Each carer's hours and pay.
    pub(crate) hours: Vec<HoursRow>,
    #[serde(skip)]
    pub(crate) routes: Vec<RouteView>,
    pub(crate) carers: Vec<CarerView>,
    pub(crate) clients: Vec<ClientView>,
    pub(crate) unallocated: Vec<LeftOut>,
    pub(crate) sheet: Vec<SheetRow>,
    /// What the audit found broken, and what it only warns of.
    pub(crate) violations: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

impl View {
    /// Works out what is shown. The score sheet is the auditor's.
    pub(crate) fn of(instance: &Instance, rota: &Rota, audit: &Audit) -> Self {
        let lookup = Lookup::of(instance);
        let routes = carers::routes(instance, &lookup, rota);
        let carers = carers::carers(instance, &lookup, rota, &routes);
        let continuity = rota_check::continuity(instance, rota);
        let clients = clients::clients(instance, &lookup, rota, &continuity);
        let clocks = rota_check::clocks(instance, rota);
        let money = rota_check::money(instance, rota);
        let unallocated =
            rota.unallocated.iter().map(|left| left_out(instance, &lookup, left)).collect();
        Self {
            title: plain(&instance.name),
            period: clock::days(instance.start, instance.days),
            zone: instance.zone.name(),
            figures: Figures::of(instance, rota, &carers, &clients, audit.sheet.total()),
            rules: rules(instance),
            groups: groups::groups(instance, rota, &lookup, &continuity, &clocks, money.as_ref()),
            hours: hours::rows(instance, &lookup, &clocks, money.as_ref()),
            routes,
            carers,
            clients,
            unallocated,
            sheet: sheet::rows(instance, &audit.sheet),
            violations: audit.violations.iter().map(|v| plain(&v.text)).collect(),
            warnings: audit.warnings.iter().map(|v| plain(&v.text)).collect(),
        }
    }
}

/// Under which packs of rules the rota stands, and why single rules differ.
fn rules(instance: &Instance) -> Vec<String> {
    let policy = &instance.policy;
    if policy.packs.is_empty() {
        return Vec::new();
    }
    let packs = policy.packs.iter().map(|pack| format!("{} {}", pack.id(), pack.version()));
    let packs = packs.collect::<Vec<_>>().join(", ");
    let reasons =
        policy.reasons.iter().map(|(rule, why)| format!("{}: {}", rule.info().id, plain(why)));
    std::iter::once(format!("{packs}. {NOT_LEGAL_ADVICE}")).chain(reasons).collect()
}

fn left_out(instance: &Instance, lookup: &Lookup<'_>, left: &Unallocated) -> LeftOut {
    let clock = Clock::of(instance);
    let visit = lookup.visit(&left.visit);
    let first = visit.and_then(|v| v.windows.first());
    let when = first.map_or_else(String::new, |window| {
        let start = clock.time(window.earliest);
        let times = if window.latest >= rota_model::Instant::NEVER {
            format!("{} from {start}", day(clock.date(window.earliest)))
        } else if window.latest == window.earliest {
            format!("{} {start}", day(clock.date(window.earliest)))
        } else {
            format!("{} {start}-{}", day(clock.date(window.earliest)), clock.time(window.latest))
        };
        match visit.map_or(0, |v| v.windows.len()) {
            0 | 1 => times,
            more => format!("{times} or {} other windows", more - 1),
        }
    });
    LeftOut {
        visit: plain(left.visit.as_str()),
        call: visit.and_then(|v| v.call.as_deref()).map(plain),
        client: visit.map_or_else(String::new, |v| lookup.client_label(&v.client)),
        client_id: visit.map_or_else(String::new, |v| plain(v.client.as_str())),
        when,
        date: first.map(|w| clock.date(w.earliest)),
        priority: visit.map_or("normal", |v| v.priority.as_str()),
        carers_needed: visit.map_or(0, |v| v.slots.len()),
        minutes: visit.map_or(0, |v| clock::minutes(clock.seconds(v.duration()))),
        at: visit.and_then(|v| lookup.client(&v.client)).and_then(|c| lookup.at(&c.place)),
        reasons: left.reasons.iter().map(|r| plain(&r.text)).collect(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
