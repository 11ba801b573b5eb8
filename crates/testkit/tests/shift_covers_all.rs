//! In the random problems of long shifts breaks bind, in those of hours limits on working time do, often enough to be tested by
//! them.

use rota_model::{Instance, Level, RestAt, Rota, Route, RuleId, Shift};
use rota_testkit::{Tally, brute, tiny};

const SEEDS: u64 = 1000;

/// One of the things that a week is about.
struct Concern {
    is_on: fn(&Instance) -> bool,
    rules: &'static [RuleId],
}

const WEEK: [Concern; 4] = [
    Concern {
        is_on: |instance| instance.carers.iter().any(|carer| carer.contract.is_some()),
        rules: &[RuleId::ContractUnder, RuleId::ContractOver, RuleId::ContractOffTarget],
    },
    Concern {
        is_on: |instance| instance.policy.enforces(RuleId::DailyRest),
        rules: &[RuleId::DailyRest, RuleId::DailyRestSplit],
    },
    Concern {
        is_on: |instance| {
            let is_on = instance.policy.level(RuleId::MissedBreak) != Level::Off;
            let mut shifts = instance.carers.iter().flat_map(|carer| &carer.shifts);
            is_on && shifts.any(|shift| !shift.breaks.is_empty())
        },
        rules: &[RuleId::MissedBreak],
    },
    Concern {
        is_on: |instance| {
            let is_on = |rule: &RuleId| instance.policy.level(*rule) != Level::Off;
            CONTINUITY.iter().any(is_on)
        },
        rules: &CONTINUITY,
    },
];

const CONTINUITY: [RuleId; 3] = [RuleId::Faces, RuleId::FacesOver, RuleId::Unfamiliar];

fn with(instance: &Instance, rules: &[RuleId], level: Level) -> Instance {
    let mut other = instance.clone();
    for &rule in rules {
        other.policy = other.policy.with(rule, level);
    }
    other
}

/// Whether the best rota is cheaper where these rules are off.
fn bind(instance: &Instance, rota: &Rota, rules: &[RuleId]) -> bool {
    let relaxed = with(instance, rules, Level::Off);
    brute::solve(&relaxed).sheet.total() < rota.sheet.total()
}

fn shift<'a>(instance: &'a Instance, route: &Route) -> &'a Shift {
    let mut shifts = instance.carers.iter().flat_map(|carer| &carer.shifts);
    shifts.find(|shift| shift.id == route.shift).expect("a shift of the instance")
}

#[test]
fn breaks_bind_at_any_level() {
    let mut counts = Tally::default();
    for seed in 0..SEEDS {
        let instance = tiny::shift(seed);
        let rota = brute::solve(&instance);
        assert_eq!(brute::grid(&instance) % tiny::GRID, 0, "seed {seed} leaves the grid");
        let rule = RuleId::MissedBreak;
        let binds = bind(&instance, &rota, &[rule]);
        let level = instance.policy.level(rule);
        let missed = rota.sheet.measure(rule) > 0;
        let rests = rota.routes.iter().any(|route| !route.rests.is_empty());
        counts.note("enforced, and dearer for it", binds && level == Level::Enforce);
        let priced = matches!(level, Level::Priced(_));
        counts.note("priced, and dearer for it", binds && priced);
        counts.note("priced and missed", missed);
        counts.note("priced and kept", priced && !missed && rests);
        counts.note("priced, and both kept and missed", missed && rests);
        let forced = with(&instance, &[rule], Level::Enforce);
        counts.note("missed rather than allocated", {
            missed && brute::solve(&forced).unallocated.len() > rota.unallocated.len()
        });
        features(&instance, &rota, &mut counts);
    }
    counts.all_at_least(|_| 10);
}

