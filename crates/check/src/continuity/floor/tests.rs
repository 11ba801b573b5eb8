//! The search against plain brute force over sets of carers and who fills what.

use super::puzzle::{Given, Puzzle, Stint};
use super::sets::fewest;
use super::{Floor, MOST_STEPS};
use crate::clock::Ticks;
use crate::continuity::eligible::Times;

/// Numbers that look random (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.below(sides) == 0
    }

    fn number(&mut self, from: u64, to: u64) -> usize {
        usize::try_from(from + self.below(to - from + 1)).unwrap()
    }
}

/// 6 to 10 carers who each work on some of 4 days, early, late or long, and 8 to 14 visits, some double-ups, which
/// come mostly at three times of day; sometimes a skill, sometimes links.
fn random(seed: u64) -> Given {
    let mut dice = Dice(seed);
    let minutes = |dice: &mut Dice, to: u64| Ticks::from(dice.below(to / 5) * 5);
    let (carers, visits) = (dice.number(6, 10), dice.number(8, 14));
    let mut given = Given::default();
    // First and last start of each visit in minutes, and whether it takes a skill.
    let mut asked = Vec::new();
    for _ in 0..visits {
        let day = 1440 * Ticks::from(dice.below(4));
        let at = [480, 500, 530, 750, 1080, 1110][dice.number(0, 5)];
        let first = day + at + minutes(&mut dice, 20);
        asked.push((first, first + minutes(&mut dice, 60), dice.one_in(8)));
    }
    asked.sort_unstable();
    for _ in 0..visits {
        let duration = 15 + minutes(&mut dice, 45);
        let mut slots = vec![Stint { offset: 0, duration }];
        if dice.one_in(5) {
            let offset = if dice.one_in(3) { 10 } else { 0 };
            slots.push(Stint { offset, duration });
        }
        given.visits.push(slots);
    }
    for _ in 0..carers {
        let skilled = !dice.one_in(3);
        let shifts: Vec<(Ticks, Ticks)> = (0..4)
            .filter_map(|day| {
                let (from, to) =
                    [(420, 840), (720, 1320), (420, 1320), (420, 1320)][dice.number(0, 3)];
                let late = minutes(&mut dice, 120);
                (!dice.one_in(5)).then_some((1440 * day + from + late, 1440 * day + to))
            })
            .collect();
        let row = given.visits.iter().zip(&asked).map(|(slots, &(first, last, skill))| {
            let times = |stint: &Stint| {
                let mut spans = shifts.iter().map(|(from, to)| Times {
                    first: first.max(from - stint.offset),
                    last: last.min(to - stint.offset - stint.duration),
                });
                spans.find(|span| span.first <= span.last && (skilled || !skill))
            };
            slots.iter().map(times).collect()
        });
        let row = row.collect();
        given.rows.push(row);
    }
    for _ in 0..dice.number(0, 3) {
        let (a, b) = (dice.number(0, 7), dice.number(0, 7));
        let alike = given.visits[a].len() == given.visits[b].len();
        match dice.below(2) {
            _ if a == b => {}
            0 if alike || dice.one_in(20) => given.same.push((a, b)),
            _ => given.different.push((a, b)),
        }
    }
    given
}

/// Larger sets are not tried: it would take too long.
const MOST_TRIED: u32 = 4;

/// What brute force finds.
#[derive(PartialEq)]
enum Truth {
    Fewest(usize),
    /// It takes more than are tried, or all are not enough.
    More,
    /// It would take too long to say.
    Unknown,
}

/// The fewest carers by trying all sets, smaller ones first.
fn brute(given: &Given) -> Truth {
    let mut sets: Vec<u32> = (0..1 << given.rows.len()).collect();
    sets.retain(|set| set.count_ones() <= MOST_TRIED);
    sets.sort_by_key(|set| set.count_ones());
    let mut steps = 100_000;
    for set in sets {
        let carers: Vec<usize> =
            (0..given.rows.len()).filter(|carer| set >> carer & 1 == 1).collect();
        let somebody = |visit: usize, slot: usize| {
            carers.iter().any(|carer| given.rows[*carer][visit][slot].is_some())
        };
        let mut visits = given.visits.iter().enumerate();
        if !visits.all(|(visit, slots)| (0..slots.len()).all(|slot| somebody(visit, slot))) {
            continue;
        }
        let filled = all_filled(given, &carers, &mut Vec::new(), &mut steps);
        if steps == 0 {
            return Truth::Unknown;
        }
        if filled {
            return Truth::Fewest(carers.len());
        }
    }
    Truth::More
}

