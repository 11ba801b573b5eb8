//! The floor: the fewest carers with whom a client's visits could be done, so that nobody is blamed for the rest.
//!
//! It asks who may fill each slot and when, that the carers of a visit differ, and that nobody is in two visits of
//! the client at once. It leaves out every other client, so it is never above what a rota achieves. The numbers
//! 1, 2, ... of carers are tried by exhaustive search; where that is cut short, the number reached is still a
//! lower bound.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{Client, ClientId, LinkKind, Slot, Visit, VisitId};

use super::eligible::{Pair, Times};
use crate::clock::Ticks;
use crate::lookup::Lookup;
use crate::reading::ReadStop;

/// Steps of the search for one client before it is cut short.
const MOST_STEPS: usize = 5_000;

/// The fewest carers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Floor {
    /// So many, or more where it is not exact; 0 also where the rota breaks rules, so that no number is enough.
    pub faces: usize,
    /// Whether fewer are impossible and so many are possible, as far as the floor looks.
    pub exact: bool,
}

/// What all clients' floors need.
pub(super) struct Floors<'a> {
    lookup: &'a Lookup<'a>,
    /// The two shortest slots by client: anybody who comes from another client's stop was there this long.
    shortest: Vec<(Ticks, &'a ClientId)>,
}

/// What one carer may do: first and last allowed visit start for each slot of each visit.
type Row = Vec<Vec<Option<Times>>>;

impl<'a> Floors<'a> {
    pub(super) fn new(lookup: &'a Lookup<'a>) -> Self {
        let mut by_client: BTreeMap<&ClientId, Ticks> = BTreeMap::new();
        for visit in &lookup.instance.visits {
            for slot in &visit.slots {
                let shortest = by_client.entry(&visit.client).or_insert(slot.duration.into());
                *shortest = (*shortest).min(slot.duration.into());
            }
        }
        let mut shortest: Vec<_> = by_client.into_iter().map(|(client, t)| (t, client)).collect();
        shortest.sort();
        shortest.truncate(2);
        Self { lookup, shortest }
    }

    /// The floor of the visits that these stops serve.
    pub(super) fn of(&self, client: &Client, stops: &[&ReadStop<'a>]) -> Floor {
        let visits: BTreeMap<&VisitId, &Visit> =
            stops.iter().map(|stop| (&stop.visit.id, stop.visit)).collect();
        let elsewhere = self.shortest.iter().find(|(_, other)| **other != client.id);
        let mut visits: Vec<&Visit> = visits.into_values().collect();
        let mut rows: Vec<Row> = Vec::new();
        for carer in &self.lookup.instance.carers {
            let elsewhere = elsewhere.map(|(time, _)| *time);
            let Some(pair) = Pair::new(self.lookup, carer, client, elsewhere) else { continue };
            let row: Row = visits
                .iter()
                .map(|visit| visit.slots.iter().map(|slot| pair.may_start(visit, slot)).collect())
                .collect();
            if row.iter().flatten().any(Option::is_some) {
                rows.push(row);
            }
        }
        drop_what_nobody_may(&mut visits, &mut rows);
        if visits.is_empty() {
            return Floor { faces: 0, exact: true };
        }
        let mut search = Search::new(self.lookup, &visits, &rows);
        let mut faces = visits.iter().map(|visit| visit.slots.len()).max().unwrap_or(0);
        // One carer for each slot is the most that can be of use.
        let most: usize = visits.iter().map(|visit| visit.slots.len()).sum();
        while faces <= most {
            match search.can(faces) {
                Some(true) => return Floor { faces, exact: true },
                Some(false) => faces += 1,
                None => return Floor { faces, exact: false },
            }
        }
        // No rota that keeps the rules has these visits together, so there is nothing to be fair about.
        Floor { faces: 0, exact: false }
    }
}

/// Takes away visits of which some slot has nobody: no rota that keeps the rules has them.
fn drop_what_nobody_may(visits: &mut Vec<&Visit>, rows: &mut [Row]) {
    let possible: Vec<bool> = (0..visits.len())
        .map(|v| (0..visits[v].slots.len()).all(|s| rows.iter().any(|row| row[v][s].is_some())))
        .collect();
    let keep = |index: &mut usize| {
        *index += 1;
        possible[*index - 1]
    };
    let mut index = 0;
    visits.retain(|_| keep(&mut index));
    for row in rows {
        let mut index = 0;
        row.retain(|_| keep(&mut index));
    }
}

/// Exhaustive search for carers who cover all visits.
struct Search<'a> {
    visits: &'a [&'a Visit],
    rows: &'a [Row],
    /// Carers, those who may do most first.
    carers: Vec<usize>,
    /// The first carer with the same row: they are interchangeable.
    alike: Vec<usize>,
    /// How many others may do all that a carer may, and more or first of equals. Whoever has as many as the carers
    /// looked for is not needed: one of them is free to take it all over.
    beaten: Vec<usize>,
    /// How many carers are looked for.
    faces: usize,
    /// Visits from the one that fewest may do.
    order: Vec<usize>,
    /// Visits that must have the same, and none of the same, carers.
    same: BTreeSet<(usize, usize)>,
    different: BTreeSet<(usize, usize)>,
    /// Who does each slot of the visits that are done.
    done: Vec<Vec<usize>>,
    used: Vec<bool>,
    steps: usize,
}

