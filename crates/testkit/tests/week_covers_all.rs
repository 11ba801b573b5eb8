//! In the random problems of two and three days the rules on rest and days bind often enough to be tested by them.

use rota_model::{Instance, Level, Rota, RuleId};
use rota_testkit::{Tally, brute, tiny};

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
    let mut tally = Tally::default();
    for seed in 0..SEEDS {
        let instance = tiny::week(seed);
        let rota = brute::solve(&instance);
        assert_eq!(brute::grid(&instance) % tiny::GRID, 0, "seed {seed} leaves the grid");
        let gains = |rules: &[RuleId]| {
            let relaxed = without(&instance, rules);
            relaxed != instance && brute::solve(&relaxed).sheet.total() < rota.sheet.total()
        };
        let binds = gains(&tiny::WEEK_RULES);
        tally.note("any of them", binds);
        for rule in tiny::WEEK_RULES {
            let enforced = instance.policy.enforces(rule);
            tally.note(rule.info().id, binds && enforced && gains(&[rule]));
        }
        features(&instance, &rota, &mut tally);
    }
    tally.all_at_least(|_| 10);
    assert!(u64::from(tally.of("any of them")) * 3 >= SEEDS, "{tally:?}");
}

fn features(instance: &Instance, rota: &Rota, tally: &mut Tally) {
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
    tally.note("a carer on two days", per_carer(1, false));
    tally.note("a carer twice on a day", per_carer(2, true));
    tally.note("a route past midnight", {
        rota.routes.iter().any(|route| zone.date(route.depart) != zone.date(route.finish))
    });
    tally.note("work after past work", {
        let tired = |id: &rota_model::CarerId| {
            instance.carers.iter().any(|c| c.id == *id && !c.terms.past_work.is_empty())
        };
        rota.routes.iter().any(|route| tired(&route.carer))
    });
    tally.note("a contract over two days", {
        instance.carers.iter().any(|carer| {
            let own = rota.routes.iter().filter(|route| route.carer == carer.id);
            carer.contract.is_some() && own.count() > 1
        })
    });
    tally.note("a double-up", {
        let pair = |stop: &rota_model::Stop| stop.slot > 0;
        rota.routes.iter().any(|route| route.stops.iter().any(pair))
    });
    tally.note("a visit left out", !rota.unallocated.is_empty());
    tally.note("every visit allocated", rota.unallocated.is_empty());
}
