//! Visits that were taken out, and where each of their slots is to go.

use crate::evaluate::propagate::Placement;
use crate::problem::NONE;
use crate::state::State;

/// A visit that was taken out.
#[derive(Debug, Clone)]
pub struct Told {
    /// What it was held back to.
    pub hold: i64,
    visit: u32,
    /// What they go back by.
    start: i64,
    slots: Vec<Slot>,
    joins: Joins,
}

/// Where slots go in routes that they were not in.
#[derive(Debug, Clone, Copy)]
enum Joins {
    /// Behind all that is there.
    Last,
    /// Behind what begins no later than they are to start.
    InTime,
}

/// A slot that goes to another route, for its visit to start about then.
#[derive(Debug, Clone, Copy)]
pub struct Goes {
    /// Its node.
    pub node: u32,
    /// The route.
    pub to: u32,
    /// About when its visit starts there.
    pub start: i64,
}

/// Where one slot was, and where it goes.
#[derive(Debug, Clone, Copy)]
struct Slot {
    node: u32,
    old: u32,
    position: usize,
    /// The stop before it in the old route that was not taken out, where it goes back there, or [`NONE`].
    after: u32,
    /// The route that it goes to: to its place in the old one.
    new: u32,
}

impl Told {
    /// Notes where the slots of the visits are and `route` says that they go, by old route and place there. The visits are those
    /// about to be removed, and come back ascending by their starts.
    pub fn list(state: &State, visits: &[u32], route: impl Fn(u32, usize) -> u32) -> Vec<Self> {
        let problem = state.problem();
        let leaves = |node: &u32| visits.contains(&problem.node(*node).visit);
        let slot = |node: u32| {
            let (old, position) = (state.shift_of(node), state.position(node));
            let new = route(old, position);
            let mut before = state.route(old)[..position].iter().rev();
            let stays = |other: &&u32| !problem.is_rest(**other) && !leaves(other);
            let after = if new == old { before.find(stays) } else { None };
            Slot { node, old, position, after: after.copied().unwrap_or(NONE), new }
        };
        let calls = visits.iter().filter(|visit| (**visit as usize) < problem.calls);
        let mut list: Vec<Self> = calls
            .map(|&visit| Self {
                hold: state.hold(visit),
                visit,
                start: state.start(visit),
                slots: problem.nodes_of(visit).map(slot).collect(),
                joins: Joins::Last,
            })
            .collect();
        list.sort_by_key(|told| (told.start, told.visit));
        list
    }

    /// Those of the visits, which are about to be removed, that have a slot which goes to another route; their other slots go back
    /// where they are. They come back ascending by the starts that are asked for.
    pub fn list_in_time(state: &State, visits: &[u32], goes: &[Goes]) -> Vec<Self> {
        let of = |node: u32| goes.iter().find(|goes| goes.node == node);
        let mut list = Self::list(state, visits, |shift, position| {
            of(state.route(shift)[position]).map_or(shift, |goes| goes.to)
        });
        list.retain_mut(|told| {
            let asked = told.slots.iter().find_map(|slot| of(slot.node));
            told.joins = Joins::InTime;
            told.start = asked.map_or(told.start, |goes| goes.start);
            asked.is_some()
        });
        list.sort_by_key(|told| (told.start, told.visit));
        list
    }

    /// Where the slots go now, those of `earlier` being back where they fitted.
    pub fn placements(&self, state: &State, earlier: &[Self]) -> Vec<Placement> {
        let place = |slot: &Slot| {
            let position = if slot.new == slot.old {
                let before = earlier.iter().flat_map(|told| &told.slots).filter(|other| {
                    other.old == slot.old
                        && other.position < slot.position
                        && state.shift_of(other.node) == slot.old
                });
                let before = before.map(|other| other.node);
                let kept = Some(slot.after).filter(|node| *node != NONE);
                before.chain(kept).map(|node| state.position(node) + 1).max().unwrap_or(0)
            } else {
                match self.joins {
                    Joins::Last => state.route(slot.new).len(),
                    Joins::InTime => {
                        state.stops(slot.new).partition_point(|s| s.begins <= self.start)
                    }
                }
            };
            Placement { node: slot.node, shift: slot.new, position: position as u32 }
        };
        self.slots.iter().map(place).collect()
    }
}
