//! Random policies.

use rota_model::{GRAINS_PER_PENNY, Kind, Level, Policy, Rate, RuleId, Unit};

use super::dice::Dice;

/// A policy in which each rule is at random what it may be.
pub(super) fn policy(dice: &mut Dice) -> Policy {
    // Whether leaving visits out is unthinkable, or a choice among others.
    let dear = dice.chance(45);
    let mut policy = Policy::default();
    for &rule in RuleId::ALL {
        let level = match (rule, rule.info().kind) {
            (_, Kind::Structural | Kind::Advisory) => continue,
            _ if looks_at_days(rule) || super::demands::RULES.contains(&rule) => continue,
            _ if super::NOT_DRAWN.contains(&rule) => continue,
            (_, Kind::Strict) => strict(dice),
            (RuleId::ShiftEnd, _) => match dice.below(100) {
                0..60 => Level::Enforce,
                60..86 => Level::Priced(rate(dice, rule)),
                86..93 => Level::Warn,
                _ => Level::Off,
            },
            (_, Kind::StrictOrPriced) => match dice.below(100) {
                0..35 => Level::Enforce,
                35..75 => Level::Priced(rate(dice, rule)),
                75..85 => Level::Warn,
                _ => Level::Off,
            },
            (RuleId::LargestLateness, _) => match dice.chance(25) {
                true => Level::Priced(rate(dice, rule)),
                false => Level::Off,
            },
            _ if is_unallocated(rule) => match dice.below(100) {
                _ if dear => continue,
                0..5 => Level::Off,
                _ => Level::Priced(Rate::pence_each(dice.between(4, 40) * 100)),
            },
            _ => match dice.below(100) {
                0..35 => Level::Off,
                35..50 => continue,
                _ => Level::Priced(rate(dice, rule)),
            },
        };
        policy = policy.with(rule, level);
    }
    policy
}

pub(super) fn strict(dice: &mut Dice) -> Level {
    match dice.below(100) {
        0..84 => Level::Enforce,
        84..92 => Level::Warn,
        _ => Level::Off,
    }
}

/// Rules on rest, days and short visits, which brute force does not try to keep: they stay off.
fn looks_at_days(rule: RuleId) -> bool {
    (RuleId::DailyRest..=RuleId::BriefVisit).contains(&rule)
}

fn is_unallocated(rule: RuleId) -> bool {
    rota_model::Priority::ALL.iter().any(|&priority| RuleId::unallocated(priority) == rule)
}

/// Rates that are near each other, so that no rule always wins.
pub(super) fn rate(dice: &mut Dice, rule: RuleId) -> Rate {
    match rule.info().unit {
        Unit::Seconds => Rate::pence_per_hour(dice.pick(&[100, 250, 600, 1271, 3000])),
        Unit::Metres => Rate::millipence_per_km(dice.pick(&[14_000, 27_962, 90_000])),
        Unit::Count => Rate::pence_each(dice.pick(&[25, 75, 150, 400, 1000])),
        Unit::Points => Rate(dice.between(1, 6) * GRAINS_PER_PENNY / 2),
    }
}
