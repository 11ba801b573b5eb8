//! One route's price: its legs, and the cheapest times that a quick rule finds for its stops.
//!
//! The search keeps every visit at its least start (as early as the routes and links allow). Where waiting or
//! preferred times are priced, later starts can be cheaper: here visits that nothing else depends on (one slot,
//! no gap links) slide right, first towards their preferred time, then as a block against the next stop. Sliding
//! never makes a visit later than its soft window, so largest lateness is that of the least starts. The rule is
//! quick, not exact: `mip::retime` finishes the last word on a plan.

use crate::problem::{Problem, Visit};
use crate::search::Plan;

/// Replaces least starts by those that the price of the routes assumes.
pub fn slide(problem: &Problem, plan: &mut Plan) {
    if problem.prices.earliest_is_best() {
        return;
    }
    let mut timer = Timer::default();
    let least = plan.starts.clone();
    for (shift, nodes) in (0..).zip(&plan.routes) {
        timer.tally(problem, shift, nodes.iter().copied(), |visit| least[visit as usize]);
        for stop in timer.stops.iter().filter(|stop| stop.slides) {
            plan.starts[stop.visit as usize] = stop.start;
        }
    }
}

/// What one route comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Price of its legs, and of the shift being used.
    pub legs: i64,
    /// Price of waiting, earliness, lateness, distance from preferred times, and overtime.
    pub time: i64,
    /// Rostered time: from the first start to the last end.
    pub worked: i64,
}

impl Tally {
    /// Both prices.
    pub fn price(&self) -> i64 {
        self.legs + self.time
    }
}

/// Price of one stop of a visit that starts at `start`: earliness, lateness and preferred time.
pub fn start_price(problem: &Problem, visit: &Visit, start: i64) -> i64 {
    let window = visit.window_at(start);
    let prices = &problem.prices;
    let preferred = window.preferred.map_or(0, |p| prices.preferred * (start - p).abs());
    prices.earliness * (window.soft_earliest - start).max(0)
        + prices.lateness * (start - window.soft_latest).max(0)
        + preferred
}

/// Prices routes; keeps its buffers between calls.
#[derive(Debug, Clone, Default)]
pub struct Timer {
    stops: Vec<TimedStop>,
}

#[derive(Debug, Clone, Copy)]
struct TimedStop {
    visit: u32,
    /// Start of the visit (not of the node).
    start: i64,
    offset: i64,
    duration: i64,
    /// Leg that leads here.
    leg: i64,
    slides: bool,
}

impl TimedStop {
    fn begins(&self) -> i64 {
        self.start + self.offset
    }

    fn ends(&self) -> i64 {
        self.begins() + self.duration
    }
}

impl Timer {
    /// Prices the route of `shift` through `nodes`, `least` giving the least start of each visit.
    pub fn tally(
        &mut self,
        problem: &Problem,
        shift: u32,
        nodes: impl Iterator<Item = u32>,
        least: impl Fn(u32) -> i64,
    ) -> Tally {
        let info = *problem.shift(shift);
        self.stops.clear();
        let mut legs = 0;
        let mut place = info.start_place;
        for node in nodes {
            let node = problem.node(node);
            legs += problem.leg_cost(info.mode, place, node.place);
            self.stops.push(TimedStop {
                visit: node.visit,
                start: least(node.visit),
                offset: node.offset,
                duration: node.duration,
                leg: problem.leg(info.mode, place, node.place),
                slides: problem.visit(node.visit).slides(),
            });
            place = node.place;
        }
        let (Some(first), Some(last)) = (self.stops.first(), self.stops.last()) else {
            return Tally::default();
        };
        legs += problem.leg_cost(info.mode, place, info.end_place) + problem.prices.shift_used;
        let home = problem.leg(info.mode, place, info.end_place);
        let (mut begins, mut ends) = (first.begins(), last.ends());
        if !problem.prices.earliest_is_best() {
            self.slide(problem, info.end.min(info.overtime_from) - home);
            begins = self.stops.first().map_or(begins, TimedStop::begins);
            ends = self.stops.last().map_or(ends, TimedStop::ends);
        }
        let overtime = problem.prices.overtime * (ends + home - info.overtime_from).max(0);
        Tally { legs, time: self.price(problem) + overtime, worked: ends - begins }
    }

    fn price(&self, problem: &Problem) -> i64 {
        let mut price = 0;
        let mut free_from = None;
        for stop in &self.stops {
            price += start_price(problem, problem.visit(stop.visit), stop.start);
            if let Some(free) = free_from {
                price += problem.prices.waiting * (stop.begins() - free - stop.leg);
            }
            free_from = Some(stop.ends());
        }
        price
    }

    fn slide(&mut self, problem: &Problem, last_end: i64) {
        self.slide_to_wishes(problem);
        self.slide_block(problem, last_end);
    }

    /// Lets every stop but the last drift towards its preferred time as far as the next stop allows: what it
    /// waits more before, it waits less after.
    fn slide_to_wishes(&mut self, problem: &Problem) {
        for k in (0..self.stops.len().saturating_sub(1)).rev() {
            let stop = self.stops[k];
            if !stop.slides {
                continue;
            }
            let next = &self.stops[k + 1];
            let room = next.begins() - next.leg - stop.ends();
            let window = problem.visit(stop.visit).window_at(stop.start);
            let wish = window.wish(&problem.prices);
            self.stops[k].start += (wish - stop.start).min(room).max(0);
        }
    }

    /// Moves the first stops, while they stand without a gap, towards the next stop as long as that pays.
    fn slide_block(&mut self, problem: &Problem, last_end: i64) {
        let count = self.stops.len();
        let mut end = 0;
        let mut slope = 0;
        let mut reach = i64::MAX;
        let mut from = 0;
        // Each round reaches the next stop, a bend in some price, or the end.
        for _ in 0..4 * count + 4 {
            for stop in &self.stops[from..=end] {
                if !stop.slides {
                    return;
                }
                let (bend, change) = ahead(problem, problem.visit(stop.visit), stop.start);
                reach = reach.min(bend);
                slope += change;
            }
            let (room, gain) = match self.stops.get(end + 1) {
                Some(next) => {
                    (next.begins() - next.leg - self.stops[end].ends(), problem.prices.waiting)
                }
                None => (last_end - self.stops[end].ends(), 0),
            };
            if room == 0 && end + 1 < count {
                end += 1;
                from = end;
                continue;
            }
            let step = room.min(reach);
            if slope >= gain || step <= 0 {
                return;
            }
            self.stops[..=end].iter_mut().for_each(|stop| stop.start += step);
            (slope, reach, from) = (0, i64::MAX, 0);
        }
    }
}

/// How far a start can move right until its price bends or may not rise further, and the slope until there.
fn ahead(problem: &Problem, visit: &Visit, start: i64) -> (i64, i64) {
    let window = visit.window_at(start);
    let prices = &problem.prices;
    let mut reach = window.latest.min(window.soft_latest.max(start)) - start;
    let mut slope = 0;
    if start < window.soft_earliest {
        slope -= prices.earliness;
        reach = reach.min(window.soft_earliest - start);
    }
    if let Some(preferred) = window.preferred {
        if start < preferred {
            slope -= prices.preferred;
            reach = reach.min(preferred - start);
        } else {
            slope += prices.preferred;
        }
    }
    (reach, slope)
}
