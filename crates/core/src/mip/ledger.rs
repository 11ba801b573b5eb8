//! What a plan of indices costs, and its times, by plain loops. Whether it keeps the rules is in [`super::rules`].
//!
//! Nothing here is cached, incremental or shared with the evaluator: it is what the MIP's answers are held against.

use std::collections::BTreeSet;

use crate::evaluate::timing::Tally;
use crate::evaluate::whole;
use crate::problem::{Node, Problem};

/// No start: an unallocated visit.
pub(super) const UNALLOCATED: i64 = i64::MIN;

/// Gaps beyond this are no bound.
pub(super) const UNBOUNDED: i64 = i64::MAX / 8;

/// Cost in grains of a whole plan: every line of the score sheet. `routes` holds the nodes of each shift in order,
/// `starts` the start of each visit or [`UNALLOCATED`].
pub(super) fn cost(problem: &Problem, routes: &[Vec<u32>], starts: &[i64]) -> i64 {
    let visits: i64 =
        (0..).zip(starts).map(|(visit, start)| visit_cost(problem, visit, *start)).sum();
    let shifts: i64 =
        (0..).zip(routes).map(|(shift, route)| route_cost(problem, shift, route, starts)).sum();
    let carers: i64 = (0..problem.carers.len() as u32)
        .map(|carer| contract_cost(problem, carer, worked(problem, routes, starts, carer)))
        .sum();
    let unsocial: i64 =
        (0..problem.carers.len() as u32).map(|carer| unsocial_cost(problem, routes, carer)).sum();
    let clients: i64 =
        (0..problem.clients.len()).map(|client| faces_cost(problem, routes, client)).sum();
    let largest = (0..).zip(starts).map(|(visit, start)| lateness(problem, visit, *start)).max();
    let whole =
        whole::price(problem, |shift| tally(problem, shift, &routes[shift as usize], starts));
    visits
        + shifts
        + carers
        + unsocial
        + clients
        + whole
        + problem.prices.largest_lateness * largest.unwrap_or(0)
}

/// Price of a visit's own start (earliness, lateness, preferred time, for each slot), or of leaving it out.
pub(super) fn visit_cost(problem: &Problem, visit: u32, start: i64) -> i64 {
    let indexed = problem.visit(visit);
    if start == UNALLOCATED {
        return indexed.drop_price;
    }
    let window = indexed.window_at(start);
    let prices = &problem.prices;
    let each = prices.earliness * (window.soft_earliest - start).max(0)
        + prices.lateness * (start - window.soft_latest).max(0)
        + window.preferred.map_or(0, |best| prices.preferred * (start - best).abs());
    each * indexed.nodes.len() as i64
}

/// Seconds after the soft end of its window; 0 for an unallocated visit.
pub(super) fn lateness(problem: &Problem, visit: u32, start: i64) -> i64 {
    if start == UNALLOCATED {
        return 0;
    }
    (start - problem.visit(visit).window_at(start).soft_latest).max(0)
}

/// Price of a route: its legs, waiting, overtime, its pairs of client and carer, and being used.
pub(super) fn route_cost(problem: &Problem, shift: u32, route: &[u32], starts: &[i64]) -> i64 {
    let care: Vec<u32> = route.iter().copied().filter(|node| !problem.is_rest(*node)).collect();
    let (Some(&first), Some(&last)) = (care.first(), care.last()) else { return 0 };
    let at = problem.shift(shift);
    let leg = |from, to| problem.leg_cost(at.mode, from, to);
    let place = |node: u32| problem.node(node).place;
    let mut cost =
        at.used_price + leg(at.start_place, place(first)) + leg(place(last), at.end_place);
    for pair in care.windows(2) {
        cost += leg(place(pair[0]), place(pair[1]));
    }
    for &node in &care {
        let pairs = problem.visit(problem.node(node).visit).pairs;
        cost += problem.eligibility.pair_price(pairs, at.carer);
    }
    cost + timing_cost(problem, shift, route, starts)
}

