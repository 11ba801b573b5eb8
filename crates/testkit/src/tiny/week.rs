//! Random tiny problems of two or three days in which rules on rest, days, weekends and short visits bind.
//!
//! Shifts are wide, one or two a day, and work lies at the edge of what the rules allow. Beside what is said of
//! [`super`], this keeps [`crate::brute`] exact:
//!
//! - shifts end when they end, and each is set out for on one date, whatever is done in it;
//! - a carer with a contract and several shifts has no split day where the span of days is enforced;
//! - where short visits are enforced, a client with carers on record has short visits or long ones, not both, and
//!   what is on record holds on all dates of a visit or on none.

use chrono::{Datelike, NaiveDate, NaiveTime};
use rota_model::{
    Carer, Client, Instance, Interval, Level, Parameter, Policy, Priority, RuleId, Shift, Status,
    Visit, Weekends, Window, Zone,
};

use super::dice::Dice;
use super::{Days, GRID, people, prices, travel, work};

/// The rules that [`week`] is about: at random enforced, warned of or off.
pub const WEEK_RULES: [RuleId; 7] = [
    RuleId::DailyRest,
    RuleId::DailyRestSplit,
    RuleId::WeekendsWorked,
    RuleId::DaysInARow,
    RuleId::DaySpan,
    RuleId::SplitDay,
    RuleId::ShortVisit,
];

/// Days before a visit's date in which a carer who came is known.
const KNOWN_DAYS: i64 = 10;

/// A problem of two or three days with rules on rest and days; the same seed always gives the same one.
pub fn week(seed: u64) -> Instance {
    let dice = &mut Dice::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x7765_656b);
    let days = draw_days(dice);
    let policy = policy(dice, &days);
    let visit_count = dice.pick(&[2, 3, 3, 4, 4, 5, 5]);
    let client_count = dice.below(visit_count.min(3)) + 1;
    let carer_count = dice.pick(&[1, 1, 1, 2, 2, 2, 3]);

    let mut clients = super::draw_clients(dice, client_count);
    let mut carers: Vec<Carer> = (1..=carer_count).map(|index| carer(dice, &days, index)).collect();
    people::wishes(dice, &days, &mut clients, &mut carers);
    let mut visits = work::visits(dice, &days, &clients, &carers, visit_count);
    for visit in &mut visits {
        if dice.chance(50) {
            super::leave_one(visit);
        }
        spread(dice, days.zone, visit);
    }
    if policy.enforces(RuleId::ShortVisit) {
        short_or_long(dice, &policy, &days, &mut clients, &mut visits);
    }
    let links = work::links(dice, &visits);
    let (places, travel) = travel::draw(dice, &clients);
    for carer in &mut carers {
        set_out_by_midnight(days.zone, &visits, &mut carer.shifts);
        terms(dice, &days, carer);
    }

    let loose = super::is_loose(&visits, &links, &policy);
    for carer in &mut carers {
        let bent = policy.enforces(RuleId::DaySpan) && splits(days.zone, &carer.shifts);
        if (carer.shifts.len() <= 1 || loose && !bent) && dice.chance(60) {
            carer.contract = Some(people::contract(dice, days.count));
        }
    }
    Instance {
        places,
        travel,
        clients,
        carers,
        visits,
        links,
        policy,
        ..days.empty(format!("week {seed}"))
    }
}

fn draw_days(dice: &mut Dice) -> Days {
    let count = if dice.chance(25) { 3 } else { 2 };
    // A Monday, a Friday, a Sunday; the night before the clocks go back; the night before they go forward.
    let (year, month, day) = dice.pick(&[
        (2026, 11, 23),
        (2026, 11, 20),
        (2026, 11, 22),
        (2026, 10, 24),
        (2026, 10, 24),
        (2027, 3, 27),
        (2027, 3, 27),
    ]);
    let start = NaiveDate::from_ymd_opt(year, month, day).expect("a date");
    let zone = if dice.chance(20) {
        Zone::UTC
    } else {
        Zone::named("Europe/London").expect("a zone that is shipped")
    };
    let hours = dice.pick(&[
        [17, 7, 4],
        [14, 9, 6],
        [18, 10, 6],
        [12, 8, 6],
        [9, 13, 6],
        [21, 10, 6],
        [21, 10, 6],
    ]);
    Days { zone, start, count, hours }
}

