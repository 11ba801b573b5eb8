//! The instance and rota that a fault is planted into, with seeded choices of where.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rota_model::{
    Carer, CarerId, Client, Instance, Instant, Level, Rota, RuleId, Stop, Visit, VisitId,
};

/// A route's and a stop's index.
pub(super) type At = (usize, usize);

/// What a fault is planted into.
pub(super) struct Plot {
    pub(super) instance: Instance,
    pub(super) rota: Rota,
    dice: Xoshiro256PlusPlus,
}

impl Plot {
    pub(super) fn new(instance: Instance, rota: Rota, seed: u64) -> Self {
        Self { instance, rota, dice: Xoshiro256PlusPlus::seed_from_u64(seed) }
    }

    /// One of the options, if there are any.
    pub(super) fn pick<T>(&mut self, mut options: Vec<T>) -> Option<T> {
        if options.is_empty() {
            return None;
        }
        let chosen = self.dice.next_u64() % options.len() as u64;
        Some(options.swap_remove(chosen as usize))
    }

    /// Some route that is fit.
    pub(super) fn route(&mut self, fit: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let options = (0..self.rota.routes.len()).filter(|&route| fit(self, route)).collect();
        self.pick(options)
    }

    /// Some stop that is fit.
    pub(super) fn stop(&mut self, fit: impl Fn(&Self, At) -> bool) -> Option<At> {
        let options = self.stops().into_iter().filter(|&at| fit(self, at)).collect();
        self.pick(options)
    }

    /// Every stop.
    pub(super) fn stops(&self) -> Vec<At> {
        let routes = self.rota.routes.iter().enumerate();
        routes.flat_map(|(r, route)| (0..route.stops.len()).map(move |s| (r, s))).collect()
    }

    /// Some two stops of one visit.
    pub(super) fn pair(&mut self) -> Option<(At, At)> {
        let stops = self.stops();
        let mut pairs = Vec::new();
        for (i, &a) in stops.iter().enumerate() {
            let partners = stops[i + 1..].iter();
            pairs.extend(
                partners.filter(|&&b| self.at(a).visit == self.at(b).visit).map(|&b| (a, b)),
            );
        }
        self.pick(pairs)
    }

    pub(super) fn at(&self, (route, stop): At) -> &Stop {
        &self.rota.routes[route].stops[stop]
    }

    pub(super) fn at_mut(&mut self, (route, stop): At) -> &mut Stop {
        &mut self.rota.routes[route].stops[stop]
    }

    /// Who does a stop.
    pub(super) fn who(&self, (route, _): At) -> &CarerId {
        &self.rota.routes[route].carer
    }

    /// The visit of a stop.
    pub(super) fn visit(&self, at: At) -> &Visit {
        let id = &self.at(at).visit;
        self.instance.visits.iter().find(|visit| visit.id == *id).expect("a good rota")
    }

    pub(super) fn visit_mut(&mut self, at: At) -> &mut Visit {
        let id = self.at(at).visit.clone();
        self.instance.visits.iter_mut().find(|visit| visit.id == id).expect("a good rota")
    }

    /// The start of a stop's visit.
    pub(super) fn visit_start(&self, at: At) -> Instant {
        let stop = self.at(at);
        stop.start - self.visit(at).slots[stop.slot].offset
    }

    /// The client of a stop.
    pub(super) fn client_mut(&mut self, at: At) -> &mut Client {
        let id = self.visit(at).client.clone();
        self.instance.clients.iter_mut().find(|client| client.id == id).expect("a good rota")
    }

    /// The carer of a route.
    pub(super) fn carer_mut(&mut self, route: usize) -> &mut Carer {
        let id = self.rota.routes[route].carer.clone();
        self.instance.carers.iter_mut().find(|carer| carer.id == id).expect("a good rota")
    }

    /// The carers of a visit, in the order of their ids.
    pub(super) fn carers(&self, visit: &VisitId) -> Vec<&CarerId> {
        let stops = self.stops().into_iter().filter(|&at| self.at(at).visit == *visit);
        let mut carers: Vec<&CarerId> = stops.map(|at| self.who(at)).collect();
        carers.sort();
        carers
    }

    /// `Some` if a breach of the rule is a violation under this policy.
    pub(super) fn enforced(&self, rule: RuleId) -> Option<()> {
        (self.instance.policy.level(rule) == Level::Enforce).then_some(())
    }
}
