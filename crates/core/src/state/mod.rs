//! The only mutable thing of a search: routes, starts and tallies, changed by whole units and undone by journal.

mod change;
mod days;
mod follow;
mod habits;
mod held;
mod journal;
mod load;
#[cfg(feature = "paranoid")]
mod paranoid;
mod rules;

use crate::evaluate::days::Routes;
use crate::evaluate::habit::Habit;
use crate::evaluate::timing::{Tally, Timer};
use crate::evaluate::whole::{self, Guide};
use crate::problem::{HERE, NONE, Problem};
use crate::search::Plan;

use days::Ends;
use journal::Journal;

/// The start of an unallocated visit.
pub const UNSET: i64 = i64::MIN;

/// One stop of a route, with all that pricing an insertion beside it takes.
#[derive(Debug, Clone, Copy)]
pub struct RouteStop {
    /// Its node.
    pub node: u32,
    /// Where the carer is then.
    pub place: u32,
    /// How many stops of its visit are late after `late_from`; 0 where a later window may have no lateness at all.
    pub late_stops: u32,
    /// Whether it is a rest.
    pub rest: bool,
    /// From where on the beginning of its service is late.
    pub late_from: i64,
    /// Start of its service.
    pub begins: i64,
    /// End of its service.
    pub free: i64,
    /// Latest start of its service that the rest of the route allows, whatever other routes do.
    pub latest: i64,
    /// Seconds of the leg that leads there.
    pub leg: i64,
    /// Price of that leg.
    pub leg_price: i64,
}

/// Where a state that is built from nothing has the mark from which idle time costs.
const GUIDE: i64 = 900;

/// Where the search stands.
#[derive(Debug, Clone)]
pub struct State<'p> {
    problem: &'p Problem,
    /// Nodes of each route, in order.
    routes: Vec<Vec<u32>>,
    /// Route of each node, or [`NONE`].
    shift_of: Vec<u32>,
    /// Index of each node in its route.
    position: Vec<u32>,
    /// Least start of each visit, or [`UNSET`].
    starts: Vec<i64>,
    /// What each allocated visit is held back to, `i64::MIN` for not at all.
    holds: Vec<i64>,
    /// Windows that each allocated visit may use.
    masks: Vec<u64>,
    /// Price of each route.
    tallies: Vec<Tally>,
    /// Each route as the search for places reads it.
    stops: Vec<Vec<RouteStop>>,
    /// What the carer's other days ask of each route.
    ends: Vec<Ends>,
    /// Units that each route brings.
    loads: Vec<i64>,
    /// Rostered time of each carer.
    worked: Vec<i64>,
    /// Unsocial seconds of each carer.
    unsocial: Vec<i64>,
    /// Stops of each carer at each client, clients first.
    visits_by: Vec<u16>,
    /// The carers who have a stop at each client, ascending.
    teams: Vec<Vec<u32>>,
    /// Units that are not wholly allocated, without the rests of watched breaks, in no particular order, and where each
    /// stands in that list.
    absent: Vec<u32>,
    absent_at: Vec<u32>,
    /// Largest lateness of any visit, kept only where it is priced.
    largest_lateness: i64,
    /// Price of the largest idle time, and of the imbalance.
    idle_price: i64,
    balance_price: i64,
    /// What idle time costs while searching, and what that comes to.
    guide: Guide,
    guide_price: i64,
    /// What stops of one carer at one client cost while searching, and what that comes to.
    habit: Habit,
    habit_price: i64,
    cost: i64,
    /// Whether a removal left no schedule that keeps all bounds: only undoing helps.
    torn: bool,
    journal: Journal,
    /// Routes whose tally is out of date; empty between changes.
    dirty: Vec<u32>,
    timer: Timer,
}

impl<'p> State<'p> {
    /// Nobody does anything yet.
    pub fn empty(problem: &'p Problem) -> Self {
        let units = problem.units.len();
        let mut state = Self {
            problem,
            routes: vec![Vec::new(); problem.shifts.len()],
            shift_of: vec![NONE; problem.nodes.len()],
            position: vec![NONE; problem.nodes.len()],
            starts: vec![UNSET; problem.visits.len()],
            holds: vec![i64::MIN; problem.visits.len()],
            masks: vec![0; problem.visits.len()],
            tallies: problem.shifts.iter().map(Tally::unused).collect(),
            stops: vec![Vec::new(); problem.shifts.len()],
            ends: vec![Ends::default(); problem.shifts.len()],
            loads: vec![0; problem.shifts.len()],
            worked: vec![0; problem.carers.len()],
            unsocial: vec![0; problem.carers.len()],
            visits_by: vec![0; problem.clients.len() * problem.carers.len()],
            teams: vec![Vec::new(); problem.clients.len()],
            absent: (0..problem.listed as u32).collect(),
            absent_at: (0..units)
                .map(|unit| if unit < problem.listed { unit as u32 } else { NONE })
                .collect(),
            largest_lateness: 0,
            idle_price: 0,
            balance_price: 0,
            guide: Guide::default(),
            guide_price: 0,
            habit: Habit::default(),
            habit_price: 0,
            cost: 0,
            torn: false,
            journal: Journal::new(problem),
            dirty: Vec::new(),
            timer: Timer::default(),
        };
        state.idle_price = whole::idle_price(problem, |shift| state.tallies[shift as usize]);
        state.balance_price = whole::balance_price(problem, |shift| state.tallies[shift as usize]);
        state.cost = state.idle_price
            + state.balance_price
            + problem.visits.iter().map(|visit| visit.drop_price).sum::<i64>()
            + (0..problem.carers.len())
                .map(|carer| state.hours_price(carer as u32, 0))
                .sum::<i64>();
        state.set_guide(GUIDE);
        state
    }

