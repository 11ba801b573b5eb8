//! What inserting visits costs: exactly, and as a quick estimate to sift by.

use super::limits;
use super::propagate::{Placement, Trial};
use super::timing::{Tally, Timer, start_price};
use super::whole;
use crate::problem::{NONE, Problem};
use crate::state::State;

/// Prices insertions; keeps its buffers between calls. Count of exact pricings included.
#[derive(Debug, Clone)]
pub struct Pricer {
    /// The schedule of the last insertion priced.
    pub trial: Trial,
    /// Whether an insertion may make a route miss a break that is enforced.
    pub may_miss: bool,
    timer: Timer,
    routes: Vec<u32>,
    hours: Vec<(u32, i64)>,
    tallies: Vec<(u32, Tally)>,
    faces: Vec<(u32, u32)>,
    unsocial: Vec<(u32, i64)>,
    priced: u64,
    too_long: u64,
}

impl Pricer {
    /// Buffers for a problem.
    pub fn new(problem: &Problem) -> Self {
        Self {
            trial: Trial::new(problem),
            may_miss: false,
            timer: Timer::default(),
            routes: Vec::new(),
            hours: Vec::new(),
            tallies: Vec::new(),
            faces: Vec::new(),
            unsocial: Vec::new(),
            priced: 0,
            too_long: 0,
        }
    }

    /// Insertions priced so far.
    pub fn priced(&self) -> u64 {
        self.priced
    }

    /// The routes that the last insertion priced changes, where routes are priced as a whole.
    pub fn routes(&self) -> &[u32] {
        &self.routes
    }

    /// Insertions so far that were turned down for the hours of a carer.
    pub fn too_long(&self) -> u64 {
        self.too_long
    }

    /// Change of guided cost if the placements, all nodes of each visit concerned, are carried out; `None` when that is
    /// infeasible or not below `bound`. The first visit does not start before `hold`. The trial then holds the schedule for [`State::commit`].
    pub fn price(
        &mut self,
        state: &State,
        placements: &[Placement],
        hold: i64,
        bound: i64,
    ) -> Option<i64> {
        self.priced += 1;
        let stops = self.stops_price(state, placements)?;
        let price = if state.problem().only_legs_and_starts {
            let legs = stops + legs_price(state, placements);
            if legs >= bound
                || !self.trial.insert(state, placements, hold, bound.saturating_sub(legs))
            {
                return None;
            }
            legs + self.starts_price(state) + self.lateness_price(state)
        } else {
            if !self.trial.insert(state, placements, hold, i64::MAX) {
                return None;
            }
            stops + self.routes_price(state)? + self.lateness_price(state)
        };
        // What few insertions come to is asked last.
        (price < bound && self.trial.suits_days(state)).then_some(price)
    }

    /// Change of guided cost if an allocated visit is held back to another time; `None` when that is infeasible or not below
    /// `bound`. The trial then holds the schedule for [`State::rehold`].
    pub fn price_held(&mut self, state: &State, visit: u32, hold: i64, bound: i64) -> Option<i64> {
        self.priced += 1;
        if !self.trial.rehold(state, visit, hold) {
            return None;
        }
        let price = self.routes_price(state)? + self.lateness_price(state);
        (price < bound && self.trial.suits_days(state)).then_some(price)
    }

    /// Drop prices saved, pairs, unsocial time and new faces; `None` when a client does not accept one more carer.
    fn stops_price(&mut self, state: &State, placements: &[Placement]) -> Option<i64> {
        let problem = state.problem();
        self.faces.clear();
        self.unsocial.clear();
        let mut price = 0;
        let mut visit = NONE;
        for placed in placements {
            let of = problem.node(placed.node).visit;
            let client = problem.visit(of).client;
            if of != visit {
                visit = of;
                price -= problem.visit(of).drop_price;
            }
            let carer = problem.shift(placed.shift).carer;
            price += problem.eligibility.pair_price(problem.visit(of).pairs, carer);
            if problem.prices.unsocial > 0 {
                let more = problem.node(placed.node).unsocial;
                let own = self.unsocial.iter().filter(|(c, _)| *c == carer);
                let before = own.map(|(_, unsocial)| unsocial).sum();
                price += state.unsocial_price(carer, before, more);
                self.unsocial.push((carer, more));
            }
            if state.has_habits() {
                let earlier = placements.iter().take_while(|p| p.node != placed.node);
                let same = |p: &&Placement| {
                    problem.shift(p.shift).carer == carer
                        && problem.visit(problem.node(p.node).visit).client == client
                };
                price += state.habit_of_next(placed.node, carer, earlier.filter(same).count());
            }
            if problem.prices.counts_faces()
                && state.visits_by(client, carer) == 0
                && !self.faces.contains(&(client, carer))
            {
                let before = self.faces.iter().filter(|(c, _)| *c == client).count() as u32;
                price += state.stranger_price(client, state.faces(client) + before)?;
                self.faces.push((client, carer));
            }
        }
        Some(price)
    }

    /// Change of start prices where every visit keeps to its least start.
    fn starts_price(&self, state: &State) -> i64 {
        let problem = state.problem();
        let mut price = 0;
        for &visit in self.trial.changed() {
            let info = problem.visit(visit);
            let old = if state.allocated(visit) {
                start_price(problem, info, state.start(visit))
            } else {
                0
            };
            let new = start_price(problem, info, self.trial.start(state, visit));
            price += (new - old) * info.nodes.len() as i64;
        }
        price
    }

