//! All ways to fill every slot once with listed orders.

use super::super::ascent::Budget;
use super::super::class::Class;
use super::super::lagrangian::Relaxation;
use super::orders::Order;
use super::together::cost_together;

/// Orders that the search may look at, counted each time.
const MOST_LOOKS: usize = 50_000_000;

/// The search: slots are filled scarcest first.
pub(super) struct Cover<'a> {
    relaxation: &'a Relaxation<'a>,
    budget: &'a Budget,
    orders: &'a [Order],
    /// Shifts of each class without an order.
    idle: Vec<i64>,
    /// What a shift of each class costs more without a route than with the cheapest one.
    without: Vec<i64>,
    /// The nodes of each order as bits, so many words for each.
    sets: Vec<u64>,
    words: usize,
    /// Nodes that are filled, as bits.
    filled: Vec<u64>,
    chosen: Vec<&'a Order>,
    looks: usize,
    /// The least cost of a rota that was found, in grains.
    pub(super) least: Option<i64>,
}

impl<'a> Cover<'a> {
    /// Nothing is filled yet; `least` is what the cheapest route of each class costs, in scaled grains.
    pub(super) fn new(
        relaxation: &'a Relaxation<'a>,
        budget: &'a Budget,
        orders: &'a [Order],
        least: &[i64],
    ) -> Self {
        let nodes = relaxation.frame.problem.nodes.len();
        let words = nodes.div_ceil(u64::BITS as usize);
        let mut sets = vec![0; orders.len() * words];
        for (order, set) in orders.iter().zip(sets.chunks_mut(words.max(1))) {
            order.nodes.iter().for_each(|node| flip(set, *node));
        }
        Self {
            relaxation,
            budget,
            orders,
            idle: relaxation.classes.iter().map(Class::count).collect(),
            without: least.iter().map(|least| -least).collect(),
            sets,
            words,
            filled: vec![0; words],
            chosen: Vec::new(),
            looks: 0,
            least: None,
        }
    }

    /// Finds the cheapest rota whose orders together cost less than `room` more than the cheapest ones; `None` if that takes
    /// too long.
    pub(super) fn search(&mut self, room: i64) -> Option<()> {
        let all: Vec<usize> = (0..self.orders.len()).collect();
        self.fill(&all, self.relaxation.frame.problem.nodes.len(), room)
    }

    /// Fills `missing` slots with some of the orders, none of which holds a slot that is filled.
    fn fill(&mut self, open: &[usize], missing: usize, room: i64) -> Option<()> {
        // What every shift without an order costs at the least, with what is open to it or with none.
        let mut least = self.without.clone();
        let mut ways = vec![0_usize; self.relaxation.frame.problem.nodes.len()];
        for order in open.iter().map(|order| &self.orders[*order]) {
            least[order.class] = order.extra.min(least[order.class]);
            order.nodes.iter().for_each(|node| ways[*node as usize] += 1);
        }
        let rest: i64 = self.idle.iter().zip(&least).map(|(shifts, cost)| shifts * cost).sum();
        if rest >= room {
            return Some(());
        }
        if missing == 0 {
            let cost = cost_together(self.relaxation, &self.chosen);
            self.least = self.least.into_iter().chain(cost).min();
            return Some(());
        }
        let empty = (0_u32..).zip(&ways).filter(|(node, _)| !holds(&self.filled, *node));
        let Some((scarcest, _)) = empty.min_by_key(|(_, ways)| **ways) else {
            return Some(());
        };
        for &index in open {
            let order = &self.orders[index];
            if !holds(self.set(index), scarcest) || rest - least[order.class] + order.extra >= room
            {
                continue;
            }
            self.looks += open.len();
            if self.looks > MOST_LOOKS || !self.budget.is_left(0) {
                return None;
            }
            self.take(order);
            let others = rest - least[order.class];
            let left = room - order.extra;
            let fits = |other: &usize| {
                let with = &self.orders[*other];
                let shared = self.set(*other).iter().zip(&self.filled).any(|(a, b)| a & b != 0);
                !shared
                    && self.idle[with.class] > 0
                    && others - least[with.class] + with.extra < left
            };
            let next: Vec<usize> = open.iter().copied().filter(fits).collect();
            self.fill(&next, missing - order.nodes.len(), left)?;
            self.give_back();
        }
        Some(())
    }

    fn set(&self, order: usize) -> &[u64] {
        &self.sets[order * self.words..(order + 1) * self.words]
    }

    fn take(&mut self, order: &'a Order) {
        order.nodes.iter().for_each(|node| flip(&mut self.filled, *node));
        self.idle[order.class] -= 1;
        self.chosen.push(order);
    }

    fn give_back(&mut self) {
        if let Some(order) = self.chosen.pop() {
            order.nodes.iter().for_each(|node| flip(&mut self.filled, *node));
            self.idle[order.class] += 1;
        }
    }
}

fn holds(set: &[u64], node: u32) -> bool {
    set[(node / u64::BITS) as usize] >> (node % u64::BITS) & 1 == 1
}

fn flip(set: &mut [u64], node: u32) {
    set[(node / u64::BITS) as usize] ^= 1 << (node % u64::BITS);
}
