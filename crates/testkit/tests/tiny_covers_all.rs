//! The random tiny problems exercise every rule, and their best rotas show every feature often enough.

use std::collections::BTreeMap;

use rota_model::{
    GapFrom, Instance, Instant, Kind, Level, Link, LinkKind, Rota, RuleId, Visit, VisitId,
};
use rota_testkit::{Tally, brute, tiny};

const SEEDS: u64 = 2000;
/// Whether a rule binds takes a search without it for each, so only the first seeds are asked.
const ASKED: u64 = 400;

#[test]
fn two_thousand_seeds_show_every_rule_and_feature() {
    let mut tally = Tally::default();
    for seed in 0..SEEDS {
        let instance = tiny::random(seed);
        let rota = brute::solve(&instance);
        assert_eq!(brute::grid(&instance) % tiny::GRID, 0, "seed {seed} leaves the grid");
        assert!(instance.slot_count() <= tiny::MAX_SLOTS, "seed {seed} is too large");
        measured(&mut tally, &instance, &rota);
        features(&mut tally, &instance, &rota);
        if seed < ASKED {
            binding(&mut tally, &instance, &rota);
        }
    }
    tally.all_at_least(|what| if what.ends_with("binds") { 5 } else { 25 });
}

/// Priced rules for which the best rota pays, and those for which it need not.
fn measured(tally: &mut Tally, instance: &Instance, rota: &Rota) {
    let drawn = |rule: &&RuleId| rule.is_measured() && !tiny::NOT_DRAWN.contains(rule);
    for &rule in RuleId::ALL.iter().filter(drawn) {
        let priced = matches!(instance.policy.level(rule), Level::Priced(_));
        let pays = rota.sheet.measure(rule) > 0;
        tally.note(format!("{} costs", rule.info().id), pays);
        tally.note(format!("{} priced, costs nothing", rule.info().id), priced && !pays);
    }
}

/// Strict rules, links and absences without which the best rota would be cheaper.
fn binding(tally: &mut Tally, instance: &Instance, rota: &Rota) {
    let mut note = |what: &str, change: &dyn Fn(&mut Instance)| {
        let mut relaxed = instance.clone();
        change(&mut relaxed);
        let gains =
            relaxed != *instance && brute::solve(&relaxed).sheet.total() < rota.sheet.total();
        tally.note(format!("{what} binds"), gains);
    };
    for &rule in RuleId::ALL {
        let strict = matches!(rule.info().kind, Kind::Strict | Kind::StrictOrPriced);
        if strict && instance.policy.enforces(rule) {
            note(rule.info().id, &|relaxed| {
                relaxed.policy = relaxed.policy.clone().with(rule, Level::Off);
            });
        }
    }
    let gap = |link: &Link| matches!(link.kind, LinkKind::Gap { .. });
    note("link-gap", &|relaxed| relaxed.links.retain(|link| !gap(link)));
    note("link-same-carer", &|relaxed| relaxed.links.retain(|l| l.kind != LinkKind::SameCarer));
    note("link-different-carer", &|relaxed| {
        relaxed.links.retain(|link| link.kind != LinkKind::DifferentCarer);
    });
    note("absence", &|relaxed| relaxed.carers.iter_mut().for_each(|c| c.absences.clear()));
    note("pinned-carer", &|relaxed| {
        relaxed.visits.iter_mut().flat_map(|v| &mut v.slots).for_each(|slot| slot.pinned = None);
    });
}

fn features(tally: &mut Tally, instance: &Instance, rota: &Rota) {
    let starts = starts(instance, rota);
    let start = |id: &VisitId| starts.get(id).copied();
    let allocated = |visit: &&Visit| start(&visit.id).is_some();
    let visits = || instance.visits.iter().filter(allocated);

    tally.note("all visits allocated", rota.unallocated.is_empty());
    tally.note("some visits allocated, some not", {
        !rota.unallocated.is_empty() && !rota.routes.is_empty()
    });
    tally.note("a route of three stops or more", rota.routes.iter().any(|r| r.stops.len() >= 3));
    tally.note("two routes or more", rota.routes.len() >= 2);
    tally.note("a double-up", visits().any(|v| v.slots.len() == 2));
    tally.note("two double-ups", visits().filter(|v| v.slots.len() == 2).count() >= 2);
    tally.note("a visit for three", visits().any(|v| v.slots.len() == 3));
    tally.note("a slot for a part", {
        visits().any(|v| v.slots.iter().any(|s| s.offset > 0 || s.duration < v.duration()))
    });
    tally.note("a second window used", {
        visits().any(|v| start(&v.id).is_some_and(|at| at > v.windows[0].latest))
    });
    tally.note("a visit pinned in time", visits().any(|v| v.pin.start.is_some()));
    tally.note("a visit pinned to a date", visits().any(|v| v.pin.date.is_some()));
    tally.note("a pinned carer", visits().any(|v| v.slots.iter().any(|s| s.pinned.is_some())));

    for link in &instance.links {
        let (Some(first), Some(second)) = (start(&link.first), start(&link.second)) else {
            continue;
        };
        match link.kind {
            LinkKind::Gap { from, min, max } => {
                let visit = instance.visits.iter().find(|v| v.id == link.first).expect("a visit");
                let gap = second - first - if from == GapFrom::End { visit.duration() } else { 0 };
                tally.note("a gap at its least or largest", {
                    min == Some(gap) || max == Some(gap)
                });
                tally.note("a gap across days", gap.abs() > 12 * 3600);
                tally.note("a gap that runs backwards", gap < 0);
            }
            LinkKind::SameCarer => tally.note("same carer kept", true),
            LinkKind::DifferentCarer => tally.note("different carer kept", true),
            LinkKind::BothOrNeither => {}
        }
    }

    let routes_of = |carer: &_| rota.routes.iter().filter(|r| r.carer == *carer).count();
    tally.note("a carer with two routes", instance.carers.iter().any(|c| routes_of(&c.id) > 1));
    tally.note("a contract over two routes", {
        instance.carers.iter().any(|c| c.contract.is_some() && routes_of(&c.id) > 1)
    });
    tally.note("waiting", rota.routes.iter().any(|r| r.stops.iter().any(|s| s.start > s.arrive)));
    tally.note("a great-circle leg", {
        !instance.travel.great_circle.is_empty() && rota.routes.iter().any(|r| r.stops.len() > 1)
    });
    tally.note("a route over a clock change or midnight", {
        let offset = |at: Instant| {
            instance.zone.local(at).naive_local() - instance.zone.local(at).naive_utc()
        };
        let zone = instance.zone;
        rota.routes.iter().any(|r| {
            offset(r.depart) != offset(r.finish) || zone.date(r.depart) != zone.date(r.finish)
        })
    });
    tally.note("a shift without start or end place used", {
        rota.routes.iter().any(|route| {
            let carer = instance.carers.iter().find(|c| c.id == route.carer).expect("a carer");
            let shift = carer.shifts.iter().find(|s| s.id == route.shift).expect("a shift");
            shift.start_place.is_none() || shift.end_place.is_none()
        })
    });
}

fn starts(instance: &Instance, rota: &Rota) -> BTreeMap<VisitId, Instant> {
    let stops = rota.routes.iter().flat_map(|route| &route.stops);
    stops
        .map(|stop| {
            let visit = instance.visits.iter().find(|v| v.id == stop.visit).expect("a visit");
            (stop.visit.clone(), stop.start - visit.slots[stop.slot].offset)
        })
        .collect()
}
