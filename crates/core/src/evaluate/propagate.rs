//! How starts move: the least schedule over the joint timing graph of routes and links.
//!
//! Every visit starts as early as its predecessors, its windows and its links allow. That is the least fixpoint of
//! monotone bounds, so raising starts from below until nothing is violated finds it, whatever the order (the
//! worklist form of Bellman-Ford). A visit that holds itself up sits on a cycle, two routes waiting for each other: such an
//! insertion is infeasible. Routes may meet two double-ups in opposite orders where the times allow it; no global order of
//! visits is assumed. Days of a carer that ask for rest between them hold each other up like stops do (see
//! [`super::days`]).

mod days;
mod relax;

use crate::problem::{HERE, NONE, Problem, Stints};
use crate::state::State;

/// A node to be inserted before the stop that is now at `position`. At most one for each route at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// What.
    pub node: u32,
    /// Into which route.
    pub shift: u32,
    /// Before which stop.
    pub position: u32,
}

/// Raised this often by an insertion, a visit is taken to sit on a cycle, should that not show sooner.
const MOST_RAISES: u32 = 40;

/// Starts on trial, laid over those of a [`State`]; keeps its buffers between trials.
#[derive(Debug, Clone)]
pub struct Trial {
    stamp: u32,
    tried: Vec<Tried>,
    most_raises: u32,
    queue: std::collections::VecDeque<u32>,
    changed: Vec<u32>,
    /// Routes with something on trial have its stamp; empty where nobody's days have rules.
    moved: Vec<u32>,
    /// Carers and stints that are being looked at.
    looked_at: Vec<u32>,
    stints: Stints,
    placements: Vec<Placement>,
    /// Price of the lateness that the trial has caused so far, and the most that it may cause.
    late: i64,
    most_late: i64,
    /// Largest lateness so far.
    largest: i64,
}

/// A visit in a trial, all of it side by side in memory; void unless it has the trial's stamp.
#[derive(Debug, Clone, Copy)]
struct Tried {
    stamp: u32,
    raises: u32,
    start: i64,
    mask: u64,
    hold: i64,
    /// The visit whose time asks for just this start; [`NONE`] where a window does, or nothing on trial.
    held_by: u32,
    queued: bool,
}

impl Trial {
    /// Buffers for a problem.
    pub fn new(problem: &Problem) -> Self {
        let days_matter = problem.ties_days || problem.looks_at_days;
        let untried = Tried {
            stamp: 0,
            raises: 0,
            start: 0,
            mask: 0,
            hold: i64::MIN,
            held_by: NONE,
            queued: false,
        };
        Self {
            stamp: 0,
            tried: vec![untried; problem.visits.len()],
            most_raises: MOST_RAISES,
            queue: std::collections::VecDeque::new(),
            changed: Vec::new(),
            moved: vec![0; if days_matter { problem.shifts.len() } else { 0 }],
            looked_at: Vec::new(),
            stints: Stints::default(),
            placements: Vec::new(),
            late: 0,
            most_late: i64::MAX,
            largest: 0,
        }
    }

    /// Visits whose start is on trial, in the order in which they were reached.
    pub fn changed(&self) -> &[u32] {
        &self.changed
    }

    /// What is being inserted.
    pub fn placements(&self) -> &[Placement] {
        &self.placements
    }

    /// The start of a visit on trial.
    #[inline]
    pub fn start(&self, state: &State, visit: u32) -> i64 {
        let tried = &self.tried[visit as usize];
        if tried.stamp == self.stamp { tried.start } else { state.start(visit) }
    }

    /// The allowed windows of a visit on trial.
    #[inline]
    pub fn mask(&self, state: &State, visit: u32) -> u64 {
        let tried = &self.tried[visit as usize];
        if tried.stamp == self.stamp { tried.mask } else { state.mask(visit) }
    }

    /// What a visit on trial is held back to.
    pub fn hold(&self, visit: u32) -> i64 {
        self.tried[visit as usize].hold
    }

    #[inline]
    fn on_trial(&self, visit: u32) -> bool {
        self.tried[visit as usize].stamp == self.stamp
    }

    fn begin(&mut self) {
        self.stamp += 1;
        self.changed.clear();
        self.placements.clear();
        for visit in self.queue.drain(..) {
            self.tried[visit as usize].queued = false;
        }
    }

