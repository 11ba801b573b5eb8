//! Taking over routes from another state of the same problem.

use super::{State, UNSET};
use crate::evaluate::propagate::{Placement, Trial};
use crate::problem::NONE;

impl State<'_> {
    /// Gives these routes the stops that they have in another state, and finds the starts anew. False where that breaks a
    /// rule, or a visit would be in two places or in part: then only undoing helps. What the other state has of a visit
    /// outside of these routes does not count.
    pub fn follow(&mut self, other: &Self, shifts: &[u32], trial: &mut Trial) -> bool {
        let problem = self.problem;
        let mut seeds: Vec<u32> = Vec::new();
        let mut visits: Vec<u32> = Vec::new();
        shifts.iter().for_each(|shift| seeds.extend(self.held_by(*shift)));
        let parts: Vec<(u32, usize, usize)> = shifts
            .iter()
            .map(|&shift| {
                let (head, tail) =
                    common(&self.routes[shift as usize], &other.routes[shift as usize]);
                (shift, head, tail)
            })
            .collect();
        for &(shift, head, tail) in &parts {
            let index = shift as usize;
            let stays = self.routes[index].iter().map(|node| problem.node(*node).visit);
            visits.extend(stays.filter(|v| self.hold(*v) != other.hold(*v) && other.allocated(*v)));
            for position in (head..self.routes[index].len() - tail).rev() {
                let node = self.routes[index][position];
                visits.push(problem.node(node).visit);
                self.unlink(node);
            }
            let after = self.routes[index].get(head);
            seeds.extend(after.map(|node| problem.node(*node).visit));
        }
        for &(shift, head, tail) in &parts {
            let route = &other.routes[shift as usize];
            for (position, &node) in route.iter().enumerate().take(route.len() - tail).skip(head) {
                if self.shift_of(node) != NONE {
                    return false;
                }
                visits.push(problem.node(node).visit);
                self.link(Placement { node, shift, position: position as u32 });
            }
        }
        shifts.iter().for_each(|shift| seeds.extend(self.held_by(*shift)));
        visits.sort_unstable();
        visits.dedup();
        if !visits.iter().all(|visit| self.take_start(*visit, other)) {
            return false;
        }
        for &visit in &visits {
            self.note_absence(visit);
            seeds.extend(problem.visit(visit).gaps.iter().map(|gap| gap.other));
        }
        let allocated = visits.iter().copied().filter(|visit| self.allocated(*visit));
        for node in allocated.clone().flat_map(|visit| problem.nodes_of(visit)) {
            // Where a visit has more nodes, what comes after them was held up by its start before.
            match self.next(node) {
                Some(after) => seeds.push(problem.node(after).visit),
                None => seeds.extend(self.held_by(self.shift_of(node))),
            }
        }
        seeds.extend(allocated);
        self.torn |= !trial.relax(self, &seeds);
        self.settle(trial);
        self.rules_hold() && self.ties_hold(&visits)
    }

    /// Gives a visit whose nodes have come or gone the start that it has in another state; false where it has some of its nodes
    /// alone, or carers who have no window in common.
    fn take_start(&mut self, visit: u32, other: &Self) -> bool {
        let problem = self.problem;
        let nodes = problem.nodes_of(visit);
        let placed = nodes.clone().filter(|node| self.shift_of(*node) != NONE).count();
        if placed > 0 && placed < problem.visit(visit).nodes.len() {
            return false;
        }
        self.save_visit(visit);
        let index = visit as usize;
        let price = problem.visit(visit).drop_price;
        self.cost -= i64::from(!self.allocated(visit)) * price;
        if placed == 0 {
            self.cost += price;
            self.starts[index] = UNSET;
            return true;
        }
        // What stays on its route has another start or hold all the same.
        nodes.for_each(|node| self.touch(self.shift_of(node)));
        self.masks[index] = self.own_mask(visit);
        self.starts[index] = other.starts[index];
        self.holds[index] = other.holds[index];
        self.masks[index] != 0
    }
}

/// How many stops two routes have in common at their beginnings, and how many more at their ends.
fn common(one: &[u32], two: &[u32]) -> (usize, usize) {
    let head = one.iter().zip(two).take_while(|(a, b)| a == b).count();
    let (one, two) = (&one[head..], &two[head..]);
    (head, one.iter().rev().zip(two.iter().rev()).take_while(|(a, b)| a == b).count())
}
