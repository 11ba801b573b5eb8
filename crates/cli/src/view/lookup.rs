//! From ids to what they name, and to what people call it.

use std::collections::BTreeMap;

use rota_model::{
    Carer, CarerId, Client, ClientId, Coordinates, Instance, Place, PlaceId, Visit, VisitId,
};

/// Finds the nouns of an instance by their ids.
pub(crate) struct Lookup<'a> {
    carers: BTreeMap<&'a CarerId, &'a Carer>,
    clients: BTreeMap<&'a ClientId, &'a Client>,
    visits: BTreeMap<&'a VisitId, &'a Visit>,
    places: BTreeMap<&'a PlaceId, &'a Place>,
}

impl<'a> Lookup<'a> {
    /// Indexes an instance.
    pub(crate) fn of(instance: &'a Instance) -> Self {
        Self {
            carers: instance.carers.iter().map(|c| (&c.id, c)).collect(),
            clients: instance.clients.iter().map(|c| (&c.id, c)).collect(),
            visits: instance.visits.iter().map(|v| (&v.id, v)).collect(),
            places: instance.places.iter().map(|p| (&p.id, p)).collect(),
        }
    }

    /// The carer with this id, if there is one.
    pub(crate) fn carer(&self, id: &CarerId) -> Option<&'a Carer> {
        self.carers.get(id).copied()
    }

    /// The client with this id, if there is one.
    pub(crate) fn client(&self, id: &ClientId) -> Option<&'a Client> {
        self.clients.get(id).copied()
    }

    /// The visit with this id, if there is one.
    pub(crate) fn visit(&self, id: &VisitId) -> Option<&'a Visit> {
        self.visits.get(id).copied()
    }

    /// Where a place is, if that is known.
    pub(crate) fn at(&self, id: &PlaceId) -> Option<Coordinates> {
        self.places.get(id).and_then(|place| place.at)
    }

    /// What a carer is called: the name, or the id where there is none.
    pub(crate) fn carer_label(&self, id: &CarerId) -> String {
        plain(self.carer(id).and_then(|c| c.name.as_deref()).unwrap_or(id.as_str()))
    }

    /// What a client is called: the name, or the id where there is none.
    pub(crate) fn client_label(&self, id: &ClientId) -> String {
        plain(self.client(id).and_then(|c| c.name.as_deref()).unwrap_or(id.as_str()))
    }
}

/// A name without control characters, so that no file can steer a terminal or break a line.
pub(crate) fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        assert_eq!(plain("Ann\u{1b}[31m\nBob é"), "Ann\u{fffd}[31m\u{fffd}Bob é");
    }
}
