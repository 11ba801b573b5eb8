//! One route's price: its legs, and the cheapest times of its stops.
//!
//! The search keeps every visit at its least start (as early as the routes and links allow). Where waiting or
//! preferred times are priced, later starts can be cheaper: here visits that nothing else depends on (one slot,
//! no gap links) move to their cheapest starts between those that stay, exactly (see [`super::chain`]). Visits with
//! several carers or gap links stay at their least or held starts, and hours of contracts take what comes:
//! `mip::retime` has the last word on a plan. Largest lateness, where priced, is that of the least starts.

use super::chain::{Chain, Link};
use super::days::{self, Room, Routes};
use crate::problem::{HERE, Problem, Shift, Visit, Watched, Window};
use crate::search::Plan;
use crate::state::RouteStop;

/// Replaces least starts by those that the price of the routes assumes.
pub fn slide(problem: &Problem, plan: &mut Plan) {
    if problem.earliest_is_best {
        return;
    }
    let mut timer = Timer::default();
    let least = plan.starts.clone();
    for (shift, nodes) in (0..).zip(&plan.routes) {
        let timed = Timed { problem, routes: &plan.routes, starts: &least };
        let room = if nodes.is_empty() { Room::ANY } else { days::room(&timed, shift) };
        timer.tally(problem, shift, nodes.iter().copied(), |visit| least[visit as usize], room);
        for stop in timer.stops.iter().filter(|stop| stop.slides) {
            plan.starts[stop.visit as usize] = stop.start;
        }
    }
}

/// Routes with the start of each visit.
struct Timed<'a> {
    problem: &'a Problem,
    routes: &'a [Vec<u32>],
    starts: &'a [i64],
}

impl Routes for Timed<'_> {
    fn problem(&self) -> &Problem {
        self.problem
    }

    fn is_used(&self, shift: u32) -> bool {
        !self.routes[shift as usize].is_empty()
    }

    fn has_work(&self, shift: u32) -> bool {
        self.routes[shift as usize].iter().any(|node| !self.problem.is_rest(*node))
    }

    fn leaves(&self, shift: u32) -> i64 {
        let node = self.routes[shift as usize][0];
        self.problem.leaves_for(shift, node, self.starts[self.problem.node(node).visit as usize])
    }

    fn returns(&self, shift: u32) -> i64 {
        let route = &self.routes[shift as usize];
        let info = self.problem.shift(shift);
        let mut places = route.iter().rev().map(|node| self.problem.node(*node).place);
        let place = places.find(|place| *place != HERE).unwrap_or(info.start_place);
        let last = self.problem.node(route[route.len() - 1]);
        self.starts[last.visit as usize]
            + last.offset
            + last.duration
            + self.problem.leg(info.mode, place, info.end_place)
    }
}

/// What one route comes to. A route of nothing but a rest is no route.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Price of its legs, of the shift being used, and of watched breaks that are missed.
    pub legs: i64,
    /// Price of waiting, earliness, lateness, distance from preferred times, and overtime.
    pub time: i64,
    /// Rostered time: from the first start to the last end of care.
    pub worked: i64,
    /// Seconds of care and of all legs.
    pub busy: i64,
    /// Seconds from the shift's agreed start to the departure, waiting, and from the return to the agreed end.
    pub idle: i64,
    /// Departure, where there is work.
    pub leaves: i64,
    /// Return, where there is work.
    pub returns: i64,
    /// Watched breaks that are asked for and have no rest.
    pub missed: u32,
    /// Working time, where somebody's is limited; 0 elsewhere.
    pub working: i64,
    /// The civil day of setting out, counted from the horizon's first, where working time is limited; -1 without work.
    pub day: i64,
    /// Whether its times could be others if the carer's other days left more room.
    pub pressed: bool,
}

impl Tally {
    /// That of a shift without any work.
    pub fn unused(shift: &Shift) -> Self {
        Self { idle: shift.agreed_end - shift.agreed_start, day: -1, ..Self::default() }
    }

    /// Both prices.
    pub fn price(&self) -> i64 {
        self.legs + self.time
    }

    /// Whether it is the tally of the same route with the same least starts and this room too, for certain: times that are the
    /// cheapest ones and keep clear of what bounds them stay so with other bounds that they keep clear of.
    pub fn fits_in(&self, room: &Room) -> bool {
        !self.pressed && self.leaves < room.leave_by && self.returns < room.back_by
    }
}

