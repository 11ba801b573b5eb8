//! Solutions: who serves each visit, and when.

use std::collections::BTreeMap;

use rota_model::{
    Carer, Instance, Instant, PlaceId, Rota, Sheet, Stop, Unallocated, Visit, VisitId,
};

use super::doc::{ServedDoc, SolutionDoc};
use crate::benchmark::{self, derive};
use crate::civil::clip;
use crate::finding::{Code, Findings, Path, Sink};
use crate::legs::Legs;

/// Reads a solution of an instance as it is: what is missing, double or too many stays so, for the audit to find. A
/// worker's visits are done in the order of their starts, each in the worker's last shift that starts by then.
///
/// # Errors
/// All findings, if the text is no solution, or names what the instance does not have.
pub fn read_solution(text: &str, instance: &Instance) -> Result<Rota, Findings> {
    benchmark::json("solution", text, |doc: &SolutionDoc, sink| {
        let reader = Reader::new(instance);
        let root = Path::Root;
        let path = root.key("visits");
        // By carer and shift.
        let mut routes: BTreeMap<(usize, usize), Vec<(Stop, &PlaceId)>> = BTreeMap::new();
        for (i, served) in doc.visits.iter().enumerate() {
            reader.served(served, &path.index(i), &mut routes, sink);
        }
        let path = root.key("unserved");
        for (i, id) in doc.unserved.iter().enumerate() {
            reader.visit(id, &path.index(i), sink);
        }
        let derived = routes.into_iter().filter_map(|((carer, shift), mut stops)| {
            stops.sort_by_key(|(stop, _)| (stop.start, stop.end));
            let carer = instance.carers.get(carer)?;
            derive(carer, carer.shifts.get(shift)?, stops, &reader.legs)
        });
        let left_out = |id: &String| Unallocated { visit: VisitId::new(id), reasons: Vec::new() };
        Some(Rota {
            routes: derived.collect(),
            unallocated: doc.unserved.iter().map(left_out).collect(),
            sheet: Sheet::default(),
        })
    })
}

struct Reader<'a> {
    carers: BTreeMap<&'a str, (usize, &'a Carer)>,
    visits: BTreeMap<&'a str, &'a Visit>,
    legs: Legs<'a>,
}

impl<'a> Reader<'a> {
    fn new(instance: &'a Instance) -> Self {
        let carers = instance.carers.iter().enumerate();
        Self {
            carers: carers.map(|(i, carer)| (carer.id.as_str(), (i, carer))).collect(),
            visits: instance.visits.iter().map(|visit| (visit.id.as_str(), visit)).collect(),
            legs: Legs::new(instance),
        }
    }

    fn visit(&self, id: &str, path: &Path<'_>, sink: &mut Sink) -> Option<&'a Visit> {
        let visit = self.visits.get(id).copied();
        if visit.is_none() {
            let cause = format!("there is no visit \"{}\"", clip(id));
            sink.unknown(Code::BenchmarkContent, path, cause, id, self.visits.keys().copied());
        }
        visit
    }

    fn served(
        &self,
        doc: &ServedDoc,
        path: &Path<'_>,
        routes: &mut BTreeMap<(usize, usize), Vec<(Stop, &'a PlaceId)>>,
        sink: &mut Sink,
    ) {
        /// Times up to this keep all sums inside 64 bits.
        const LATEST: i64 = 1 << 40;
        let visit = self.visit(&doc.visit, &path.key("visit"), sink);
        if !(0..=LATEST).contains(&doc.start) {
            let cause = format!("{} is no start", doc.start);
            sink.add(Code::BenchmarkNumber, &path.key("start"), cause);
            return;
        }
        let workers = path.key("workers");
        for (slot, id) in doc.workers.iter().enumerate() {
            let Some(&(index, carer)) = self.carers.get(id.as_str()) else {
                let cause = format!("there is no worker \"{}\"", clip(id));
                let known = self.carers.keys().copied();
                sink.unknown(Code::BenchmarkContent, &workers.index(slot), cause, id, known);
                continue;
            };
            let Some(visit) = visit else { continue };
            let Some(place) = self.legs.place(visit) else { continue };
            let start = Instant(doc.start);
            let shift = carer.shifts.iter().rposition(|shift| shift.start <= start).unwrap_or(0);
            if carer.shifts.is_empty() {
                let cause = format!("worker \"{}\" has no shift", clip(id));
                sink.add(Code::BenchmarkContent, &workers.index(slot), cause);
                continue;
            }
            let end = start + visit.slots.first().map_or(0, |slot| slot.duration);
            let stop = Stop { visit: visit.id.clone(), slot, arrive: start, start, end };
            routes.entry((index, shift)).or_default().push((stop, place));
        }
    }
}

/// Writes a rota as a solution, visits in the instance's order.
pub fn write_solution(instance: &Instance, rota: &Rota) -> String {
    let mut served: BTreeMap<&VisitId, BTreeMap<usize, (&str, i64)>> = BTreeMap::new();
    for route in &rota.routes {
        for stop in &route.stops {
            let slots = served.entry(&stop.visit).or_default();
            slots.insert(stop.slot, (route.carer.as_str(), stop.start.0));
        }
    }
    let visits = instance.visits.iter().filter_map(|visit| {
        let slots = served.get(&visit.id)?;
        let start = slots.values().next()?.1;
        let workers = slots.values().map(|(carer, _)| (*carer).to_owned()).collect();
        Some(ServedDoc { visit: visit.id.as_str().to_owned(), workers, start })
    });
    crate::json::pretty(&SolutionDoc {
        visits: visits.collect(),
        unserved: rota.unallocated.iter().map(|left| left.visit.as_str().to_owned()).collect(),
    })
}
