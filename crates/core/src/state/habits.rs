//! What stops of one carer at one client cost while searching.

use super::State;
use crate::evaluate::habit::Habit;

impl State<'_> {
    /// Has stops of one carer at one client cost something while searching: see [`Habit`].
    pub fn set_habit(&mut self, amount: i64) {
        if amount == 0 && !self.has_habits() {
            return;
        }
        let visits = self.problem.clients.iter().map(|client| &client.visits);
        let nodes = visits.map(|visits| visits.iter().map(|v| self.problem.nodes_of(*v).len()));
        let habit = Habit::new(nodes.map(Iterator::sum).max().unwrap_or(0), amount);
        self.habit_price = self.price_of(&habit);
        self.habit = habit;
    }

    /// What habits come to; rests, whose client is nobody, are none.
    pub(super) fn price_of(&self, habit: &Habit) -> i64 {
        let is_somebody = |client: &u32| {
            let visits = &self.problem.clients[*client as usize].visits;
            visits.iter().all(|visit| !self.problem.is_rest(self.problem.nodes_of(*visit).start))
        };
        let clients = (0..self.problem.clients.len() as u32).filter(is_somebody);
        let teams = clients.flat_map(|client| {
            self.team(client).iter().map(move |carer| self.visits_by(client, *carer) as usize)
        });
        teams.map(|stops| habit.price(stops)).sum()
    }

    /// Whether stops of one carer at one client cost something while searching: where faces are most of the cost.
    #[inline]
    pub fn has_habits(&self) -> bool {
        !self.habit.is_nothing()
    }

    /// What one more stop of a carer with a node's client costs while searching, besides `more` that are on trial.
    #[inline]
    pub fn habit_of_next(&self, node: u32, carer: u32, more: usize) -> i64 {
        if !self.has_habits() || self.problem.is_rest(node) {
            return 0;
        }
        let client = self.problem.visit(self.problem.node(node).visit).client;
        let stops = self.visits_by(client, carer) as usize + more;
        self.habit.price(stops + 1) - self.habit.price(stops)
    }
}
