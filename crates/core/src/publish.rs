//! From indices back to ids and clock times.

use rota_model::{Instance, Instant, Rota, Route, Stop, Unallocated};

use crate::evaluate::full::sheet;
use crate::explain::Explainer;
use crate::problem::{NONE, Problem};
use crate::search::Plan;
use crate::state::UNSET;

/// Writes a plan as a rota, with its score sheet and the reasons for what is left out.
pub fn publish(instance: &Instance, problem: &Problem, plan: &Plan) -> Rota {
    let mut routes = Vec::new();
    for (carer, indexed) in instance.carers.iter().zip(&problem.carers) {
        for (shift, index) in carer.shifts.iter().zip(indexed.shifts.clone()) {
            if let Some((depart, stops, finish)) = stops(instance, problem, plan, index) {
                routes.push(Route {
                    carer: carer.id.clone(),
                    shift: shift.id.clone(),
                    depart,
                    stops,
                    rests: Vec::new(),
                    finish,
                });
            }
        }
    }
    let mut rota = Rota { routes, unallocated: Vec::new(), sheet: sheet(instance, problem, plan) };
    let left_out: Vec<u32> = (0..plan.starts.len() as u32)
        .filter(|visit| plan.starts[*visit as usize] == UNSET)
        .collect();
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

fn stops(
    instance: &Instance,
    problem: &Problem,
    plan: &Plan,
    shift: u32,
) -> Option<(Instant, Vec<Stop>, Instant)> {
    let info = problem.shift(shift);
    let mut place = info.start_place;
    let mut free = None;
    let mut depart = 0;
    let mut stops = Vec::new();
    for &node in &plan.routes[shift as usize] {
        let stop = problem.node(node);
        let start = plan.starts[stop.visit as usize] + stop.offset;
        let leg = problem.leg(info.mode, place, stop.place);
        let arrive = free.map_or(start, |free: i64| free + leg);
        if free.is_none() {
            depart = start - leg;
        }
        stops.push(Stop {
            visit: instance.visits[stop.visit as usize].id.clone(),
            slot: (node - problem.nodes_of(stop.visit).start) as usize,
            arrive: Instant(arrive),
            start: Instant(start),
            end: Instant(start + stop.duration),
        });
        free = Some(start + stop.duration);
        place = stop.place;
    }
    let back = problem.leg(info.mode, if stops.is_empty() { NONE } else { place }, info.end_place);
    free.map(|free| (Instant(depart), stops, Instant(free + back)))
}
