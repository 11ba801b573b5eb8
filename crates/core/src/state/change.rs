//! Inserting and removing, and undoing both.

use super::journal::Sums;
use super::{RouteStop, State, UNSET};
use crate::evaluate::days::Routes;
use crate::evaluate::propagate::{Placement, Trial};
use crate::evaluate::whole;
use crate::problem::{HERE, NONE};

impl State<'_> {
    /// Marks the point that [`State::undo`] leads back to.
    pub fn mark(&mut self) {
        self.journal.begin(Sums {
            cost: self.cost,
            largest_lateness: self.largest_lateness,
            idle_price: self.idle_price,
            balance_price: self.balance_price,
            guide_price: self.guide_price,
            habit_price: self.habit_price,
            torn: self.torn,
        });
    }

    /// Routes that changed since the mark.
    pub fn touched(&self) -> impl Iterator<Item = u32> + '_ {
        self.journal.routes.iter().map(|saved| saved.shift)
    }

    /// Carries out the insertion that `trial` found feasible.
    pub fn commit(&mut self, trial: &mut Trial) {
        let problem = self.problem;
        let opened: Vec<u32> = if problem.ties_days {
            trial.placements().iter().map(|p| p.shift).filter(|s| !self.is_used(*s)).collect()
        } else {
            Vec::new()
        };
        for placed in trial.placements() {
            self.link(*placed);
        }
        self.settle(trial);
        // A rest behind a new stop is elsewhere now: the way on from there may be shorter, and the next stop sooner.
        let mut beyond: Vec<u32> = trial
            .placements()
            .iter()
            .filter_map(|placed| {
                let after = &self.route(placed.shift)[self.position(placed.node) + 1..];
                let rests = after.iter().take_while(|node| problem.is_rest(**node)).count();
                after.get(rests).filter(|_| rests > 0)
            })
            .map(|node| problem.node(*node).visit)
            .collect();
        // A day that was between two others now need not be.
        for shift in opened {
            beyond.extend(self.held_by(shift));
        }
        if !beyond.is_empty() {
            self.torn |= !trial.relax(self, &beyond);
            self.settle(trial);
        }
    }

    /// Takes whole visits out, and rests that follow them: elsewhere, the way on from a rest may be too long. Rests of watched
    /// breaks that are last in their routes then go too. All their nodes leave their routes and everything that they held up
    /// moves up.
    pub fn remove(&mut self, trial: &mut Trial, visits: &[u32]) {
        let problem = self.problem;
        let mut seeds = Vec::new();
        let mut leaving = visits.to_vec();
        let mut index = 0;
        while let Some(&visit) = leaving.get(index) {
            index += 1;
            for node in problem.nodes_of(visit) {
                let after = self.next(node);
                seeds.extend(after.map(|after| problem.node(after).visit));
                if let Some(rest) = after.filter(|after| problem.is_rest(*after)) {
                    let rest = problem.node(rest).visit;
                    if !leaving.contains(&rest) {
                        leaving.push(rest);
                    }
                }
                let (shift, position) = (self.shift_of(node), self.position(node));
                self.unlink(node);
                if let Some(rest) = self.loose_end(shift).filter(|rest| !leaving.contains(rest)) {
                    leaving.push(rest);
                }
                if position == 0 || after.is_none() {
                    seeds.extend(self.held_by(shift));
                }
            }
            seeds.extend(problem.visit(visit).gaps.iter().map(|gap| gap.other));
            self.save_visit(visit);
            self.starts[visit as usize] = UNSET;
            self.cost += problem.visit(visit).drop_price;
            self.set_absent(problem.visit(visit).unit, true);
        }
        self.torn |= !trial.relax(self, &seeds);
        self.settle(trial);
    }

    /// The rest of a watched break at the end of a route, where it does not count.
    fn loose_end(&self, shift: u32) -> Option<u32> {
        let last = *self.routes[shift as usize].last()?;
        let visit = self.problem.node(last).visit;
        let watched = visit as usize >= self.problem.drawn;
        (watched && !self.problem.rest(last)?.at_ends).then_some(visit)
    }

    /// Takes all visits from carers whose hours are beyond a limit, until nobody's are.
    pub fn shed(&mut self, trial: &mut Trial) {
        let problem = self.problem;
        let tired =
            |state: &Self| (0..problem.carers.len() as u32).find(|carer| state.excess(*carer) > 0);
        while let Some(carer) = tired(self) {
            let shifts = problem.carers[carer as usize].shifts.clone();
            let nodes = shifts.flat_map(|shift| self.routes[shift as usize].iter());
            let units = nodes.map(|node| problem.visit(problem.node(*node).visit).unit);
            let visits = units.flat_map(|unit| &problem.units[unit as usize]).copied();
            let mut visits: Vec<u32> = visits.filter(|visit| self.allocated(*visit)).collect();
            visits.sort_unstable();
            visits.dedup();
            self.remove(trial, &visits);
        }
    }

    /// Goes back to the mark.
    pub fn undo(&mut self) {
        let mut journal = std::mem::take(&mut self.journal);
        for saved in &journal.routes {
            for node in &self.routes[saved.shift as usize] {
                self.shift_of[*node as usize] = NONE;
            }
        }
        for saved in &mut journal.visits {
            self.starts[saved.visit as usize] = saved.start;
            self.masks[saved.visit as usize] = saved.mask;
            self.holds[saved.visit as usize] = saved.hold;
        }
        for saved in &mut journal.routes {
            std::mem::swap(&mut self.routes[saved.shift as usize], &mut saved.nodes);
            std::mem::swap(&mut self.stops[saved.shift as usize], &mut saved.stops);
            self.tallies[saved.shift as usize] = saved.tally;
            self.loads[saved.shift as usize] = saved.load;
            self.ends[saved.shift as usize] = saved.ends;
        }
        for saved in &journal.routes {
            self.index(saved.shift, 0);
        }
        for &(carer, worked) in journal.hours.iter().rev() {
            self.worked[carer as usize] = worked;
        }
        for &(node, carer, added) in journal.stops.iter().rev() {
            self.count_stop(node, carer, !added);
        }
        for &(unit, absent) in journal.absent.iter().rev() {
            self.list_absent(unit, !absent);
        }
        let sums = journal.sums;
        self.cost = sums.cost;
        self.largest_lateness = sums.largest_lateness;
        self.idle_price = sums.idle_price;
        self.balance_price = sums.balance_price;
        self.guide_price = sums.guide_price;
        self.habit_price = sums.habit_price;
        self.torn = sums.torn;
        self.journal = journal;
        self.mark();
    }

    pub(super) fn save_visit(&mut self, visit: u32) {
        let index = visit as usize;
        self.journal.save_visit(visit, self.starts[index], self.masks[index], self.holds[index]);
    }

    /// Notes that a route must be priced afresh, and keeps its old self.
    pub(super) fn touch(&mut self, shift: u32) {
        if !self.dirty.contains(&shift) {
            self.dirty.push(shift);
        }
        let index = shift as usize;
        let (nodes, stops) = (&self.routes[index], &self.stops[index]);
        let (tally, load) = (self.tallies[index], self.loads[index]);
        self.journal.save_route(shift, nodes, stops, tally, (load, self.ends[index]));
        self.ends[index].are_known = false;
    }

    /// Rewrites route and position of a route's nodes from an index on.
    fn index(&mut self, shift: u32, from: usize) {
        for (position, &node) in self.routes[shift as usize].iter().enumerate().skip(from) {
            self.shift_of[node as usize] = shift;
            self.position[node as usize] = position as u32;
        }
    }

    pub(super) fn link(&mut self, placed: Placement) {
        self.touch(placed.shift);
        self.routes[placed.shift as usize].insert(placed.position as usize, placed.node);
        self.index(placed.shift, placed.position as usize);
        self.tell_stop(placed.node, placed.shift, true);
    }

    pub(super) fn unlink(&mut self, node: u32) {
        let shift = self.shift_of(node);
        self.touch(shift);
        let position = self.position(node);
        self.routes[shift as usize].remove(position);
        self.shift_of[node as usize] = NONE;
        self.index(shift, position);
        self.tell_stop(node, shift, false);
    }

    /// Keeps the prices of pairs and of different carers right when a stop comes or goes.
    fn tell_stop(&mut self, node: u32, shift: u32, added: bool) {
        let problem = self.problem;
        let visit = problem.visit(problem.node(node).visit);
        let client = visit.client;
        let carer = problem.shift(shift).carer;
        let pair = problem.eligibility.pair_price(visit.pairs, carer);
        let unsocial = problem.node(node).unsocial;
        let counts = problem.prices.counts_faces();
        let faces_price = |state: &Self| {
            if counts { state.faces_price(client, state.faces(client)) } else { 0 }
        };
        self.cost -= faces_price(self);
        self.cost += self.unsocial_price(carer, 0, if added { unsocial } else { -unsocial });
        self.habit_price += if added { self.habit_of_next(node, carer, 0) } else { 0 };
        self.count_stop(node, carer, added);
        self.habit_price -= if added { 0 } else { self.habit_of_next(node, carer, 0) };
        self.cost += faces_price(self) + if added { pair } else { -pair };
        self.journal.stops.push((node, carer, added));
        if !problem.is_rest(node) {
            self.ends[shift as usize].count(added);
        }
    }

    fn count_stop(&mut self, node: u32, carer: u32, added: bool) {
        let stop = self.problem.node(node);
        let client = self.problem.visit(stop.visit).client;
        self.unsocial[carer as usize] += if added { stop.unsocial } else { -stop.unsocial };
        let count =
            &mut self.visits_by[client as usize * self.problem.carers.len() + carer as usize];
        *count = if added { *count + 1 } else { *count - 1 };
        if *count == u16::from(added) {
            let team = &mut self.teams[client as usize];
            match team.binary_search(&carer) {
                Ok(at) => drop(team.remove(at)),
                Err(at) => team.insert(at, carer),
            }
        }
    }

    /// Lists a visit's unit as absent, or no longer.
    pub(super) fn note_absence(&mut self, visit: u32) {
        let unit = self.problem.visit(visit).unit;
        let missing = self.problem.units[unit as usize].iter().any(|v| !self.allocated(*v));
        self.set_absent(unit, missing);
    }

    /// Windows that all carers of an allocated visit may use.
    pub(super) fn own_mask(&self, visit: u32) -> u64 {
        let nodes = self.problem.nodes_of(visit);
        let masks = nodes.map(|node| self.problem.eligibility.mask(node, self.shift_of(node)));
        masks.fold(u64::MAX, |all, mask| all & mask)
    }

    fn set_absent(&mut self, unit: u32, absent: bool) {
        let is_listed = (unit as usize) < self.problem.listed;
        if is_listed && (self.absent_at[unit as usize] != NONE) != absent {
            self.list_absent(unit, absent);
            self.journal.absent.push((unit, absent));
        }
    }

    fn list_absent(&mut self, unit: u32, absent: bool) {
        if absent {
            self.absent_at[unit as usize] = self.absent.len() as u32;
            self.absent.push(unit);
        } else {
            let at = self.absent_at[unit as usize] as usize;
            self.absent.swap_remove(at);
            if let Some(&moved) = self.absent.get(at) {
                self.absent_at[moved as usize] = at as u32;
            }
            self.absent_at[unit as usize] = NONE;
        }
    }

    /// Takes over the starts of a trial and prices every route that they touch afresh.
    pub(super) fn settle(&mut self, trial: &Trial) {
        let problem = self.problem;
        if problem.prices.largest_lateness > 0 {
            let before = self.largest_lateness;
            self.largest_lateness = self.largest_lateness_after(trial);
            self.cost += problem.prices.largest_lateness * (self.largest_lateness - before);
        }
        for &visit in trial.changed() {
            let index = visit as usize;
            let (start, mask) = (trial.start(self, visit), trial.mask(self, visit));
            if (start, mask) == (self.starts[index], self.masks[index]) {
                // What else changed in its routes has marked them already.
                continue;
            }
            self.save_visit(visit);
            if self.starts[index] == UNSET {
                self.cost -= problem.visit(visit).drop_price;
                self.holds[index] = trial.hold(visit);
            }
            (self.starts[index], self.masks[index]) = (start, mask);
            for node in problem.nodes_of(visit) {
                self.touch(self.shift_of(node));
            }
        }
        for &visit in trial.changed() {
            self.note_absence(visit);
        }
        self.touch_neighbours();
        while let Some(shift) = self.dirty.pop() {
            self.retally(shift);
        }
        if problem.prices.compares_shifts() {
            let tally = |shift| self.tallies[shift as usize];
            let (idle, balance) =
                (whole::idle_price(problem, tally), whole::balance_price(problem, tally));
            self.cost += idle - self.idle_price + balance - self.balance_price;
            (self.idle_price, self.balance_price) = (idle, balance);
        }
    }

    fn retally(&mut self, shift: u32) {
        self.bound(shift);
        let room = self.room(shift);
        let starts = &self.starts;
        let nodes = self.stops[shift as usize].iter().map(|stop| (stop.node, Some(stop)));
        let start = |visit: u32| starts[visit as usize];
        let tally = self.timer.tally_known(self.problem, shift, nodes, start, room);
        let old = std::mem::replace(&mut self.tallies[shift as usize], tally);
        self.cost += tally.price() - old.price();
        self.guide_price += self.guide.price(tally.idle) - self.guide.price(old.idle);
        if tally.worked != old.worked {
            let carer = self.problem.shift(shift).carer;
            let before = self.worked[carer as usize];
            self.journal.hours.push((carer, before));
            self.worked[carer as usize] = before + tally.worked - old.worked;
            self.cost +=
                self.hours_price(carer, self.worked(carer)) - self.hours_price(carer, before);
        }
    }

    /// Writes down the stops of a route afresh, with the latest starts that its end allows.
    fn bound(&mut self, shift: u32) {
        let problem = self.problem;
        let info = problem.shift(shift);
        let stops = &mut self.stops[shift as usize];
        stops.clear();
        let mut place = info.start_place;
        let mut load = 0_i64;
        for &node in &self.routes[shift as usize] {
            let stop = problem.node(node);
            let visit = problem.visit(stop.visit);
            let last = &visit.windows[visit.windows.len() - 1];
            let is_only = visit.windows.len() == 1;
            load = load.saturating_add(stop.load);
            let at = stop.place_from(place);
            let leg = problem.way(info.mode, place, at);
            let begins = self.starts[stop.visit as usize] + stop.offset;
            stops.push(RouteStop {
                node,
                place: at,
                late_stops: if is_only { visit.nodes.len() as u32 } else { 0 },
                rest: stop.place == HERE,
                late_from: last.soft_latest + stop.offset,
                begins,
                free: begins + stop.duration,
                latest: last.latest + stop.offset,
                leg: leg.time(),
                leg_price: problem.legs[info.mode as usize].price(leg),
            });
            place = at;
        }
        self.loads[shift as usize] = load;
        let home = problem.leg(info.mode, place, info.end_place);
        self.ends[shift as usize].learn(info, stops, home);
        let mut deadline = info.end - home;
        for stop in stops.iter_mut().rev() {
            stop.latest = stop.latest.min(deadline - (stop.free - stop.begins));
            deadline = stop.latest - stop.leg;
        }
    }

    /// The largest lateness if the trial's starts are taken over.
    pub fn largest_lateness_after(&self, trial: &Trial) -> i64 {
        let largest = self.largest_lateness;
        let now = |visit: u32| self.lateness(visit, trial.start(self, visit));
        // Where there are several windows, a raised start can be less late.
        let relieved = |visit: &u32| {
            self.problem.visit(*visit).windows.len() > 1
                && self.allocated(*visit)
                && self.lateness(*visit, self.start(*visit)) == largest
                && now(*visit) < largest
        };
        let looks_at_all =
            largest > 0 && (trial.placements().is_empty() || trial.changed().iter().any(relieved));
        let among_changed = trial.changed().iter().map(|&visit| now(visit)).max().unwrap_or(0);
        if looks_at_all {
            let allocated = (0..self.starts.len() as u32).filter(|visit| self.allocated(*visit));
            allocated.map(now).max().unwrap_or(0).max(among_changed)
        } else {
            largest.max(among_changed)
        }
    }
}