fn features(instance: &Instance, rota: &Rota, counts: &mut Tally) {
    let any = |holds: &dyn Fn(&Route, &Shift) -> bool| {
        rota.routes.iter().any(|route| holds(route, shift(instance, route)))
    };
    let at = |stops: fn(&Route) -> usize, at: RestAt| {
        any(&|route, _| route.rests.iter().any(|rest| rest.stops == stops(route) && rest.at == at))
    };
    counts.note("a rest before setting out", at(|_| 0, RestAt::BeforeLeg));
    counts.note("a rest at the first door", at(|_| 0, RestAt::AfterLeg));
    counts.note("a rest at the last door", at(|route| route.stops.len(), RestAt::BeforeLeg));
    counts.note("a rest after the return", at(|route| route.stops.len(), RestAt::AfterLeg));
    counts.note("a rest before a leg", {
        any(&|route, _| {
            let inside = 1..route.stops.len();
            let mut rests = route.rests.iter();
            rests.any(|rest| inside.contains(&rest.stops) && rest.at == RestAt::BeforeLeg)
        })
    });
    counts.note("two rests", any(&|route, _| route.rests.len() > 1));
    counts.note("a rest that is not asked for", {
        any(&|route, shift| {
            let taken = route.finish - route.depart;
            let mut breaks = route.rests.iter().map(|rest| shift.breaks[rest.of]);
            breaks.any(|wanted| wanted.after.is_some_and(|after| taken <= after))
        })
    });
    counts.note("a route just as long as it may be without a break", {
        any(&|route, shift| {
            let taken = route.finish - route.depart;
            let rested = |index: usize| route.rests.iter().any(|rest| rest.of == index);
            let mut breaks = shift.breaks.iter().enumerate();
            breaks.any(|(index, wanted)| wanted.after == Some(taken) && !rested(index))
        })
    });
    counts.note("a rest of somebody with a contract", {
        let engaged = |route: &Route| {
            instance.carers.iter().any(|c| c.id == route.carer && c.contract.is_some())
        };
        any(&|route, _| !route.rests.is_empty() && engaged(route))
    });
    counts.note("a rest on the day of a double-up", {
        any(&|route, _| !route.rests.is_empty() && route.stops.iter().any(|stop| stop.slot > 0))
    });
    counts.note("a rest on two days", {
        instance.days > 1 && any(&|route, _| !route.rests.is_empty())
    });
}

#[test]
fn limits_on_working_time_bind_with_and_without_breaks() {
    let mut counts = Tally::default();
    for seed in 0..SEEDS {
        let instance = tiny::hours(seed);
        let rota = brute::solve(&instance);
        assert_eq!(brute::grid(&instance) % tiny::GRID, 0, "seed {seed} leaves the grid");
        let any = bind(&instance, &rota, &tiny::HOURS_RULES);
        counts.note("any of them", any);
        for rule in tiny::HOURS_RULES {
            let enforced = instance.policy.enforces(rule);
            counts.note(rule.info().id, any && enforced && bind(&instance, &rota, &[rule]));
        }
        let rests = rota.routes.iter().any(|route| !route.rests.is_empty());
        counts.note("any of them, and rests", any && rests);
        let whole = WEEK.iter().all(|concern| (concern.is_on)(&instance));
        counts.note("a contract, rest, breaks and faces at once", whole);
        for Concern { rules, .. } in WEEK {
            let name = rules[0].info().id;
            counts.note(format!("all of it at once, and {name} decides"), {
                let relaxed = with(&instance, rules, Level::Off);
                whole && brute::solve(&relaxed).sheet.total() != rota.sheet.total()
            });
        }
        counts.note("a missed-break that binds", {
            instance.policy.enforces(RuleId::MissedBreak)
                && bind(&instance, &rota, &[RuleId::MissedBreak])
        });
        let gap = instance.pay.as_ref().expect("pay").paid_gap;
        let mut longer = instance.clone();
        longer.pay.as_mut().expect("pay").paid_gap = 24 * 3600 - 1;
        counts.note("a wait that is not working time decides", {
            gap < 3600 && brute::solve(&longer).sheet.total() != rota.sheet.total()
        });
        let mut grown = instance.clone();
        grown.carers.iter_mut().for_each(|carer| carer.terms.young = false);
        counts.note("age decides", brute::solve(&grown).sheet.total() != rota.sheet.total());
        for carer in grown.carers.iter_mut().zip(&instance.carers) {
            carer.0.terms.young = carer.1.terms.young;
        }
        for (young, usual) in [
            (rota_model::Parameter::YoungRestHours, rota_model::Parameter::DailyRestHours),
            (rota_model::Parameter::YoungSplitRestHours, rota_model::Parameter::SplitRestHours),
        ] {
            let mut other = instance.clone();
            let value = other.policy.parameter(usual);
            other.policy.parameters.insert(young, value);
            let dearer = brute::solve(&other).sheet.total() < rota.sheet.total();
            counts.note(format!("{young:?} decides"), dearer);
        }
    }
    counts.all_at_least(|_| 10);
}
