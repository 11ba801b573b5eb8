//! The floor: the fewest carers with whom a client's visits could be done, so that nobody is blamed for the rest.
//!
//! It asks who may fill each slot and when, that the carers of a visit differ, and that nobody is in two visits of
//! the client at once. It leaves out every other client, so it is never above what a rota achieves. Sets of 1, 2, ...
//! carers are searched exhaustively; where that is cut short, the number reached is still a lower bound.

mod assignment;
mod bits;
mod puzzle;
mod sets;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rota_model::{Client, ClientId, LinkKind, Slot, Visit, VisitId};

use self::puzzle::{Given, Puzzle, Row, Stint};
use super::eligible::Pair;
use crate::clock::Ticks;
use crate::lookup::Lookup;
use crate::reading::ReadStop;

/// Steps of the search for one client before it is cut short: more than the hardest client of a city's week takes,
/// and a fifth of a second at most.
const MOST_STEPS: usize = 100_000;

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
        sets::fewest(&Puzzle::new(self.given(&visits, rows)), MOST_STEPS)
    }

    /// What the search has to know of these visits.
    fn given(&self, visits: &[&Visit], rows: Vec<Row>) -> Given {
        let stints = |visit: &&Visit| -> Vec<Stint> {
            let stint =
                |slot: &Slot| Stint { offset: slot.offset.into(), duration: slot.duration.into() };
            visit.slots.iter().map(stint).collect()
        };
        let mut given =
            Given { visits: visits.iter().map(stints).collect(), rows, ..Given::default() };
        let index: BTreeMap<&VisitId, usize> =
            visits.iter().enumerate().map(|(i, visit)| (&visit.id, i)).collect();
        for link in &self.lookup.instance.links {
            let (Some(&a), Some(&b)) = (index.get(&link.first), index.get(&link.second)) else {
                continue;
            };
            match link.kind {
                LinkKind::SameCarer => given.same.push((a, b)),
                LinkKind::DifferentCarer => given.different.push((a, b)),
                LinkKind::Gap { .. } | LinkKind::BothOrNeither => {}
            }
        }
        given
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
