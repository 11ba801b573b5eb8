//! The common start of a visit's slots, as seen from each slot and from each class that may come.
//!
//! With the start taken out of the routes as a number `s` of its own, from 0 to the width of the visit's windows, each
//! slot starts at `s`. A class that comes with share `p` and starts at `t` on average keeps `p t <= s` and
//! `s - width (1 - p) <= p t`, which are McCormick's bounds of `p s` (1976). The slots alone would let two carers take
//! half of each, so that the slots have the same mean start though the carers never meet.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::problem::Problem;

use super::class::Class;
use super::duals::width;
use super::lagrangian::Cut;

/// A visit with several slots.
#[derive(Debug, Clone)]
pub(super) struct DoubleUp {
    /// Its slots.
    pub(super) nodes: Range<u32>,
    /// From its first start to its last one.
    pub(super) width: i64,
    /// The classes of one shift that may come, ascending.
    pub(super) classes: Vec<usize>,
    /// Where its multipliers begin: one of each slot, then two of each class.
    pub(super) first: usize,
}

/// All double-ups, with their multipliers from `first` on. No start is after `end`.
pub(super) fn double_ups(
    problem: &Problem,
    classes: &[Class],
    end: i64,
    mut first: usize,
) -> Vec<DoubleUp> {
    let mut comers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, class) in classes.iter().enumerate().filter(|(_, class)| class.count() == 1) {
        for stop in &class.stops {
            let list = comers.entry(problem.node(stop.node).visit).or_default();
            if list.last() != Some(&index) {
                list.push(index);
            }
        }
    }
    let mut list = Vec::new();
    for (index, visit) in problem.calls().filter(|(_, visit)| visit.nodes.len() > 1) {
        let mut double_up = DoubleUp {
            nodes: visit.nodes.clone(),
            width: width(visit, end),
            classes: comers.remove(&index).unwrap_or_default(),
            first,
        };
        // Where a visit may start at any late hour the bounds say next to nothing.
        let open = visit.windows.iter().any(|window| window.latest > end);
        if double_up.width == 0 || open {
            double_up.classes.clear();
        }
        first += double_up.len();
        list.push(double_up);
    }
    list
}

impl DoubleUp {
    /// How many multipliers it has.
    pub(super) fn len(&self) -> usize {
        self.nodes.len() + 2 * self.classes.len()
    }

    /// That of a slot's start; any sign.
    pub(super) fn slot(&self, node: u32) -> usize {
        self.first + (node - self.nodes.start) as usize
    }

    /// Those of a class that does not start after the others, nor before them; not negative.
    pub(super) fn class(&self, class: usize) -> Option<(usize, usize)> {
        let place = self.classes.binary_search(&class).ok()?;
        let late = self.first + self.nodes.len() + 2 * place;
        Some((late, late + 1))
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let first = self.first + self.nodes.len();
        (0..self.classes.len()).map(move |place| (first + 2 * place, first + 2 * place + 1))
    }

    fn slots(&self) -> Range<usize> {
        self.first..self.first + self.nodes.len()
    }

    /// What a second of the common start is worth, and what keeping classes from starting early costs a second.
    fn rates(&self, y: &[i64]) -> (i64, i64) {
        let early: i64 = self.pairs().map(|(_, before)| y[before]).sum();
        let late: i64 = self.pairs().map(|(after, _)| y[after]).sum();
        (early - self.slots().map(|index| y[index]).sum::<i64>() - late, early)
    }

    /// What the common start adds to the relaxation at its best.
    pub(super) fn value(&self, y: &[i64]) -> i128 {
        let (start, early) = self.rates(y);
        let width = i128::from(self.width);
        (width * i128::from(start)).min(0) - width * i128::from(early)
    }

    /// Takes out what only rounding makes the start worth: a unit counts for each second of a width that may be days.
    pub(super) fn mend(&self, y: &mut [i64]) {
        let (start, _) = self.rates(y);
        if start.abs() <= self.len() as i64 {
            y[self.first] += start;
        }
    }

    /// The same as cuts: for the first and for the last start.
    pub(super) fn cuts(&self, part: usize) -> [Cut; 2] {
        let width = self.width as f64;
        let first = self.pairs().map(|(_, before)| (before, -width)).collect();
        let last = self.slots().chain(self.pairs().map(|(after, _)| after));
        let last = last.map(|index| (index, -width)).collect();
        [first, last].map(|slopes| Cut { part, constant: 0.0, slopes, route: Vec::new() })
    }
}
