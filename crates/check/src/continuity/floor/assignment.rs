//! Who fills which slot: whether a set of carers can fill some slots, and which of them they cannot if not.

use super::bits::Bits;
use super::puzzle::Puzzle;
use super::sets::{CutShort, Steps};

/// Some slots that the carers cannot fill, as few as dropping one after the other gives; `None` where they can fill all.
///
/// `Err` where the steps are used up.
pub(super) fn shortfall(
    puzzle: &Puzzle,
    carers: &Bits,
    slots: &[usize],
    steps: &mut Steps,
) -> Result<Option<Vec<usize>>, CutShort> {
    let mut order: Vec<usize> = slots.to_vec();
    order.sort_by_key(|slot| (puzzle.able[*slot].and(carers).count(), *slot));
    let mut search = Assignment::new(puzzle, carers, order);
    if search.fill(0, steps)? {
        return Ok(None);
    }
    // What lies beyond the deepest slot reached had no part in it.
    let mut core: Vec<usize> = search.order[..=search.deepest].to_vec();
    let mut place = 0;
    while place < core.len() && core.len() > 1 {
        let mut fewer = core.clone();
        fewer.remove(place);
        let mut search = Assignment::new(puzzle, carers, fewer);
        if search.fill(0, steps)? {
            place += 1;
        } else {
            core = search.order;
        }
    }
    Ok(Some(core))
}

/// Exhaustive search for carers who fill slots, in their order.
struct Assignment<'a> {
    puzzle: &'a Puzzle,
    order: Vec<usize>,
    /// Who of the carers may fill each slot of the order.
    able: Vec<Vec<usize>>,
    /// Who fills each slot.
    filled: Vec<Option<usize>>,
    /// The furthest place of the order for which somebody was looked for.
    deepest: usize,
}

impl<'a> Assignment<'a> {
    fn new(puzzle: &'a Puzzle, carers: &Bits, order: Vec<usize>) -> Self {
        let able = order.iter().map(|slot| puzzle.able[*slot].and(carers).iter().collect());
        Self {
            puzzle,
            able: able.collect(),
            order,
            filled: vec![None; puzzle.visit.len()],
            deepest: 0,
        }
    }

    /// Fills the slots from this place of the order on.
    fn fill(&mut self, place: usize, steps: &mut Steps) -> Result<bool, CutShort> {
        let Some(&slot) = self.order.get(place) else { return Ok(true) };
        self.deepest = self.deepest.max(place);
        steps.take()?;
        for index in 0..self.able[place].len() {
            let carer = self.able[place][index];
            if !self.fits(slot, carer) {
                continue;
            }
            self.filled[slot] = Some(carer);
            if self.same_hold(slot) && self.fill(place + 1, steps)? {
                return Ok(true);
            }
            self.filled[slot] = None;
        }
        Ok(false)
    }

    /// Whether the carer may have the slot beside all that they have.
    fn fits(&self, slot: usize, carer: usize) -> bool {
        self.order.iter().all(|other| {
            self.filled[*other] != Some(carer)
                || self.puzzle.clash(slot, *other).is_none_or(|clash| !clash.has(carer))
        })
    }

    /// Whether the visit of this slot and those that must have the same carers can still have them.
    fn same_hold(&self, slot: usize) -> bool {
        let visit = self.puzzle.visit[slot];
        self.puzzle.same[visit].iter().all(|other| {
            let (one, other) = (self.crew(visit), self.crew(*other));
            let full = |crew: &[Option<usize>]| crew.iter().all(Option::is_some);
            let within = |one: &[Option<usize>], other: &[Option<usize>]| {
                one.iter().flatten().all(|carer| other.contains(&Some(*carer)))
            };
            (!full(&other) || within(&one, &other)) && (!full(&one) || within(&other, &one))
        })
    }

    fn crew(&self, visit: usize) -> Vec<Option<usize>> {
        self.puzzle.slots[visit].iter().map(|slot| self.filled[*slot]).collect()
    }
}
