//! Which routes of the pool go into the model, and at which starts.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::Scope;
use crate::pool::{PooledRoute, Timed, Timing};

/// Different starts that a tied visit has to choose from at most.
const MOST_STARTS: usize = 12;

/// Routes to choose from, and the starts of those visits that need one start for several routes.
pub(super) struct Columns {
    pub(super) routes: Vec<Timed>,
    /// How many of `routes`, from the first, are those of the plan.
    pub(super) of_plan: usize,
    /// For each visit that must be agreed upon its possible starts, ascending.
    pub(super) starts: BTreeMap<u32, Vec<i64>>,
}

impl Columns {
    /// The plan's own routes first, then those of the pool in order, each with the starts that it had for tied visits and
    /// with those that the plan has for them, up to `most` altogether. Of several orders of the same stops with the
    /// same starts of tied visits, the cheapest stays.
    pub(super) fn choose<'r>(
        scope: &Scope,
        pool: impl Iterator<Item = &'r PooledRoute>,
        most: usize,
    ) -> Self {
        let mut timing = Timing::default();
        let mut routes: Vec<Timed> =
            scope.shifts.iter().filter_map(|shift| planned(scope, *shift, &mut timing)).collect();
        let of_plan = routes.len();
        let mut known: BTreeMap<Vec<(u32, i64)>, usize> =
            routes.iter().enumerate().map(|(index, route)| (key(scope, route), index)).collect();
        for pooled in pool {
            if routes.len() >= most {
                break;
            }
            if !scope.shift_is_free(pooled.shift) {
                continue;
            }
            for route in variants(scope, pooled, &mut timing) {
                if !scope.admits(&route) {
                    continue;
                }
                match known.entry(key(scope, &route)) {
                    std::collections::btree_map::Entry::Vacant(entry) => {
                        entry.insert(routes.len());
                        routes.push(route);
                    }
                    std::collections::btree_map::Entry::Occupied(entry) => {
                        let at = *entry.get();
                        // The plan's own routes are what the solver starts from.
                        if at >= of_plan && route.price < routes[at].price {
                            routes[at] = route;
                        }
                    }
                }
            }
        }
        let mut columns = Self { routes, of_plan, starts: BTreeMap::new() };
        columns.agree(scope);
        columns
    }

    /// Keeps the plan's own routes and the `most` with the least of `costs`.
    pub(super) fn sift(&mut self, scope: &Scope, costs: &[f64], most: usize) {
        let mut order: Vec<usize> = (self.of_plan..self.routes.len()).collect();
        order.sort_by(|a, b| costs[*a].total_cmp(&costs[*b]).then(a.cmp(b)));
        order.truncate(most);
        order.sort_unstable();
        let routes = (0..self.of_plan).chain(order).map(|index| self.routes[index].clone());
        self.routes = routes.collect();
        self.starts.clear();
        self.agree(scope);
    }

    /// Lists the starts to agree upon, and drops routes with rare ones.
    fn agree(&mut self, scope: &Scope) {
        let problem = scope.problem;
        // For each tied visit and start how many routes have it, by slot.
        let mut found: BTreeMap<u32, BTreeMap<i64, Vec<u32>>> = BTreeMap::new();
        for (route, place) in
            self.routes.iter().flat_map(|r| (0..r.nodes.len()).map(move |k| (r, k)))
        {
            let node = route.nodes[place];
            let visit = problem.node(node).visit;
            if scope.is_tied(visit) {
                let slots = problem.nodes_of(visit);
                let slot = (node - slots.start) as usize;
                let starts = found.entry(visit).or_default();
                starts.entry(route.starts[place]).or_insert_with(|| vec![0; slots.len()])[slot] +=
                    1;
            }
        }
        let bounds = |visit: u32| {
            let starts = found.get(&visit)?;
            Some((*starts.first_key_value()?.0, *starts.last_key_value()?.0))
        };
        let loose = |visit: u32| {
            let info = problem.visit(visit);
            info.nodes.len() == 1
                && info.gaps.iter().all(|gap| match (bounds(visit), bounds(gap.other)) {
                    (Some((from, to)), Some((other_from, other_to))) => {
                        other_from - to >= gap.least && other_to - from <= gap.most
                    }
                    // The other visit stays, which `Scope::admits` has looked at, or is left out.
                    _ => true,
                })
        };
        for (&visit, starts) in found.iter().filter(|(visit, _)| !loose(**visit)) {
            let planned = scope.start(visit);
            let mut ranked: Vec<(bool, u32, i64)> = starts
                .iter()
                .map(|(start, slots)| {
                    // A slot that stays has its start already.
                    let of_free = problem.nodes_of(visit).zip(slots);
                    let of_free = of_free.filter(|(node, _)| scope.node_is_free(*node));
                    let least = of_free.map(|(_, count)| *count).min().unwrap_or(0);
                    (Some(*start) == planned, least, *start)
                })
                .filter(|(_, least, _)| *least > 0)
                .collect();
            ranked.sort_by(|a, b| b.cmp(a));
            ranked.truncate(MOST_STARTS);
            let mut starts: Vec<i64> = ranked.into_iter().map(|(_, _, start)| start).collect();
            starts.sort_unstable();
            self.starts.insert(visit, starts);
        }
        let starts = &self.starts;
        let usable = |route: &Timed| {
            route.nodes.iter().zip(&route.starts).all(|(&node, start)| {
                let agreed = starts.get(&problem.node(node).visit);
                agreed.is_none_or(|agreed| agreed.contains(start))
            })
        };
        let of_plan = self.of_plan;
        let mut index = 0;
        self.routes.retain(|route| {
            index += 1;
            index <= of_plan || usable(route)
        });
    }
}

/// The route that a shift has in the plan.
fn planned(scope: &Scope, shift: u32, timing: &mut Timing) -> Option<Timed> {
    let nodes: Box<[u32]> = scope.plan.routes[shift as usize].as_slice().into();
    if nodes.is_empty() {
        return None;
    }
    let start = |node: &u32| scope.plan.starts[scope.problem.node(*node).visit as usize];
    let route = PooledRoute { shift, starts: nodes.iter().map(start).collect(), nodes };
    let own = |visit: u32| scope.start(visit);
    timing.timed(scope.problem, &route, own)
}

/// A route with its own starts of tied visits, and with those of the plan.
fn variants(scope: &Scope, pooled: &PooledRoute, timing: &mut Timing) -> Vec<Timed> {
    let own: BTreeMap<u32, i64> = pooled
        .nodes
        .iter()
        .map(|node| scope.problem.node(*node).visit)
        .zip(pooled.starts.iter().copied())
        .filter(|(visit, _)| scope.is_tied(*visit))
        .collect();
    let of_plan = |visit: u32| {
        let start = own.get(&visit)?;
        Some(scope.start(visit).unwrap_or(*start))
    };
    let differs = own.iter().any(|(visit, start)| of_plan(*visit) != Some(*start));
    let first = timing.timed(scope.problem, pooled, |visit| own.get(&visit).copied());
    let second = if differs { timing.timed(scope.problem, pooled, of_plan) } else { None };
    first.into_iter().chain(second).collect()
}

/// What makes routes interchangeable: the shift, the stops, and the starts of tied visits.
fn key(scope: &Scope, route: &Timed) -> Vec<(u32, i64)> {
    let stops = route.nodes.iter().zip(&route.starts).map(|(&node, &start)| {
        let tied = scope.is_tied(scope.problem.node(node).visit);
        (node, if tied { start } else { 0 })
    });
    let stops: BTreeSet<(u32, i64)> = stops.collect();
    std::iter::once((route.shift, 0)).chain(stops).collect()
}
