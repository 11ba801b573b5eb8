//! From an id to what it names.

use std::collections::BTreeMap;

use rota_model::{Carer, CarerId, Client, ClientId, Instance, Shift, ShiftId, Visit, VisitId};

use crate::clock::Clock;
use crate::travel::Legs;

/// Everything of an instance, by id.
pub(crate) struct Lookup<'a> {
    pub(crate) instance: &'a Instance,
    pub(crate) clock: Clock<'a>,
    pub(crate) legs: Legs<'a>,
    carers: BTreeMap<&'a CarerId, &'a Carer>,
    shifts: BTreeMap<&'a ShiftId, (&'a Carer, &'a Shift)>,
    clients: BTreeMap<&'a ClientId, &'a Client>,
    visits: BTreeMap<&'a VisitId, &'a Visit>,
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(instance: &'a Instance) -> Self {
        let shifts = instance
            .carers
            .iter()
            .flat_map(|carer| carer.shifts.iter().map(move |shift| (&shift.id, (carer, shift))));
        Self {
            instance,
            clock: Clock::new(instance),
            legs: Legs::new(instance),
            carers: instance.carers.iter().map(|carer| (&carer.id, carer)).collect(),
            shifts: shifts.collect(),
            clients: instance.clients.iter().map(|client| (&client.id, client)).collect(),
            visits: instance.visits.iter().map(|visit| (&visit.id, visit)).collect(),
        }
    }

    pub(crate) fn carer(&self, id: &CarerId) -> Option<&'a Carer> {
        self.carers.get(id).copied()
    }

    /// The shift and whose it is.
    pub(crate) fn shift(&self, id: &ShiftId) -> Option<(&'a Carer, &'a Shift)> {
        self.shifts.get(id).copied()
    }

    pub(crate) fn client(&self, id: &ClientId) -> Option<&'a Client> {
        self.clients.get(id).copied()
    }

    pub(crate) fn visit(&self, id: &VisitId) -> Option<&'a Visit> {
        self.visits.get(id).copied()
    }
}
