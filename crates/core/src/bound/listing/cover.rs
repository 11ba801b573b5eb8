//! All ways to fill every slot once with listed orders.

use super::super::lagrangian::Relaxation;
use super::orders::Order;
use super::together::cost_together;

/// Orders that the search may look at, counted again each time.
const MOST_LOOKS: usize = 5_000_000;

/// The search: slots are filled scarcest first.
pub(super) struct Cover<'a> {
    relaxation: &'a Relaxation<'a>,
    orders: &'a [Order],
    /// Shifts of each class without an order.
    idle: Vec<i64>,
    /// What a shift of each class costs more without a route than with the cheapest one.
    without: Vec<i64>,
    filled: Vec<bool>,
    chosen: Vec<&'a Order>,
    looks: usize,
    /// The least cost of a rota that was found, in grains.
    pub(super) least: Option<i64>,
}

impl<'a> Cover<'a> {
    /// Nothing is filled yet; `least` is what the cheapest route of each class costs, in scaled grains.
    pub(super) fn new(relaxation: &'a Relaxation<'a>, orders: &'a [Order], least: &[i64]) -> Self {
        Self {
            relaxation,
            orders,
            idle: relaxation.classes.iter().map(|class| class.count).collect(),
            without: least.iter().map(|least| -least).collect(),
            filled: vec![false; relaxation.frame.problem.nodes.len()],
            chosen: Vec::new(),
            looks: 0,
            least: None,
        }
    }

    /// Finds the cheapest rota whose orders together cost less than `room` more than the cheapest ones; `None` if that takes
    /// too long.
    pub(super) fn search(&mut self, room: i64) -> Option<()> {
        let all: Vec<usize> = (0..self.orders.len()).collect();
        self.fill(&all, self.filled.len(), room)
    }

    /// Fills `missing` slots with some of the orders, none of which holds a slot that is filled.
    fn fill(&mut self, open: &[usize], missing: usize, room: i64) -> Option<()> {
        self.looks += open.len();
        if self.looks > MOST_LOOKS {
            return None;
        }
        if missing == 0 {
            let idle = self.idle.iter().zip(&self.without).map(|(shifts, cost)| shifts * cost);
            if idle.sum::<i64>() < room {
                let cost = cost_together(self.relaxation, &self.chosen);
                self.least = self.least.into_iter().chain(cost).min();
            }
            return Some(());
        }
        let mut ways = vec![0_usize; self.filled.len()];
        let nodes = open.iter().flat_map(|order| &self.orders[*order].nodes);
        nodes.for_each(|node| ways[*node as usize] += 1);
        let empty = (0_u32..).zip(&self.filled).filter(|(_, filled)| !**filled);
        let Some((scarcest, _)) = empty.min_by_key(|(node, _)| ways[*node as usize]) else {
            return Some(());
        };
        for &index in open {
            let order = &self.orders[index];
            if !order.nodes.contains(&scarcest) || order.extra >= room {
                continue;
            }
            self.take(order);
            let rest = room - order.extra;
            let fits = |other: &usize| {
                let other = &self.orders[*other];
                other.extra < rest
                    && self.idle[other.class] > 0
                    && !other.nodes.iter().any(|node| self.filled[*node as usize])
            };
            let next: Vec<usize> = open.iter().copied().filter(fits).collect();
            self.fill(&next, missing - order.nodes.len(), rest)?;
            self.give_back();
        }
        Some(())
    }

    fn take(&mut self, order: &'a Order) {
        order.nodes.iter().for_each(|node| self.filled[*node as usize] = true);
        self.idle[order.class] -= 1;
        self.chosen.push(order);
    }

    fn give_back(&mut self) {
        if let Some(order) = self.chosen.pop() {
            order.nodes.iter().for_each(|node| self.filled[*node as usize] = false);
            self.idle[order.class] += 1;
        }
    }
}