    /// The problem.
    pub fn problem(&self) -> &'p Problem {
        self.problem
    }

    /// The price of everything, as the search sees it.
    pub fn cost(&self) -> i64 {
        self.cost
    }

    /// The cost with what idle time costs while searching in place of the largest idle time's price, and with that of habits.
    pub fn guided_cost(&self) -> i64 {
        self.cost - self.idle_price + self.guide_price + self.habit_price
    }

    /// Puts the mark from which idle time costs to `permille` of the largest idle time.
    pub fn set_guide(&mut self, permille: i64) {
        if self.problem.prices.largest_idle > 0 {
            let idle = self.tallies.iter().map(|tally| tally.idle);
            self.guide = Guide::new(self.problem, permille, idle.clone());
            self.guide_price = idle.map(|idle| self.guide.price(idle)).sum();
        }
    }

    /// What idle time costs while searching.
    #[inline]
    pub fn guide(&self) -> &Guide {
        &self.guide
    }

    /// Visits that have been taken out since the mark and are not back.
    pub fn lost(&self) -> impl Iterator<Item = u32> + '_ {
        let was = self.journal.visits.iter().filter(|saved| saved.start != UNSET);
        was.map(|saved| saved.visit).filter(|visit| !self.allocated(*visit))
    }

    /// Routes with other stops than at the mark, or with the same ones at other times.
    pub fn altered(&self) -> impl Iterator<Item = u32> + '_ {
        let what = |stop: &RouteStop| (stop.node, stop.begins);
        let is_other = move |saved: &&journal::SavedRoute| {
            let now = &self.stops[saved.shift as usize];
            !now.iter().map(what).eq(saved.stops.iter().map(what))
        };
        self.journal.routes.iter().filter(is_other).map(|saved| saved.shift)
    }

    /// Nodes of a route, in order.
    #[inline]
    pub fn route(&self, shift: u32) -> &[u32] {
        &self.routes[shift as usize]
    }

    /// Price of a route.
    pub fn tally(&self, shift: u32) -> &Tally {
        &self.tallies[shift as usize]
    }

    /// Route of an allocated node; [`NONE`] otherwise.
    #[inline]
    pub fn shift_of(&self, node: u32) -> u32 {
        self.shift_of[node as usize]
    }

    /// Index of an allocated node in its route.
    #[inline]
    pub fn position(&self, node: u32) -> usize {
        self.position[node as usize] as usize
    }

    /// Least start of an allocated visit; [`UNSET`] otherwise.
    #[inline]
    pub fn start(&self, visit: u32) -> i64 {
        self.starts[visit as usize]
    }

    /// Whether a visit has its carers.
    #[inline]
    pub fn allocated(&self, visit: u32) -> bool {
        self.starts[visit as usize] != UNSET
    }

    /// Windows that an allocated visit may use with its carers.
    #[inline]
    pub fn mask(&self, visit: u32) -> u64 {
        self.masks[visit as usize]
    }

    /// What an allocated visit is held back to; `i64::MIN` for not at all.
    #[inline]
    pub fn hold(&self, visit: u32) -> i64 {
        self.holds[visit as usize]
    }

    /// A route's stops, in order.
    #[inline]
    pub fn stops(&self, shift: u32) -> &[RouteStop] {
        &self.stops[shift as usize]
    }

    /// Whether a route has a stop that is no rest.
    pub fn has_work(&self, shift: u32) -> bool {
        Routes::has_work(self, shift)
    }

    /// Whether a route has room for what a node needs to be brought.
    #[inline]
    pub fn has_room(&self, shift: u32, node: u32) -> bool {
        let capacity = self.problem.shift(shift).capacity;
        capacity == i64::MAX
            || self.loads[shift as usize].saturating_add(self.problem.node(node).load) <= capacity
    }

    /// Rostered time of a carer.
    pub fn worked(&self, carer: u32) -> i64 {
        self.worked[carer as usize]
    }

    /// Price of some more unsocial seconds of a carer, who has `before` beside those that are allocated.
    #[inline]
    pub fn unsocial_price(&self, carer: u32, before: i64, more: i64) -> i64 {
        let info = &self.problem.carers[carer as usize];
        let now = self.unsocial[carer as usize] + before;
        info.unsocial_price(&self.problem.prices, now + more)
            - info.unsocial_price(&self.problem.prices, now)
    }

    /// How many stops a carer has at a client.
    #[inline]
    pub fn visits_by(&self, client: u32, carer: u32) -> u16 {
        self.visits_by[client as usize * self.problem.carers.len() + carer as usize]
    }

    /// The carers who have a stop at a client, ascending.
    #[inline]
    pub fn team(&self, client: u32) -> &[u32] {
        &self.teams[client as usize]
    }

    /// Number of different carers of a client.
    #[inline]
    pub fn faces(&self, client: u32) -> u32 {
        self.teams[client as usize].len() as u32
    }

    /// Units that are not wholly allocated, without the rests of watched breaks.
    pub fn absent(&self) -> &[u32] {
        &self.absent
    }

    /// Price of the imbalance.
    pub fn balance_price(&self) -> i64 {
        self.balance_price
    }

    /// Largest lateness, where it is priced.
    pub fn largest_lateness(&self) -> i64 {
        self.largest_lateness
    }

    /// The next node in the route.
    #[inline]
    pub fn next(&self, node: u32) -> Option<u32> {
        self.routes[self.shift_of(node) as usize].get(self.position(node) + 1).copied()
    }

    /// The node before in the route.
    #[inline]
    pub fn previous(&self, node: u32) -> Option<u32> {
        let before = self.position(node).checked_sub(1)?;
        Some(self.routes[self.shift_of(node) as usize][before])
    }

    /// When a node could begin right after an allocated one.
    #[inline]
    pub fn free_after(&self, before: u32, node: u32) -> i64 {
        let from = self.problem.node(before);
        let mode = self.problem.shift(self.shift_of(before)).mode;
        let place = self.place_of(before);
        let leg = self.problem.leg(mode, place, self.problem.node(node).place_from(place));
        self.start(from.visit) + from.offset + from.duration + leg
    }

    /// When a node could begin if it stood at a position of a route; at the front, what the carer's other days ask counts.
    #[inline]
    pub fn free_before(&self, shift: u32, position: usize, node: u32) -> i64 {
        if let Some(before) = position.checked_sub(1) {
            return self.free_after(self.routes[shift as usize][before], node);
        }
        let info = self.problem.shift(shift);
        let place = self.problem.node(node).place_from(info.start_place);
        self.opening(shift) + self.problem.leg(info.mode, info.start_place, place)
    }

    /// Where an allocated node is carried out: its place, or where its carer is.
    #[inline]
    pub fn place_of(&self, node: u32) -> u32 {
        let place = self.problem.node(node).place;
        if place == HERE { self.place_at(self.shift_of(node), self.position(node)) } else { place }
    }

    /// Where a carer is before the stop at a position of a route: the place of the last stop that is no rest.
    pub fn place_at(&self, shift: u32, position: usize) -> u32 {
        let before = &self.routes[shift as usize][..position];
        let mut places = before.iter().rev().map(|node| self.problem.node(*node).place);
        places.find(|place| *place != HERE).unwrap_or(self.problem.shift(shift).start_place)
    }

    /// Price of a number of different carers of a client.
    #[inline]
    pub fn faces_price(&self, client: u32, faces: u32) -> i64 {
        self.problem.clients[client as usize].faces_price(&self.problem.prices, faces)
    }

    /// Price of one carer more at a client who has `faces` of them; `None` where that is more than the client accepts.
    #[inline]
    pub fn stranger_price(&self, client: u32, faces: u32) -> Option<i64> {
        let most = self.problem.clients[client as usize].max_carers;
        let full = self.problem.prices.faces_enforced && most.is_some_and(|most| faces >= most);
        (!full).then(|| self.faces_price(client, faces + 1) - self.faces_price(client, faces))
    }

    /// Price of a carer's rostered time.
    #[inline]
    pub fn hours_price(&self, carer: u32, worked: i64) -> i64 {
        self.problem.carers[carer as usize].hours.price(&self.problem.prices, worked)
    }

    /// Lateness of a visit that starts at `start`.
    #[inline]
    pub fn lateness(&self, visit: u32, start: i64) -> i64 {
        (start - self.problem.visit(visit).window_at(start).soft_latest).max(0)
    }

    /// A frozen copy, with least starts.
    pub fn plan(&self) -> Plan {
        Plan { routes: self.routes.clone(), starts: self.starts.clone(), cost: self.cost }
    }

    /// Brings an older copy up to date, given the routes that changed since.
    pub fn update_plan(&self, plan: &mut Plan, changed: impl Iterator<Item = u32>) {
        for shift in changed {
            plan.routes[shift as usize].clone_from(&self.routes[shift as usize]);
        }
        plan.starts.clone_from(&self.starts);
        plan.cost = self.cost;
    }
}
