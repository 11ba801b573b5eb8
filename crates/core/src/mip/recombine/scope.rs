//! What a recombination may change, and what the rest of the plan demands of it.

use std::collections::BTreeSet;

use crate::evaluate::days::Room;
use crate::evaluate::timing::{Tally, Timer};
use crate::pool::Timed;
use crate::problem::{NONE, Problem};
use crate::search::Plan;
use crate::state::UNSET;

/// A plan with some shifts whose routes may be chosen anew.
pub(super) struct Scope<'a> {
    pub(super) problem: &'a Problem,
    pub(super) plan: &'a Plan,
    pub(super) shifts: &'a [u32],
    is_free: Vec<bool>,
    /// Route of each node in the plan, or [`NONE`].
    shift_of: Vec<u32>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(problem: &'a Problem, plan: &'a Plan, shifts: &'a [u32]) -> Self {
        let mut is_free = vec![false; problem.shifts.len()];
        for &shift in shifts {
            is_free[shift as usize] = true;
        }
        let mut shift_of = vec![NONE; problem.nodes.len()];
        for (shift, route) in (0..).zip(&plan.routes) {
            for &node in route {
                shift_of[node as usize] = shift;
            }
        }
        Self { problem, plan, shifts, is_free, shift_of }
    }

    pub(super) fn shift_is_free(&self, shift: u32) -> bool {
        self.is_free[shift as usize]
    }

    /// Whether a node may change its route: it lies in a free shift, or its visit is left out.
    pub(super) fn node_is_free(&self, node: u32) -> bool {
        let shift = self.shift_of[node as usize];
        shift == NONE || self.is_free[shift as usize]
    }

    /// The start that a visit keeps, because some of its slots lie in routes that stay.
    pub(super) fn kept_start(&self, visit: u32) -> Option<i64> {
        let stays = self.problem.nodes_of(visit).any(|node| !self.node_is_free(node));
        stays.then_some(self.plan.starts[visit as usize])
    }

    /// Carers of a visit whose routes stay.
    pub(super) fn kept_carers(&self, visit: u32) -> impl Iterator<Item = u32> + '_ {
        let kept = self.problem.nodes_of(visit).filter(|node| !self.node_is_free(*node));
        kept.map(|node| self.problem.shift(self.shift_of[node as usize]).carer)
    }

    /// Whether other routes have a part in a visit.
    pub(super) fn is_tied(&self, visit: u32) -> bool {
        !self.problem.visit(visit).slides()
    }

    /// The start of a visit in the plan.
    pub(super) fn start(&self, visit: u32) -> Option<i64> {
        let start = self.plan.starts[visit as usize];
        (start != UNSET).then_some(start)
    }

    /// Whether a route may stand beside those that stay.
    pub(super) fn admits(&self, route: &Timed) -> bool {
        let problem = self.problem;
        let carer = problem.shift(route.shift).carer;
        self.shift_is_free(route.shift)
            && route.nodes.iter().zip(&route.starts).all(|(&node, &start)| {
                let visit = problem.node(node).visit;
                let info = problem.visit(visit);
                self.node_is_free(node)
                    && self.kept_start(visit).is_none_or(|kept| kept == start)
                    && self.kept_carers(visit).all(|other| other != carer)
                    && info.gaps.iter().all(|gap| {
                        let other = self.kept_start(gap.other);
                        other.is_none_or(|other| (gap.least..=gap.most).contains(&(other - start)))
                    })
                    && info
                        .different_carer
                        .iter()
                        .all(|other| self.kept_carers(*other).all(|kept| kept != carer))
                    && info.same_carer.iter().all(|other| {
                        let mut kept = self.kept_carers(*other).peekable();
                        kept.peek().is_none() || kept.any(|kept| kept == carer)
                    })
            })
    }

    /// Unsocial time of a carer in routes that stay.
    pub(super) fn unsocial_outside(&self, carer: u32) -> i64 {
        let shifts = self.problem.carers[carer as usize].shifts.clone();
        let kept = shifts.filter(|shift| !self.shift_is_free(*shift));
        let nodes = kept.flat_map(|shift| &self.plan.routes[shift as usize]);
        nodes.map(|node| self.problem.node(*node).unsocial).sum()
    }

    /// Rostered time of each carer in routes that stay.
    pub(super) fn worked_outside(&self, carer: u32) -> i64 {
        let shifts = self.problem.carers[carer as usize].shifts.clone();
        let kept = shifts.filter(|shift| !self.shift_is_free(*shift));
        kept.map(|shift| self.span(&self.plan.routes[shift as usize])).sum()
    }

    /// What each route of a carer that stays comes to.
    pub(super) fn tallies_outside(&self, carer: u32) -> Vec<Tally> {
        let shifts = self.problem.carers[carer as usize].shifts.clone();
        let kept = shifts.filter(|shift| !self.shift_is_free(*shift));
        let mut timer = Timer::default();
        let mut tally = |shift: u32| {
            let nodes = self.plan.routes[shift as usize].iter().copied();
            let start = |visit: u32| self.plan.starts[visit as usize];
            timer.tally(self.problem, shift, nodes, start, Room::ANY)
        };
        kept.map(&mut tally).collect()
    }

    fn span(&self, route: &[u32]) -> i64 {
        let begin = |node: u32| {
            let stop = self.problem.node(node);
            self.plan.starts[stop.visit as usize] + stop.offset
        };
        let mut care = route.iter().filter(|node| !self.problem.is_rest(**node));
        match (care.clone().next(), care.next_back()) {
            (Some(&first), Some(&last)) => {
                begin(last) + self.problem.node(last).duration - begin(first)
            }
            _ => 0,
        }
    }

    /// Largest lateness of visits with a slot in a route that stays, at least 0.
    pub(super) fn lateness_outside(&self) -> i64 {
        let kept = (0..self.problem.visits.len() as u32)
            .filter_map(|visit| self.kept_start(visit).map(|start| (visit, start)));
        let late = kept
            .map(|(visit, start)| start - self.problem.visit(visit).window_at(start).soft_latest);
        late.max().unwrap_or(0).max(0)
    }

    /// Carers who come to a client in routes that stay.
    pub(super) fn faces_outside(&self, client: u32) -> BTreeSet<u32> {
        let visits = &self.problem.clients[client as usize].visits;
        visits.iter().flat_map(|visit| self.kept_carers(*visit)).collect()
    }
}