impl<'a> Search<'a> {
    fn new(lookup: &Lookup<'_>, visits: &'a [&'a Visit], rows: &'a [Row]) -> Self {
        let alike = (0..rows.len())
            .map(|carer| rows.iter().position(|row| *row == rows[carer]).unwrap_or(carer))
            .collect();
        let reach = |carer: &usize| rows[*carer].iter().flatten().flatten().count();
        let mut carers: Vec<usize> = (0..rows.len()).collect();
        carers.sort_by_key(|carer| (std::cmp::Reverse(reach(carer)), *carer));
        let beats = |a: usize, b: usize| a != b && covers(&rows[a], &rows[b]);
        let beaten = (0..rows.len())
            .map(|b| {
                let above = |a: &usize| beats(*a, b) && (rows[*a] != rows[b] || *a < b);
                (0..rows.len()).filter(above).count()
            })
            .collect();
        let choices = |visit: &usize| -> usize {
            let slots = 0..visits[*visit].slots.len();
            let able = |slot: usize| rows.iter().filter(|row| row[*visit][slot].is_some()).count();
            slots.map(able).min().unwrap_or(0)
        };
        let mut order: Vec<usize> = (0..visits.len()).collect();
        order.sort_by_key(|visit| (choices(visit), *visit));
        let index: BTreeMap<&VisitId, usize> =
            visits.iter().enumerate().map(|(i, visit)| (&visit.id, i)).collect();
        let (mut same, mut different) = (BTreeSet::new(), BTreeSet::new());
        for link in &lookup.instance.links {
            let (Some(&a), Some(&b)) = (index.get(&link.first), index.get(&link.second)) else {
                continue;
            };
            match link.kind {
                LinkKind::SameCarer => same.extend([(a, b), (b, a)]),
                LinkKind::DifferentCarer => different.extend([(a, b), (b, a)]),
                LinkKind::Gap { .. } | LinkKind::BothOrNeither => {}
            }
        }
        Self {
            visits,
            rows,
            carers,
            alike,
            beaten,
            faces: 0,
            order,
            same,
            different,
            done: vec![Vec::new(); visits.len()],
            used: vec![false; rows.len()],
            steps: 0,
        }
    }

    /// Whether so many carers are enough; `None` when the search was cut short.
    fn can(&mut self, faces: usize) -> Option<bool> {
        self.faces = faces;
        self.used.fill(false);
        self.done.iter_mut().for_each(Vec::clear);
        self.visit(0, faces)
    }

    /// Fills the visits from the one at `place` in the order, with at most `spare` more faces.
    fn visit(&mut self, place: usize, spare: usize) -> Option<bool> {
        let Some(&visit) = self.order.get(place) else { return Some(true) };
        let slot = self.done[visit].len();
        if slot == self.visits[visit].slots.len() {
            return if self.links_hold(visit) { self.visit(place + 1, spare) } else { Some(false) };
        }
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return None;
        }
        let mut tried: BTreeSet<usize> = BTreeSet::new();
        // Those who are used already come first: they are free.
        for fresh in [false, true] {
            if fresh && spare == 0 {
                break;
            }
            for rank in 0..self.carers.len() {
                let carer = self.carers[rank];
                if self.used[carer] == fresh
                    || self.beaten[carer] >= self.faces
                    || (fresh && !tried.insert(self.alike[carer]))
                    || !self.fits(visit, slot, carer)
                {
                    continue;
                }
                self.used[carer] = true;
                self.done[visit].push(carer);
                let found = self.visit(place, spare - usize::from(fresh));
                self.done[visit].pop();
                if fresh {
                    self.used[carer] = false;
                }
                if found != Some(false) {
                    return found;
                }
            }
        }
        Some(false)
    }

    /// Whether the carer may fill the slot beside all that they do already.
    fn fits(&self, visit: usize, slot: usize, carer: usize) -> bool {
        let Some(times) = self.rows[carer][visit][slot] else { return false };
        if self.done[visit].contains(&carer) {
            return false;
        }
        let own = &self.visits[visit].slots[slot];
        self.done.iter().enumerate().all(|(other, crew)| {
            let Some(at) = crew.iter().position(|one| *one == carer) else { return true };
            if other == visit || self.different.contains(&(visit, other)) {
                return false;
            }
            let Some(theirs) = self.rows[carer][other][at] else { return false };
            let slot = &self.visits[other].slots[at];
            before((own, times), (slot, theirs)) || before((slot, theirs), (own, times))
        })
    }

    /// Whether a full visit has the carers of those that it must share them with.
    fn links_hold(&self, visit: usize) -> bool {
        let crew = |visit: usize| -> BTreeSet<usize> { self.done[visit].iter().copied().collect() };
        let others = self.same.iter().filter(|(one, _)| *one == visit);
        others
            .map(|(_, other)| *other)
            .filter(|other| self.done[*other].len() == self.visits[*other].slots.len())
            .all(|other| crew(other) == crew(visit))
    }
}

/// Whether one carer may do all that another may.
fn covers(one: &Row, other: &Row) -> bool {
    one.iter().flatten().zip(other.iter().flatten()).all(|pair| match pair {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(one), Some(other)) => one.first <= other.first && other.last <= one.last,
    })
}

/// Whether the first can be over before the second starts.
fn before(first: (&Slot, Times), second: (&Slot, Times)) -> bool {
    let over = first.1.first + Ticks::from(first.0.offset) + Ticks::from(first.0.duration);
    over <= second.1.last + Ticks::from(second.0.offset)
}
