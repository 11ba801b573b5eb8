//! In the random problems of two and three days the rules on rest and days bind often enough to be tested by them.

use std::collections::BTreeMap;

use rota_model::{Instance, Level, Rota, RuleId};
use rota_testkit::{brute, tiny};

const SEEDS: u64 = 1000;

fn without(instance: &Instance, rules: &[RuleId]) -> Instance {
    let mut relaxed = instance.clone();
    for &rule in rules {
        relaxed.policy = relaxed.policy.with(rule, Level::Off);
    }
    relaxed
}

#[test]
fn each_rule_binds_often_and_one_of_them_in_a_third_of_all_problems() {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut count = |what: &str, seen: bool| {
        *counts.entry(what.to_owned()).or_default() += u32::from(seen);
    };
    for seed in 0..SEEDS {
        let instance = tiny::week(seed);
        let rota = brute::solve(&instance);
        assert_eq!(brute::grid(&instance) % tiny::GRID, 0, "seed {seed} leaves the grid");
        let gains = |rules: &[RuleId]| {
            let relaxed = without(&instance, rules);
            relaxed != instance && brute::solve(&relaxed).sheet.total() < rota.sheet.total()
        };
        let binds = gains(&tiny::WEEK_RULES);
        count("any of them", binds);
        for rule in tiny::WEEK_RULES {
            let enforced = instance.policy.enforces(rule);
            count(rule.info().id, binds && enforced && gains(&[rule]));
        }
        features(&instance, &rota, &mut count);
    }
    for (what, count) in &counts {
        println!("{count:5}  {what}");
    }
    let rare: Vec<_> = counts.iter().filter(|(_, count)| **count < 10).collect();
    assert!(rare.is_empty(), "too rare: {rare:?}");
    assert!(u64::from(counts["any of them"]) * 3 >= SEEDS, "{counts:?}");
}

fn features(instance: &Instance, rota: &Rota, count: &mut impl FnMut(&str, bool)) {
    let zone = instance.zone;
    let per_carer = |least: usize, same_day: bool| {
        instance.carers.iter().any(|carer| {
            let own: Vec<_> = rota.routes.iter().filter(|route| route.carer == carer.id).collect();
            own.iter().any(|one| {
                let date = zone.date(one.depart);
                let near = own.iter().filter(|other| (zone.date(other.depart) == date) == same_day);
                near.count() >= least
            })
        })
    };
    count("a carer on two days", per_carer(1, false));
    count("a carer twice on a day", per_carer(2, true));
    count("a route past midnight", {
        rota.routes.iter().any(|route| zone.date(route.depart) != zone.date(route.finish))
    });
    count("work after past work", {
        let tired = |id: &rota_model::CarerId| {
            instance.carers.iter().any(|c| c.id == *id && !c.terms.past_work.is_empty())
        };
        rota.routes.iter().any(|route| tired(&route.carer))
    });
    count("a contract over two days", {
        instance.carers.iter().any(|carer| {
            let own = rota.routes.iter().filter(|route| route.carer == carer.id);
            carer.contract.is_some() && own.count() > 1
        })
    });
    count("a double-up", {
        let pair = |stop: &rota_model::Stop| stop.slot > 0;
        rota.routes.iter().any(|route| route.stops.iter().any(pair))
    });
    count("a visit left out", !rota.unallocated.is_empty());
    count("every visit allocated", rota.unallocated.is_empty());
}
