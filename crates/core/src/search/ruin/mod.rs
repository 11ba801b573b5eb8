//! Which visits to take out: neighbourhoods of the ruin-and-recreate step.
//!
//! Adjacent strings are those of Christiaens and Vanden Berghe (2020); the others know the field: a client's whole
//! week, a carer's day, a cluster in place and time, one carer's visits to a client for another to take, what carers do at
//! one time, the rest of two carers' days, what carers do on another day.

mod repeat;
mod tails;
mod team;

use super::neighbours::Neighbours;
use super::told::Told;
use crate::problem::{NONE, Problem};
use crate::random::Random;
use crate::state::State;

/// Mean number of visits that a step takes out of a large problem, and share of those of a small one.
const MEAN_REMOVED: f64 = 10.0;
const SHARE_REMOVED: f64 = 0.3;
const LEAST_REMOVED: f64 = 1.5;
/// Probability of a step that takes out half as many, in small problems.
const SMALLER: f64 = 0.5;
/// Probability of a step that takes out any visits, in such problems: what goes together there is not what is near.
const ANY: f64 = 0.25;
/// Longest string taken from one route.
const LONGEST_STRING: usize = 10;
/// Probability of beginning around a visit that is left out, where there is one.
const AROUND_ABSENT: f64 = 0.15;
/// Probability of doing what is done on another day, where the number of carers for each client counts.
const REPEAT: f64 = 0.6;
/// Probability of a hand-over, where the number of carers for each client counts.
const HAND_OVER: f64 = 0.3;
/// Probability of an exchange at one time, where it is most of the cost.
const EXCHANGE: f64 = 0.15;
/// Probability of swapping the ends of two routes.
const TAILS: f64 = 0.1;
/// Probability that a route which loses visits loses its watched rests too.
const RESTS_TAKEN: f64 = 0.5;
/// Probability of a string with a preserved part in its middle, and of growing that part.
const SPLIT: f64 = 0.5;
const SPLIT_GROWTH: f64 = 0.01;

/// Chooses what to remove; keeps its buffers between steps.
#[derive(Debug, Clone)]
pub struct Ruin {
    /// Visits chosen by the last call, whole units, each once.
    pub removed: Vec<u32>,
    /// The client whose visits were handed over by the last call, or [`NONE`]: they go back first, before those in their way.
    pub handed: u32,
    /// Units of one node each that the last call took out for an exchange, with the shift that each was in; no shift twice.
    pub exchanged: Vec<(u32, u32)>,
    /// Visits that the last call took out and that are to go where they are told, in this order.
    pub told: Vec<Told>,
    /// Whether what is done on one day is tried on others.
    pub repeats: bool,
    chosen: Vec<bool>,
    ruined: Vec<u32>,
    /// Mean number of visits that most steps take out.
    usual: f64,
    /// That of the present step.
    mean: f64,
}

impl Ruin {
    /// Buffers for a problem.
    pub fn new(problem: &Problem) -> Self {
        let mean = MEAN_REMOVED.min(problem.drawn as f64 * SHARE_REMOVED).max(LEAST_REMOVED);
        Self {
            removed: Vec::new(),
            handed: NONE,
            exchanged: Vec::new(),
            told: Vec::new(),
            repeats: true,
            chosen: vec![false; problem.visits.len()],
            ruined: Vec::new(),
            usual: mean,
            mean,
        }
    }

    /// Chooses visits around one that is drawn at random, for a search at a temperature in grains.
    pub fn choose(
        &mut self,
        state: &State,
        near: &Neighbours,
        temperature: f64,
        random: &mut Random,
    ) {
        self.clear();
        let problem = state.problem();
        let is_small = self.usual < MEAN_REMOVED;
        let is_smaller = is_small && random.chance(SMALLER);
        self.mean = if is_smaller { (self.usual / 2.0).max(LEAST_REMOVED) } else { self.usual };
        let seed = self.seed(state, random);
        if problem.prices.counts_faces() {
            if state.has_habits() && random.chance(EXCHANGE) && self.exchange(state, seed, random) {
                return;
            }
            if self.repeats && random.chance(REPEAT) && self.repeat(state, near, seed, random) {
                return;
            }
            if random.chance(HAND_OVER) {
                return self.hand_over(state, seed, random);
            }
        }
        if random.chance(TAILS) && self.tails(state, near, seed, temperature, random) {
            return;
        }
        if is_small && random.chance(ANY) {
            return self.any(state, seed, random);
        }
        match random.below(100) {
            0..70 => self.strings(state, near, seed, random),
            70..85 => self.cluster(state, near, seed, random),
            85..93 => self.client(state, seed, random),
            _ => self.carer_day(state, seed),
        }
    }

    /// Forgets what was chosen.
    pub fn clear(&mut self) {
        for visit in self.removed.drain(..) {
            self.chosen[visit as usize] = false;
        }
        self.handed = NONE;
        self.exchanged.clear();
        self.told.clear();
    }

    /// The visit to begin with: any, and now and then one that is left out, which all steps try to insert but few make room for.
    fn seed(&self, state: &State, random: &mut Random) -> u32 {
        let problem = state.problem();
        let absent = state.absent();
        if !absent.is_empty() && random.chance(AROUND_ABSENT) {
            let unit = absent[random.below(absent.len())];
            let visit = problem.units[unit as usize][0];
            if (visit as usize) < problem.calls {
                return visit;
            }
        }
        random.below(problem.drawn) as u32
    }

