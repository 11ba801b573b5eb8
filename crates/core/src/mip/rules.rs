//! Whether a plan of indices keeps the rules, by plain loops, as in [`super::ledger`].

use std::collections::BTreeSet;

use super::ledger::{self, UNALLOCATED};
use super::{days, limits};
use crate::problem::{Problem, Stints};

/// Whether the days of a carer go together, where rules ask for that.
pub(super) fn days_kept(
    problem: &Problem,
    routes: &[Vec<u32>],
    starts: &[i64],
    carer: u32,
) -> bool {
    let own = &problem.carers[carer as usize];
    own.duty.as_ref().is_none_or(|duty| {
        duty.allows_times(&mut Stints::default(), |number| {
            let shift = own.shifts.start + number as u32;
            ledger::times(problem, shift, &routes[shift as usize], starts)
        })
    })
}

/// Whether a route's times leave room for its legs and lie in its shift.
pub(super) fn route_in_time(problem: &Problem, shift: u32, route: &[u32], starts: &[i64]) -> bool {
    let at = problem.shift(shift);
    let legs = ledger::legs(problem, shift, route);
    let mut free = at.opens;
    for (&node, leg) in route.iter().zip(&legs) {
        if ledger::begin(problem, node, starts) < free + leg {
            return false;
        }
        free = ledger::end(problem, node, starts);
    }
    ledger::finish(problem, shift, route, starts) <= at.end
}

/// Whether all gaps of an allocated visit to allocated visits are kept.
pub(super) fn gaps_kept(problem: &Problem, visit: u32, starts: &[i64]) -> bool {
    let start = starts[visit as usize];
    problem.visit(visit).gaps.iter().all(|gap| {
        let other = starts[gap.other as usize];
        start == UNALLOCATED
            || other == UNALLOCATED
            || (gap.least..=gap.most).contains(&(other - start))
    })
}

/// The index of the window piece that a start lies in.
pub(super) fn piece_of(problem: &Problem, visit: u32, start: i64) -> Option<usize> {
    let windows = &problem.visit(visit).windows;
    windows.iter().position(|w| w.earliest <= start && start <= w.latest)
}

/// The first rule that a plan breaks, in words for developers; `None` when it keeps them all.
pub(super) fn fault(problem: &Problem, routes: &[Vec<u32>], starts: &[i64]) -> Option<String> {
    let mut filled = vec![0_u32; problem.nodes.len()];
    let mut carers: Vec<Vec<u32>> = vec![Vec::new(); problem.visits.len()];
    for (shift, route) in (0..).zip(routes) {
        for &node in route {
            let visit = problem.node(node).visit;
            let piece = piece_of(problem, visit, starts[visit as usize]);
            let mask = problem.eligibility.mask(node, shift);
            if piece.is_none_or(|piece| mask >> piece & 1 == 0) {
                return Some(format!("node {node} in shift {shift}: not eligible at its start"));
            }
            filled[node as usize] += 1;
            carers[visit as usize].push(problem.shift(shift).carer);
        }
        if !route_in_time(problem, shift, route, starts) {
            return Some(format!("shift {shift}: out of time"));
        }
        if problem.watch.enforced && ledger::missed(problem, shift, route, starts) > 0 {
            return Some(format!("shift {shift}: no break"));
        }
        let load = route.iter().map(|node| problem.node(*node).load).sum::<i64>();
        if load > problem.shift(shift).capacity {
            return Some(format!("shift {shift}: no room for {load} units"));
        }
    }
    for (visit, indexed) in (0_u32..).zip(&problem.visits) {
        let wanted = u32::from(starts[visit as usize] != UNALLOCATED);
        if indexed.nodes.clone().any(|node| filled[node as usize] != wanted) {
            return Some(format!("visit {visit}: not whole"));
        }
        if !gaps_kept(problem, visit, starts) {
            return Some(format!("visit {visit}: gap broken"));
        }
        if let Some(what) = carers_fault(problem, visit, &carers) {
            return Some(format!("visit {visit}: {what}"));
        }
    }
    let mut carers = 0..problem.carers.len() as u32;
    let strained = carers.find_map(|carer| {
        let what = carer_fault(problem, routes, starts, carer)?;
        Some(format!("carer {carer}: {what}"))
    });
    if strained.is_some() {
        return strained;
    }
    let over = |client: &usize| {
        let most = problem.clients[*client].max_carers.map_or(i64::MAX, i64::from);
        problem.prices.faces_enforced && ledger::faces(problem, routes, *client) > most
    };
    let client = (0..problem.clients.len()).find(over)?;
    Some(format!("client {client}: too many carers"))
}

/// The first rule on one carer's days and hours that a plan breaks, in words for developers.
fn carer_fault(
    problem: &Problem,
    routes: &[Vec<u32>],
    starts: &[i64],
    carer: u32,
) -> Option<&'static str> {
    if !days_kept(problem, routes, starts, carer) {
        return Some("days that do not go together");
    }
    let out = |shift: u32| ledger::times(problem, shift, &routes[shift as usize], starts);
    days::fault(problem, carer, out).or_else(|| limits::fault(problem, routes, starts, carer))
}

fn carers_fault(problem: &Problem, visit: u32, carers: &[Vec<u32>]) -> Option<&'static str> {
    let set = |visit: u32| carers[visit as usize].iter().copied().collect::<BTreeSet<u32>>();
    let (indexed, mine) = (problem.visit(visit), set(visit));
    if mine.is_empty() {
        return None;
    }
    if mine.len() != carers[visit as usize].len() {
        return Some("the same carer twice");
    }
    let others = |list: &[u32]| -> Vec<BTreeSet<u32>> {
        list.iter().map(|other| set(*other)).filter(|other| !other.is_empty()).collect()
    };
    if indexed.both_or_neither.iter().any(|other| carers[*other as usize].is_empty()) {
        return Some("without the visit that it is bound to");
    }
    if others(&indexed.same_carer).iter().any(|other| *other != mine) {
        return Some("not the same carers as the visit it is tied to");
    }
    if others(&indexed.different_carer).iter().any(|other| !other.is_disjoint(&mine)) {
        return Some("a carer of the visit that it is kept apart from");
    }
    None
}
