//! What the floor of one client is looked for in: who may fill which slots, and which two nobody may have both.

use super::bits::Bits;
use crate::clock::Ticks;
use crate::continuity::eligible::Times;

/// When a slot is at work, from the start of its visit on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stint {
    pub(super) offset: Ticks,
    pub(super) duration: Ticks,
}

/// What one carer may do: first and last allowed visit start for each slot of each visit.
pub(super) type Row = Vec<Vec<Option<Times>>>;

/// The visits of one client, as read.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    /// The slots of each visit.
    pub(super) visits: Vec<Vec<Stint>>,
    /// Each carer who may fill any of them.
    pub(super) rows: Vec<Row>,
    /// Two visits with the same carers.
    pub(super) same: Vec<(usize, usize)>,
    /// Two visits with no carer in common.
    pub(super) different: Vec<(usize, usize)>,
}

/// The same for the search: slots of all visits in one row of numbers.
pub(super) struct Puzzle {
    /// The visit of each slot.
    pub(super) visit: Vec<usize>,
    /// The slots of each visit.
    pub(super) slots: Vec<Vec<usize>>,
    /// The visits that must have the same carers as each visit.
    pub(super) same: Vec<Vec<usize>>,
    pub(super) carers: usize,
    /// Who may fill each slot.
    pub(super) able: Vec<Bits>,
    /// For each slot and each other one: who may not have both; nothing where everybody may.
    clash: Vec<Option<Bits>>,
    /// Slots that have to do with each other, in groups: whoever fills those of one is free to fill those of another.
    pub(super) groups: Vec<Vec<usize>>,
    /// The carers who may do all that a carer may, and more or first of equals: one of them who comes anyway is of no
    /// less use. So there is always a smallest set in which, with everybody, all of these are.
    pub(super) above: Vec<Bits>,
    /// The other way round.
    pub(super) below: Vec<Bits>,
}

impl Puzzle {
    pub(super) fn new(mut given: Given) -> Self {
        drop_what_links_forbid(&mut given);
        let carers = given.rows.len();
        let (mut visit, mut slots, mut stints) = (Vec::new(), Vec::new(), Vec::new());
        for (index, of_visit) in given.visits.iter().enumerate() {
            slots.push((visit.len()..visit.len() + of_visit.len()).collect());
            visit.extend(of_visit.iter().map(|_| index));
            stints.extend(of_visit.iter().copied());
        }
        let rows: Vec<Vec<Option<Times>>> =
            given.rows.iter().map(|row| row.iter().flatten().copied().collect()).collect();
        let able =
            (0..visit.len()).map(|slot| Bits::of(carers, |carer| rows[carer][slot].is_some()));
        let mut same = vec![Vec::new(); slots.len()];
        for &(a, b) in &given.same {
            same[a].push(b);
            same[b].push(a);
        }
        let mut puzzle = Self {
            able: able.collect(),
            clash: vec![None; visit.len() * visit.len()],
            visit,
            slots,
            same,
            carers,
            groups: Vec::new(),
            above: Vec::new(),
            below: Vec::new(),
        };
        let clashes = puzzle.find_clashes(&given.different, &stints, &rows);
        puzzle.find_groups();
        puzzle.find_better(&clashes);
        puzzle
    }

    /// Who may not have both slots.
    pub(super) fn clash(&self, a: usize, b: usize) -> Option<&Bits> {
        self.clash[a * self.visit.len() + b].as_ref()
    }

    /// Who may fill any of the slots.
    pub(super) fn anybody(&self, slots: &[usize]) -> Bits {
        let mut anybody = Bits::new(self.carers);
        slots.iter().for_each(|slot| anybody.unite(&self.able[*slot]));
        anybody
    }

    /// Whether nobody may have both slots.
    pub(super) fn apart(&self, a: usize, b: usize) -> bool {
        match self.clash(a, b) {
            Some(clash) => self.able[a].and(&self.able[b]).within(clash),
            None => !self.able[a].meets(&self.able[b]),
        }
    }

