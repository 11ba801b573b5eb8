//! Random weeks for the rules on rest: shifts far wider than the work in them, split days, nights, and work before the horizon.

use rota_model::{Departure, GapFrom, Instance, Interval, Level, Parameter, Rate, RuleId, Status};

use crate::builder::{Build, CarerBuild, minutes};
use crate::tiny::dice::Dice;

/// Shifts of a day, in minutes after midnight: wide, split, a night, nearly all of the day.
const PATTERNS: [&[(i64, i64)]; 6] = [
    &[(420, 1320)],
    &[(420, 1320)],
    &[(420, 840), (960, 1320)],
    &[(1320, 1860)],
    &[(360, 1430)],
    &[(420, 660), (720, 900), (1020, 1320)],
];

/// When visits can be: mostly at the ends of the day, some after midnight.
const HOURS: [i64; 11] = [430, 440, 480, 540, 720, 1080, 1200, 1230, 1260, 1330, 1450];

/// Rules that may be enforced, and how often in a hundred.
const RULES: [(RuleId, usize); 6] = [
    (RuleId::DailyRest, 90),
    (RuleId::DailyRestSplit, 30),
    (RuleId::DaySpan, 40),
    (RuleId::WeeklyRest, 30),
    (RuleId::DaysInARow, 20),
    (RuleId::SplitDay, 10),
];

/// Two to seven days, now and then across a clock change; the same seed always gives the same ones.
pub fn random(seed: u64) -> Instance {
    let dice = &mut Dice::new(seed);
    let days = dice.between(2, 7);
    let start = dice.pick(&["2026-11-23", "2026-10-21", "2027-03-25"]);
    let mut build = Build::day(start).days(days as u32);
    for carer in 0..dice.between(1, 3) {
        build = build.carer(&format!("carer{carer}"), |built| shifts(dice, built, days));
    }
    let clients = dice.between(2, 4);
    for client in 0..clients {
        build = build.client(&format!("client{client}"), &format!("place{client}"), |c| c);
    }
    let visits = days * dice.between(1, 3);
    for visit in 0..visits {
        build = add_visit(dice, build, visit, clients, days);
    }
    if visits > 3 && dice.chance(40) {
        let (min, max) = (Some(minutes(-3000)), Some(minutes(600)));
        build = build.gap("visit0", "visit1", GapFrom::Start, min, max);
    }
    for (rule, percent) in RULES {
        if dice.chance(percent) {
            build = build.level(rule, Level::Enforce);
        }
    }
    for (rule, pence, percent) in [
        (RuleId::ShiftEnd, 900, 30),
        (RuleId::Waiting, 300, 30),
        (RuleId::PreferredTime, 1_000, 30),
    ] {
        if dice.chance(percent) {
            build = build.price(rule, Rate::pence_per_hour(pence));
        }
    }
    let zero = build.at("00:00");
    let mut instance = build.instance();
    let rest = dice.pick(&[9, 11, 11, 14, 24]);
    instance.policy.parameters.insert(Parameter::DailyRestHours, rest);
    instance.policy.parameters.insert(Parameter::SplitRestHours, dice.pick(&[8, 10, 12]));
    for carer in &mut instance.carers {
        if dice.chance(10) {
            carer.terms.status = Status::SelfEmployed;
        }
        carer.terms.split_days = dice.maybe(20, |_| false);
        if dice.chance(30) {
            let end = zero + minutes(60 * dice.pick(&[-9, -2, 0, 3]));
            carer.terms.past_work.push(Interval { start: zero + -minutes(600), end });
        }
        if dice.chance(10) {
            carer.shifts.iter_mut().for_each(|shift| shift.departs = Departure::AtShiftStart);
        }
    }
    instance
}

/// Makes one shift from 07:00 to 22:00 of all of a carer's shifts that start on the same day.
pub fn widen(instance: &mut Instance) {
    let (zone, start) = (instance.zone, instance.start);
    for carer in &mut instance.carers {
        carer.shifts.dedup_by_key(|shift| zone.date(shift.start));
        for shift in &mut carer.shifts {
            let day = (zone.date(shift.start) - start).num_days() as u64;
            shift.start = zone.midnight(start, day) + minutes(420);
            shift.end = zone.midnight(start, day) + minutes(1320);
        }
    }
}

fn clock(day: i64, minute: i64) -> String {
    format!("+{} {:02}:{:02}", day + minute / 1440, minute % 1440 / 60, minute % 60)
}

/// Mostly the same pattern on each day, without shifts that would start before the one before them ends.
fn shifts(dice: &mut Dice, mut carer: CarerBuild, days: i64) -> CarerBuild {
    let usual = dice.pick(&PATTERNS);
    let mut busy = 0;
    for day in 0..days {
        let pattern = if dice.chance(20) { dice.pick(&PATTERNS) } else { usual };
        for &(from, to) in pattern {
            if day * 1440 + from >= busy && !dice.chance(10) {
                carer = carer.shift(&clock(day, from), &clock(day, to)).from_to("home", "home");
                busy = day * 1440 + to;
            }
        }
    }
    carer
}

fn add_visit(dice: &mut Dice, build: Build, visit: i64, clients: i64, days: i64) -> Build {
    let client = format!("client{}", dice.between(0, clients - 1));
    let day = dice.between(0, days - 1);
    let from = dice.pick(&HOURS) + 5 * dice.between(0, 7);
    let to = from + 5 * dice.pick(&[0, 6, 30]);
    build.visit(&format!("visit{visit}"), &client, |built| {
        let mut built =
            built.minutes(dice.pick(&[15, 30, 60])).window(&clock(day, from), &clock(day, to));
        if dice.chance(20) {
            built = built.double_up();
        }
        if dice.chance(40) {
            built = built.preferred(&clock(day, i64::midpoint(from, to)));
        }
        built
    })
}
