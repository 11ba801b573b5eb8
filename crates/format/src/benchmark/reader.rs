//! What published solutions of home-care benchmarks speak of: caregivers, and services at patients.

use std::collections::BTreeMap;

use rota_model::{Carer, Instance, Instant, PlaceId, Route, Stop, Visit};

use crate::civil::clip;
use crate::finding::{Code, Path, Sink};
use crate::legs::Legs;

/// Finds what a solution names in its instance.
pub(crate) struct Reader<'a> {
    carers: BTreeMap<&'a str, usize>,
    /// Which visit, and which of its slots, by patient and service.
    services: BTreeMap<(&'a str, &'a str), (&'a Visit, usize)>,
    /// Ways between the instance's places.
    pub(crate) legs: Legs<'a>,
    instance: &'a Instance,
}

impl<'a> Reader<'a> {
    /// Reads solutions of an instance.
    pub(crate) fn new(instance: &'a Instance) -> Self {
        let mut services = BTreeMap::new();
        for visit in &instance.visits {
            for (slot, needs) in visit.slots.iter().enumerate() {
                if let Some(service) = needs.skills.first() {
                    services.insert((visit.client.as_str(), service.as_str()), (visit, slot));
                }
            }
        }
        let carers = instance.carers.iter().enumerate();
        Self {
            carers: carers.map(|(i, carer)| (carer.id.as_str(), i)).collect(),
            services,
            legs: Legs::new(instance),
            instance,
        }
    }

    /// The caregiver of the route at `path`; a finding if there is none.
    pub(crate) fn carer(&self, id: &str, path: &Path<'_>, sink: &mut Sink) -> Option<&'a Carer> {
        let carer = self.carers.get(id).and_then(|i| self.instance.carers.get(*i));
        if carer.is_none() {
            let cause = format!("there is no caregiver \"{}\"", clip(id));
            sink.add(Code::BenchmarkContent, &path.key("caregiver_id"), cause);
        }
        carer
    }

    /// The visit and the slot of a service at a patient; a finding if the patient needs no such service.
    pub(crate) fn service(
        &self,
        patient: &str,
        service: &str,
        path: &Path<'_>,
        sink: &mut Sink,
    ) -> Option<(&'a Visit, usize)> {
        let found = self.services.get(&(patient, service)).copied();
        if found.is_none() {
            let cause = format!("\"{}\" needs no \"{}\"", clip(patient), clip(service));
            sink.add(Code::BenchmarkContent, path, cause);
        }
        found
    }

    /// A stop, with its place; the arrival is derived later, from the route.
    pub(crate) fn stop(
        &self,
        (visit, slot): (&'a Visit, usize),
        start: Instant,
        end: Instant,
    ) -> Option<(Stop, &'a PlaceId)> {
        let stop = Stop { visit: visit.id.clone(), slot, arrive: start, start, end };
        Some((stop, self.legs.place(visit)?))
    }

    /// Brings routes into the order of the instance's carers.
    pub(crate) fn sort(&self, routes: &mut [Route]) {
        routes.sort_by_key(|route| (self.carers.get(route.carer.as_str()).copied(), route.depart));
    }
}
