//! Writing rotas.

use std::collections::BTreeMap;

use rota_model::{
    ClientId, Instance, Instant, NOT_LEGAL_ADVICE, Pack, Rest, RestAt, Rota, Route, SheetLine,
    Unit, VisitId, Zone,
};
use sha2::{Digest, Sha256};

use crate::doc::{
    PackDoc, ROTA_FORMAT, ReasonDoc, RestAtDoc, RestDoc, RotaDoc, RouteDoc, RuleReasonDoc,
    RulesDoc, SheetDoc, SheetLineDoc, StopDoc, UnallocatedDoc, UnitDoc,
};
use crate::json;

/// What is said about a rota beside what is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RotaMeta {
    /// SHA-256 of the problem's text, in hexadecimal; see [`sha256_hex`].
    pub problem_sha256: Option<String>,
}

/// SHA-256 of a text, in hexadecimal.
pub fn sha256_hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a rota of an instance as indented JSON. Reading it back gives the same rota.
pub fn write_rota(instance: &Instance, rota: &Rota, meta: &RotaMeta) -> String {
    let clients = instance.visits.iter().map(|visit| (&visit.id, &visit.client)).collect();
    let writer = Writer { zone: instance.zone, clients };
    json::pretty(&RotaDoc {
        format: ROTA_FORMAT.to_owned(),
        problem: instance.name.clone(),
        problem_sha256: meta.problem_sha256.clone(),
        rules: Some(rules(instance)),
        routes: rota.routes.iter().map(|route| writer.route(route)).collect(),
        unallocated: rota
            .unallocated
            .iter()
            .map(|left_out| UnallocatedDoc {
                visit: left_out.visit.to_string(),
                client: writer.client(&left_out.visit),
                reasons: left_out
                    .reasons
                    .iter()
                    .map(|reason| ReasonDoc {
                        code: reason.code.clone(),
                        text: reason.text.clone(),
                    })
                    .collect(),
            })
            .collect(),
        score: SheetDoc {
            lines: rota.sheet.lines.iter().map(line).collect(),
            total_pence: rota.sheet.total().pence(),
            total_grains: rota.sheet.total().0,
        },
    })
}

/// The packs with their versions and hashes, and the reasons for what differs.
fn rules(instance: &Instance) -> RulesDoc {
    let policy = &instance.policy;
    let named = if policy.packs.is_empty() { &[Pack::None] } else { policy.packs.as_slice() };
    let packs = named.iter().map(|pack| PackDoc {
        name: pack.id().to_owned(),
        version: pack.version().to_owned(),
        sha256: sha256_hex(&pack.canonical()),
    });
    let reasons = policy.reasons.iter().map(|(rule, reason)| RuleReasonDoc {
        rule: rule.info().id.to_owned(),
        reason: reason.clone(),
    });
    RulesDoc {
        packs: packs.collect(),
        reasons: reasons.collect(),
        note: NOT_LEGAL_ADVICE.to_owned(),
    }
}

struct Writer<'a> {
    zone: Zone,
    clients: BTreeMap<&'a VisitId, &'a ClientId>,
}

impl Writer<'_> {
    fn route(&self, route: &Route) -> RouteDoc {
        RouteDoc {
            carer: route.carer.to_string(),
            shift: route.shift.to_string(),
            depart: self.time(route.depart),
            stops: route
                .stops
                .iter()
                .map(|stop| StopDoc {
                    visit: stop.visit.to_string(),
                    client: self.client(&stop.visit),
                    slot: i64::try_from(stop.slot).unwrap_or(i64::MAX).saturating_add(1),
                    arrive: self.time(stop.arrive),
                    start: self.time(stop.start),
                    end: self.time(stop.end),
                })
                .collect(),
            rests: route.rests.iter().map(|rest| self.rest(rest)).collect(),
            finish: self.time(route.finish),
        }
    }

    fn rest(&self, rest: &Rest) -> RestDoc {
        let number = |index: usize| i64::try_from(index).unwrap_or(i64::MAX);
        RestDoc {
            of: number(rest.of).saturating_add(1),
            stops: number(rest.stops),
            at: match rest.at {
                RestAt::BeforeLeg => RestAtDoc::BeforeTravel,
                RestAt::AfterLeg => RestAtDoc::AfterTravel,
            },
            start: self.time(rest.start),
            end: self.time(rest.end),
        }
    }

    fn client(&self, visit: &VisitId) -> String {
        self.clients.get(visit).map_or_else(String::new, |client| client.to_string())
    }

    fn time(&self, instant: Instant) -> String {
        self.zone.local(instant).to_rfc3339()
    }
}

fn line(line: &SheetLine) -> SheetLineDoc {
    SheetLineDoc {
        rule: line.rule.info().id.to_owned(),
        measure: line.measure,
        unit: unit(line.rule.info().unit),
        pence: line.price.pence(),
        grains: line.price.0,
    }
}

/// The word for what a measure counts.
pub(super) const fn unit(unit: Unit) -> UnitDoc {
    match unit {
        Unit::Seconds => UnitDoc::Seconds,
        Unit::Metres => UnitDoc::Metres,
        Unit::Count => UnitDoc::Count,
        Unit::Points => UnitDoc::Points,
    }
}