/// Prices as in other tiny problems, and rules at limits near what the work comes to.
pub(super) fn policy(dice: &mut Dice, days: &Days) -> Policy {
    let mut policy = prices::policy(dice).with(RuleId::ShiftEnd, Level::Enforce);
    if dice.chance(50) {
        // Leaving visits out is unthinkable, unless a rule asks for it.
        for priority in Priority::ALL {
            policy.levels.remove(&RuleId::unallocated(priority));
        }
    }
    for rule in WEEK_RULES {
        let often = match rule {
            RuleId::DailyRest | RuleId::DailyRestSplit => 80,
            RuleId::SplitDay => 60,
            _ => 45,
        };
        let level = match dice.below(100) {
            percent if percent < often => Level::Enforce,
            90..95 => Level::Warn,
            _ => Level::Off,
        };
        policy = policy.with(rule, level);
    }
    let night = 24 + i64::from(days.hours[1]) - i64::from(days.hours[0]);
    let rest = (night - dice.between(-1, 4)).clamp(0, 24);
    let values = [
        (Parameter::DailyRestHours, rest),
        (Parameter::SplitRestHours, (rest + dice.between(-2, 3)).clamp(0, 24)),
        (Parameter::DaySpanHours, dice.between(2, 6)),
        (Parameter::DaysInARow, dice.between(1, 4)),
        (Parameter::WeekendsMost, dice.between(0, 2)),
        (Parameter::WeekendsOf, dice.between(1, 4)),
        (Parameter::ShortVisitMinutes, dice.pick(&[20, 30, 45])),
        (Parameter::KnownDays, KNOWN_DAYS),
    ];
    policy.parameters.extend(values);
    policy
}

/// Ends windows before midnight where that can be, and makes one that is left wider.
fn spread(dice: &mut Dice, zone: Zone, visit: &mut Visit) {
    let by_day = |w: &Window| zone.date(w.earliest) == zone.date(w.latest + 4 * GRID);
    for window in visit.windows.iter_mut().filter(|window| !by_day(window)) {
        let last = zone.midnight(zone.date(window.earliest), 1) - 5 * GRID;
        if window.earliest <= last {
            for at in [&mut window.latest, &mut window.soft_latest, &mut window.soft_earliest] {
                *at = last.min(*at);
            }
            window.preferred = window.preferred.map(|best| best.min(last));
        }
    }
    if visit.windows.iter().any(by_day) {
        visit.windows.retain(by_day);
    }
    let more = dice.pick(&[0, 0, 6, 12, 18, 24]) * GRID;
    if let [window] = &mut visit.windows[..]
        && visit.pin.start.is_none()
        && zone.date(window.earliest) == zone.date(window.latest + more + 4 * GRID)
    {
        window.latest = window.latest + more;
    }
}

/// A carer with one wide shift on most days, or two.
fn carer(dice: &mut Dice, days: &Days, index: usize) -> Carer {
    let mut carer = people::nobody(dice, index);
    for day in 0..days.count {
        if dice.chance(8) {
            continue;
        }
        let base = days.base(day);
        let (start, end) = (base - dice.between(0, 12) * GRID, base + dice.between(45, 75) * GRID);
        let places = (people::base(dice), people::base(dice));
        if dice.chance(50) {
            let middle = base + dice.between(9, 30) * GRID;
            let pause = dice.pick(&[2, 3, 6]) * GRID;
            people::add_shift(&mut carer, start, middle, places.clone());
            people::add_shift(&mut carer, middle + pause, end, (places.1, people::base(dice)));
        } else {
            people::add_shift(&mut carer, start, end, places);
        }
    }
    carer
}

