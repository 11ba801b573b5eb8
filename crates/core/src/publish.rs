//! From indices back to ids and clock times.

use rota_model::{Instance, Instant, Rest, RestAt, Rota, Route, Stop, Unallocated};

use crate::evaluate::full::sheet;
use crate::explain::Explainer;
use crate::problem::Problem;
use crate::search::Plan;
use crate::state::UNSET;

/// Writes a plan as a rota, with its score sheet and the reasons for what is left out.
pub fn publish(instance: &Instance, problem: &Problem, plan: &Plan) -> Rota {
    let mut routes = Vec::new();
    for (carer, indexed) in instance.carers.iter().zip(&problem.carers) {
        for (shift, index) in carer.shifts.iter().zip(indexed.shifts.clone()) {
            if let Some(times) = times(instance, problem, plan, index) {
                let Times { depart, stops, rests, finish } = times;
                let (carer, shift) = (carer.id.clone(), shift.id.clone());
                routes.push(Route { carer, shift, depart, stops, rests, finish });
            }
        }
    }
    let mut rota = Rota { routes, unallocated: Vec::new(), sheet: sheet(instance, problem, plan) };
    let left_out: Vec<u32> =
        (0..problem.calls as u32).filter(|visit| plan.starts[*visit as usize] == UNSET).collect();
    if !left_out.is_empty() {
        let mut explainer = Explainer::new(instance, problem, &rota);
        let explained = left_out.into_iter().map(|visit| Unallocated {
            visit: instance.visits[visit as usize].id.clone(),
            reasons: explainer.reasons(visit),
        });
        rota.unallocated = explained.collect();
    }
    rota
}

/// What a route says beside whose it is.
struct Times {
    depart: Instant,
    stops: Vec<Stop>,
    rests: Vec<Rest>,
    finish: Instant,
}

/// The times of a route; `None` for one without care.
fn times(instance: &Instance, problem: &Problem, plan: &Plan, shift: u32) -> Option<Times> {
    let info = problem.shift(shift);
    let mut place = info.start_place;
    let mut free = None;
    let mut depart = info.start;
    let mut stops = Vec::new();
    let mut rests = Vec::new();
    for &node in &plan.routes[shift as usize] {
        let stop = problem.node(node);
        let start = plan.starts[stop.visit as usize] + stop.offset;
        let end = start + stop.duration;
        if problem.is_rest(node) {
            rests.push(Rest {
                of: problem.rests[stop.visit as usize - problem.calls].of,
                stops: stops.len(),
                at: RestAt::BeforeLeg,
                start: Instant(start),
                end: Instant(end),
            });
            // One before the first stop is over before its carer sets out.
            free = free.map(|_| end);
            continue;
        }
        let leg = problem.leg(info.mode, place, stop.place);
        if free.is_none() && !info.departs_at_start {
            depart = start - leg;
        }
        let arrive = free.unwrap_or(depart) + leg;
        stops.push(Stop {
            visit: instance.visits[stop.visit as usize].id.clone(),
            slot: (node - problem.nodes_of(stop.visit).start) as usize,
            arrive: Instant(arrive),
            start: Instant(start),
            end: Instant(end),
        });
        free = Some(end);
        place = stop.place;
    }
    let back = problem.leg(info.mode, place, info.end_place);
    let finish = Instant(free? + back);
    Some(Times { depart: Instant(depart), stops, rests, finish })
}
