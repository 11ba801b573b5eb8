//! The fewest carers, by a search over sets of them: 1, 2, ... of them are tried.
//!
//! A set that cannot fill some slots needs somebody more who may fill one of those. Everybody who may is tried, and
//! once tried left out, so that no set is looked at twice.

use std::collections::BTreeMap;

use super::Floor;
use super::assignment::shortfall;
use super::bits::Bits;
use super::puzzle::Puzzle;

/// The steps of the search were used up.
pub(super) struct CutShort;

/// Steps that are left.
pub(super) struct Steps(pub(super) usize);

impl Steps {
    pub(super) fn take(&mut self) -> Result<(), CutShort> {
        self.0 = self.0.checked_sub(1).ok_or(CutShort)?;
        Ok(())
    }
}

/// The fewest carers who can fill all slots; where the search is cut short, a number below which it is impossible.
pub(super) fn fewest(puzzle: &Puzzle, steps: usize) -> Floor {
    let mut steps = Steps(steps);
    let everybody = Bits::of(puzzle.carers, |_| true);
    for group in &puzzle.groups {
        match shortfall(puzzle, &everybody, group, &mut steps) {
            // No rota that keeps the rules has these visits together, so there is nothing to be fair about.
            Ok(Some(_)) => return Floor { faces: 0, exact: false },
            Ok(None) => {}
            Err(CutShort) => break,
        }
    }
    let mut search = Search::new(puzzle, steps);
    let mut faces = puzzle.slots.iter().map(Vec::len).max().unwrap_or(0);
    // One carer for each slot is the most that can be of use.
    while faces <= puzzle.visit.len() {
        match search.enough(&Bits::new(puzzle.carers), &everybody, faces) {
            Ok(true) => return Floor { faces, exact: true },
            Ok(false) => faces += 1,
            Err(CutShort) => return Floor { faces, exact: false },
        }
    }
    Floor { faces: 0, exact: false }
}

/// Somebody more must come from among these.
struct Need {
    helpers: Bits,
    /// The slot that nobody fills; none where several slots together are the trouble.
    slot: Option<usize>,
}

/// Exhaustive search for a set of carers who fill all slots.
struct Search<'a> {
    puzzle: &'a Puzzle,
    steps: Steps,
    /// Who may fill any slot of each group.
    members: Vec<Bits>,
    /// For each group, and those of its members who are chosen: who could help, where they fall short.
    known: Vec<BTreeMap<Bits, Option<Bits>>>,
}

impl<'a> Search<'a> {
    fn new(puzzle: &'a Puzzle, steps: Steps) -> Self {
        let members = puzzle.groups.iter().map(|group| puzzle.anybody(group)).collect();
        let known = vec![BTreeMap::new(); puzzle.groups.len()];
        Self { puzzle, steps, members, known }
    }

    /// Whether the chosen, with at most so many more of the others, can fill all slots.
    fn enough(&mut self, chosen: &Bits, others: &Bits, more: usize) -> Result<bool, CutShort> {
        self.steps.take()?;
        let puzzle = self.puzzle;
        let may_join =
            |carer: usize| others.has(carer) && puzzle.above[carer].count_without(chosen) < more;
        let others = Bits::of(puzzle.carers, may_join);
        let mut needs = self.open_slots(chosen, &others);
        if !reachable(puzzle, &needs, more) {
            return Ok(false);
        }
        needs.extend(self.short_groups(chosen, &others)?);
        if needs.is_empty() {
            return Ok(true);
        }
        if !reachable(puzzle, &needs, more) {
            return Ok(false);
        }
        let Some(need) = needs.iter().min_by_key(|need| need.helpers.count()) else {
            return Ok(true);
        };
        let mut helpers: Vec<usize> = need.helpers.iter().collect();
        let helps = |carer: usize| needs.iter().filter(|need| need.helpers.has(carer)).count();
        helpers.sort_by_key(|carer| (std::cmp::Reverse(helps(*carer)), *carer));
        let mut others = others;
        for carer in helpers {
            // Whoever is better than one who was left out is better without, too.
            if !others.has(carer) {
                continue;
            }
            let mut joined = chosen.clone();
            joined.add(carer);
            joined.unite(&puzzle.above[carer]);
            let joining = joined.count() - chosen.count();
            let mut left = others.clone();
            joined.iter().for_each(|one| left.remove(one));
            if joining <= more && self.enough(&joined, &left, more - joining)? {
                return Ok(true);
            }
            others.remove(carer);
            puzzle.below[carer].iter().for_each(|one| others.remove(one));
        }
        Ok(false)
    }

