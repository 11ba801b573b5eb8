//! The cheapest starts of the visits of some routes whose order is fixed.
//!
//! With one start `s[v]` for each visit in a given window piece, the model is
//!
//! ```text
//! minimise    sum of f[v](s[v])  +  sum of g[c](worked[c])  +  rate x L
//! subject to  s[w] - s[v] >= d     for nodes that follow each other in a route, and for gaps
//!             lo[v] <= s[v] <= hi[v]
//!             s[w] - s[v] >= r     for v the last visit before a rest and w the first one after it, and for spans of days
//!             L >= s[v] - soft_latest[v],  L >= 0
//!             worked[c] <= max[c]  where that is enforced
//! ```
//!
//! `f[v]` is convex and piecewise linear: earliness, lateness, distance from the preferred start, overtime of a
//! route's last visit, and the share of waiting, which telescopes to `rate x (last end - first start)`. It is
//! modelled by columns only: one bounded column for each linear stretch. `g[c]` is the convex price of a carer's
//! rostered time, which is a sum of `last end - first start` over routes.
//!
//! Without `g` over several routes, every row is the difference of two starts: the matrix is a network matrix, so
//! the vertices of the LP are integral. With it a vertex can be fractional, and the starts are then asked for as
//! integers.

use super::backend::{Answer, Column, Limits, MipError, Model, Side};
use super::contracts;
use super::days::Tie;
use super::ledger::{self, UNALLOCATED, UNBOUNDED};
use super::rules;
use super::turns::{Turn, Turns, way_back, way_out};
use crate::problem::{NONE, Problem, Shift};

/// What to schedule.
pub(super) struct Block<'a> {
    /// The whole problem.
    pub(super) problem: &'a Problem,
    /// Nodes of every shift, in order.
    pub(super) routes: &'a [Vec<u32>],
    /// The window piece of every visit; `None`: unallocated.
    pub(super) pieces: &'a [Option<usize>],
    /// The shifts whose routes are scheduled; all slots of their visits lie in them.
    pub(super) shifts: &'a [u32],
    /// What the carers' days ask of each other; those of which one shift is scheduled have both.
    pub(super) turns: &'a Turns,
    /// The same for routes that are set out for on the dates of their shifts' starts, read from the rules anew; one of the
    /// two is enough.
    pub(super) ties: &'a [Tie],
    /// Rostered seconds of each carer outside of these shifts.
    pub(super) worked_outside: &'a [i64],
    /// Largest lateness outside of these shifts.
    pub(super) lateness_outside: i64,
}

/// Bounds, price and columns of one visit's start.
struct Timing {
    lo: i64,
    hi: i64,
    slope: i64,
    /// Where the slope grows, and by how much.
    bends: Vec<(i64, i64)>,
    columns: Vec<Column>,
}

/// The cheapest starts, as pairs of visit and start, by visit.
///
/// # Errors
/// When no starts keep the routes' order and times, or the solver fails or stops at its limits.
pub(super) fn cheapest_starts(block: &Block, limits: &Limits) -> Result<Vec<(u32, i64)>, MipError> {
    let mut builder = Builder::new(block)?;
    builder.add_starts();
    builder.add_orders();
    builder.add_turns();
    builder.add_gaps();
    builder.add_breaks();
    builder.add_rests();
    builder.add_largest_lateness();
    builder.add_contracts();
    let answer = builder.model.solve(limits)?;
    if builder.is_integral(&answer) || builder.visits.len() > MOST_BRANCHED {
        // Rounding all starts alike keeps every difference that is a whole number: good, if perhaps not best.
        return Ok(builder.read(&answer));
    }
    builder.make_integer();
    let whole = builder.model.solve(&Limits { nodes: Some(NODES), ..*limits });
    Ok(builder.read(&whole.unwrap_or(answer)))
}

/// Fractional starts of more visits than this are rounded, not branched on.
const MOST_BRANCHED: usize = 300;
/// Branch-and-bound nodes that making fractional starts whole may take.
const NODES: u32 = 2_000;

struct Builder<'a> {
    block: &'a Block<'a>,
    model: Model,
    visits: Vec<u32>,
    /// Position in `timings` of every visit of the problem, or [`NONE`].
    index: Vec<u32>,
    timings: Vec<Timing>,
}

