//! Routes that the search came across, as columns for [`crate::mip::recombine`].
//!
//! A route is remembered with the starts that its visits had. A visit that other routes have a part in (several
//! slots, or a gap) ties its route to theirs: the same stops at other starts of such visits are another route.

mod timed;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

pub use timed::{Timed, Timing};

use crate::problem::Problem;
use crate::state::State;

/// A route as the search had it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PooledRoute {
    /// Whose.
    pub shift: u32,
    /// Its nodes, in order.
    pub nodes: Box<[u32]>,
    /// The start of each node's visit, in the order of the nodes.
    pub starts: Box<[i64]>,
}

impl PooledRoute {
    /// The route of a shift as it stands.
    pub fn of(state: &State, shift: u32) -> Self {
        let nodes: Box<[u32]> = state.route(shift).into();
        let starts = nodes.iter().map(|node| state.start(state.problem().node(*node).visit));
        Self { shift, starts: starts.collect(), nodes }
    }
}

/// A bounded set of different routes: those that were last seen longest ago make room.
#[derive(Debug, Clone, Default)]
pub struct RoutePool {
    routes: Vec<Kept>,
    /// Where each route is, by hash. Should two routes have one hash, the first is kept.
    index: HashMap<u64, u32>,
    capacity: usize,
    clock: u64,
}

#[derive(Debug, Clone)]
struct Kept {
    route: PooledRoute,
    hash: u64,
    seen: u64,
}

impl RoutePool {
    /// An empty pool for about this many routes. With a capacity of 0 it stays empty.
    pub fn new(capacity: usize) -> Self {
        Self { capacity, ..Self::default() }
    }

    /// Whether it takes anything in.
    pub fn is_open(&self) -> bool {
        self.capacity > 0
    }

    /// Number of routes.
    pub fn len(&self) -> usize {
        self.routes.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.routes.is_empty()
    }

    /// Takes in the routes of some shifts as they stand.
    pub fn feed(&mut self, state: &State, shifts: impl Iterator<Item = u32>) {
        for shift in shifts.filter(|shift| !state.route(*shift).is_empty()) {
            self.clock += 1;
            let hash = hash(state.problem(), shift, state);
            if let Some(&known) = self.index.get(&hash) {
                self.routes[known as usize].seen = self.clock;
                continue;
            }
            self.index.insert(hash, self.routes.len() as u32);
            let route = PooledRoute::of(state, shift);
            self.routes.push(Kept { route, hash, seen: self.clock });
        }
        if self.routes.len() > self.capacity + self.capacity / 2 {
            self.make_room();
        }
    }

    /// The routes, last seen first.
    pub fn newest(&self) -> Vec<&PooledRoute> {
        let mut kept: Vec<&Kept> = self.routes.iter().collect();
        kept.sort_by_key(|kept| std::cmp::Reverse(kept.seen));
        kept.into_iter().map(|kept| &kept.route).collect()
    }

    fn make_room(&mut self) {
        self.routes.sort_by_key(|kept| std::cmp::Reverse(kept.seen));
        self.routes.truncate(self.capacity);
        self.index = (0..).zip(&self.routes).map(|(at, kept)| (kept.hash, at)).collect();
    }
}

/// Of the shift, its nodes, and the starts of those visits that other routes have a part in.
fn hash(problem: &Problem, shift: u32, state: &State) -> u64 {
    let mut hasher = DefaultHasher::new();
    shift.hash(&mut hasher);
    for &node in state.route(shift) {
        node.hash(&mut hasher);
        let visit = problem.node(node).visit;
        if !problem.visit(visit).slides() {
            state.start(visit).hash(&mut hasher);
        }
    }
    hasher.finish()
}
