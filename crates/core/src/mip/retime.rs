//! Better starts for routes that stay as they are.

use std::cmp::Ordering;

use super::backend::Limits;
use super::ledger::{self, UNALLOCATED};
use super::schedule::{Block, cheapest_starts, pieces_of};
use super::turns::Turns;
use super::{limits, rules};
use crate::problem::Problem;

#[cfg(test)]
mod tests;

/// Joint schedules of more visits than this are cut into the parts that only prices tie together.
const LARGEST_BLOCK: usize = if cfg!(feature = "highs") { 15_000 } else { 4_000 };
/// How often the parts of a block that was cut are gone through, unless nothing changes any more.
const ROUNDS: usize = 3;

/// The cheapest starts for fixed routes: who goes where in which order stays, and each visit stays in the window
/// piece in which it starts now.
///
/// `routes` holds the nodes of each shift in order, perhaps none; `starts` the current start of each visit in
/// ticks, or `i64::MIN` for an unallocated one. `None` when nothing better is found. What is returned was checked in
/// integers: it keeps all times and gaps and costs less.
///
/// Routes are scheduled together where they share a visit or a gap or a rest lies between them (they must), the same carer where hours have a
/// price, and all where the largest lateness has one. Where the latter two tie too much together for one LP, the
/// parts that share no visit or gap, mostly days, are scheduled one after the other, a few times round, each against
/// the hours and the lateness that the others have at that moment: every step is exact for its part and never makes
/// the whole worse, but a trade between two days can be missed.
///
/// A contract's most that must not be gone beyond is a row of the LP; limits on working time are looked at afterwards, and
/// starts that break one are turned down.
///
/// Where contracts sum up several routes, an optimum can want half seconds. Up to a few hundred visits the best whole
/// seconds are found, beyond that the starts are rounded.
///
/// The model is that of `mip::schedule`.
pub fn retime(problem: &Problem, routes: &[Vec<u32>], starts: &[i64]) -> Option<Vec<i64>> {
    retime_in_blocks(problem, routes, starts, LARGEST_BLOCK)
}

fn retime_in_blocks(
    problem: &Problem,
    routes: &[Vec<u32>],
    starts: &[i64],
    largest_block: usize,
) -> Option<Vec<i64>> {
    let pieces = pieces_of(problem, starts).ok()?;
    let mut run = Run {
        problem,
        routes,
        largest_block,
        turns: Turns::new(problem, routes, starts, &pieces),
        pieces,
        starts: starts.to_vec(),
        worked: (0..problem.carers.len() as u32)
            .map(|carer| ledger::worked(problem, routes, starts, carer))
            .collect(),
    };
    let tied = strictly_tied(problem, routes, starts, &run.turns);
    let parts = groups(routes, &tied);
    let joint = tied_by_prices(problem, routes, tied);
    for block in groups(routes, &joint) {
        if run.improve(&block) == Outcome::Failed {
            let of_block = |part: &&Vec<u32>| block.binary_search(&part[0]).is_ok();
            run.improve_parts(&parts.iter().filter(of_block).collect::<Vec<_>>());
        }
    }
    let better = ledger::cost(problem, routes, &run.starts) < ledger::cost(problem, routes, starts);
    let sound = better
        && keeps_time(problem, routes, &run.starts)
        && (0..problem.carers.len() as u32).all(|carer| run.keeps_limits(carer));
    sound.then_some(run.starts)
}

/// What came of scheduling a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It is cheaper now.
    Cheaper,
    /// There was nothing to gain.
    Best,
    /// It is too large, or its LP's answer does not stand up in integers.
    Failed,
}

struct Run<'a> {
    problem: &'a Problem,
    routes: &'a [Vec<u32>],
    largest_block: usize,
    turns: Turns,
    pieces: Vec<Option<usize>>,
    starts: Vec<i64>,
    /// Rostered seconds of each carer.
    worked: Vec<i64>,
}

