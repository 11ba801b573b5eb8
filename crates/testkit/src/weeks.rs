//! Random weeks in which carers' hours are tight: split days, nights, long waits, double-ups and gaps, and limits on days,
//! weeks, the average, contracts and carers under 18. Too large for brute force.

use rota_model::{Contract, GapFrom, Instance, Level, Parameter, Pay, Rate, RuleId, Terms};

use crate::builder::{Build, CarerBuild, minutes};
use crate::tiny::Dice;

/// The rules that limit hours.
pub const LIMITS: [RuleId; 7] = [
    RuleId::DayHoursMost,
    RuleId::WeekHours,
    RuleId::AverageHours,
    RuleId::ContractOver,
    RuleId::YoungDay,
    RuleId::YoungWeek,
    RuleId::YoungNight,
];

/// A week or so, with most of the [`LIMITS`] enforced; the same seed always gives the same one.
pub fn tight(seed: u64) -> Instance {
    let dice = &mut Dice::new(seed);
    // The clocks change on the first Sunday of the second week.
    let start = dice.pick(&["2026-11-23", "2026-10-19"]);
    let days = dice.pick(&[3, 7, 9, 14]);
    let mut build = Build::day(start).days(days).other_legs(dice.between(2, 12));
    for client in 0..dice.between(2, 4) {
        build = build.client(&format!("c{client}"), &format!("door-{client}"), |c| c);
    }
    let clients = build.clone().instance().clients.len();
    for carer in 0..dice.between(2, 4) {
        build = build.carer(&format!("k{carer}"), |c| shifts(dice, days, c));
    }
    let mut names = Vec::new();
    for day in 0..days {
        for number in 0..dice.between(2, 5) {
            let name = format!("v{day}-{number}");
            let client = format!("c{}", dice.below(clients));
            build = build.visit(&name, &client, |visit| {
                let hour = dice.pick(&[7, 8, 10, 12, 14, 17, 19, 21]);
                let until = hour + dice.between(0, 2);
                let at = |hour: i64, minute: i64| format!("+{day} {hour:02}:{minute:02}");
                let visit = visit
                    .minutes(dice.between(4, 30) * 15)
                    .window(&at(hour, 0), &at(until, dice.pick(&[15, 30, 45])));
                if dice.chance(20) { visit.double_up() } else { visit }
            });
            names.push(name);
        }
    }
    for pair in names.windows(2) {
        if dice.chance(10) {
            let (least, most) = (minutes(dice.between(0, 60)), minutes(900));
            build = build.gap(&pair[0], &pair[1], GapFrom::End, Some(least), Some(most));
        }
    }
    for rule in LIMITS {
        if dice.chance(75) {
            build = build.level(rule, Level::Enforce);
        }
    }
    if dice.chance(30) {
        build = build.level(RuleId::Waiting, Level::Off).level(RuleId::PreferredTime, Level::Off);
    }
    let mut instance = build.instance();
    let parameters = [
        (Parameter::DayMostMinutes, dice.between(4, 10) * 60),
        (Parameter::WeekHours, dice.between(10, 40)),
        (Parameter::AverageHours, dice.between(15, 40)),
        (Parameter::AverageWeeks, dice.between(1, 6)),
        (Parameter::YoungDayMinutes, dice.between(3, 8) * 60),
        (Parameter::YoungWeekHours, dice.between(8, 30)),
    ];
    instance.policy.parameters.extend(parameters);
    if dice.chance(50) {
        let paid_gap = minutes(dice.between(0, 90));
        instance.pay = Some(Pay { paid_gap, ..Pay::flat(Rate::pence_per_hour(1271)) });
    }
    for carer in &mut instance.carers {
        let hours = |dice: &mut Dice, most: i64| dice.between(0, most) * 3600;
        carer.contract = dice.maybe(60, |dice| {
            let (period_days, target) = (dice.pick(&[7, 28, 365]), None);
            let max = Some(dice.between(15, 45) * 3600 * i64::from(period_days) / 7);
            let carried = (dice.between(-10, 20)) * 3600;
            Contract { period_days, min: None, target, max, carried }
        });
        carer.terms = Terms {
            young: dice.chance(30),
            long_weeks: dice.chance(15),
            day_most: dice.maybe(20, |dice| hours(dice, 9)),
            past_weeks: dice
                .maybe(70, |dice| (0..dice.between(0, 6)).map(|_| hours(dice, 50)).collect()),
            ..Terms::default()
        };
    }
    instance
}

/// On most days a long shift, two short ones or a night.
fn shifts(dice: &mut Dice, days: u32, mut carer: CarerBuild) -> CarerBuild {
    let mut night = false;
    for day in 0..days {
        let at = |hour: i64| format!("+{day} {hour:02}:00");
        let slept = night;
        night = false;
        carer = match dice.below(100) {
            0..15 => carer,
            15..55 if !slept => carer.shift(&at(6), &at(23)).from_to("office", "office"),
            55..75 if !slept => carer
                .shift(&at(6), &at(13))
                .from_to("office", "office")
                .shift(&at(15), &at(22))
                .from_to("office", "office"),
            _ => {
                night = true;
                let morning = format!("+{} 07:00", day + 1);
                carer.shift(&at(20), &morning).from_to("office", "office")
            }
        };
    }
    carer
}