    /// Each slot that none of the chosen may fill.
    fn open_slots(&self, chosen: &Bits, others: &Bits) -> Vec<Need> {
        let able = &self.puzzle.able;
        (0..able.len())
            .filter(|slot| !able[*slot].meets(chosen))
            .map(|slot| Need { helpers: able[slot].and(others), slot: Some(slot) })
            .collect()
    }

    /// Slots that the chosen can fill one by one, but not together.
    fn short_groups(&mut self, chosen: &Bits, others: &Bits) -> Result<Vec<Need>, CutShort> {
        let mut needs = Vec::new();
        for group in 0..self.puzzle.groups.len() {
            if self.puzzle.groups[group].len() > 1
                && let Some(helpers) = self.helpers(group, chosen)?
            {
                needs.push(Need { helpers: helpers.and(others), slot: None });
            }
        }
        Ok(needs)
    }

    /// Who could help where the chosen fall short of what they can fill one by one of a group; some of the chosen are
    /// among them.
    fn helpers(&mut self, group: usize, chosen: &Bits) -> Result<Option<Bits>, CutShort> {
        let chosen = chosen.and(&self.members[group]);
        if let Some(known) = self.known[group].get(&chosen) {
            return Ok(known.clone());
        }
        let mut slots = self.puzzle.groups[group].clone();
        slots.retain(|slot| self.puzzle.able[*slot].meets(&chosen));
        let short = shortfall(self.puzzle, &chosen, &slots, &mut self.steps)?;
        let helpers = short.map(|slots| self.puzzle.anybody(&slots));
        self.known[group].insert(chosen, helpers.clone());
        Ok(helpers)
    }
}

/// Whether so many more may be enough for all needs, as far as counting tells.
fn reachable(puzzle: &Puzzle, needs: &[Need], more: usize) -> bool {
    if needs.is_empty() {
        return true;
    }
    if more == 0 || needs.iter().any(|need| need.helpers.is_empty()) {
        return false;
    }
    if more == 1 {
        let mut all = needs[0].helpers.clone();
        needs.iter().for_each(|need| all.intersect(&need.helpers));
        return !all.is_empty() && apart_needs(puzzle, needs) == 1;
    }
    apart_needs(puzzle, needs) <= more && fractions_reach(puzzle, needs, more)
}

/// How many needs there are, found one by one, of which nobody helps with two.
fn apart_needs(puzzle: &Puzzle, needs: &[Need]) -> usize {
    let mut order: Vec<&Need> = needs.iter().collect();
    order.sort_by_key(|need| need.helpers.count());
    let mut found: Vec<&Need> = Vec::new();
    for need in order {
        if found.iter().all(|other| apart(puzzle, need, other)) {
            found.push(need);
        }
    }
    found.len()
}

/// Whether nobody helps with both.
fn apart(puzzle: &Puzzle, one: &Need, other: &Need) -> bool {
    let slots = one.slot.zip(other.slot);
    slots.is_some_and(|(one, other)| puzzle.apart(one, other)) || !one.helpers.meets(&other.helpers)
}

/// Whether the needs, each as the part of what its best helper can do, come to no more than so many carers.
fn fractions_reach(puzzle: &Puzzle, needs: &[Need], more: usize) -> bool {
    const WHOLE: usize = 1 << 20;
    // Needs in heaps of which nobody helps with two.
    let mut heaps: Vec<Vec<&Need>> = Vec::new();
    for need in needs {
        let fits = |heap: &&mut Vec<&Need>| heap.iter().all(|other| apart(puzzle, need, other));
        match heaps.iter_mut().find(fits) {
            Some(heap) => heap.push(need),
            None => heaps.push(vec![need]),
        }
    }
    let mut helps = vec![0_usize; puzzle.carers];
    for heap in &heaps {
        let mut helpers = Bits::new(puzzle.carers);
        heap.iter().for_each(|need| helpers.unite(&need.helpers));
        helpers.iter().for_each(|carer| helps[carer] += 1);
    }
    let part = |need: &Need| {
        let best = need.helpers.iter().map(|carer| helps[carer]).max().unwrap_or(1);
        WHOLE / best.max(1)
    };
    needs.iter().map(part).sum::<usize>() <= more * WHOLE
}