/// Watched breaks that are asked for of a route and have no rest that fits.
pub(super) fn missed(problem: &Problem, shift: u32, route: &[u32], starts: &[i64]) -> i64 {
    let care: Vec<usize> = (0..route.len()).filter(|k| !problem.is_rest(route[*k])).collect();
    let (Some(&first), Some(&last)) = (care.first(), care.last()) else { return 0 };
    let at = problem.shift(shift);
    let depart = if at.departs_at_start {
        at.start
    } else {
        begin(problem, route[first], starts) - legs(problem, shift, route)[first]
    };
    let taken = finish(problem, shift, route, starts) - depart;
    let mut missed = 0;
    for watched in problem.watch.of(shift) {
        let fits = |k: usize| {
            problem.node(route[k]).visit == watched.visit
                && (watched.at_ends || first < k && k < last)
        };
        let is_asked = taken > watched.after && (care.len() > 1 || watched.at_ends);
        if is_asked && !(0..route.len()).any(fits) {
            missed += 1;
        }
    }
    missed
}

/// Price of a route's waiting and overtime, and of breaks that it misses.
pub(super) fn timing_cost(problem: &Problem, shift: u32, route: &[u32], starts: &[i64]) -> i64 {
    let (at, prices) = (problem.shift(shift), &problem.prices);
    let over = (finish(problem, shift, route, starts) - at.overtime_from).max(0);
    prices.overtime * over
        + prices.waiting * waiting(problem, shift, route, starts)
        + problem.watch.price * missed(problem, shift, route, starts)
}

/// Seconds between arrivals and starts on the way from the first stop with care.
fn waiting(problem: &Problem, shift: u32, route: &[u32], starts: &[i64]) -> i64 {
    let Some(lead) = lead(problem, route) else { return 0 };
    let legs = legs(problem, shift, route);
    let mut waiting = 0;
    if problem.shift(shift).departs_at_start {
        waiting += begin(problem, route[lead], starts) - problem.shift(shift).start - legs[lead];
    }
    for k in lead + 1..route.len() {
        let arrive = end(problem, route[k - 1], starts) + legs[k];
        waiting += begin(problem, route[k], starts) - arrive;
    }
    waiting
}

/// Index of the first stop that is no rest.
pub(super) fn lead(problem: &Problem, route: &[u32]) -> Option<usize> {
    route.iter().position(|node| !problem.is_rest(*node))
}

/// Seconds of the leg to each node of a route, and of the one from the last to the shift's end; rests are where their
/// carer is.
pub(super) fn legs(problem: &Problem, shift: u32, route: &[u32]) -> Vec<i64> {
    let at = problem.shift(shift);
    let mut place = at.start_place;
    let mut legs = Vec::with_capacity(route.len() + 1);
    for &node in route {
        let to = problem.node(node).place_from(place);
        legs.push(problem.leg(at.mode, place, to));
        place = to;
    }
    legs.push(if lead(problem, route).is_some() {
        problem.leg(at.mode, place, at.end_place)
    } else {
        0
    });
    legs
}

/// What a route comes to where the work of shifts is compared.
fn tally(problem: &Problem, shift: u32, route: &[u32], starts: &[i64]) -> Tally {
    let at = problem.shift(shift);
    let Some(lead) = lead(problem, route) else { return Tally::unused(at) };
    let legs = legs(problem, shift, route);
    let care = route.iter().filter(|node| !problem.is_rest(**node));
    let leaves = begin(problem, route[lead], starts) - legs[lead];
    let before = if at.departs_at_start { 0 } else { leaves - at.agreed_start };
    let after = (at.agreed_end - finish(problem, shift, route, starts)).max(0);
    Tally {
        busy: legs.iter().sum::<i64>() + care.map(|node| problem.node(*node).duration).sum::<i64>(),
        idle: before + waiting(problem, shift, route, starts) + after,
        ..Tally::default()
    }
}

