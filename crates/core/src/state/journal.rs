//! What a step changed, so that it can be undone without copying the state.

use super::RouteStop;
use super::days::Ends;
use crate::evaluate::timing::Tally;
use crate::problem::Problem;

/// Old values of everything that was touched since the last mark, each saved once.
#[derive(Debug, Clone, Default)]
pub(super) struct Journal {
    pub(super) routes: Vec<SavedRoute>,
    pub(super) visits: Vec<SavedVisit>,
    pub(super) hours: Vec<(u32, i64)>,
    /// Node, carer and whether the stop was added (true) or taken away.
    pub(super) stops: Vec<(u32, u32, bool)>,
    /// Unit and whether it became absent (true) or allocated.
    pub(super) absent: Vec<(u32, bool)>,
    pub(super) sums: Sums,
    route_saved: Vec<u32>,
    visit_saved: Vec<u32>,
    mark: u32,
    spare: Vec<(Vec<u32>, Vec<RouteStop>)>,
}

/// What is kept up for the whole plan.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) cost: i64,
    pub(super) largest_lateness: i64,
    pub(super) idle_price: i64,
    pub(super) balance_price: i64,
    pub(super) guide_price: i64,
    pub(super) habit_price: i64,
    pub(super) torn: bool,
}

#[derive(Debug, Clone)]
pub(super) struct SavedRoute {
    pub(super) shift: u32,
    pub(super) nodes: Vec<u32>,
    pub(super) stops: Vec<RouteStop>,
    pub(super) load: i64,
    pub(super) ends: Ends,
    pub(super) tally: Tally,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct SavedVisit {
    pub(super) visit: u32,
    pub(super) start: i64,
    pub(super) mask: u64,
    pub(super) hold: i64,
}

impl Journal {
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            route_saved: vec![0; problem.shifts.len()],
            visit_saved: vec![0; problem.visits.len()],
            ..Self::default()
        }
    }

    /// Forgets everything: from here on, undoing leads back to here.
    pub(super) fn begin(&mut self, sums: Sums) {
        self.mark += 1;
        self.spare.extend(self.routes.drain(..).map(|saved| (saved.nodes, saved.stops)));
        self.visits.clear();
        self.hours.clear();
        self.stops.clear();
        self.absent.clear();
        self.sums = sums;
    }

    pub(super) fn save_route(
        &mut self,
        shift: u32,
        nodes: &[u32],
        stops: &[RouteStop],
        tally: Tally,
        (load, ends): (i64, Ends),
    ) {
        if self.route_saved[shift as usize] != self.mark {
            self.route_saved[shift as usize] = self.mark;
            let mut copy = self.spare.pop().unwrap_or_default();
            copy.0.clear();
            copy.0.extend_from_slice(nodes);
            copy.1.clear();
            copy.1.extend_from_slice(stops);
            let (nodes, stops) = copy;
            self.routes.push(SavedRoute { shift, nodes, stops, load, ends, tally });
        }
    }

    pub(super) fn save_visit(&mut self, visit: u32, start: i64, mask: u64, hold: i64) {
        if self.visit_saved[visit as usize] != self.mark {
            self.visit_saved[visit as usize] = self.mark;
            self.visits.push(SavedVisit { visit, start, mask, hold });
        }
    }
}