    /// Fills in `clash`, and tells the pairs of which somebody may not have both.
    fn find_clashes(
        &mut self,
        different: &[(usize, usize)],
        stints: &[Stint],
        rows: &[Vec<Option<Times>>],
    ) -> Vec<(usize, usize)> {
        let count = self.visit.len();
        // By slot, over all carers: the latest that it can be over at the earliest, and the earliest last start.
        let times = |slot: usize| rows.iter().filter_map(move |row| row[slot]);
        let over: Vec<Option<Ticks>> = (0..count)
            .map(|slot| times(slot).map(|times| over(stints[slot], times)).max())
            .collect();
        let last: Vec<Option<Ticks>> = (0..count)
            .map(|slot| times(slot).map(|times| times.last + stints[slot].offset).min())
            .collect();
        let mut found = Vec::new();
        for a in 0..count {
            for b in a + 1..count {
                let visits = (self.visit[a], self.visit[b]);
                let never = visits.0 == visits.1
                    || different.contains(&visits)
                    || different.contains(&(visits.1, visits.0));
                let perhaps = over[a] > last[b] && over[b] > last[a];
                if !never && !perhaps {
                    continue;
                }
                let clash = Bits::of(self.carers, |carer| {
                    let (Some(one), Some(other)) = (rows[carer][a], rows[carer][b]) else {
                        return false;
                    };
                    never || !fit((stints[a], one), (stints[b], other))
                });
                if !clash.is_empty() {
                    self.clash[a * count + b] = Some(clash.clone());
                    self.clash[b * count + a] = Some(clash);
                    found.push((a, b));
                }
            }
        }
        found
    }

    /// Fills in `groups`: what clashes or is linked belongs together.
    fn find_groups(&mut self) {
        let mut free: Vec<usize> = (0..self.visit.len()).rev().collect();
        while let Some(first) = free.pop() {
            let mut group = vec![first];
            let mut next = 0;
            while let Some(&slot) = group.get(next) {
                next += 1;
                let visit = self.visit[slot];
                let tied = |other: usize| {
                    self.visit[other] == visit
                        || self.clash(slot, other).is_some()
                        || self.same[visit].contains(&self.visit[other])
                };
                group.extend(free.iter().rev().copied().filter(|other| tied(*other)));
                free.retain(|other| !tied(*other));
            }
            self.groups.push(group);
        }
    }

    /// Fills in `above` and `below`.
    fn find_better(&mut self, clashes: &[(usize, usize)]) {
        let slots = |carer: usize| Bits::of(self.able.len(), |slot| self.able[slot].has(carer));
        let able: Vec<Bits> = (0..self.carers).map(slots).collect();
        let of_pairs = |holds: &dyn Fn(&(usize, usize)) -> bool| {
            Bits::of(clashes.len(), |pair| holds(&clashes[pair]))
        };
        // By carer: the pairs that they may not have both, and those that they may.
        let barred = |carer: usize| {
            of_pairs(&|(a, b)| self.clash(*a, *b).is_some_and(|clash| clash.has(carer)))
        };
        let barred: Vec<Bits> = (0..self.carers).map(barred).collect();
        let free: Vec<Bits> = (0..self.carers)
            .map(|carer| {
                let both = |(a, b): &(usize, usize)| {
                    self.able[*a].has(carer)
                        && self.able[*b].has(carer)
                        && !self.clash(*a, *b).is_some_and(|clash| clash.has(carer))
                };
                of_pairs(&both)
            })
            .collect();
        let covers = |one: usize, other: usize| {
            able[other].within(&able[one]) && !free[other].meets(&barred[one])
        };
        let above: Vec<Bits> = (0..self.carers)
            .map(|low| {
                Bits::of(self.carers, |high| {
                    high != low && covers(high, low) && (high < low || !covers(low, high))
                })
            })
            .collect();
        let mut below = vec![Bits::new(self.carers); self.carers];
        for (low, above) in above.iter().enumerate() {
            above.iter().for_each(|high| below[high].add(low));
        }
        (self.above, self.below) = (above, below);
    }
}

/// Takes away slots of carers who may have none of a visit that must have the same carers.
fn drop_what_links_forbid(given: &mut Given) {
    let both_ways: Vec<(usize, usize)> =
        given.same.iter().flat_map(|&(a, b)| [(a, b), (b, a)]).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for &(a, b) in &both_ways {
            for row in &mut given.rows {
                for slot in 0..row[a].len() {
                    let Some(times) = row[a][slot] else { continue };
                    let own = (given.visits[a][slot], times);
                    let other = row[b].iter().zip(&given.visits[b]);
                    let fits = |(theirs, stint): (&Option<Times>, &Stint)| {
                        theirs.is_some_and(|theirs| fit(own, (*stint, theirs)))
                    };
                    if !other.into_iter().any(fits) {
                        row[a][slot] = None;
                        changed = true;
                    }
                }
            }
        }
    }
}

/// Whether a carer may have both: one can be over before the other starts.
fn fit(one: (Stint, Times), other: (Stint, Times)) -> bool {
    let before = |first: (Stint, Times), second: (Stint, Times)| {
        over(first.0, first.1) <= second.1.last + second.0.offset
    };
    before(one, other) || before(other, one)
}

/// The earliest that a slot can be over.
fn over(stint: Stint, times: Times) -> Ticks {
    times.first + stint.offset + stint.duration
}