impl<'a> Builder<'a> {
    fn new(block: &'a Block<'a>) -> Result<Self, MipError> {
        let problem = block.problem;
        let nodes = block.shifts.iter().flat_map(|shift| &block.routes[*shift as usize]);
        let mut visits: Vec<u32> = nodes.map(|node| problem.node(*node).visit).collect();
        visits.sort_unstable();
        visits.dedup();
        let mut index = vec![NONE; problem.visits.len()];
        let mut timings = Vec::with_capacity(visits.len());
        for (position, &visit) in (0..).zip(&visits) {
            index[visit as usize] = position;
            let piece = block.pieces[visit as usize].ok_or(MipError::Infeasible)?;
            timings.push(own_timing(problem, visit, piece));
        }
        let mut builder = Self { block, model: Model::default(), visits, index, timings };
        for &shift in block.shifts {
            builder.apply_shift(shift);
        }
        for turn in builder.turns().filter(|turn| problem.shift(turn.to).departs_at_start) {
            builder.leave_in_time(turn);
        }
        builder.apply_rest_after_past_work();
        builder.bound_starts();
        if builder.timings.iter().any(|timing| timing.lo > timing.hi) {
            return Err(MipError::Infeasible);
        }
        Ok(builder)
    }

    fn position(&self, node: u32) -> usize {
        self.index[self.block.problem.node(node).visit as usize] as usize
    }

    /// Bounds and prices that the ends of a route put on its first and last visit.
    fn apply_shift(&mut self, shift: u32) {
        let problem = self.block.problem;
        let route = &self.block.routes[shift as usize];
        let (Some(&first), Some(&last)) = (route.first(), route.last()) else { return };
        let at: &Shift = problem.shift(shift);
        let legs = ledger::legs(problem, shift, route);
        let first = *problem.node(first);
        let timing_first = &mut self.timings[self.index[first.visit as usize] as usize];
        timing_first.lo = timing_first.lo.max(at.opens + legs[0] - first.offset);
        if let Some((from, until)) = self.block.turns.day(shift).filter(|_| !at.departs_at_start) {
            timing_first.lo = timing_first.lo.max(from + legs[0] - first.offset);
            timing_first.hi = timing_first.hi.min(until + legs[0] - first.offset);
        }
        let Some(lead) = ledger::lead(problem, route) else { return };
        if !at.departs_at_start {
            let lead = self.position(route[lead]);
            self.timings[lead].slope -= problem.prices.waiting;
        }
        let last = *problem.node(last);
        let timing_last = &mut self.timings[self.index[last.visit as usize] as usize];
        let way = last.offset + last.duration + legs[route.len()];
        timing_last.hi = timing_last.hi.min(at.end - way);
        timing_last.slope += problem.prices.waiting;
        timing_last.bends.push((at.overtime_from - way, problem.prices.overtime));
    }

    /// Gives starts that have no latest one the instant after which nothing need start.
    fn bound_starts(&mut self) {
        let endless = |timing: &&mut Timing| timing.hi - timing.lo >= UNBOUNDED;
        let mut endless = self.timings.iter_mut().filter(endless).peekable();
        if endless.peek().is_some() {
            let end = self.block.problem.last_start();
            endless.for_each(|timing| timing.hi = end);
        }
    }

    /// One column for each linear stretch of each visit's price between its bounds.
    fn add_starts(&mut self) {
        for timing in &mut self.timings {
            timing.bends.sort_unstable();
            let (mut from, mut slope) = (timing.lo, timing.slope);
            for &(at, more) in
                timing.bends.iter().filter(|(at, more)| *at < timing.hi && *more != 0)
            {
                if at > from {
                    timing.columns.push(self.model.column(0, at - from, slope));
                    from = at;
                }
                slope += more;
            }
            let last = timing.hi - from;
            if last > 0 {
                timing.columns.push(self.model.column(0, last, slope));
            }
        }
    }

    /// `start[to] - start[from] >= least`, unless the bounds say so already.
    fn add_difference(&mut self, from: usize, to: usize, least: i64) {
        let (a, b) = (&self.timings[from], &self.timings[to]);
        if b.lo - a.hi >= least {
            return;
        }
        let plus = b.columns.iter().map(|c| (*c, 1));
        let minus = a.columns.iter().map(|c| (*c, -1));
        self.model.row(plus.chain(minus).collect(), Side::AtLeast(least + a.lo - b.lo));
    }

    fn add_orders(&mut self) {
        let Block { problem, routes, shifts, .. } = *self.block;
        for &shift in shifts {
            let legs = ledger::legs(problem, shift, &routes[shift as usize]);
            for (pair, leg) in routes[shift as usize].windows(2).zip(&legs[1..]) {
                let (a, b) = (problem.node(pair[0]), problem.node(pair[1]));
                let least = a.offset + a.duration + leg - b.offset;
                self.add_difference(self.position(pair[0]), self.position(pair[1]), least);
            }
        }
    }

