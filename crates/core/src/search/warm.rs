//! A state from a rota that somebody has already.

use std::collections::BTreeMap;

use rota_model::{Instance, RestAt, Rota};

use super::breaks::mend_touched;
use super::insert::Inserter;
use crate::evaluate::propagate::Placement;
use crate::problem::{Problem, Stints};
use crate::state::State;

/// One visit of the rota: its start there, and for each slot the route and the slot's start.
#[derive(Debug, Default)]
struct Wanted {
    start: i64,
    slots: BTreeMap<u32, (u32, i64)>,
}

/// Carries out what still fits of `rota` in an empty state, visit by visit in order of start. Visits that are unknown, not
/// wholly served or no longer feasible stay absent.
pub fn load(instance: &Instance, rota: &Rota, state: &mut State, inserter: &mut Inserter) {
    state.mark();
    let problem = state.problem();
    let wanted = read(instance, problem, rota);
    let mut order: Vec<(&u32, &Wanted)> = wanted.iter().collect();
    order.sort_by_key(|(visit, wanted)| (wanted.start, **visit));
    let whole = |visit: u32, state: &State| {
        problem.visit(visit).both_or_neither.iter().all(|other| state.allocated(*other))
    };
    let mut begins: Vec<Vec<i64>> = vec![Vec::new(); problem.shifts.len()];
    for (&visit, wanted) in order {
        let nodes = problem.nodes_of(visit);
        if wanted.slots.len() != nodes.len() {
            continue;
        }
        let placements: Vec<Placement> = nodes
            .filter_map(|node| wanted.slots.get(&node).map(|&(shift, begin)| (node, shift, begin)))
            .map(|(node, shift, begin)| {
                let position = begins[shift as usize].partition_point(|b| *b < begin) as u32;
                Placement { node, shift, position }
            })
            .collect();
        inserter.pricer.may_miss = true;
        if inserter.insert_as_told(state, &placements, hold(problem, visit, wanted.start)) {
            for placed in &placements {
                let begin = wanted.slots[&placed.node].1;
                begins[placed.shift as usize].insert(placed.position as usize, begin);
            }
        }
    }
    inserter.pricer.may_miss = false;
    give_breaks(state, inserter);
    loop {
        let calls = 0..problem.calls as u32;
        let halves: Vec<u32> = calls.filter(|v| state.allocated(*v) && !whole(*v, state)).collect();
        state.remove(&mut inserter.pricer.trial, &halves);
        if halves.is_empty() && !drop_broken_days(state, inserter) {
            break;
        }
    }
    give_breaks(state, inserter);
    if !state.duties_hold() {
        state.undo();
    }
}

/// Takes out the last route of each carer whose days do not go together; false when there is none. That can be where a split
/// day became a whole one, which needs more rest.
pub fn drop_broken_days(state: &mut State, inserter: &mut Inserter) -> bool {
    let problem = state.problem();
    let mut visits = Vec::new();
    let mut stints = Stints::default();
    for (carer, info) in (0..).zip(&problem.carers) {
        let last = info.shifts.clone().rev().find(|shift| state.has_work(*shift));
        if let Some(last) = last.filter(|_| !state.duty_holds(carer, &mut stints)) {
            let of_route = state.route(last).iter().map(|node| problem.node(*node).visit);
            let units = of_route.map(|visit| &problem.units[problem.visit(visit).unit as usize]);
            visits.extend(units.flatten().copied().filter(|visit| state.allocated(*visit)));
        }
    }
    visits.sort_unstable();
    visits.dedup();
    if visits.is_empty() {
        return false;
    }
    state.remove(&mut inserter.pricer.trial, &visits);
    true
}

/// Puts a rest into each route that misses a break; routes that may not miss it and have no room for it lose their last
/// visits.
fn give_breaks(state: &mut State, inserter: &mut Inserter) {
    let problem = state.problem();
    if problem.watch.is_empty() {
        return;
    }
    loop {
        mend_touched(state, &mut inserter.pricer);
        let missing = |shift: &u32| problem.watch.enforced && state.tally(*shift).missed > 0;
        let last = |shift: u32| state.route(shift).iter().rfind(|node| !problem.is_rest(**node));
        let mut leave: Vec<u32> = state
            .touched()
            .filter(missing)
            .filter_map(last)
            .map(|node| problem.node(*node).visit)
            .collect();
        leave.sort_unstable();
        leave.dedup();
        if leave.is_empty() {
            return;
        }
        state.remove(&mut inserter.pricer.trial, &leave);
    }
}

/// Visits that cannot slide keep the start they had.
fn hold(problem: &Problem, visit: u32, start: i64) -> i64 {
    let info = problem.visit(visit);
    let later_window = info.windows.len() > 1;
    if info.slides() && !later_window { i64::MIN } else { start }
}

fn read(instance: &Instance, problem: &Problem, rota: &Rota) -> BTreeMap<u32, Wanted> {
    let visits: BTreeMap<_, u32> = (0..).zip(&instance.visits).map(|(i, v)| (&v.id, i)).collect();
    let shifts: BTreeMap<_, u32> = instance
        .carers
        .iter()
        .zip(&problem.carers)
        .flat_map(|(carer, indexed)| carer.shifts.iter().map(|s| &s.id).zip(indexed.shifts.clone()))
        .collect();
    let mut wanted: BTreeMap<u32, Wanted> = BTreeMap::new();
    for route in &rota.routes {
        let Some(&shift) = shifts.get(&route.shift) else { continue };
        for rest in route.rests.iter().filter(|rest| rest.at == RestAt::BeforeLeg) {
            let found = problem.rests.iter().position(|r| r.shift == shift && r.of == rest.of);
            if let Some(found) = found {
                let visit = (problem.calls + found) as u32;
                let entry = wanted.entry(visit).or_default();
                entry.start = rest.start.0;
                entry.slots.insert(problem.nodes_of(visit).start, (shift, rest.start.0));
            }
        }
        for stop in &route.stops {
            let Some(&visit) = visits.get(&stop.visit) else { continue };
            let node = problem.nodes_of(visit).start + stop.slot as u32;
            if problem.nodes_of(visit).contains(&node) {
                let entry = wanted.entry(visit).or_default();
                entry.start = stop.start.0 - problem.node(node).offset;
                entry.slots.insert(node, (shift, stop.start.0));
            }
        }
    }
    wanted
}
