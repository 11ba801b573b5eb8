//! Whether what changed since the mark keeps the rules that insertions do not see to by themselves.

use super::State;
use crate::evaluate::limits;
use crate::evaluate::places::links_allow;

impl State<'_> {
    /// Whether no route that changed since the mark misses a break that is enforced.
    pub fn breaks_hold(&self) -> bool {
        !self.problem.watch.enforced || self.touched().all(|shift| self.tally(shift).missed == 0)
    }

    /// Seconds by which a carer's hours are beyond limits.
    pub fn excess(&self, carer: u32) -> i64 {
        let Some(calendar) = &self.problem.calendar else { return 0 };
        let info = &self.problem.carers[carer as usize];
        let tallies = info.shifts.clone().map(|shift| self.tallies[shift as usize]);
        limits::excess(calendar, info, tallies)
    }

    /// Whether the carers of the routes that changed since the mark keep the limits on their hours. Taking visits out can
    /// break them too: a wait that gets short enough is working time.
    pub fn limits_hold(&self) -> bool {
        self.problem.calendar.is_none()
            || self.touched().all(|shift| self.excess(self.problem.shift(shift).carer) == 0)
    }

    /// Whether these visits are with carers whom their links to other visits allow, and none of their clients has more carers
    /// than are accepted.
    pub fn ties_hold(&self, visits: &[u32]) -> bool {
        let problem = self.problem;
        let is_accepted = |client: u32| {
            let most = problem.clients[client as usize].max_carers;
            !problem.prices.faces_enforced || most.is_none_or(|most| self.faces(client) <= most)
        };
        visits.iter().all(|&visit| {
            let info = problem.visit(visit);
            let allocated = self.allocated(visit);
            let carer = |node: u32| problem.shift(self.shift_of(node)).carer;
            let mut nodes = problem.nodes_of(visit);
            let apart = |node: u32| {
                (problem.visit(visit).nodes.start..node).all(|before| carer(before) != carer(node))
            };
            is_accepted(info.client)
                && info.both_or_neither.iter().all(|other| self.allocated(*other) == allocated)
                && (!allocated
                    || nodes.all(|node| apart(node) && links_allow(self, visit, carer(node))))
        })
    }

    /// Whether what changed since the mark keeps all rules that insertions do not see to by themselves.
    pub fn rules_hold(&self) -> bool {
        self.duties_hold() && self.breaks_hold() && self.limits_hold()
    }
}
