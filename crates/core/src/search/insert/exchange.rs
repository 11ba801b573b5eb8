//! Giving visits out anew among carers who have one of them each, all at once.

use super::{Inserter, Leeway, Random, State, known};
use crate::search::accept::allowance;
use crate::search::matching::cheapest_matching;

/// So dear that nothing is matched at it, and small enough to be added up.
const NEVER: i64 = i64::MAX / 1024;

impl Inserter {
    /// Gives absent units of one node each a route of its own, for the least sum of prices: its old route, one of the client's
    /// carers or a local's, or none. Each price is raised by a draw from the exponential law of `temperature`, so that the same
    /// units can come out in another way the next time. The clients of units at one time differ, so prices add up.
    pub fn exchange(
        &mut self,
        state: &mut State,
        units: &[(u32, u32)],
        temperature: f64,
        random: &mut Random,
    ) {
        let mut columns: Vec<u32> = Vec::new();
        let rows: Vec<Vec<(usize, i64)>> = units
            .iter()
            .map(|&(unit, old)| {
                let offers = self.offers(state, unit, old).into_iter();
                let offers = offers.map(|(shift, price)| {
                    let column = columns.iter().position(|other| *other == shift);
                    let column = column.unwrap_or_else(|| {
                        columns.push(shift);
                        columns.len() - 1
                    });
                    (column, (price + allowance(temperature, random)).min(NEVER))
                });
                offers.collect()
            })
            .collect();
        let mut prices = vec![vec![NEVER; columns.len() + rows.len()]; rows.len()];
        for (row, offers) in rows.into_iter().enumerate() {
            offers.into_iter().for_each(|(column, price)| prices[row][column] = price);
            prices[row][columns.len() + row] = 0;
        }
        for (&(unit, _), column) in units.iter().zip(cheapest_matching(&prices)) {
            if let Some(&shift) = columns.get(column) {
                self.only = Some(shift);
                self.insert(state, unit, Leeway { blink: 0.0, spare: NEVER }, random);
                self.only = None;
            }
        }
    }

    /// Routes that an absent unit of one node may go to, each with the change of cost where that pays.
    fn offers(&mut self, state: &State, unit: u32, old: u32) -> Vec<(u32, i64)> {
        let problem = state.problem();
        let visit = problem.units[unit as usize][0];
        let node = problem.nodes_of(visit).start;
        let locals = if problem.locals.are_all() { &[] } else { problem.locals.of(node) };
        let mut shifts: Vec<u32> = known(state, node).chain(locals.iter().copied()).collect();
        shifts.push(old);
        shifts.sort_unstable();
        shifts.dedup();
        let priced = shifts.into_iter().map(|shift| (shift, self.least(state, node, shift, 0)));
        priced.filter(|(_, price)| *price < 0).collect()
    }
}