/// Seconds between the first start and the last end, over all routes of a carer.
pub(super) fn worked(problem: &Problem, routes: &[Vec<u32>], starts: &[i64], carer: u32) -> i64 {
    problem.carers[carer as usize]
        .shifts
        .clone()
        .map(|shift| span(problem, &routes[shift as usize], starts))
        .sum()
}

/// Seconds between the first start and the last end of care of a route.
pub(super) fn span(problem: &Problem, route: &[u32], starts: &[i64]) -> i64 {
    let mut care = route.iter().filter(|node| !problem.is_rest(**node));
    match (care.clone().next(), care.next_back()) {
        (Some(&first), Some(&last)) => end(problem, last, starts) - begin(problem, first, starts),
        _ => 0,
    }
}

/// Price of a carer's rostered time against the contract.
pub(super) fn contract_cost(problem: &Problem, carer: u32, worked: i64) -> i64 {
    let (hours, prices) = (problem.carers[carer as usize].hours, &problem.prices);
    hours.min.map_or(0, |min| prices.contract_under * (min - worked).max(0))
        + hours.max.map_or(0, |max| prices.contract_over * (worked - max).max(0))
        + hours.target.map_or(0, |target| prices.contract_target * (worked - target).abs())
}

/// Price of a carer's unsocial time beyond the share.
fn unsocial_cost(problem: &Problem, routes: &[Vec<u32>], carer: u32) -> i64 {
    let own = &problem.carers[carer as usize];
    let nodes = own.shifts.clone().flat_map(|shift| &routes[shift as usize]);
    let borne: i64 = nodes.map(|node| problem.node(*node).unsocial).sum();
    own.unsocial_share.map_or(0, |share| problem.prices.unsocial * (borne - share).max(0))
}

pub(super) fn faces(problem: &Problem, routes: &[Vec<u32>], client: usize) -> i64 {
    let mut seen = BTreeSet::new();
    for (shift, route) in problem.shifts.iter().zip(routes) {
        let comes = route
            .iter()
            .any(|node| problem.visit(problem.node(*node).visit).client as usize == client);
        if comes {
            seen.insert(shift.carer);
        }
    }
    seen.len() as i64
}

fn faces_cost(problem: &Problem, routes: &[Vec<u32>], client: usize) -> i64 {
    let faces = faces(problem, routes, client);
    let over =
        problem.clients[client].max_carers.map_or(0, |most| (faces - i64::from(most)).max(0));
    let size = problem.clients[client].team_size.map_or(i64::MAX, i64::from);
    let team: i64 = (1..=faces).map(|face| (face - size).max(0)).sum();
    problem.prices.faces * (faces - 1).max(0)
        + problem.prices.faces_over * over
        + problem.prices.team_size * team
}

/// When a node's service starts.
pub(super) fn begin(problem: &Problem, node: u32, starts: &[i64]) -> i64 {
    let Node { visit, offset, .. } = *problem.node(node);
    starts[visit as usize] + offset
}

/// When a node's service ends.
pub(super) fn end(problem: &Problem, node: u32, starts: &[i64]) -> i64 {
    begin(problem, node, starts) + problem.node(node).duration
}

/// When a carer is back; before any time for a route without care.
pub(super) fn finish(problem: &Problem, shift: u32, route: &[u32], starts: &[i64]) -> i64 {
    match route.last() {
        Some(&last) if lead(problem, route).is_some() => {
            end(problem, last, starts) + legs(problem, shift, route)[route.len()]
        }
        _ => i64::MIN / 4,
    }
}

/// When the carer of a route leaves and is back; `None` without care.
pub(super) fn times(
    problem: &Problem,
    shift: u32,
    route: &[u32],
    starts: &[i64],
) -> Option<(i64, i64)> {
    let lead = lead(problem, route)?;
    let at = problem.shift(shift);
    let leaves = begin(problem, route[lead], starts) - legs(problem, shift, route)[lead];
    let leaves = if at.departs_at_start { at.start } else { leaves };
    Some((leaves, finish(problem, shift, route, starts)))
}
