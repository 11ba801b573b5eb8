//! Every order in which one shift can do a set of slots, with every way to take its breaks, and the least that each can cost.

use std::collections::BTreeMap;
use std::rc::Rc;

use rota_model::{Mode, RuleId, Seconds};

use super::facts::{Facts, SlotAt};
use super::rests::{self, OnLeg};
use super::route;

/// Visit starts, ascending, each with what it costs for one stop in grains.
type Starts = Rc<[(i64, i64)]>;

/// A set of slots, as bits of their position in [`Orders::slots`].
pub(super) type SlotSet = u32;

/// One shift's slots in one order, with its rests.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) shift: usize,
    pub(super) stops: Vec<SlotAt>,
    /// To the first stop, between stops, and from the last: one more than there are stops.
    pub(super) legs: Vec<Seconds>,
    /// The rests on each leg.
    pub(super) rests: Vec<OnLeg>,
    /// For each leg the least time from one care to the next, to the first from setting out, after the last to the return.
    pub(super) steps: Vec<Seconds>,
    /// Because of rests the carer sets out no later, and returns no earlier.
    sets_out_by: i64,
    returns_from: i64,
    /// The longest time that the route may take, since it has no rest for breaks that are asked for of longer ones.
    pub(super) longest: Seconds,
    /// For each stop the visit starts at which this carer may do it with these rests, ascending, with their cost for one stop.
    pub(super) starts: Vec<Starts>,
    /// Travel, mileage and missed breaks, in grains.
    pub(super) road: i64,
    /// The least that the route costs when it is timed by itself: road, waiting, times of stops and overtime.
    pub(super) least: i64,
}

impl Order {
    /// From one visit start to that of stop `k` when nobody waits.
    pub(super) fn apart(&self, facts: &Facts<'_>, k: usize) -> Seconds {
        let (before, slot) = (facts.slot(self.stops[k - 1]), facts.slot(self.stops[k]));
        before.offset + before.duration + self.steps[k] - slot.offset
    }

    /// When the carer sets out if the first visit starts then.
    pub(super) fn depart(&self, facts: &Facts<'_>, start: i64) -> i64 {
        self.sets_out_by.min(start - self.lead(facts))
    }

    /// When the carer returns if the last visit starts then.
    pub(super) fn finish(&self, facts: &Facts<'_>, start: i64) -> i64 {
        self.returns_from.max(self.straight_home(facts, start))
    }

    /// The same when nobody waits for a rest at the last door.
    pub(super) fn straight_home(&self, facts: &Facts<'_>, start: i64) -> i64 {
        start + self.tail(facts)
    }

    /// From setting out to the first visit's start.
    fn lead(&self, facts: &Facts<'_>) -> Seconds {
        self.steps[0] - facts.slot(self.stops[0]).offset
    }

    /// From the last visit's start to the return.
    fn tail(&self, facts: &Facts<'_>) -> Seconds {
        let slot = facts.slot(self.stops[self.stops.len() - 1]);
        slot.offset + slot.duration + self.steps[self.stops.len()]
    }

    /// When the carer sets out: at the earliest of these.
    pub(super) fn departs(&self, facts: &Facts<'_>) -> [When; 2] {
        [When::After(self.stops[0].0, -self.lead(facts)), When::At(self.sets_out_by)]
    }

    /// When the carer returns: at the latest of these.
    pub(super) fn finishes(&self, facts: &Facts<'_>) -> [When; 2] {
        let last = self.stops[self.stops.len() - 1];
        [When::After(last.0, self.tail(facts)), When::At(self.returns_from)]
    }
}

/// A time as seconds after the start of a visit, or on the clock.
#[derive(Clone, Copy)]
pub(super) enum When {
    After(usize, Seconds),
    At(i64),
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

    /// Every order of the set in the shift, and every way to take its breaks, that can be timed by itself, cheapest first.
    pub(super) fn of(&mut self, shift: usize, set: SlotSet) -> Rc<Vec<Order>> {
        if let Some(known) = self.known.get(&(shift, set)) {
            return Rc::clone(known);
        }
        let mut orders = Vec::new();
        let mut indices: Vec<usize> =
            (0..self.slots.len()).filter(|index| set & (1 << index) != 0).collect();
        permute(&mut indices, 0, &mut |indices| self.order(shift, indices, &mut orders));
        orders.sort_by(|a, b| (a.least, &a.stops).cmp(&(b.least, &b.stops)));
        let orders = Rc::new(orders);
        self.known.insert((shift, set), Rc::clone(&orders));
        orders
    }

    fn order(&self, shift: usize, indices: &[usize], orders: &mut Vec<Order>) {
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
        let order = Order {
            shift,
            steps: legs.iter().map(|leg| leg.0).collect(),
            legs: legs.iter().map(|leg| leg.0).collect(),
            starts: indices.iter().map(|&i| Rc::clone(&self.starts[&(i, at.carer)])).collect(),
            rests: Vec::new(),
            sets_out_by: rests::FAR,
            returns_from: -rests::FAR,
            longest: rests::FAR,
            stops,
            road: facts.rate(RuleId::Travel) * seconds + facts.rate(RuleId::Mileage) * metres,
            least: 0,
        };
        for way in rests::ways(facts, at.shift, order.stops.len()) {
            let missing = rests::missing(facts, at.shift, &way);
            let Some(order) = rested(facts, &order, way) else { continue };
            orders.extend(missing.into_iter().filter_map(|(price, longest)| {
                let mut order = Order { longest, road: order.road + price, ..order.clone() };
                order.least = route::cheapest(facts, &order, |_, _| true)?.cost;
                Some(order)
            }));
        }
    }
}

/// The order with these rests, if they can be one after the other.
fn rested(facts: &Facts<'_>, order: &Order, rests: Vec<OnLeg>) -> Option<Order> {
    let (shift, n) = (facts.shifts[order.shift].shift, order.stops.len());
    let mut order = order.clone();
    for (k, on_leg) in rests.iter().enumerate() {
        let leg = order.legs[k];
        let asked = match k {
            0 => rests::before_the_first(shift, on_leg, leg)?,
            _ => rests::after_a_stop(&shift.breaks, on_leg, leg, k == n)?,
        };
        order.steps[k] = asked.step;
        if k > 0 {
            let slot = facts.slot(order.stops[k - 1]);
            let ends = slot.offset + slot.duration;
            keep(&mut order.starts[k - 1], |start| start + ends <= asked.ends_by);
        }
        if k < n {
            let offset = facts.slot(order.stops[k]).offset;
            keep(&mut order.starts[k], |start| start + offset >= asked.starts_from);
        } else {
            order.returns_from = asked.starts_from;
        }
        order.sets_out_by = order.sets_out_by.min(asked.sets_out_by);
    }
    order.rests = rests;
    Some(order)
}

fn keep(starts: &mut Starts, allowed: impl Fn(i64) -> bool) {
    if !starts.iter().all(|start| allowed(start.0)) {
        *starts = starts.iter().copied().filter(|start| allowed(start.0)).collect();
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
