//! Finds the cheapest way to insert a unit: one visit with all of its slots, or visits tied closely together.

mod exchange;
mod joint;
mod listing;

use super::breaks::mend;
use super::told::Told;
use crate::evaluate::insertion::Pricer;
use crate::evaluate::places::{Place, each_place, links_allow};
use crate::evaluate::propagate::Placement;
use crate::problem::{NONE, Problem};
use crate::random::Random;
use crate::state::State;

use listing::{Whose, known, take_cheapest};

/// Probability of looking at the routes of carers from further away too, though there are locals.
const WIDE: f64 = 0.1;

/// Looks for insertions; keeps its buffers between calls.
#[derive(Debug, Clone)]
pub struct Inserter {
    /// Prices the insertions; its trial holds the last one.
    pub pricer: Pricer,
    /// Whether nodes that are inserted together look for their places together.
    pub joint: bool,
    /// Whether it looks at everybody's routes now, not only at those of the client's team and of locals.
    wide: bool,
    /// The one route that it looks at now, if not at all that it would.
    only: Option<u32>,
    places: Vec<Vec<Place>>,
    chosen: Vec<Placement>,
    best: Vec<Placement>,
    best_hold: i64,
    /// Whether the pricer's trial still holds the best.
    best_on_trial: bool,
    /// Which kinds of shift the list of places has an empty route of: stamped with `listing`.
    empty_of: Vec<u32>,
    listing: u32,
}

/// The best two ways to insert a unit, in different routes.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    /// Change of cost of the best.
    pub best: i64,
    /// Change of cost of the best in another route; as bad as leaving the unit out if there is none.
    pub second: i64,
    /// The routes of the two.
    pub shifts: [u32; 2],
}

/// How far an insertion may stray from the cheapest one that pays.
#[derive(Debug, Clone, Copy)]
pub struct Leeway {
    /// Probability of overlooking a place (Christiaens and Vanden Berghe 2020).
    pub blink: f64,
    /// How much more an insertion may cost than it saves: the first of several that pay only together.
    pub spare: i64,
}

impl Inserter {
    /// Buffers for a problem.
    pub fn new(problem: &Problem) -> Self {
        Self {
            pricer: Pricer::new(problem),
            joint: true,
            wide: true,
            only: None,
            places: Vec::new(),
            chosen: Vec::new(),
            best: Vec::new(),
            best_hold: i64::MIN,
            best_on_trial: false,
            empty_of: vec![0; problem.shifts.len()],
            listing: 0,
        }
    }

    /// Inserts what is missing of a unit in the cheapest way found; false when there is none that pays.
    pub fn insert(
        &mut self,
        state: &mut State,
        unit: u32,
        leeway: Leeway,
        random: &mut Random,
    ) -> bool {
        let problem = state.problem();
        let missing: Vec<u32> =
            problem.units[unit as usize].iter().copied().filter(|v| !state.allocated(*v)).collect();
        if self.insert_visits(state, &missing, leeway, random) {
            return true;
        }
        let bound = |visit: &u32| !problem.visit(*visit).both_or_neither.is_empty();
        let alone = missing.len() > 1 && !missing.iter().any(bound);
        alone && missing.iter().any(|visit| self.insert_visits(state, &[*visit], leeway, random))
    }

    /// Puts visits where they are told to go, one after the other; those that do not fit stay out.
    pub fn put_back(&mut self, state: &mut State, told: &[Told]) {
        for (index, visit) in told.iter().enumerate() {
            let placements = visit.placements(state, &told[..index]);
            self.insert_as_told(state, &placements, visit.hold);
        }
    }

    /// Inserts whole visits just where they are told to be, whatever it costs; false when that is infeasible.
    pub fn insert_as_told(
        &mut self,
        state: &mut State,
        placements: &[Placement],
        hold: i64,
    ) -> bool {
        let problem = state.problem();
        let carer = |placed: &Placement| problem.shift(placed.shift).carer;
        let apart = (1..placements.len())
            .all(|later| placements[..later].iter().all(|p| carer(p) != carer(&placements[later])));
        let allowed = placements.iter().all(|placed| {
            problem.eligibility.mask(placed.node, placed.shift) != 0
                && state.has_room(placed.shift, placed.node)
                && (state.has_work(placed.shift)
                    || problem.is_rest(placed.node)
                    || state.may_open(placed.shift))
                && links_allow(state, problem.node(placed.node).visit, carer(placed))
        });
        let fits =
            apart && allowed && self.pricer.price(state, placements, hold, i64::MAX).is_some();
        if fits {
            state.commit(&mut self.pricer.trial);
        }
        fits
    }

    fn insert_visits(
        &mut self,
        state: &mut State,
        visits: &[u32],
        leeway: Leeway,
        random: &mut Random,
    ) -> bool {
        if state.problem().watch.is_empty() {
            let found = self.cheapest(state, visits, leeway, random).is_some();
            if found {
                self.commit(state);
            }
            return found;
        }
        // A route that now needs a break gets one; where it can't, the visits go where none is needed.
        self.pricer.may_miss = true;
        let found = self.cheapest(state, visits, leeway, random);
        let Some(delta) = found else {
            self.pricer.may_miss = false;
            return false;
        };
        let routes = self.commit(state);
        self.pricer.may_miss = false;
        let limit = if state.problem().watch.enforced { leeway.spare - delta } else { 0 };
        let kept = routes.iter().all(|shift| {
            state.tally(*shift).missed == 0
                || mend(state, &mut self.pricer, *shift, limit).is_some()
        });
        if kept {
            return true;
        }
        state.remove(&mut self.pricer.trial, visits);
        let found = self.cheapest(state, visits, leeway, random).is_some();
        if found {
            self.commit(state);
        }
        found
    }

