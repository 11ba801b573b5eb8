//! What clients and single visits ask beyond the rest: teams, company, a gender, and who is usual at which call.
//!
//! Drawn from a stream of its own, so that the rest of a problem stays as it is.

use rota_model::{Gender, Instance, Level, RuleId, UsualCarer};

use super::dice::Dice;
use super::prices;

/// The rules whose levels are drawn here.
pub(super) const RULES: [RuleId; 2] = [RuleId::LoneFirstVisit, RuleId::TeamSize];

const CALLS: [&str; 2] = ["morning", "tea"];

/// Adds them to a problem.
pub(super) fn add(dice: &mut Dice, instance: &mut Instance) {
    let levels = &mut instance.policy.levels;
    levels.insert(RuleId::LoneFirstVisit, prices::strict(dice));
    let team = prices::rate(dice, RuleId::TeamSize);
    levels.insert(RuleId::TeamSize, if dice.chance(65) { Level::Priced(team) } else { Level::Off });
    for visit in &mut instance.visits {
        visit.call = dice.maybe(60, |dice| dice.pick(&CALLS).to_owned());
        for slot in &mut visit.slots {
            slot.gender = dice.maybe(8, |dice| dice.pick(&[Gender::Female, Gender::Male]));
        }
    }
    let carers: Vec<_> = instance.carers.iter().map(|carer| carer.id.clone()).collect();
    for client in &mut instance.clients {
        client.team_size = dice.maybe(45, |dice| dice.between(0, 2) as u32);
        client.no_lone_first_visit = dice.chance(20);
        let some = !client.usual.is_empty() && dice.chance(60);
        for carer in carers.iter().filter(|_| some) {
            if dice.chance(50) {
                let call = Some(dice.pick(&CALLS).to_owned());
                let familiarity = dice.pick(&[0, 20, 80, 100]);
                client.usual.push(UsualCarer { carer: carer.clone(), familiarity, call });
            }
        }
    }
}