/// Price of one stop of a visit that starts at `start`: earliness, lateness and preferred time.
#[inline]
pub fn start_price(problem: &Problem, visit: &Visit, start: i64) -> i64 {
    let prices = &problem.prices;
    if !prices.counts_starts() {
        return 0;
    }
    let window = visit.window_at(start);
    let preferred = window.preferred.map_or(0, |p| prices.preferred * (start - p).abs());
    prices.earliness * (window.soft_earliest - start).max(0)
        + prices.lateness * (start - window.soft_latest).max(0)
        + preferred
}

/// Prices routes; keeps its buffers between calls.
#[derive(Debug, Clone, Default)]
pub struct Timer {
    stops: Vec<TimedStop>,
    chain: Chain,
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
    rest: bool,
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
    /// Prices the route of `shift` through `nodes`, `least` giving the least start of each visit and `room` how late stops may move.
    pub fn tally(
        &mut self,
        problem: &Problem,
        shift: u32,
        nodes: impl Iterator<Item = u32>,
        least: impl Fn(u32) -> i64,
        room: Room,
    ) -> Tally {
        self.tally_known(problem, shift, nodes.map(|node| (node, None)), least, room)
    }

    /// The same, where some stops are those of a route that has them with the same legs.
    pub fn tally_known<'a>(
        &mut self,
        problem: &Problem,
        shift: u32,
        nodes: impl Iterator<Item = (u32, Option<&'a RouteStop>)>,
        least: impl Fn(u32) -> i64,
        room: Room,
    ) -> Tally {
        let info = problem.shift(shift);
        let by_mode = &problem.legs[info.mode as usize];
        self.stops.clear();
        let mut legs = info.used_price;
        let mut busy = 0;
        let mut place = info.start_place;
        nodes.for_each(|(index, known)| {
            let node = problem.node(index);
            let at = node.place_from(place);
            let (leg, price) = match known {
                Some(known) => (known.leg, known.leg_price),
                None => {
                    let way = problem.way(info.mode, place, at);
                    (way.time(), by_mode.price(way))
                }
            };
            legs += price;
            let rest = node.place == HERE;
            busy += leg + if rest { 0 } else { node.duration };
            self.stops.push(TimedStop {
                visit: node.visit,
                start: least(node.visit),
                offset: node.offset,
                duration: node.duration,
                leg,
                slides: !problem.earliest_is_best && problem.visit(node.visit).slides(),
                rest,
            });
            place = at;
        });
        let (Some(lead), Some(tail)) = (
            self.stops.iter().position(|stop| !stop.rest),
            self.stops.iter().rposition(|stop| !stop.rest),
        ) else {
            return Tally::unused(info);
        };
        let way_home = problem.way(info.mode, place, info.end_place);
        legs += by_mode.price(way_home);
        let home = way_home.time();
        busy += home;
        if !problem.earliest_is_best {
            let carer = &problem.carers[info.carer as usize];
            // Hours that are limited are not to be waited away, even where waiting costs nothing.
            let limited = carer.limits.is_some() || carer.hours.cap.is_some();
            let waiting = problem.prices.waiting.max(i64::from(limited));
            let ends = Ends {
                lead,
                leave_by: room.leave_by + self.stops[lead].leg,
                latest: info.end.min(room.back_by) - home,
                overtime_from: info.overtime_from - home,
                waiting,
            };
            self.slide(problem, if info.departs_at_start { 0 } else { waiting }, ends);
        }
        let first = &self.stops[lead];
        let leaves = if info.departs_at_start { info.start } else { first.begins() - first.leg };
        let waited = self.waited(lead, leaves);
        let last_end = self.stops[self.stops.len() - 1].ends();
        let finish = last_end + home;
        let presses = leaves >= room.leave_by || finish >= room.back_by;
        let missed = self.missed(problem, shift, (lead, tail), finish - leaves);
        legs += problem.watch.price * i64::from(missed);
        let (working, day) = match &problem.calendar {
            Some(calendar) => {
                let own = self.own_time(lead, leaves, calendar.paid_gap);
                (finish - leaves - own, calendar.day(leaves))
            }
            None => (0, 0),
        };
        let starts = self
            .stops
            .iter()
            .map(|stop| start_price(problem, problem.visit(stop.visit), stop.start));
        Tally {
            legs,
            time: starts.sum::<i64>()
                + problem.prices.waiting * waited
                + problem.prices.overtime * (finish - info.overtime_from).max(0),
            worked: self.stops[tail].ends() - first.begins(),
            busy,
            idle: leaves - info.agreed_start + waited + (info.agreed_end - finish).max(0),
            leaves,
            returns: finish,
            missed,
            working,
            day,
            pressed: !problem.earliest_is_best && (presses || info.departs_at_start),
        }
    }