    /// Change of all routes that the trial touches, priced afresh, and of their carers' hours; `None` where one of them then
    /// misses a break that it may not, or a carer's hours get further beyond a limit.
    fn routes_price(&mut self, state: &State) -> Option<i64> {
        let problem = state.problem();
        self.routes.clear();
        self.hours.clear();
        self.tallies.clear();
        self.routes.extend(self.trial.placements().iter().map(|placed| placed.shift));
        for &visit in self.trial.changed() {
            for node in problem.nodes_of(visit) {
                let shift = state.shift_of(node);
                if shift != NONE && !self.routes.contains(&shift) {
                    self.routes.push(shift);
                }
            }
        }
        if problem.ties_days && !problem.earliest_is_best {
            for index in 0..self.routes.len() {
                let (routes, trial) = (&mut self.routes, &self.trial);
                trial.each_neighbour(state, routes[index], |near| {
                    let tally = state.tally(near);
                    if !routes.contains(&near)
                        && (tally.missed > 0 || !tally.fits_in(&trial.room(state, near)))
                    {
                        routes.push(near);
                    }
                });
            }
        }
        let mut price = 0;
        for index in 0..self.routes.len() {
            let shift = self.routes[index];
            let placed = self.trial.placements().iter().find(|p| p.shift == shift);
            let stops = state.stops(shift);
            let (before, after) =
                stops.split_at(placed.map_or(stops.len(), |p| p.position as usize));
            // The next stop with care is reached from the new one, and rests before it are elsewhere.
            let rests = after.iter().take_while(|stop| stop.rest).count();
            let (next, after) = after.split_at((rests + 1).min(after.len()));
            let nodes = before
                .iter()
                .map(|stop| (stop.node, Some(stop)))
                .chain(placed.map(|p| (p.node, None)))
                .chain(next.iter().map(|stop| (stop.node, None)))
                .chain(after.iter().map(|stop| (stop.node, Some(stop))));
            let trial = &self.trial;
            let start = |visit| trial.start(state, visit);
            let room = trial.room(state, shift);
            let tally = self.timer.tally_known(problem, shift, nodes, start, room);
            let old = state.tally(shift);
            if problem.watch.enforced && !self.may_miss && tally.missed > old.missed {
                return None;
            }
            self.tallies.push((shift, tally));
            price += tally.price() - old.price();
            price += state.guide().price(tally.idle) - state.guide().price(old.idle);
            if tally.worked != old.worked {
                price +=
                    self.hours_price(state, problem.shift(shift).carer, tally.worked - old.worked);
            }
        }
        if problem.prices.balance > 0 {
            let new =
                |shift| self.tallies.iter().find(|(s, _)| *s == shift).map(|(_, tally)| *tally);
            let now = |shift| new(shift).unwrap_or(*state.tally(shift));
            price += whole::balance_price(problem, now) - state.balance_price();
        }
        self.keeps_limits(state).then_some(price)
    }

    /// Whether no carer of the routes priced gets further beyond a limit on hours.
    fn keeps_limits(&mut self, state: &State) -> bool {
        let problem = state.problem();
        let Some(calendar) = &problem.calendar else { return true };
        let new = |shift| self.tallies.iter().find(|(s, _)| *s == shift).map(|(_, tally)| *tally);
        let now = |shift: u32| new(shift).unwrap_or(*state.tally(shift));
        let kept = self.tallies.iter().all(|(shift, _)| {
            let carer = problem.shift(*shift).carer;
            let info = &problem.carers[carer as usize];
            let excess = limits::excess(calendar, info, info.shifts.clone().map(now));
            excess == 0 || excess <= state.excess(carer)
        });
        self.too_long += u64::from(!kept);
        kept
    }

    fn hours_price(&mut self, state: &State, carer: u32, change: i64) -> i64 {
        let known = self.hours.iter().position(|(c, _)| *c == carer);
        let index = known.unwrap_or_else(|| {
            self.hours.push((carer, state.worked(carer)));
            self.hours.len() - 1
        });
        let before = self.hours[index].1;
        self.hours[index].1 += change;
        state.hours_price(carer, before + change) - state.hours_price(carer, before)
    }

    fn lateness_price(&self, state: &State) -> i64 {
        let price = state.problem().prices.largest_lateness;
        if price == 0 {
            return 0;
        }
        price * (state.largest_lateness_after(&self.trial) - state.largest_lateness())
    }
}

/// Change of the legs' price, and of shifts used, if the placements are carried out.
fn legs_price(state: &State, placements: &[Placement]) -> i64 {
    let problem = state.problem();
    let mut price = 0;
    for placed in placements {
        let shift = problem.shift(placed.shift);
        let route = state.route(placed.shift);
        let at = placed.position as usize;
        if problem.is_rest(placed.node) {
            continue;
        }
        let before = state.place_at(placed.shift, at);
        let after = route[at..].iter().find(|node| !problem.is_rest(**node));
        let after = after.map_or(shift.end_place, |node| problem.node(*node).place);
        let place = problem.node(placed.node).place;
        price += problem.leg_cost(shift.mode, before, place)
            + problem.leg_cost(shift.mode, place, after);
        if state.has_work(placed.shift) {
            price -= problem.leg_cost(shift.mode, before, after);
        } else {
            price += shift.used_price;
        }
    }
    price
}
