//! Reading rotas, right or wrong: whether a rota keeps the rules is for the audit to say. Only what can't be
//! understood, and what does not exist, is a finding.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::DateTime;
use rota_model::{
    CarerId, Instance, Instant, Money, Reason, Rest, RestAt, Rota, Route, RuleId, Sheet, SheetLine,
    Shift, Stop, Unallocated, Visit, VisitId,
};

use super::write::unit;
use crate::civil::clip;
use crate::doc::{
    ROTA_FORMAT, RestAtDoc, RestDoc, RotaDoc, RouteDoc, SheetDoc, SheetLineDoc, StopDoc,
    UnallocatedDoc,
};
use crate::finding::{Code, Findings, Path, Sink};
use crate::json::{self, Schema};

/// Reads a rota for an instance, as it is written: wrong times and broken rules included.
///
/// # Errors
/// All findings: text that is no rota, ids that the instance does not have, a sheet that contradicts itself.
pub fn read_rota(text: &str, instance: &Instance) -> Result<Rota, Findings> {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut sink = Sink::default();
    let schema = SCHEMA.get_or_init(|| Schema::new(crate::schema::rota_value()));
    let doc: Option<RotaDoc> = json::read(text, ROTA_FORMAT, schema, &mut sink);
    let rota = doc.and_then(|doc| {
        if doc.format != ROTA_FORMAT {
            json::wrong_format(&doc.format, ROTA_FORMAT, &mut sink);
            return None;
        }
        let rota = Reader::new(instance).rota(&doc, &mut sink);
        (!sink.has_errors()).then_some(rota)
    });
    rota.ok_or_else(|| {
        let mut list = sink.into_findings();
        json::locate(text, &mut list);
        Findings::new("rota", text, list)
    })
}

/// The instance's things by name.
struct Reader<'a> {
    visits: BTreeMap<&'a str, &'a Visit>,
    shifts: BTreeMap<&'a str, BTreeMap<&'a str, &'a Shift>>,
}