    /// Watched breaks that are asked for of a route that takes `taken` and have no rest, `lead` and `tail` being the first and
    /// last stops with care.
    fn missed(
        &self,
        problem: &Problem,
        shift: u32,
        (lead, tail): (usize, usize),
        taken: i64,
    ) -> u32 {
        let has = |watched: &Watched| {
            let rest = self.stops.iter().position(|stop| stop.visit == watched.visit);
            rest.is_some_and(|rest| watched.at_ends || (lead..tail).contains(&rest))
        };
        let watched = problem.watch.of(shift).iter();
        let asked = watched.filter(|watched| watched.is_asked(taken, lead < tail));
        asked.filter(|watched| !has(watched)).count() as u32
    }

    /// Seconds between arrivals and starts from the stop `lead` on, for a carer who leaves for it at `leaves`.
    fn waited(&self, lead: usize, leaves: i64) -> i64 {
        let mut free = leaves;
        let mut waited = 0;
        for stop in &self.stops[lead..] {
            waited += stop.begins() - free - stop.leg;
            free = stop.ends();
        }
        waited
    }

    /// Seconds of waits for care, rests left out, from the stop `lead` on, that are longer than `gap`: the carer's own time.
    fn own_time(&self, lead: usize, leaves: i64, gap: i64) -> i64 {
        let mut free = leaves;
        let (mut wait, mut own) = (0, 0);
        for stop in &self.stops[lead..] {
            wait += stop.begins() - free - stop.leg;
            if !stop.rest {
                own += if wait > gap { wait } else { 0 };
                wait = 0;
            }
            free = stop.ends();
        }
        own
    }

    /// Moves every stop that slides to its cheapest start, `waiting` being the price of a second between the starts of
    /// the first stop with care and of the last one.
    fn slide(&mut self, problem: &Problem, waiting: i64, ends: Ends) {
        let count = self.stops.len();
        self.chain.clear();
        let mut before = 0;
        for (index, stop) in self.stops.iter().enumerate() {
            let gap = if index == 0 { 0 } else { before + stop.leg - stop.offset };
            before = stop.offset + stop.duration;
            if !stop.slides {
                let fixed = Link { gap, lo: stop.start, hi: stop.start, slope: 0, bends: &[] };
                self.chain.push(fixed);
                continue;
            }
            let window = problem.visit(stop.visit).window_at(stop.start);
            let (mut slope, mut bends) = start_bends(problem, window);
            let mut hi = window.latest;
            if problem.prices.largest_lateness > 0 {
                // The largest lateness stays that of the least starts.
                hi = hi.min(window.soft_latest.max(stop.start));
            }
            if index == ends.lead {
                slope -= waiting;
                hi = hi.min(ends.leave_by - stop.offset).max(stop.start);
            }
            if index + 1 == count {
                slope += ends.waiting;
                bends[3] = (ends.overtime_from - before, problem.prices.overtime);
                hi = hi.min(ends.latest - before).max(stop.start);
            }
            self.chain.push(Link { gap, lo: stop.start, hi, slope, bends: &bends });
        }
        let stops = &mut self.stops;
        self.chain.starts(|index, start| stops[index].start = start);
    }
}

/// When the first stop with care, at index `lead`, has to begin at the latest, when the last stop has to end, after which
/// end overtime counts, and what a second of waiting costs.
#[derive(Debug, Clone, Copy)]
struct Ends {
    lead: usize,
    leave_by: i64,
    latest: i64,
    overtime_from: i64,
    waiting: i64,
}

/// The price of a start in a window: its slope before the first bend, and where that grows; one bend is to spare.
fn start_bends(problem: &Problem, window: &Window) -> (i64, [(i64, i64); 4]) {
    let prices = &problem.prices;
    let preferred = window.preferred.map_or((0, 0), |at| (at, 2 * prices.preferred));
    let bends = [
        (window.soft_earliest, prices.earliness),
        (window.soft_latest, prices.lateness),
        preferred,
        (0, 0),
    ];
    (-prices.earliness - preferred.1 / 2, bends)
}