    /// Adds up what lateness a start that moves from `old` to `new` costs. Starts only rise, so this is what the whole
    /// insertion costs at least.
    fn count_lateness(&mut self, state: &State, visit: u32, old: Option<i64>, new: i64) {
        let prices = &state.problem().prices;
        let info = state.problem().visit(visit);
        // Where there are several windows, a later start can be less late.
        let [window] = info.windows.as_slice() else { return };
        let late = new - window.soft_latest;
        if late > 0 {
            let before = old.map_or(0, |old| (old - window.soft_latest).max(0));
            self.late += prices.lateness * (late - before) * info.nodes.len() as i64;
            let beyond = late - self.largest;
            if beyond > 0 {
                self.largest = late;
                self.late += prices.largest_lateness * beyond;
            }
        }
    }

    fn put(&mut self, state: &State, visit: u32, start: i64, mask: u64) {
        let tried = &mut self.tried[visit as usize];
        let is_new = tried.stamp != self.stamp;
        if is_new {
            tried.stamp = self.stamp;
            tried.raises = 0;
            self.changed.push(visit);
        }
        tried.start = start;
        tried.mask = mask;
        tried.held_by = NONE;
        if !tried.queued {
            tried.queued = true;
            self.queue.push_back(visit);
        }
        if is_new && !self.moved.is_empty() {
            self.stamp_routes(state, visit);
        }
    }

    /// Finds the starts after the insertion of whole units; false when it is infeasible or causes lateness that
    /// costs more than `most_late`. `placements` holds every node of each visit concerned; the first of these visits
    /// is held back to `hold`. Whether carers may have such days is for [`Trial::suits_days`] to say.
    pub fn insert(
        &mut self,
        state: &State,
        placements: &[Placement],
        hold: i64,
        most_late: i64,
    ) -> bool {
        self.begin();
        self.most_raises = MOST_RAISES;
        (self.late, self.most_late, self.largest) = (0, most_late, state.largest_lateness());
        self.placements.extend_from_slice(placements);
        let problem = state.problem();
        if !self.moved.is_empty() {
            placements.iter().for_each(|placed| self.moved[placed.shift as usize] = self.stamp);
        }
        let mut visit = NONE;
        for placed in placements {
            if problem.node(placed.node).visit != visit {
                let hold = if visit == NONE { hold } else { i64::MIN };
                visit = problem.node(placed.node).visit;
                if !self.start_new(state, visit, hold) {
                    return false;
                }
            }
        }
        // A rest moves with its carer: behind a new stop it is elsewhere, and the way on from there is another.
        for placed in placements {
            let after = &state.route(placed.shift)[placed.position as usize..];
            for &node in after.iter().take_while(|node| problem.is_rest(**node)) {
                let rest = problem.node(node).visit;
                if !self.on_trial(rest) {
                    self.put(state, rest, state.start(rest), state.mask(rest));
                }
            }
        }
        self.settle(state)
    }

    /// Puts a new visit at the least start that its predecessors and the links to allocated visits allow.
    fn start_new(&mut self, state: &State, visit: u32, hold: i64) -> bool {
        let problem = state.problem();
        let mut mask = u64::MAX;
        let mut bound = hold;
        for placed in self.placements.iter().filter(|p| problem.node(p.node).visit == visit) {
            mask &= problem.eligibility.mask(placed.node, placed.shift);
            let free = state.free_before(placed.shift, placed.position as usize, placed.node);
            bound = bound.max(free - problem.node(placed.node).offset);
        }
        for gap in &problem.visit(visit).gaps {
            if state.allocated(gap.other) {
                bound = bound.max(state.start(gap.other) - gap.most);
            }
        }
        let Some(start) = problem.visit(visit).next_start(mask, bound) else { return false };
        self.count_lateness(state, visit, None, start);
        self.put(state, visit, start, mask);
        self.tried[visit as usize].hold = hold;
        self.late <= self.most_late
    }