impl Run<'_> {
    /// Re-times the parts of a block in turn.
    fn improve_parts(&mut self, parts: &[&Vec<u32>]) {
        if parts.len() < 2 {
            return;
        }
        for _ in 0..ROUNDS {
            let mut outcomes = parts.iter().map(|part| self.improve(part)).collect::<Vec<_>>();
            outcomes.retain(|outcome| *outcome == Outcome::Cheaper);
            if outcomes.is_empty() {
                return;
            }
        }
    }

    /// Re-times one block and keeps the result if it is sound and cheaper.
    fn improve(&mut self, shifts: &[u32]) -> Outcome {
        let Self { problem, routes, .. } = *self;
        let visits = visits_of(problem, routes, shifts);
        if visits.len() > self.largest_block {
            return Outcome::Failed;
        }
        let carers = carers_of(problem, shifts);
        let lateness_outside = self.lateness_without(&visits);
        let mut worked_outside = self.worked.clone();
        for &shift in shifts {
            let carer = problem.shift(shift).carer;
            worked_outside[carer as usize] -=
                ledger::span(problem, &routes[shift as usize], &self.starts);
        }
        let block = Block {
            problem,
            routes,
            pieces: &self.pieces,
            shifts,
            turns: &self.turns,
            ties: &[],
            worked_outside: &worked_outside,
            lateness_outside,
        };
        let before = self.cost(shifts, &visits, &carers, lateness_outside);
        if before == 0 {
            return Outcome::Best;
        }
        let limits =
            Limits { iterations: Some(20 * visits.len() as u32 + 10_000), ..Limits::default() };
        let Ok(better) = cheapest_starts(&block, &limits) else { return Outcome::Failed };
        let old: Vec<i64> = visits.iter().map(|visit| self.starts[*visit as usize]).collect();
        let mut now = worked_outside;
        for (visit, start) in better {
            self.starts[visit as usize] = start;
        }
        for &shift in shifts {
            let carer = problem.shift(shift).carer;
            now[carer as usize] += ledger::span(problem, &routes[shift as usize], &self.starts);
        }
        let was = std::mem::replace(&mut self.worked, now);
        let sound = shifts.iter().all(|&shift| {
            let route = &routes[shift as usize];
            rules::route_in_time(problem, shift, route, &self.starts)
                && has_breaks(problem, shift, route, &self.starts)
        }) && visits.iter().all(|&visit| self.visit_in_time(visit))
            && carers.iter().all(|&c| rules::days_kept(problem, routes, &self.starts, c))
            && carers.iter().all(|&carer| self.keeps_limits(carer));
        let after = self.cost(shifts, &visits, &carers, lateness_outside);
        if !sound || after >= before {
            self.worked = was;
            for (visit, start) in visits.iter().zip(old) {
                self.starts[*visit as usize] = start;
            }
        }
        match after.cmp(&before) {
            Ordering::Less if sound => Outcome::Cheaper,
            Ordering::Equal if sound => Outcome::Best,
            _ => Outcome::Failed,
        }
    }

    /// Limits on working time are no rows of the LP: an answer that breaks one is none.
    fn keeps_limits(&self, carer: u32) -> bool {
        limits::fault(self.problem, self.routes, &self.starts, carer).is_none()
    }

    fn visit_in_time(&self, visit: u32) -> bool {
        let start = self.starts[visit as usize];
        rules::piece_of(self.problem, visit, start) == self.pieces[visit as usize]
            && rules::gaps_kept(self.problem, visit, &self.starts)
    }

    /// The largest lateness of all visits but these; 0 where it has no price.
    fn lateness_without(&self, visits: &[u32]) -> i64 {
        if self.problem.prices.largest_lateness == 0 {
            return 0;
        }
        (0..)
            .zip(&self.starts)
            .filter(|(visit, _)| visits.binary_search(visit).is_err())
            .map(|(visit, start)| ledger::lateness(self.problem, visit, *start))
            .max()
            .unwrap_or(0)
    }

    /// All that depends on the starts in a block.
    fn cost(&self, shifts: &[u32], visits: &[u32], carers: &[u32], late_outside: i64) -> i64 {
        let Self { problem, routes, starts, .. } = self;
        let late = |visit: &u32| ledger::lateness(problem, *visit, starts[*visit as usize]);
        let largest = visits.iter().map(late).max().unwrap_or(0).max(late_outside);
        let own = |visit: &u32| ledger::visit_cost(problem, *visit, starts[*visit as usize]);
        let route =
            |shift: &u32| ledger::timing_cost(problem, *shift, &routes[*shift as usize], starts);
        let hours =
            |carer: &u32| ledger::contract_cost(problem, *carer, self.worked[*carer as usize]);
        visits.iter().map(own).sum::<i64>()
            + shifts.iter().map(route).sum::<i64>()
            + carers.iter().map(hours).sum::<i64>()
            + problem.prices.largest_lateness * largest
    }
}