/// Shortens shifts in which somebody could set out after midnight.
fn set_out_by_midnight(zone: Zone, visits: &[Visit], shifts: &mut [Shift]) {
    for shift in shifts {
        let midnight = zone.midnight(zone.date(shift.start), 1);
        let mut windows = visits.iter().flat_map(|visit| &visit.windows);
        let late = windows.any(|w| w.latest + 4 * GRID >= midnight && w.earliest <= shift.end);
        if late && shift.end >= midnight {
            shift.end = midnight - GRID;
        }
    }
}

/// Whether two of the shifts start on one date.
fn splits(zone: Zone, shifts: &[Shift]) -> bool {
    shifts.windows(2).any(|pair| zone.date(pair[0].start) == zone.date(pair[1].start))
}

/// Status, limits of their own, and work before the horizon.
fn terms(dice: &mut Dice, days: &Days, carer: &mut Carer) {
    let terms = &mut carer.terms;
    terms.status =
        dice.pick(&[Status::Employee, Status::Employee, Status::ZeroHours, Status::SelfEmployed]);
    if dice.chance(60) {
        terms.status = Status::Employee;
    }
    terms.split_days = dice.maybe(75, |dice| dice.chance(40));
    terms.days_in_a_row = dice.maybe(25, |dice| dice.between(1, 3));
    terms.day_span = dice.maybe(25, |dice| dice.between(8, 60) * GRID);
    terms.weekends = dice.maybe(20, |dice| {
        let of = dice.between(1, 3);
        Weekends { most: dice.between(0, of), of }
    });
    let mut past = Vec::new();
    let before = |count: u64| days.start - chrono::Days::new(count);
    if dice.chance(45) {
        past.push(stint(dice, days, before(1), days.hours[0]));
        if dice.chance(25) {
            past.push(stint(dice, days, before(1), 1));
        }
        for ago in 2..=3 {
            if dice.chance(45) {
                past.push(stint(dice, days, before(ago), 9));
            }
        }
    }
    let saturday = u64::from((days.start.weekday().num_days_from_monday() + 2) % 7);
    for weeks in 1..=2 {
        if dice.chance(25) {
            past.push(stint(dice, days, before(saturday + 7 * weeks), 9));
        }
    }
    past.sort_unstable();
    terms.past_work = past;
}

/// Work on a date before the horizon, of half an hour to three hours.
fn stint(dice: &mut Dice, days: &Days, date: NaiveDate, hour: u32) -> Interval {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour of the day");
    let start = days.zone.resolve(date, time).earliest() + dice.between(0, 24) * GRID;
    Interval { start, end: start + dice.between(6, 36) * GRID }
}

/// Gives each client with carers on record short slots or long ones, and a record that holds on all dates or none.
fn short_or_long(
    dice: &mut Dice,
    policy: &Policy,
    days: &Days,
    clients: &mut [Client],
    visits: &mut [Visit],
) {
    let least = policy.parameter(Parameter::ShortVisitMinutes) * 60;
    for client in clients.iter_mut().filter(|client| client.has_known_carers()) {
        let short = dice.chance(60);
        let own = || visits.iter().filter(|visit| visit.client == client.id);
        let date = |at| days.zone.date(at);
        let moves = own().any(|visit| {
            let first = visit.windows.first().map(|window| date(window.earliest));
            first != visit.windows.last().map(|window| date(window.latest))
        });
        for past in client.history.iter_mut().filter(|_| moves) {
            let ago = (days.start - past.date).num_days();
            if ago <= KNOWN_DAYS && ago + i64::from(days.count) > KNOWN_DAYS {
                past.date = days.start - chrono::Days::new(1);
            }
        }
        let own = visits.iter_mut().filter(|visit| visit.client == client.id);
        for slot in own.flat_map(|visit| &mut visit.slots) {
            let time = slot.duration;
            slot.duration = if short { time.min(least - GRID) } else { time.max(least) };
        }
    }
}