    /// Takes rests of watched breaks out of some of the routes that lose visits.
    pub fn take_rests(&mut self, state: &State, random: &mut Random) {
        let problem = state.problem();
        self.ruined.clear();
        for index in 0..self.removed.len() {
            for node in problem.nodes_of(self.removed[index]) {
                let shift = state.shift_of(node);
                if self.ruined.contains(&shift) {
                    continue;
                }
                self.ruined.push(shift);
                if !random.chance(RESTS_TAKEN) {
                    continue;
                }
                let rests = problem.watch.of(shift).iter().map(|watched| watched.visit);
                rests.filter(|rest| *rest != NONE).for_each(|rest| self.take(state, rest));
            }
        }
    }

    fn take(&mut self, state: &State, visit: u32) {
        let problem = state.problem();
        for &mate in &problem.units[problem.visit(visit).unit as usize] {
            if state.allocated(mate) && !self.chosen[mate as usize] {
                self.chosen[mate as usize] = true;
                self.removed.push(mate);
            }
        }
    }

    fn strings(&mut self, state: &State, near: &Neighbours, seed: u32, random: &mut Random) {
        let problem = state.problem();
        self.ruined.clear();
        let busy = problem.shifts.len().max(1);
        let mean_route = (problem.nodes.len() / busy).clamp(1, LONGEST_STRING) as f64;
        let longest = mean_route.max(3.0).min(self.mean);
        let most_strings = 4.0 * self.mean / (1.0 + longest) - 1.0;
        let strings = (random.unit() * most_strings) as usize + 1;
        for &visit in std::iter::once(&seed).chain(near.of(seed)) {
            if self.ruined.len() >= strings {
                break;
            }
            if !state.allocated(visit) || self.chosen[visit as usize] {
                continue;
            }
            for node in problem.nodes_of(visit) {
                let shift = state.shift_of(node);
                if shift == NONE || self.ruined.contains(&shift) || self.ruined.len() >= strings {
                    continue;
                }
                self.ruined.push(shift);
                let most = (state.route(shift).len() as f64).min(longest);
                let length = (random.unit() * most) as usize + 1;
                self.string(state, shift, state.position(node), length, random);
            }
        }
    }

    /// Takes a string of a route that holds a position, perhaps sparing a part in its middle.
    fn string(
        &mut self,
        state: &State,
        shift: u32,
        position: usize,
        length: usize,
        random: &mut Random,
    ) {
        let size = state.route(shift).len();
        let mut spared = 0;
        if length > 1 && length < size && random.chance(SPLIT) {
            spared = 1;
            while length + spared < size && random.chance(1.0 - SPLIT_GROWTH) && random.chance(0.5)
            {
                spared += 1;
            }
        }
        let whole = (length + spared).min(size);
        let begin = begin_around(position, whole, size, random);
        let gap = if spared > 0 { 1 + random.below(length) } else { whole };
        let spared = gap..gap + spared;
        let taken = (0..whole).filter(|offset| !spared.contains(offset));
        self.stops(state, shift, taken.map(|offset| begin + offset));
    }

    /// Takes what stands at some positions of a route.
    fn stops(&mut self, state: &State, shift: u32, positions: impl Iterator<Item = usize>) {
        for position in positions {
            let node = state.route(shift)[position];
            self.take(state, state.problem().node(node).visit);
        }
    }

    fn cluster(&mut self, state: &State, near: &Neighbours, seed: u32, random: &mut Random) {
        let size = 1 + random.below(self.mean as usize + 1);
        self.take(state, seed);
        for &visit in near.of(seed) {
            if self.removed.len() >= size {
                break;
            }
            if random.chance(0.7) {
                self.take(state, visit);
            }
        }
    }

    /// Visits drawn from all that there are.
    fn any(&mut self, state: &State, seed: u32, random: &mut Random) {
        let size = 1 + random.below(self.mean as usize + 1);
        self.take(state, seed);
        for _ in 1..size {
            self.take(state, random.below(state.problem().drawn) as u32);
        }
    }

    /// Some or all visits of a client: what continuity and double-ups hang on.
    fn client(&mut self, state: &State, seed: u32, random: &mut Random) {
        let visits = &state.problem().clients[state.problem().visit(seed).client as usize].visits;
        let share = if visits.len() > 14 { 14.0 / visits.len() as f64 } else { 1.0 };
        for &visit in visits {
            if random.chance(share) {
                self.take(state, visit);
            }
        }
    }

    /// All of one carer's shift.
    fn carer_day(&mut self, state: &State, seed: u32) {
        if !state.allocated(seed) {
            return;
        }
        let shift = state.shift_of(state.problem().nodes_of(seed).start);
        self.stops(state, shift, 0..state.route(shift).len().min(2 * LONGEST_STRING));
    }
}

/// Where so many stops in a row begin that hold a position of a route with `size` stops, which is no fewer.
fn begin_around(position: usize, length: usize, size: usize, random: &mut Random) -> usize {
    let first = position.saturating_sub(length - 1);
    let last = position.min(size - length);
    first + random.below(last - first + 1)
}