fn keeps_time(problem: &Problem, routes: &[Vec<u32>], starts: &[i64]) -> bool {
    (0..).zip(routes).all(|(shift, route)| {
        rules::route_in_time(problem, shift, route, starts)
            && has_breaks(problem, shift, route, starts)
    }) && (0..problem.visits.len() as u32).all(|visit| rules::gaps_kept(problem, visit, starts))
        && (0..problem.carers.len() as u32).all(|c| rules::days_kept(problem, routes, starts, c))
}

/// Whether a route misses no break that is enforced.
fn has_breaks(problem: &Problem, shift: u32, route: &[u32], starts: &[i64]) -> bool {
    !problem.watch.enforced || ledger::missed(problem, shift, route, starts) == 0
}

fn visits_of(problem: &Problem, routes: &[Vec<u32>], shifts: &[u32]) -> Vec<u32> {
    let nodes = shifts.iter().flat_map(|shift| &routes[*shift as usize]);
    let mut visits: Vec<u32> = nodes.map(|node| problem.node(*node).visit).collect();
    visits.sort_unstable();
    visits.dedup();
    visits
}

fn carers_of(problem: &Problem, shifts: &[u32]) -> Vec<u32> {
    let mut carers: Vec<u32> = shifts.iter().map(|shift| problem.shift(*shift).carer).collect();
    carers.sort_unstable();
    carers.dedup();
    carers
}

/// Which shifts belong together, as a forest: petgraph's union-find over shift indices.
type Ties = petgraph::unionfind::UnionFind<u32>;

/// Routes that share a visit or a gap of allocated visits, or of which one leaves the rest before the other.
fn strictly_tied(problem: &Problem, routes: &[Vec<u32>], starts: &[i64], turns: &Turns) -> Ties {
    let mut ties = Ties::new(routes.len());
    for turn in &turns.turns {
        ties.union(turn.from, turn.to);
    }
    let mut shift_of: Vec<Option<u32>> = vec![None; problem.visits.len()];
    for (shift, route) in (0..).zip(routes) {
        for node in route {
            let visit = problem.node(*node).visit as usize;
            let first = *shift_of[visit].get_or_insert(shift);
            ties.union(first, shift);
        }
    }
    for (visit, indexed) in problem.visits.iter().enumerate() {
        for gap in &indexed.gaps {
            let other = gap.other as usize;
            let allocated = starts[visit] != UNALLOCATED && starts[other] != UNALLOCATED;
            if let (Some(a), Some(b), true) = (shift_of[visit], shift_of[other], allocated) {
                ties.union(a, b);
            }
        }
    }
    ties
}

/// Adds routes whose prices depend on each other: a carer's hours, the largest lateness.
fn tied_by_prices(problem: &Problem, routes: &[Vec<u32>], mut ties: Ties) -> Ties {
    let prices = &problem.prices;
    for carer in &problem.carers {
        let hours = carer.hours;
        let priced = hours.min.is_some() && prices.contract_under > 0
            || hours.max.is_some() && prices.contract_over > 0
            || hours.target.is_some() && prices.contract_target > 0
            || hours.cap.is_some();
        let used = |shift: &u32| !routes[*shift as usize].is_empty();
        let mut shifts = carer.shifts.clone().filter(used);
        if let (Some(first), true) = (shifts.next(), priced) {
            shifts.for_each(|shift| {
                ties.union(first, shift);
            });
        }
    }
    if prices.largest_lateness > 0 {
        (1..routes.len() as u32).for_each(|shift| {
            ties.union(0, shift);
        });
    }
    ties
}

/// The non-empty routes of each tree of the forest, ascending, in order of their first shift.
fn groups(routes: &[Vec<u32>], ties: &Ties) -> Vec<Vec<u32>> {
    let mut by_root: Vec<Vec<u32>> = vec![Vec::new(); routes.len()];
    let mut order = Vec::new();
    for shift in (0..routes.len() as u32).filter(|shift| !routes[*shift as usize].is_empty()) {
        let root = ties.find(shift) as usize;
        if by_root[root].is_empty() {
            order.push(root);
        }
        by_root[root].push(shift);
    }
    order.into_iter().map(|root| std::mem::take(&mut by_root[root])).collect()
}
