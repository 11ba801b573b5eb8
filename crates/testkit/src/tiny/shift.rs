//! Random tiny problems of long shifts with breaks that bind.
//!
//! Work is spread over many hours of one day or two, so that routes take longer than breaks allow. Times of breaks are
//! multiples of the grid as all others are; what a rest asks of starts then is so too (see [`crate::brute`]).

use chrono::NaiveDate;
use rota_model::{
    Break, Carer, Instance, Instant, Level, Policy, Priority, Rate, RuleId, Shift, Visit, Zone,
};

use super::dice::Dice;
use super::{Days, GRID, people, prices, travel, week, work};

/// A problem of one day or two with breaks; the same seed always gives the same one.
pub fn shift(seed: u64) -> Instance {
    let dice = &mut Dice::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x7368_6966);
    let days = draw_days(dice);
    let policy = policy(dice, &days);
    let visit_count = dice.pick(&[2, 3, 3, 4, 4, 4, 5]);
    let client_count = dice.below(visit_count.min(3)) + 1;
    let carer_count = dice.pick(&[1, 1, 1, 1, 2, 2, 2]);

    let mut clients = super::draw_clients(dice, client_count);
    let mut carers: Vec<Carer> =
        (1..=carer_count).map(|index| carer(dice, &days, &policy, index)).collect();
    people::wishes(dice, &days, &mut clients, &mut carers);
    let mut visits = work::visits(dice, &days, &clients, &carers, visit_count);
    for visit in &mut visits {
        if dice.chance(50) {
            super::leave_one(visit);
        }
        put_off(visit, dice.between(0, 42));
    }
    let links = work::links(dice, &visits);
    let (places, travel) = travel::draw(dice, &clients);
    for shift in carers.iter_mut().flat_map(|carer| &mut carer.shifts) {
        for _ in 0..dice.pick(&[0, 1, 1, 1, 2, 2]) {
            let wanted = wanted(dice, shift);
            shift.breaks.push(wanted);
        }
    }

    let loose = super::is_loose(&visits, &links, &policy) && !policy.enforces(RuleId::DaySpan);
    for carer in carers.iter_mut().filter(|carer| loose || carer.shifts.len() <= 1) {
        carer.contract = dice.maybe(40, |dice| people::contract(dice, days.count));
    }
    Instance {
        places,
        travel,
        clients,
        carers,
        visits,
        links,
        policy,
        ..days.empty(format!("shift {seed}"))
    }
}

fn draw_days(dice: &mut Dice) -> Days {
    let count = if dice.chance(30) { 2 } else { 1 };
    let start = NaiveDate::from_ymd_opt(2026, 11, dice.pick(&[20, 23])).expect("a date");
    let zone = Zone::named("Europe/London").expect("a zone that is shipped");
    let hours = dice.pick(&[[8, 7, 7], [11, 7, 7], [12, 6, 6]]);
    Days { zone, start, count, hours }
}

/// Prices, rules on days where there are two, and any level for missed breaks.
fn policy(dice: &mut Dice, days: &Days) -> Policy {
    let mut policy = if days.count > 1 {
        week::policy(dice, days).with(RuleId::ShortVisit, Level::Off)
    } else {
        prices::policy(dice)
    };
    if dice.chance(60) {
        // Leaving visits out is unthinkable, unless a break asks for it.
        for priority in Priority::ALL {
            policy.levels.remove(&RuleId::unallocated(priority));
        }
    }
    let price = Rate::pence_each(dice.pick(&[50, 150, 400, 1000, 2500]));
    let level = match dice.below(100) {
        0..45 => Level::Enforce,
        45..85 => Level::Priced(price),
        85..93 => Level::Warn,
        _ => Level::Off,
    };
    policy.with(RuleId::MissedBreak, level)
}

/// A carer with a long shift on each day, now and then in two parts.
fn carer(dice: &mut Dice, days: &Days, policy: &Policy, index: usize) -> Carer {
    let mut carer = people::nobody(dice, index);
    for day in 0..days.count {
        let start = days.base(day) - dice.between(0, 9) * GRID;
        let end = start + dice.between(72, 132) * GRID;
        let places = (people::base(dice), people::base(dice));
        // Where shifts may be overrun each carer has one.
        if policy.enforces(RuleId::ShiftEnd) && dice.chance(20) {
            let middle = start + dice.between(24, 48) * GRID;
            people::add_shift(&mut carer, start, middle, places.clone());
            people::add_shift(&mut carer, middle + 3 * GRID, end, places);
        } else if carer.shifts.is_empty() || policy.enforces(RuleId::ShiftEnd) {
            people::add_shift(&mut carer, start, end, places);
        }
    }
    carer
}

/// Moves all times of a visit.
fn put_off(visit: &mut Visit, steps: i64) {
    let later = |at: Instant| at + steps * GRID;
    for window in &mut visit.windows {
        window.earliest = later(window.earliest);
        window.soft_earliest = later(window.soft_earliest);
        window.soft_latest = later(window.soft_latest);
        window.latest = later(window.latest);
        window.preferred = window.preferred.map(later);
    }
    visit.pin.start = visit.pin.start.map(later);
}

/// A break at a narrow time or at almost any, asked for of all routes or of long ones.
pub(super) fn wanted(dice: &mut Dice, shift: &Shift) -> Break {
    let least = dice.between(3, 12) * GRID;
    let steps = (shift.end - shift.start) / GRID;
    let (earliest, latest) = if dice.chance(65) {
        let earliest = shift.start + dice.between(steps / 12, steps * 2 / 3) * GRID;
        (earliest, earliest + least + dice.between(0, 6) * GRID)
    } else {
        let (late, early) = (dice.between(0, steps / 4), dice.between(0, steps / 4));
        (shift.start + late * GRID, shift.end - early * GRID)
    };
    let at_ends = dice.chance(40);
    let after = dice.maybe(45, |dice| dice.between(24, 60) * GRID);
    Break { earliest, latest, least, at_ends, after }
}
