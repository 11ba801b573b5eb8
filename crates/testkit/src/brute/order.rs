//! Every order in which one shift can do a set of slots, each with its legs and the least it can cost.

use std::collections::BTreeMap;
use std::rc::Rc;

use rota_model::{Mode, RuleId, Seconds};

use super::facts::{Facts, SlotAt};
use super::timing;

/// Visit starts, ascending, each with what it costs for one stop in grains.
type Starts = Rc<[(i64, i64)]>;

/// A set of slots, as bits of their position in [`Orders::slots`].
pub(super) type SlotSet = u32;

/// One shift's slots in one order.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) shift: usize,
    pub(super) stops: Vec<SlotAt>,
    /// To the first stop, between stops, and from the last: one more than there are stops.
    pub(super) legs: Vec<Seconds>,
    /// For each stop the visit starts at which this carer may do it, ascending, with their cost for one stop.
    pub(super) starts: Vec<Starts>,
    /// Travel and mileage, in grains.
    pub(super) road: i64,
    /// The least that the route costs when it is timed by itself: road, waiting, times of stops and overtime.
    pub(super) least: i64,
}

/// All orders, made when first asked for.
pub(super) struct Orders<'a> {
    facts: &'a Facts<'a>,
    pub(super) slots: Vec<SlotAt>,
    starts: BTreeMap<(usize, usize), Starts>,
    known: BTreeMap<(usize, SlotSet), Rc<Vec<Order>>>,
}

impl<'a> Orders<'a> {
    pub(super) fn new(facts: &'a Facts<'a>) -> Self {
        let slots: Vec<SlotAt> = facts
            .instance
            .visits
            .iter()
            .enumerate()
            .flat_map(|(v, visit)| (0..visit.slots.len()).map(move |s| (v, s)))
            .collect();
        assert!(slots.len() <= 32, "brute force is for tiny problems");
        let mut starts = BTreeMap::new();
        for (index, &slot) in slots.iter().enumerate() {
            for carer in 0..facts.instance.carers.len() {
                let allowed = facts.may_fill(slot, carer);
                let list = if allowed { facts.starts(slot, carer) } else { Vec::new() };
                starts.insert((index, carer), list.into());
            }
        }
        Self { facts, slots, starts, known: BTreeMap::new() }
    }

    /// The shifts that have time for the slot, were they to do nothing else and travel at no time.
    pub(super) fn shifts_for(&self, index: usize) -> Vec<usize> {
        let slot = self.facts.slot(self.slots[index]);
        (0..self.facts.shifts.len())
            .filter(|&shift| {
                let stretches = self.facts.stretches(shift);
                self.starts[&(index, self.facts.shifts[shift].carer)].iter().any(|&(start, _)| {
                    let (from, to) = (start + slot.offset, start + slot.offset + slot.duration);
                    stretches.iter().any(|&(open, close)| open <= from && to <= close)
                })
            })
            .collect()
    }

    /// Every order of the set in the shift that can be timed by itself, cheapest first.
    pub(super) fn of(&mut self, shift: usize, set: SlotSet) -> Rc<Vec<Order>> {
        if let Some(known) = self.known.get(&(shift, set)) {
            return Rc::clone(known);
        }
        let mut orders = Vec::new();
        let mut indices: Vec<usize> =
            (0..self.slots.len()).filter(|index| set & (1 << index) != 0).collect();
        permute(&mut indices, 0, &mut |indices| orders.extend(self.order(shift, indices)));
        orders.sort_by(|a, b| (a.least, &a.stops).cmp(&(b.least, &b.stops)));
        let orders = Rc::new(orders);
        self.known.insert((shift, set), Rc::clone(&orders));
        orders
    }

    fn order(&self, shift: usize, indices: &[usize]) -> Option<Order> {
        let facts = self.facts;
        let at = facts.shifts[shift];
        let stops: Vec<SlotAt> = indices.iter().map(|&index| self.slots[index]).collect();
        let mut places = vec![at.shift.start_place.as_ref()];
        places.extend(stops.iter().map(|stop| Some(&facts.client(stop.0).place)));
        places.push(at.shift.end_place.as_ref());
        let legs: Vec<(Seconds, i64)> = places
            .windows(2)
            .map(|pair| match (pair[0], pair[1]) {
                (Some(from), Some(to)) => facts.leg(at.carer, from, to),
                _ => (0, 0),
            })
            .collect();
        let seconds: Seconds = legs.iter().map(|leg| leg.0).sum();
        let by_car = facts.carer(at.carer).mode == Mode::Car;
        let metres: i64 = if by_car { legs.iter().map(|leg| leg.1).sum() } else { 0 };
        let mut order = Order {
            shift,
            legs: legs.iter().map(|leg| leg.0).collect(),
            starts: indices.iter().map(|&i| Rc::clone(&self.starts[&(i, at.carer)])).collect(),
            stops,
            road: facts.rate(RuleId::Travel) * seconds + facts.rate(RuleId::Mileage) * metres,
            least: 0,
        };
        order.least = timing::route(facts, &order, |_, _| true)?.0;
        Some(order)
    }
}

fn permute(items: &mut Vec<usize>, from: usize, each: &mut impl FnMut(&[usize])) {
    if from == items.len() {
        each(items);
        return;
    }
    for other in from..items.len() {
        items.swap(from, other);
        permute(items, from + 1, each);
        items.swap(from, other);
    }
}
