//! Random carers with their shifts and contracts, and what clients and carers want of each other.

use rota_model::{
    Carer, Client, Contract, Departure, Gender, Instant, Interval, LanguageId, Mode, PastVisit,
    PlaceId, Policy, RuleId, Seconds, Shift, ShiftId, SkillHeld, SkillId, Terms, UsualCarer, Wish,
};

use super::dice::Dice;
use super::travel::BASES;
use super::{Days, GRID};

/// The skills that slots may need.
pub(super) const SKILLS: [&str; 2] = ["insulin", "hoist"];
const LANGUAGES: [&str; 2] = ["gaelic", "punjabi"];

/// Carers with shifts and absences; the rest is theirs later.
pub(super) fn carers(dice: &mut Dice, days: &Days, policy: &Policy, count: usize) -> Vec<Carer> {
    (1..=count)
        .map(|index| {
            let mut carer = nobody(dice, index);
            if policy.enforces(RuleId::ShiftEnd) {
                // Many shifts make brute force slow.
                let split = days.count as usize * count <= 4;
                strict_shifts(dice, days, split, &mut carer);
            } else {
                open_shift(dice, days, &mut carer);
            }
            carer
        })
        .collect()
}

/// A carer without shifts or anything else but a way to get about.
pub(super) fn nobody(dice: &mut Dice, index: usize) -> Carer {
    Carer {
        id: format!("carer-{index}").as_str().into(),
        name: None,
        team: None,
        mode: dice.pick(&[Mode::Car, Mode::Car, Mode::Car, Mode::Walk, Mode::Bicycle, Mode::Bus]),
        skills: Vec::new(),
        gender: None,
        languages: Vec::new(),
        exclusions: Vec::new(),
        shifts: Vec::new(),
        absences: Vec::new(),
        contract: None,
        terms: Terms::default(),
    }
}

/// Shifts on most days, some of them split, some cut short or in two by an absence.
fn strict_shifts(dice: &mut Dice, days: &Days, split: bool, carer: &mut Carer) {
    for day in 0..days.count {
        if days.count > 1 && dice.chance(15) {
            continue;
        }
        let (start, end) = hours(dice, days.base(day));
        let places = (base(dice), base(dice));
        // Whole grid steps, and at least half an hour on both sides.
        let middle = start + (end - start) / (2 * GRID) * GRID;
        let pause = dice.pick(&[2, 3, 6]) * GRID;
        match dice.below(100) {
            0..90 if !split => add_shift(carer, start, end, places),
            0..60 => add_shift(carer, start, end, places),
            60..75 => {
                add_shift(carer, start, middle, places.clone());
                add_shift(carer, middle + pause, end, (places.1, base(dice)));
            }
            75..90 => {
                carer.absences.push(Interval { start: middle, end: middle + pause });
                add_shift(carer, start, middle, places.clone());
                add_shift(carer, middle + pause, end, places);
            }
            _ => {
                let long = Interval { start: end, end: end + 24 * GRID };
                carer.absences.push(long);
                add_shift(carer, start, end, places);
            }
        }
    }
}

/// One shift that may be overrun, perhaps with an absence beyond its end that may not.
fn open_shift(dice: &mut Dice, days: &Days, carer: &mut Carer) {
    let day = dice.below(days.count as usize) as u32;
    let (start, end) = hours(dice, days.base(day));
    let places = (base(dice), base(dice));
    add_shift(carer, start, end, places);
    if dice.chance(25) {
        let from = end + dice.between(0, 8) * GRID;
        carer.absences.push(Interval { start: from, end: days.base(days.count + 2) });
    }
}

fn hours(dice: &mut Dice, base: Instant) -> (Instant, Instant) {
    let start = base + dice.between(-12, 3) * GRID;
    (start, start + dice.between(28, 70) * GRID)
}

