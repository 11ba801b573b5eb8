//! From a cover to a plan: every slot once.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::model::Choice;
use super::scope::Scope;
use crate::problem::Problem;
use crate::search::Plan;
use crate::state::UNSET;

/// Routes that cover everything once, and what they were priced with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recombined {
    /// Nodes of each shift's route, in order; those out of reach as they were.
    pub routes: Vec<Vec<u32>>,
    /// Start of each visit as the chosen routes have it; [`UNSET`] for those left out. Later than need be where a stop
    /// was taken out before.
    pub starts: Vec<i64>,
    /// Visits that start later than their own route and windows ask for.
    pub held: Vec<bool>,
}

impl Recombined {
    /// Another plan with these routes for some shifts. Nothing is checked, the cost is that of the other plan.
    pub fn put_into(&self, problem: &Problem, plan: &Plan, shifts: &[u32]) -> Plan {
        let mut plan = plan.clone();
        let visit_of = |node: &u32| problem.node(*node).visit as usize;
        for &shift in shifts {
            let old = std::mem::take(&mut plan.routes[shift as usize]);
            old.iter().map(visit_of).for_each(|visit| plan.starts[visit] = UNSET);
        }
        for &shift in shifts {
            let new = &self.routes[shift as usize];
            new.iter().map(visit_of).for_each(|visit| plan.starts[visit] = self.starts[visit]);
            plan.routes[shift as usize].clone_from(new);
        }
        plan
    }
}

#[derive(Debug, Clone, Copy)]
struct Stop {
    node: u32,
    start: i64,
    held: bool,
}

/// Takes out stops at other starts than those agreed upon, then those of slots that are filled more than once, always
/// the one that saves most, then those of visits that are not whole.
pub(super) fn repair(scope: &Scope, columns: &Columns, choice: &Choice) -> Recombined {
    let problem = scope.problem;
    let mut routes: BTreeMap<u32, Vec<Stop>> = BTreeMap::new();
    for route in choice.routes.iter().map(|index| &columns.routes[*index]) {
        let stops = route.nodes.iter().zip(&route.starts).zip(&route.held);
        let stops = stops.map(|((&node, &start), &held)| Stop { node, start, held });
        let agreed = |stop: &Stop| {
            let start = choice.starts.get(&problem.node(stop.node).visit);
            start.is_none_or(|start| *start == Some(stop.start))
        };
        routes.insert(route.shift, stops.filter(agreed).collect());
    }
    let mut stops_of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (&shift, stops) in &routes {
        for stop in stops {
            stops_of.entry(stop.node).or_default().push(shift);
        }
    }
    for (&node, shifts) in &mut stops_of {
        while shifts.len() > 1 {
            let saved = |at: &usize| {
                routes.get(&shifts[*at]).map_or(0, |route| saving(scope, shifts[*at], route, node))
            };
            let Some(at) = (0..shifts.len()).max_by_key(saved) else { break };
            if let Some(route) = routes.get_mut(&shifts.remove(at)) {
                route.retain(|stop| stop.node != node);
            }
        }
    }
    let whole = |visit: u32| {
        let filled = |node: u32| !scope.node_is_free(node) || stops_of.contains_key(&node);
        problem.nodes_of(visit).all(filled)
    };
    let mut plan = Recombined {
        routes: scope.plan.routes.clone(),
        starts: scope.plan.starts.clone(),
        held: vec![false; problem.visits.len()],
    };
    for &shift in scope.shifts {
        for &node in &scope.plan.routes[shift as usize] {
            let visit = problem.node(node).visit;
            if scope.kept_start(visit).is_none() {
                plan.starts[visit as usize] = UNSET;
            }
        }
        plan.routes[shift as usize].clear();
    }
    for (shift, stops) in routes {
        for stop in stops {
            let visit = problem.node(stop.node).visit;
            if whole(visit) {
                plan.routes[shift as usize].push(stop.node);
                plan.starts[visit as usize] = stop.start;
                plan.held[visit as usize] = stop.held && !scope.is_tied(visit);
            }
        }
    }
    plan
}

/// What taking a stop out of its route saves in legs and for its pair.
fn saving(scope: &Scope, shift: u32, route: &[Stop], node: u32) -> i64 {
    let problem = scope.problem;
    if problem.is_rest(node) {
        return 0;
    }
    let info = problem.shift(shift);
    let mut places = vec![info.start_place];
    let mut at = 0;
    for stop in route.iter().filter(|stop| !problem.is_rest(stop.node)) {
        if stop.node == node {
            at = places.len();
        }
        places.push(problem.node(stop.node).place);
    }
    places.push(info.end_place);
    if at == 0 {
        return 0;
    }
    let leg = |from: usize, to: usize| problem.leg_cost(info.mode, places[from], places[to]);
    let pairs = problem.visit(problem.node(node).visit).pairs;
    leg(at - 1, at) + leg(at, at + 1) - leg(at - 1, at + 1)
        + problem.eligibility.pair_price(pairs, info.carer)
}