/// Fills the visits one after the other; `crews` are those of the visits before.
fn all_filled(
    given: &Given,
    carers: &[usize],
    crews: &mut Vec<Vec<usize>>,
    steps: &mut usize,
) -> bool {
    let visit = crews.len();
    if visit == given.visits.len() {
        return true;
    }
    *steps = steps.saturating_sub(1);
    *steps > 0
        && crews_of(given.visits[visit].len(), carers).into_iter().any(|crew| {
            let good = keeps_all(given, crews, &crew);
            crews.push(crew);
            let filled = good && all_filled(given, carers, crews, steps);
            crews.pop();
            filled
        })
}

/// All ways of putting different carers into one or two slots.
fn crews_of(slots: usize, carers: &[usize]) -> Vec<Vec<usize>> {
    let mut crews: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..slots {
        let longer = |crew: &Vec<usize>| -> Vec<Vec<usize>> {
            let others = carers.iter().filter(|carer| !crew.contains(carer));
            others.map(|carer| [crew.as_slice(), &[*carer]].concat()).collect()
        };
        crews = crews.iter().flat_map(longer).collect();
    }
    crews
}

/// Whether this crew may do the next visit beside what the crews before do.
fn keeps_all(given: &Given, crews: &[Vec<usize>], crew: &[usize]) -> bool {
    let visit = crews.len();
    let linked = |links: &[(usize, usize)], other: usize| {
        links.contains(&(visit, other)) || links.contains(&(other, visit))
    };
    // When somebody in a slot is at work at the earliest, and at the latest.
    let works = |visit: usize, slot: usize, carer: usize| {
        let stint = given.visits[visit][slot];
        let shift = |start: Ticks| (start + stint.offset, start + stint.offset + stint.duration);
        given.rows[carer][visit][slot].map(|times| (shift(times.first), shift(times.last)))
    };
    let able = (0..crew.len()).all(|slot| works(visit, slot, crew[slot]).is_some());
    able && crews.iter().enumerate().all(|(other, theirs)| {
        let shared = || crew.iter().enumerate().filter(|(_, carer)| theirs.contains(carer));
        let at_once = |(slot, carer): (usize, &usize)| {
            let their_slot = theirs.iter().position(|one| one == carer).unwrap();
            let (early, late) = works(visit, slot, *carer).unwrap();
            let (their_early, their_late) = works(other, their_slot, *carer).unwrap();
            early.1 > their_late.0 && their_early.1 > late.0
        };
        !(linked(&given.different, other) && shared().next().is_some())
            && !(linked(&given.same, other)
                && (shared().count() < crew.len() || crew.len() != theirs.len()))
            && !shared().any(at_once)
    })
}

#[test]
fn the_search_finds_what_brute_force_finds() {
    let mut times = [0; 5];
    for seed in 0..600 {
        let given = random(seed);
        let truth = brute(&given);
        let floor = fewest(&Puzzle::new(given.clone()), MOST_STEPS);
        match truth {
            Truth::Unknown => {}
            Truth::Fewest(faces) => {
                assert_eq!(floor, Floor { faces, exact: true }, "seed {seed}: {given:?}");
                times[faces] += 1;
            }
            Truth::More if floor.exact => assert!(floor.faces > 4, "seed {seed}: {given:?}"),
            Truth::More => assert_eq!(floor, Floor::default(), "seed {seed}: {given:?}"),
        }
    }
    println!("rows by their floor: {times:?}");
    assert!(times[2..].iter().all(|count| *count > 50), "{times:?}");
}

#[test]
fn a_search_cut_short_tells_no_more_than_is_true() {
    let mut short = 0;
    for seed in 0..300 {
        let given = random(seed);
        let Truth::Fewest(truth) = brute(&given) else { continue };
        for steps in [0, 1, 3, 8, 20, 40] {
            let floor = fewest(&Puzzle::new(given.clone()), steps);
            assert!(floor.faces <= truth, "seed {seed}, {steps} steps: {floor:?} of {truth}");
            assert!(!floor.exact || floor.faces == truth, "seed {seed}, {steps} steps: {floor:?}");
            short += usize::from(!floor.exact);
        }
    }
    assert!(short > 200, "only {short} searches were cut short");
}
