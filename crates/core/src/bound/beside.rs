//! What the relaxation leaves beside routes: small choices for visits, ties, clients and carers, each made at its best.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::duals::width;
use super::lagrangian::{Cut, Relaxation, Value};
use super::restriction::Restriction;

impl Relaxation<'_> {
    /// What multipliers of cuts, and of carers who don't come to two visits, add as they are.
    pub(super) fn fixed(&self) -> Vec<(usize, i64)> {
        let layout = &self.frame.layout;
        let rows = (0..).zip(&layout.rows).map(|(index, row)| (layout.row(index), -row.most));
        let pairings = (0..).zip(&layout.pairings).filter(|(_, pairing)| !pairing.same);
        let clashes = (0..layout.clashes.len()).map(|index| (layout.clash(index), -1));
        rows.chain(clashes).chain(pairings.map(|(index, _)| (layout.pairing(index), -1))).collect()
    }

    /// What must not be paid for a visit's having the carers of another one when it is left out: the other one may
    /// have any as many as it has slots.
    fn pairing_discounts(&self, y: &[i64], discounts: &mut [i64]) {
        let problem = self.frame.problem;
        let mut paid: BTreeMap<(u32, u32), Vec<i64>> = BTreeMap::new();
        for (index, pairing) in self.frame.layout.pairings.iter().enumerate() {
            if pairing.same {
                let paid = paid.entry((pairing.one, pairing.two)).or_default();
                paid.push(y[self.frame.layout.pairing(index)]);
            }
        }
        for ((one, two), mut paid) in paid {
            paid.sort_unstable_by_key(|price| Reverse(*price));
            let most = paid.iter().take(problem.visit(one).nodes.len()).sum::<i64>();
            discounts[two as usize] += most;
        }
    }

    /// A visit is served at the worth of its slots, or left out at its price.
    pub(super) fn visits(&self, y: &[i64], value: &mut Value) {
        let mut discounts = self.ties(y, value);
        self.pairing_discounts(y, &mut discounts);
        for (part, visit) in self.frame.problem.visits.iter().enumerate() {
            let drop = visit.drop_price * self.frame.scale - discounts[part];
            if self.dropped[part] {
                value.total += i128::from(drop);
                continue;
            }
            let worth: i64 = visit.nodes.clone().map(|n| y[self.frame.layout.node(n)]).sum();
            value.total += i128::from(worth.min(drop));
        }
    }

    /// Ties at their best distances. A tie is void when one of its visits is left out; what it must not add to the
    /// value then is taken off the price of leaving that visit out, and returned by visit.
    fn ties(&self, y: &[i64], value: &mut Value) -> Vec<i64> {
        let problem = self.frame.problem;
        let mut discounts = vec![0; problem.visits.len()];
        for (index, tie) in self.frame.layout.ties.iter().enumerate() {
            let multiplier = y[self.frame.layout.tie(index)];
            let (one, two) = (problem.node(tie.first).visit, problem.node(tie.second).visit);
            let origins = self.frame.origin(tie.second) - self.frame.origin(tie.first);
            let both = tie.value(multiplier) - multiplier * origins;
            value.total += i128::from(both);
            // With one visit alone the routes hold its start, which has to be cancelled whatever it is.
            let only_one = self.least_start(one, -multiplier);
            let only_two = self.least_start(two, multiplier);
            let without_one = (both - only_two).max(0);
            let without_two = (both - only_one).max(both - without_one).max(0);
            discounts[one as usize] += without_one;
            discounts[two as usize] += without_two;
        }
        discounts
    }

    /// The least of `rate x (start - origin)` over the starts of a visit.
    fn least_start(&self, visit: u32, rate: i64) -> i64 {
        (rate * width(self.frame.problem.visit(visit), self.frame.end)).min(0)
    }

    /// A client's best set of carers: the worth of a carer's coming against the price of another face.
    pub(super) fn client(
        &self,
        restriction: &Restriction,
        client: usize,
        part: usize,
        y: &[i64],
        value: &mut Value,
    ) {
        let problem = self.frame.problem;
        // Carers who come in any case, then what the others are worth.
        let mut worth: Vec<(bool, i64, u32, Vec<usize>)> = Vec::new();
        for &visit in &problem.clients[client].visits {
            let links = self.frame.layout.faces().range((visit, 0)..=(visit, u32::MAX));
            for (&(_, carer), &index) in links {
                match worth.iter_mut().find(|entry| entry.2 == carer) {
                    Some(entry) => {
                        entry.1 += y[index];
                        entry.3.push(index);
                    }
                    None => {
                        let comes = restriction.comes(client as u32, carer);
                        if comes != Some(false) {
                            worth.push((comes.is_some(), y[index], carer, vec![index]));
                        }
                    }
                }
            }
        }
        worth.sort_unstable_by_key(|(comes, sum, carer, _)| {
            (Reverse(*comes), Reverse(*sum), *carer)
        });
        let (mut total, mut slopes, mut constant) = (0, Vec::new(), 0);
        for (faces, (comes, sum, _, links)) in (0_u32..).zip(&worth) {
            let Some(price) = self.next_face(client, faces) else { break };
            if price >= *sum && !comes {
                break;
            }
            constant += price;
            total += price - sum;
            slopes.extend(links.iter().map(|link| (*link, -1.0)));
        }
        value.total += i128::from(total);
        if !slopes.is_empty() {
            value.cuts.push(Cut { part, constant: constant as f64, slopes, route: Vec::new() });
        }
    }

    /// Price of a client's next carer after some; `None` when there may be no more.
    fn next_face(&self, client: usize, faces: u32) -> Option<i64> {
        let (client, prices) = (&self.frame.problem.clients[client], &self.frame.problem.prices);
        let full = client.max_carers.is_some_and(|most| faces >= most);
        if full && prices.faces_enforced {
            return None;
        }
        let price = client.faces_price(prices, faces + 1) - client.faces_price(prices, faces);
        Some(price * self.frame.scale)
    }

    /// A carer's cheapest hours, when each is worth the multiplier.
    pub(super) fn carer(&self, (carer, most): (u32, i64), y: &[i64], value: &mut Value) {
        let worth = self.frame.layout.hours(carer).map_or(0, |index| y[index]);
        let hours = self.hours(carer, most);
        let cost = |&(worked, price): &(i64, i64)| price - worth * worked;
        value.total += i128::from(hours.iter().map(cost).min().unwrap_or(0));
    }

    /// Hours at which the price of a contract bends, with their price.
    fn hours(&self, carer: u32, most: i64) -> Vec<(i64, i64)> {
        let (problem, scale) = (self.frame.problem, self.frame.scale);
        let hours = problem.carers[carer as usize].hours;
        let bends = [Some(0), hours.min, hours.target, hours.max, Some(most)];
        let inside = bends.into_iter().flatten().filter(|time| (0..=most).contains(time));
        inside.map(|time| (time, hours.price(&problem.prices, time) * scale)).collect()
    }

    /// The cuts that are known from the start.
    pub(super) fn known_cuts(&self, restriction: &Restriction) -> Vec<Cut> {
        let problem = self.frame.problem;
        let scale = self.frame.scale as f64;
        let mut cuts = Vec::new();
        for (part, visit) in problem.visits.iter().enumerate() {
            let constant = visit.drop_price as f64 * scale;
            cuts.push(Cut { part, constant, slopes: Vec::new(), route: Vec::new() });
            if !self.dropped[part] {
                let slopes =
                    visit.nodes.clone().map(|n| (self.frame.layout.node(n), 1.0)).collect();
                cuts.push(Cut { part, constant: 0.0, slopes, route: Vec::new() });
            }
        }
        let first = problem.visits.len();
        let zero = |part| Cut { part, constant: 0.0, slopes: Vec::new(), route: Vec::new() };
        let carers = first + self.classes.len() + problem.clients.len();
        // A client to whom somebody comes in any case is not one without carers.
        let may_have_none = |part: &usize| {
            let client = self.client_of(*part);
            client.is_none_or(|client| restriction.faces(client).all(|(_, comes)| !comes))
        };
        cuts.extend((first..carers).filter(may_have_none).map(zero));
        for (part, &(carer, most)) in (carers..).zip(&self.carers) {
            for (worked, price) in self.hours(carer, most) {
                let slope = self.frame.layout.hours(carer).map(|index| (index, -worked as f64));
                let slopes = slope.into_iter().collect();
                cuts.push(Cut { part, constant: price as f64, slopes, route: Vec::new() });
            }
        }
        let ties = carers + self.carers.len();
        for (index, tie) in self.frame.layout.ties.iter().enumerate() {
            let origins = self.frame.origin(tie.second) - self.frame.origin(tie.first);
            for distance in [Some(tie.least), tie.most].into_iter().flatten() {
                let slopes = vec![(self.frame.layout.tie(index), (distance - origins) as f64)];
                cuts.push(Cut { part: ties + index, constant: 0.0, slopes, route: Vec::new() });
            }
        }
        let double_ups = ties + self.frame.layout.ties.len();
        for (part, double_up) in (double_ups..).zip(&self.frame.layout.double_ups) {
            cuts.extend(double_up.cuts(part));
        }
        let fixed = double_ups + self.frame.layout.double_ups.len();
        let slopes = self.fixed().into_iter().map(|(index, least)| (index, least as f64)).collect();
        cuts.push(Cut { part: fixed, constant: 0.0, slopes, route: Vec::new() });
        let last = fixed + 1;
        cuts.push(zero(last));
        let late = self.frame.layout.all_late();
        if !late.is_empty() {
            // Not a bound but a fence: multipliers beyond the price are mended before they are used.
            let services: i64 = problem.nodes.iter().map(|node| node.duration).sum();
            let much = 8.0 * services as f64 / problem.nodes.len().max(1) as f64;
            let constant = much * problem.prices.largest_lateness as f64 * scale;
            let slopes = late.map(|index| (index, -much)).collect();
            cuts.push(Cut { part: last, constant, slopes, route: Vec::new() });
        }
        cuts
    }
}