    /// What the days of the block's carers ask of each other.
    fn turns(&self) -> impl Iterator<Item = Turn> + use<'a> {
        let shifts = self.block.shifts;
        let turns = self.block.turns.turns.iter().copied();
        turns.filter(|turn| shifts.binary_search(&turn.from).is_ok())
    }

    /// Has a carer back in time who leaves again at a shift's start.
    fn leave_in_time(&mut self, turn: Turn) {
        let Block { problem, routes, .. } = *self.block;
        let route = &routes[turn.from as usize];
        let latest =
            problem.shift(turn.to).start - turn.least - way_back(problem, turn.from, route);
        let last = self.position(route[route.len() - 1]);
        self.timings[last].hi = self.timings[last].hi.min(latest);
    }

    fn add_turns(&mut self) {
        let Block { problem, routes, .. } = *self.block;
        for turn in self.turns().filter(|turn| !problem.shift(turn.to).departs_at_start) {
            let (from, to) = (&routes[turn.from as usize], &routes[turn.to as usize]);
            let least =
                way_back(problem, turn.from, from) + turn.least + way_out(problem, turn.to, to);
            let (last, first) = (self.position(from[from.len() - 1]), self.position(to[0]));
            // A visit that is all of a day is never too long for it: it could not have been planned.
            if last != first {
                self.add_difference(last, first, least);
            }
        }
    }

    /// Routes that may not miss a break and have no rest for it stay as short as they must for that.
    fn add_breaks(&mut self) {
        let Block { problem, routes, shifts, .. } = *self.block;
        // Who sets out when the shift starts has the length checked afterwards.
        let free = |shift: &&u32| !problem.shift(**shift).departs_at_start;
        for &shift in shifts.iter().filter(|_| problem.watch.enforced).filter(free) {
            let route = &routes[shift as usize];
            let Some(lead) = ledger::lead(problem, route) else { continue };
            let has = |visit: u32| route.iter().any(|node| problem.node(*node).visit == visit);
            let missing = problem.watch.of(shift).iter().filter(|watched| !has(watched.visit));
            let several = route.iter().filter(|node| !problem.is_rest(**node)).count() > 1;
            let binding = missing.filter(|watched| several || watched.at_ends);
            let Some(most) = binding.map(|watched| watched.after).filter(|a| *a >= 0).min() else {
                continue;
            };
            let legs = ledger::legs(problem, shift, route);
            let last = route.len() - 1;
            if lead == last {
                continue;
            }
            let (a, b) = (*problem.node(route[lead]), *problem.node(route[last]));
            let beyond = b.offset + b.duration + legs[last + 1];
            let least = beyond - (a.offset - legs[lead]) - most;
            self.add_difference(self.position(route[last]), self.position(route[lead]), least);
        }
    }

    fn add_gaps(&mut self) {
        for (from, &visit) in self.visits.clone().iter().enumerate() {
            for gap in &self.block.problem.visit(visit).gaps {
                let to = self.index[gap.other as usize];
                // Each gap is stored with both of its visits: only the first adds it.
                if to == NONE || gap.other < visit {
                    continue;
                }
                let to = to as usize;
                if gap.least > -UNBOUNDED {
                    self.add_difference(from, to, gap.least);
                }
                if gap.most < UNBOUNDED {
                    self.add_difference(to, from, -gap.most);
                }
            }
        }
    }

    /// How far a route's departure is from the start of its first visit with care, and its finish from that of its last.
    fn ways(&self, shift: u32) -> Option<[(usize, i64); 2]> {
        let Block { problem, routes, shifts, .. } = *self.block;
        let route = &routes[shift as usize];
        let (lead, last) = (ledger::lead(problem, route)?, *route.last()?);
        let legs = ledger::legs(problem, shift, route);
        let (first, node) = (problem.node(route[lead]), problem.node(last));
        shifts.contains(&shift).then(|| {
            let out = (self.position(route[lead]), first.offset - legs[lead]);
            [out, (self.position(last), node.offset + node.duration + legs[route.len()])]
        })
    }

    fn apply_rest_after_past_work(&mut self) {
        for tie in self.block.ties {
            if let (None, Some([(first, out), _])) = (tie.after, self.ways(tie.shift)) {
                let timing = &mut self.timings[first];
                timing.lo = timing.lo.max(tie.least - out);
            }
        }
    }

    fn add_rests(&mut self) {
        for tie in self.block.ties {
            let before = tie.after.and_then(|shift| self.ways(shift));
            if let (Some([_, (last, back)]), Some([(first, out), _])) =
                (before, self.ways(tie.shift))
            {
                self.add_difference(last, first, tie.least + back - out);
            }
        }
    }

    fn add_largest_lateness(&mut self) {
        let rate = self.block.problem.prices.largest_lateness;
        if rate == 0 {
            return;
        }
        let late = |(timing, &visit): (&Timing, &u32)| {
            let piece = self.block.pieces[visit as usize].unwrap_or(0);
            let late_after = self.block.problem.visit(visit).windows[piece].soft_latest;
            (timing.columns.iter().map(|c| (*c, 1)).collect(), timing.lo - late_after)
        };
        let late = self.timings.iter().zip(&self.visits).map(late);
        self.model.largest(rate, self.block.lateness_outside, late);
    }

    fn add_contracts(&mut self) {
        let problem = self.block.problem;
        let mut carers: Vec<u32> =
            self.block.shifts.iter().map(|shift| problem.shift(*shift).carer).collect();
        carers.sort_unstable();
        carers.dedup();
        for carer in carers {
            let (terms, constant) = self.worked(carer);
            contracts::price(problem, carer, (&terms, constant), &mut self.model);
            let cap = problem.carers[carer as usize].hours.cap;
            if let Some(cap) = cap.filter(|_| !terms.is_empty()) {
                self.model.row(terms, Side::AtMost(cap - constant));
            }
        }
    }

    /// A carer's rostered time as a linear expression.
    fn worked(&self, carer: u32) -> (Vec<(Column, i64)>, i64) {
        let problem = self.block.problem;
        let mut terms = Vec::new();
        let mut constant = self.block.worked_outside[carer as usize];
        for &shift in self.block.shifts.iter().filter(|s| problem.shift(**s).carer == carer) {
            let mut care =
                self.block.routes[shift as usize].iter().filter(|n| !problem.is_rest(**n));
            let (Some(&first), last) = (care.next(), care.next_back()) else { continue };
            let last = last.copied().unwrap_or(first);
            for (node, sign, extra) in [(last, 1, problem.node(last).duration), (first, -1, 0)] {
                let timing = &self.timings[self.position(node)];
                constant += sign * (timing.lo + problem.node(node).offset) + extra;
                terms.extend(timing.columns.iter().map(|c| (*c, sign)));
            }
        }
        (terms, constant)
    }

    fn make_integer(&mut self) {
        for column in self.timings.iter().flat_map(|timing| &timing.columns) {
            self.model.make_integer(*column);
        }
    }

    fn length(&self, timing: &Timing, answer: &Answer) -> f64 {
        timing.columns.iter().map(|c| answer.value(*c)).sum()
    }

    fn is_integral(&self, answer: &Answer) -> bool {
        self.timings.iter().all(|timing| {
            let length = self.length(timing, answer);
            (length - length.round()).abs() < 1e-4
        })
    }

    fn read(&self, answer: &Answer) -> Vec<(u32, i64)> {
        let starts = self.timings.iter().map(|timing| {
            let start = timing.lo + (self.length(timing, answer) + 0.5).floor() as i64;
            start.clamp(timing.lo, timing.hi)
        });
        self.visits.iter().copied().zip(starts).collect()
    }
}

/// A visit's bounds and price by its window piece alone.
fn own_timing(problem: &Problem, visit: u32, piece: usize) -> Timing {
    let indexed = problem.visit(visit);
    let (window, slots) = (&indexed.windows[piece], indexed.nodes.len() as i64);
    let (early, late) = (problem.prices.earliness * slots, problem.prices.lateness * slots);
    let mut slope = -early;
    let mut bends = vec![(window.soft_earliest, early), (window.soft_latest, late)];
    if let Some(best) = window.preferred {
        let off = problem.prices.preferred * slots;
        slope -= off;
        bends.push((best, 2 * off));
    }
    Timing { lo: window.earliest, hi: window.latest, slope, bends, columns: Vec::new() }
}

/// The pieces in which visits start; `None` where a visit is unallocated.
///
/// # Errors
/// [`MipError::Infeasible`] when a visit starts outside of its windows.
pub(super) fn pieces_of(problem: &Problem, starts: &[i64]) -> Result<Vec<Option<usize>>, MipError> {
    (0..)
        .zip(starts)
        .map(|(visit, &start)| match start {
            UNALLOCATED => Ok(None),
            _ => rules::piece_of(problem, visit, start).ok_or(MipError::Infeasible).map(Some),
        })
        .collect()
}