    /// Raises starts until every bound holds; false when one cannot.
    fn settle(&mut self, state: &State) -> bool {
        let problem = state.problem();
        while let Some(visit) = self.queue.pop_front() {
            let tried = &mut self.tried[visit as usize];
            tried.queued = false;
            let start = tried.start;
            for node in problem.nodes_of(visit) {
                let (shift, after, known) = self.successor(state, node);
                let info = problem.node(node);
                let ends = start + info.offset + info.duration;
                let rest = info.place == HERE;
                let place = || if rest { self.place_of_rest(state, node) } else { info.place };
                let run = problem.shift(shift);
                if after == NONE {
                    let back = ends + problem.leg(run.mode, place(), run.end_place);
                    if back > run.end {
                        return false;
                    }
                    if problem.ties_days {
                        for (held, bound) in self.held_up(state, shift, back).into_iter().flatten()
                        {
                            if !self.raise(state, held, bound, visit) {
                                return false;
                            }
                        }
                    }
                    continue;
                }
                let to = problem.node(after);
                let leg = known.filter(|_| !rest).unwrap_or_else(|| {
                    let place = place();
                    problem.leg(run.mode, place, to.place_from(place))
                });
                if !self.raise(state, to.visit, ends + leg - to.offset, visit) {
                    return false;
                }
            }
            for gap in &problem.visit(visit).gaps {
                let placed = self.on_trial(gap.other) || state.allocated(gap.other);
                if placed && !self.raise(state, gap.other, start + gap.least, visit) {
                    return false;
                }
            }
        }
        true
    }

    /// Where the carer of a rest is then, insertions on trial included.
    fn place_of_rest(&self, state: &State, rest: u32) -> u32 {
        let problem = state.problem();
        let own = self.placements.iter().find(|p| p.node == rest);
        let (shift, position) = own.map_or_else(
            || (state.shift_of(rest), state.position(rest)),
            |own| (own.shift, own.position as usize),
        );
        // Between it and the stop with care before it there are only other rests.
        let is_rest = |node: u32| problem.is_rest(node);
        let before = |p: &&Placement| {
            let at = p.position as usize;
            !is_rest(p.node)
                && p.shift == shift
                && at <= position
                && state.route(shift)[at..position].iter().all(|node| is_rest(*node))
        };
        let new = self.placements.iter().find(before);
        new.map_or_else(|| state.place_at(shift, position), |new| problem.node(new.node).place)
    }

    /// The route and the next node of a node, insertions on trial included, and the seconds of the leg between two stops with
    /// nothing new between them; not while stops are being taken out, when what the state knows of legs is out of date.
    #[inline]
    fn successor(&self, state: &State, node: u32) -> (u32, u32, Option<i64>) {
        if let Some(own) = self.placements.iter().find(|p| p.node == node) {
            let after = state.route(own.shift).get(own.position as usize);
            return (own.shift, after.copied().unwrap_or(NONE), None);
        }
        let shift = state.shift_of(node);
        let position = state.position(node) + 1;
        for placed in &self.placements {
            if placed.shift == shift && placed.position as usize == position {
                return (shift, placed.node, None);
            }
        }
        if self.placements.is_empty() {
            let after = state.route(shift).get(position);
            return (shift, after.copied().unwrap_or(NONE), None);
        }
        match state.stops(shift).get(position) {
            Some(after) => (shift, after.node, Some(after.leg)),
            None => (shift, NONE, None),
        }
    }

    /// Raises the start of a visit to a bound that the time of another visit, `by`, sets it; false when it cannot.
    fn raise(&mut self, state: &State, visit: u32, bound: i64, by: u32) -> bool {
        let tried = &self.tried[visit as usize];
        let on_trial = tried.stamp == self.stamp;
        let old = if on_trial { tried.start } else { state.start(visit) };
        if bound <= old {
            return true;
        }
        if on_trial && self.is_held_by(by, visit) {
            return false;
        }
        let mask = if on_trial { tried.mask } else { state.mask(visit) };
        let Some(start) = state.problem().visit(visit).next_start(mask, bound) else {
            return false;
        };
        self.put(state, visit, start, mask);
        if self.most_late < i64::MAX {
            self.count_lateness(state, visit, Some(old), start);
        }
        let tried = &mut self.tried[visit as usize];
        tried.raises += 1;
        if start == bound {
            tried.held_by = by;
        }
        tried.raises < self.most_raises && self.late <= self.most_late
    }

    /// Whether the start of one visit is asked for by another's, directly or through others: who then holds up that other
    /// visit closes a cycle, on which starts would rise without end (Cherkassky and Goldberg 1999).
    fn is_held_by(&self, visit: u32, by: u32) -> bool {
        let mut next = visit;
        while next != by && next != NONE {
            next = self.tried[next as usize].held_by;
        }
        next == by
    }
}
