//! A pooled route on its own: its starts and its price once the starts of tied visits are given.

use super::PooledRoute;
use crate::evaluate::days::Room;
use crate::evaluate::timing::{Tally, Timer};
use crate::problem::Problem;

/// A route with starts, and what it comes to whatever the other routes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed {
    /// Whose.
    pub shift: u32,
    /// Its nodes, in order.
    pub nodes: Box<[u32]>,
    /// The start of each node's visit.
    pub starts: Box<[i64]>,
    /// Whether each node's visit starts later than route and window ask for.
    pub held: Box<[bool]>,
    /// Price of its legs, times and pairs, in grains.
    pub price: i64,
    /// Rostered time, and what limits on hours look at.
    pub tally: Tally,
    /// Unsocial time, as asked for.
    pub unsocial: i64,
    /// Largest lateness of its visits.
    pub late: i64,
}

/// Times routes; keeps its buffers between calls.
#[derive(Debug, Default)]
pub struct Timing {
    timer: Timer,
}

impl Timing {
    /// The route with all visits as early as they can be. Visits for which `fixed` gives a start have that start;
    /// the others are held back where they were in the pool. `None` when that is too early or too late for the
    /// route.
    pub fn timed(
        &mut self,
        problem: &Problem,
        route: &PooledRoute,
        fixed: impl Fn(u32) -> Option<i64>,
    ) -> Option<Timed> {
        let shift = *problem.shift(route.shift);
        let (mut was_free, mut free, mut place) = (shift.start, shift.start, shift.start_place);
        let mut starts = Vec::with_capacity(route.nodes.len());
        let mut held = Vec::with_capacity(route.nodes.len());
        let (mut pairs, mut unsocial, mut late) = (0, 0, 0);
        for (&node, &was) in route.nodes.iter().zip(&route.starts) {
            let stop = problem.node(node);
            let visit = problem.visit(stop.visit);
            let mask = problem.eligibility.mask(node, route.shift);
            let to = stop.place_from(place);
            let way = problem.leg(shift.mode, place, to) - stop.offset;
            let is_held = visit.next_start(mask, was_free + way) != Some(was);
            let start = match fixed(stop.visit) {
                Some(start) => start,
                None if is_held => visit.next_start(mask, was.max(free + way))?,
                None => visit.next_start(mask, free + way)?,
            };
            if start < free + way || visit.next_start(mask, start) != Some(start) {
                return None;
            }
            starts.push(start);
            held.push(is_held);
            pairs += problem.eligibility.pair_price(visit.pairs, shift.carer);
            unsocial += stop.unsocial;
            late = late.max(start - visit.window_at(start).soft_latest);
            was_free = was + stop.offset + stop.duration;
            free = start + stop.offset + stop.duration;
            place = to;
        }
        if free + problem.leg(shift.mode, place, shift.end_place) > shift.end {
            return None;
        }
        // Routes are short, and a visit has one stop in a route.
        let start_of = |visit: u32| {
            let stops = route.nodes.iter().zip(&starts);
            let mut stops = stops.filter(|(node, _)| problem.node(**node).visit == visit);
            stops.next().map_or(crate::state::UNSET, |(_, start)| *start)
        };
        let nodes = route.nodes.iter().copied();
        let tally = self.timer.tally(problem, route.shift, nodes, start_of, Room::ANY);
        Some(Timed {
            shift: route.shift,
            nodes: route.nodes.clone(),
            starts: starts.into(),
            held: held.into(),
            price: tally.price() + pairs,
            tally,
            unsocial,
            late,
        })
    }
}
