//! Random tiny problems of two or three days in which limits on working time bind.
//!
//! Those of [`super::week`] with limits near what the work comes to, carers under 18 among the others, and often breaks: everything
//! that a week has at once.
//! Working time adds up several differences of starts, as contracts do, and so keeps to the grid under the same conditions
//! (see [`crate::brute`]): at most one visit for several carers, no gaps, no price on the largest lateness, no span of days; and
//! where a carer has several shifts no break that only long routes have. The longest paid wait is a second less than some steps, so
//! that the shortest unpaid one is on the grid.

use rota_model::{
    Carer, Instance, Level, LinkKind, PAID_GAP, Parameter, Pay, Policy, Rate, RuleId, Seconds,
};

use super::dice::Dice;
use super::{GRID, shift, week};

/// The rules that [`hours`] is about: at random enforced, warned of or off.
pub const HOURS_RULES: [RuleId; 6] = [
    RuleId::DayHoursMost,
    RuleId::WeekHours,
    RuleId::AverageHours,
    RuleId::YoungDay,
    RuleId::YoungWeek,
    RuleId::YoungNight,
];

/// The average of a week in hours: sevenths of it are whole hours.
const AVERAGE: i64 = 14;

/// How many problems of a hundred have breaks, so that contracts, rest, breaks and faces often come together.
const BREAKS: usize = 60;

/// A problem of two or three days with limits on working time; the same seed always gives the same one.
pub fn hours(seed: u64) -> Instance {
    let mut instance = week::week(seed ^ 0x686f_7572);
    let dice = &mut Dice::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x686f_7572);
    instance.name = format!("hours {seed}");
    loosen(&mut instance);
    let gap = dice.pick(&[3, 6, 6, PAID_GAP / GRID]) * GRID - 1;
    instance.pay = Some(Pay { paid_gap: gap, ..Pay::flat(Rate::pence_per_hour(1300)) });
    policy(dice, &mut instance.policy);
    let days = i64::from(instance.days);
    for carer in &mut instance.carers {
        terms(dice, days, carer);
    }
    if dice.chance(BREAKS) {
        let price = Rate::pence_each(dice.pick(&[150, 400, 1000]));
        let level = if dice.chance(60) { Level::Enforce } else { Level::Priced(price) };
        instance.policy.levels.insert(RuleId::MissedBreak, level);
        for carer in &mut instance.carers {
            let several = carer.shifts.len() > 1;
            for shift in &mut carer.shifts {
                let mut wanted = shift::wanted(dice, shift);
                wanted.after = wanted.after.filter(|_| !several);
                shift.breaks.extend(dice.maybe(70, |_| wanted));
            }
        }
    }
    instance
}

/// Takes out what could ask for times between the steps.
fn loosen(instance: &mut Instance) {
    instance.links.retain(|link| !matches!(link.kind, LinkKind::Gap { .. }));
    for rule in [RuleId::LargestLateness, RuleId::DaySpan] {
        instance.policy.levels.insert(rule, Level::Off);
    }
    let shared = instance.visits.iter_mut().filter(|visit| visit.slots.len() > 1);
    shared.skip(1).for_each(super::leave_one);
}

fn policy(dice: &mut Dice, policy: &mut Policy) {
    for rule in HOURS_RULES {
        let level = match dice.below(100) {
            0..55 => Level::Enforce,
            55..65 => Level::Warn,
            _ => Level::Off,
        };
        policy.levels.insert(rule, level);
    }
    let later = dice.between(3, 8);
    let more = |parameter| (policy.parameter(parameter) + later).min(24);
    let values = [
        (Parameter::DayMostMinutes, dice.between(9, 45) * 5),
        (Parameter::YoungDayMinutes, dice.between(9, 36) * 5),
        (Parameter::WeekHours, dice.between(1, 6)),
        (Parameter::YoungWeekHours, dice.between(1, 4)),
        (Parameter::AverageHours, AVERAGE),
        (Parameter::AverageWeeks, dice.between(1, 5)),
        (Parameter::YoungNightFrom, dice.between(17, 24)),
        (Parameter::YoungNightUntil, dice.between(4, 9)),
        (Parameter::YoungRestHours, more(Parameter::DailyRestHours)),
        (Parameter::YoungSplitRestHours, more(Parameter::SplitRestHours)),
    ];
    policy.parameters.extend(values);
}

/// Age, a limit of one's own, and the weeks before.
fn terms(dice: &mut Dice, days: i64, carer: &mut Carer) {
    let terms = &mut carer.terms;
    terms.young = dice.chance(60);
    terms.long_weeks = dice.chance(15);
    terms.day_most = dice.maybe(25, |dice| dice.between(6, 40) * GRID);
    let week = AVERAGE * 3600;
    terms.past_weeks = dice.maybe(75, |dice| {
        let mut past: Vec<Seconds> = vec![week; dice.below(5)];
        if let Some(first) = past.first_mut() {
            // So much is left for the horizon.
            *first += week / 7 * days - dice.between(0, 48) * GRID;
        }
        if let Some(last) = past.last_mut().filter(|_| dice.chance(30)) {
            *last = dice.pick(&[0, 2 * week]);
        }
        past
    });
}