/// Where a shift starts or ends.
pub(super) fn base(dice: &mut Dice) -> Option<PlaceId> {
    dice.maybe(75, |dice| PlaceId::from(dice.pick(&BASES)))
}

/// One more shift.
pub(super) fn add_shift(
    carer: &mut Carer,
    start: Instant,
    end: Instant,
    (start_place, end_place): (Option<PlaceId>, Option<PlaceId>),
) {
    let id = ShiftId::new(format!("{}-shift-{}", carer.id, carer.shifts.len() + 1));
    carer.shifts.push(Shift {
        id,
        start,
        end,
        start_place,
        end_place,
        capacity: None,
        departs: Departure::default(),
        breaks: Vec::new(),
    });
}

/// Hours near what a carer may come to in these problems; over the horizon they are whole grid steps.
pub(super) fn contract(dice: &mut Dice, days: u32) -> Contract {
    let period_days = dice.pick(&[1, 7]);
    let steps = |dice: &mut Dice| -> Seconds {
        dice.between(2, 36) / i64::from(days) * GRID * i64::from(period_days)
    };
    let target = dice.maybe(60, steps);
    let (a, b) = (steps(dice), steps(dice));
    let (min, max) = (dice.maybe(60, |_| a.min(b)), dice.maybe(60, |_| a.max(b)));
    Contract { period_days, min, target, max, carried: 0 }
}

/// Skills, gender, languages, exclusions, familiarity, history and largest numbers of carers.
pub(super) fn wishes(dice: &mut Dice, days: &Days, clients: &mut [Client], carers: &mut [Carer]) {
    let genders = [Gender::Female, Gender::Female, Gender::Male, Gender::Other];
    for carer in carers.iter_mut() {
        for skill in SKILLS {
            if dice.chance(75) {
                carer.skills.push(held(dice, days, clients, skill.into()));
            }
        }
        carer.gender = dice.maybe(85, |dice| dice.pick(&genders));
        carer.languages =
            LANGUAGES.into_iter().filter(|_| dice.chance(50)).map(LanguageId::from).collect();
        carer.exclusions =
            clients.iter().filter(|_| dice.chance(4)).map(|client| client.id.clone()).collect();
    }
    for client in clients {
        client.gender = Wish {
            required: dice.maybe(8, |dice| dice.pick(&genders)),
            preferred: dice.maybe(30, |dice| dice.pick(&genders)),
        };
        client.language = Wish {
            required: dice.maybe(8, |dice| dice.pick(&LANGUAGES).into()),
            preferred: dice.maybe(30, |dice| dice.pick(&LANGUAGES).into()),
        };
        client.max_carers = dice.maybe(35, |dice| dice.between(1, 2) as u32);
        client.exclusions =
            carers.iter().filter(|_| dice.chance(6)).map(|c| c.id.clone()).collect();
        if dice.chance(50) {
            // Somebody who has left is still on the client's list.
            let mut known: Vec<_> = carers.iter().map(|carer| carer.id.clone()).collect();
            known.push("carer-who-left".into());
            for carer in known {
                if dice.chance(35) {
                    let familiarity = dice.pick(&[0, 30, 60, 100]);
                    let carer = carer.clone();
                    client.usual.push(UsualCarer { carer, familiarity, call: None });
                }
                if dice.chance(25) {
                    let ago = chrono::Days::new(dice.between(1, 20) as u64);
                    client.history.push(PastVisit { carer, date: days.start - ago });
                }
            }
        }
    }
}

fn held(dice: &mut Dice, days: &Days, clients: &[Client], skill: SkillId) -> SkillHeld {
    let around = |dice: &mut Dice| {
        days.start - chrono::Days::new(1) + chrono::Days::new(dice.below(4) as u64)
    };
    SkillHeld {
        skill,
        from: dice.maybe(10, around),
        until: dice.maybe(30, around),
        client: dice.maybe(20, |dice| dice.pick(clients).id),
    }
}