impl<'a> Reader<'a> {
    fn new(instance: &'a Instance) -> Self {
        let shifts = |carer: &'a rota_model::Carer| {
            carer.shifts.iter().map(|shift| (shift.id.as_str(), shift)).collect()
        };
        Self {
            visits: instance.visits.iter().map(|visit| (visit.id.as_str(), visit)).collect(),
            shifts: instance.carers.iter().map(|c| (c.id.as_str(), shifts(c))).collect(),
        }
    }

    fn rota(&self, doc: &RotaDoc, sink: &mut Sink) -> Rota {
        let root = Path::Root;
        let path = root.key("routes");
        let mut routes = Vec::with_capacity(doc.routes.len());
        for (i, route) in doc.routes.iter().enumerate() {
            routes.extend(self.route(route, &path.index(i), sink));
        }
        let path = root.key("unallocated");
        let mut unallocated = Vec::with_capacity(doc.unallocated.len());
        for (i, left_out) in doc.unallocated.iter().enumerate() {
            unallocated.extend(self.unallocated(left_out, &path.index(i), sink));
        }
        Rota { routes, unallocated, sheet: sheet(&doc.score, &root.key("score"), sink) }
    }

    fn route(&self, doc: &RouteDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Route> {
        match self.shifts.get(doc.carer.as_str()) {
            None => {
                let cause = format!("there is no carer \"{}\"", clip(&doc.carer));
                let known = self.shifts.keys().copied();
                sink.unknown(Code::RotaCarer, &path.key("carer"), cause, &doc.carer, known);
            }
            // A shift of another carer exists; that the route is in it is for the audit to judge.
            Some(_) if self.shifts.values().any(|own| own.contains_key(doc.shift.as_str())) => {}
            Some(own) => {
                let cause = format!("there is no shift \"{}\"", clip(&doc.shift));
                let known = own.keys().copied();
                sink.unknown(Code::RotaShift, &path.key("shift"), cause, &doc.shift, known);
            }
        }
        let depart = time(&doc.depart, &path.key("depart"), sink);
        let finish = time(&doc.finish, &path.key("finish"), sink);
        let stops_path = path.key("stops");
        let stops: Vec<Option<Stop>> = doc
            .stops
            .iter()
            .enumerate()
            .map(|(i, stop)| self.stop(stop, &stops_path.index(i), sink))
            .collect();
        let rests_path = path.key("rests");
        let rests: Vec<Option<Rest>> = doc
            .rests
            .iter()
            .enumerate()
            .map(|(i, doc)| rest(doc, &rests_path.index(i), sink))
            .collect();
        Some(Route {
            carer: CarerId::new(&doc.carer),
            shift: rota_model::ShiftId::new(&doc.shift),
            depart: depart?,
            stops: stops.into_iter().collect::<Option<_>>()?,
            rests: rests.into_iter().collect::<Option<_>>()?,
            finish: finish?,
        })
    }

    fn stop(&self, doc: &StopDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Stop> {
        let visit = self.visit(&doc.visit, &doc.client, path, sink);
        let arrive = time(&doc.arrive, &path.key("arrive"), sink);
        let start = time(&doc.start, &path.key("start"), sink);
        let end = time(&doc.end, &path.key("end"), sink);
        let visit = visit?;
        let slot = doc.slot.checked_sub(1).and_then(|slot| usize::try_from(slot).ok());
        let slot = slot.filter(|slot| *slot < visit.slots.len());
        if slot.is_none() {
            let cause = format!("slot {} of a visit with {}", doc.slot, visit.slots.len());
            sink.add(Code::RotaSlot, &path.key("slot"), cause);
        }
        Some(Stop {
            visit: visit.id.clone(),
            slot: slot?,
            arrive: arrive?,
            start: start?,
            end: end?,
        })
    }

    fn unallocated(
        &self,
        doc: &UnallocatedDoc,
        path: &Path<'_>,
        sink: &mut Sink,
    ) -> Option<Unallocated> {
        self.visit(&doc.visit, &doc.client, path, sink)?;
        let reasons = doc.reasons.iter();
        let reasons = reasons.map(|r| Reason { code: r.code.clone(), text: r.text.clone() });
        Some(Unallocated { visit: VisitId::new(&doc.visit), reasons: reasons.collect() })
    }

    fn visit(&self, id: &str, client: &str, path: &Path<'_>, sink: &mut Sink) -> Option<&'a Visit> {
        let Some(visit) = self.visits.get(id).copied() else {
            let cause = format!("there is no visit \"{}\"", clip(id));
            let known = self.visits.keys().copied();
            sink.unknown(Code::RotaVisit, &path.key("visit"), cause, id, known);
            return None;
        };
        if visit.client.as_str() != client {
            let cause = format!("\"{}\" is a visit to \"{}\"", clip(id), visit.client);
            sink.add(Code::RotaClient, &path.key("client"), cause);
        }
        Some(visit)
    }
}

fn rest(doc: &RestDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Rest> {
    let start = time(&doc.start, &path.key("start"), sink);
    let end = time(&doc.end, &path.key("end"), sink);
    let of = doc.of.checked_sub(1).and_then(|of| usize::try_from(of).ok());
    let stops = usize::try_from(doc.stops).ok();
    if of.is_none() || stops.is_none() {
        let cause = format!("a rest for break {} after {} stops", doc.of, doc.stops);
        sink.add(Code::RotaRest, path, cause);
    }
    let at = match doc.at {
        RestAtDoc::BeforeTravel => RestAt::BeforeLeg,
        RestAtDoc::AfterTravel => RestAt::AfterLeg,
    };
    Some(Rest { of: of?, stops: stops?, at, start: start?, end: end? })
}

fn time(text: &str, path: &Path<'_>, sink: &mut Sink) -> Option<Instant> {
    let read = DateTime::parse_from_rfc3339(text).ok();
    let read = read.filter(|time| time.timestamp_subsec_nanos() == 0);
    if read.is_none() {
        let cause = format!("\"{}\" is not a time with its offset", clip(text));
        sink.add(Code::RotaTime, path, cause);
    }
    read.map(|time| Instant(time.timestamp()))
}

fn sheet(doc: &SheetDoc, path: &Path<'_>, sink: &mut Sink) -> Sheet {
    let lines_path = path.key("lines");
    let mut lines = Vec::with_capacity(doc.lines.len());
    for (i, line) in doc.lines.iter().enumerate() {
        lines.extend(sheet_line(line, &lines_path.index(i), sink));
    }
    let sum = doc.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.grains));
    if sum != Some(doc.total_grains) {
        let cause = format!("the total is {} grains, the lines are not", doc.total_grains);
        sink.add(Code::RotaTotal, &path.key("total_grains"), cause);
    } else if pence(doc.total_grains) != Some(doc.total_pence) {
        let cause = format!("{} pence are not the total", doc.total_pence);
        sink.add(Code::RotaTotal, &path.key("total_pence"), cause);
    }
    Sheet { lines }
}

fn sheet_line(doc: &SheetLineDoc, path: &Path<'_>, sink: &mut Sink) -> Option<SheetLine> {
    let Some(rule) = RuleId::named(&doc.rule) else {
        let cause = format!("there is no rule \"{}\"", clip(&doc.rule));
        let known = RuleId::ALL.iter().map(|rule| rule.info().id);
        sink.unknown(Code::RotaRule, &path.key("rule"), cause, &doc.rule, known);
        return None;
    };
    if doc.unit != unit(rule.info().unit) {
        sink.add(Code::RotaRule, &path.key("unit"), format!("\"{}\" has another unit", doc.rule));
    }
    if pence(doc.grains) != Some(doc.pence) {
        let cause = format!("{} pence are not {} grains", doc.pence, doc.grains);
        sink.add(Code::RotaRule, &path.key("pence"), cause);
    }
    Some(SheetLine { rule, measure: doc.measure, price: Money(doc.grains) })
}

/// Grains in pence; `None` for amounts so near the limits of 64 bits that rounding could wrap.
fn pence(grains: i64) -> Option<i64> {
    (grains.unsigned_abs() < 1 << 62).then(|| Money(grains).pence())
}
