//! What orders cost together, with every visit as early as the others let it start.

use super::super::lagrangian::Relaxation;
use super::orders::Order;
use crate::evaluate::full;
use crate::search::Plan;

/// The cost in grains of orders that fill every slot; `None` where times can't be kept. Conditions on who comes are not asked,
/// which makes it less at most.
pub(super) fn cost_together(relaxation: &Relaxation, orders: &[&Order]) -> Option<i64> {
    let problem = relaxation.frame.problem;
    let mut routes = vec![Vec::new(); problem.shifts.len()];
    let mut used = vec![0; relaxation.classes.len()];
    for order in orders {
        let shift = relaxation.classes[order.class].shifts[used[order.class]];
        used[order.class] += 1;
        routes[shift as usize].clone_from(&order.nodes);
    }
    let starts = least_starts(relaxation, &routes)?;
    let plan = Plan { routes, starts, cost: 0 };
    Some(full::cost(problem, &plan))
}

/// Least starts by raising what is too early until nothing is (Bellman and Ford); `None` if a visit or a return is then too late.
fn least_starts(relaxation: &Relaxation, routes: &[Vec<u32>]) -> Option<Vec<i64>> {
    let problem = relaxation.frame.problem;
    let window = |visit: usize| problem.visits[visit].windows[0];
    let mut starts: Vec<i64> = (0..problem.visits.len()).map(|v| window(v).earliest).collect();
    // A longest path holds each visit once. What still rises after as many rounds holds itself up.
    for _ in 0..=problem.visits.len() {
        let mut raised = false;
        let mut raise = |start: &mut i64, least: i64| {
            raised |= *start < least;
            *start = (*start).max(least);
        };
        for (shift, route) in problem.shifts.iter().zip(routes) {
            let (mut free, mut place) = (shift.start, shift.start_place);
            for node in route.iter().map(|node| problem.node(*node)) {
                let arrive = free + problem.leg(shift.mode, place, node.place);
                let start = &mut starts[node.visit as usize];
                raise(start, arrive - node.offset);
                (free, place) = (*start + node.offset + node.duration, node.place);
            }
            if !route.is_empty()
                && free + problem.leg(shift.mode, place, shift.end_place) > shift.end
            {
                return None;
            }
        }
        for tie in &relaxation.frame.layout.ties {
            let [first, second] =
                [tie.first, tie.second].map(|node| problem.node(node).visit as usize);
            let (one, two) = (starts[first], starts[second]);
            raise(&mut starts[second], one + tie.least);
            if let Some(most) = tie.most {
                raise(&mut starts[first], two - most);
            }
        }
        if (0..starts.len()).any(|visit| starts[visit] > window(visit).latest) {
            return None;
        }
        if !raised {
            return Some(starts);
        }
    }
    None
}