    /// Carries out the best insertion, and gives the routes that it changes where breaks are watched.
    fn commit(&mut self, state: &mut State) -> Vec<u32> {
        if !self.best_on_trial {
            let again = self.pricer.price(state, &self.best, self.best_hold, i64::MAX);
            debug_assert!(again.is_some(), "the best insertion is feasible");
        }
        let changed = if state.problem().watch.is_empty() {
            Vec::new()
        } else {
            self.pricer.routes().to_vec()
        };
        state.commit(&mut self.pricer.trial);
        changed
    }

    /// The least change of cost with which the visits can be inserted together, if that pays at all; where is in
    /// [`Inserter::best`].
    pub fn cheapest(
        &mut self,
        state: &State,
        visits: &[u32],
        leeway: Leeway,
        random: &mut Random,
    ) -> Option<i64> {
        let problem = state.problem();
        let mut nodes = visits.iter().flat_map(|visit| problem.nodes_of(*visit));
        let (Some(first), more) = (nodes.next(), nodes.next().is_some()) else { return None };
        let drop: i64 = visits.iter().map(|visit| problem.visit(*visit).drop_price).sum();
        self.wide = problem.locals.are_all() || problem.is_rest(first) || random.chance(WIDE);
        let search = |inserter: &mut Self, random: &mut Random| match more {
            true => inserter.cheapest_joint(state, visits, drop, leeway, random),
            false => inserter.cheapest_single(state, first, drop, leeway, random),
        };
        let found = search(self, random);
        if found.is_some() || self.wide || self.only.is_some() {
            return found;
        }
        self.wide = true;
        search(self, random)
    }

    /// The best two ways to insert an absent unit; `None` when there is none. Units of several nodes have no second.
    pub fn offer(&mut self, state: &State, unit: u32) -> Option<Offer> {
        let problem = state.problem();
        let visits = &problem.units[unit as usize];
        let mut nodes = visits.iter().flat_map(|visit| problem.nodes_of(*visit));
        let (Some(node), None) = (nodes.next(), nodes.next()) else {
            return Some(Offer { best: i64::MIN / 4, second: 0, shifts: [NONE; 2] });
        };
        if problem.locals.are_all() {
            return self.offer_among(state, node, problem.eligibility.candidates(node));
        }
        let locals = problem.locals.of(node).iter().copied();
        let mut shifts: Vec<u32> = known(state, node).chain(locals).collect();
        shifts.sort_unstable();
        shifts.dedup();
        let offer = self.offer_among(state, node, &shifts);
        offer.or_else(|| self.offer_among(state, node, problem.eligibility.candidates(node)))
    }

    fn offer_among(&mut self, state: &State, node: u32, shifts: &[u32]) -> Option<Offer> {
        let mut offer = Offer { best: 0, second: 0, shifts: [NONE; 2] };
        for &shift in shifts {
            let own = self.least(state, node, shift, offer.second);
            if own < offer.best {
                offer = Offer { best: own, second: offer.best, shifts: [shift, offer.shifts[0]] };
            } else if own < offer.second {
                offer = Offer { second: own, shifts: [offer.shifts[0], shift], ..offer };
            }
        }
        (offer.best < 0).then_some(offer)
    }

    /// The least change of cost with which the node of a visit can go to a route, or `bound` where it is none below that.
    fn least(&mut self, state: &State, node: u32, shift: u32, bound: i64) -> i64 {
        let of = state.problem().visit(state.problem().node(node).visit);
        let pricer = &mut self.pricer;
        // A break that is then due is seen to when the unit is inserted.
        pricer.may_miss = true;
        let mut least = bound;
        each_place(state, node, shift, least + of.drop_price, |place, _| {
            for &hold in &of.holds {
                least = pricer.price(state, &[place.placement], hold, least).unwrap_or(least);
            }
            least + of.drop_price
        });
        pricer.may_miss = false;
        least
    }

    /// Where the last search found its best.
    pub fn best(&self) -> &[Placement] {
        &self.best
    }

    fn cheapest_single(
        &mut self,
        state: &State,
        node: u32,
        drop: i64,
        leeway: Leeway,
        random: &mut Random,
    ) -> Option<i64> {
        let of = state.problem().visit(state.problem().node(node).visit);
        let mut found = None;
        let mut best = leeway.spare;
        self.clear_places(0);
        // Carers who come to the client anyhow cost no new face: once one of them has a price, few others are listed.
        let mut others = state.problem().prices.counts_faces()
            && !state.problem().is_rest(node)
            && self.only.is_none();
        let whose = if others { Whose::Known } else { Whose::Everybody };
        self.list_places(state, 0, node, drop + leeway.spare, whose);
        // Few of many places are looked at, so the next best one is searched for each time instead of sorting all.
        loop {
            let next = take_cheapest(&mut self.places[0], best + drop);
            if others && (next.is_none() || found.is_some()) {
                others = false;
                self.places[0].extend(next);
                self.list_places(state, 0, node, best + drop, Whose::Others);
                continue;
            }
            let Some(place) = next else { break };
            if leeway.blink > 0.0 && random.chance(leeway.blink) {
                continue;
            }
            for &hold in &of.holds {
                self.best_on_trial = false;
                if let Some(delta) = self.pricer.price(state, &[place.placement], hold, best) {
                    best = delta;
                    found = Some(delta);
                    self.best_on_trial = true;
                    self.best_hold = hold;
                    self.best.clear();
                    self.best.push(place.placement);
                }
            }
        }
        found
    }
}
