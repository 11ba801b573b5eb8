//! The random tiny problems exercise every rule, and their best rotas show every feature often enough.

use std::collections::BTreeMap;

use rota_model::{GapFrom, Instance, Instant, Kind, Level, LinkKind, Rota, RuleId, Visit, VisitId};
use rota_testkit::{brute, tiny};

const SEEDS: u64 = 2000;

/// Counts by name.
#[derive(Default)]
struct Tally(BTreeMap<String, u32>);

impl Tally {
    fn note(&mut self, what: impl Into<String>, seen: bool) {
        *self.0.entry(what.into()).or_default() += u32::from(seen);
    }
}

#[test]
fn two_thousand_seeds_show_every_rule_and_feature() {
    let mut tally = Tally::default();
    let (mut slow, mut all) = ((0, 0), 0);
    for seed in 0..SEEDS {
        let instance = tiny::random(seed);
        let t = std::time::Instant::now();
        let rota = brute::solve(&instance);
 let t = t.elapsed().as_micros(); all += t; slow = slow.max((t, seed));
        assert_eq!(brute::grid(&instance) % tiny::GRID, 0, "seed {seed} leaves the grid");
        assert!(instance.slot_count() <= tiny::MAX_SLOTS, "seed {seed} is too large");
        rules(&mut tally, &instance, &rota);
        features(&mut tally, &instance, &rota);
    }
    println!("{all} {slow:?}");
    for (what, count) in &tally.0 {
        println!("{count:5}  {what}");
    }
    let rare: Vec<_> = tally.0.iter().filter(|(_, count)| **count < 20).collect();
    assert!(rare.is_empty(), "seen in fewer than 20 of {SEEDS} problems: {rare:?}");
}

/// A priced rule counts when the best rota pays for it, a strict one when it makes the best rota dearer.
fn rules(tally: &mut Tally, instance: &Instance, rota: &Rota) {
    for &rule in RuleId::ALL {
        let info = rule.info();
        let level = instance.policy.level(rule);
        if rule.is_measured() {
            tally.note(format!("{} costs", info.id), rota.sheet.measure(rule) > 0);
            tally.note(format!("{} priced, costs nothing", info.id), {
                matches!(level, Level::Priced(_)) && rota.sheet.measure(rule) == 0
            });
        }
        if matches!(info.kind, Kind::Strict | Kind::StrictOrPriced) {
            let mut relaxed = instance.clone();
            relaxed.policy = relaxed.policy.with(rule, Level::Off);
            let gains = level == Level::Enforce
                && brute::solve(&relaxed).sheet.total() < rota.sheet.total();
            tally.note(format!("{} enforced, binds", info.id), gains);
            tally.note(format!("{} warned of", info.id), level == Level::Warn);
        }
    }
}

fn features(tally: &mut Tally, instance: &Instance, rota: &Rota) {
    let starts = starts(instance, rota);
    let start = |id: &VisitId| starts.get(id).copied();
    let allocated = |visit: &&Visit| start(&visit.id).is_some();
    let total = |instance: &Instance| brute::solve(instance).sheet.total();
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

    let mut unlinked = instance.clone();
    unlinked.links.clear();
    let links_cost = !instance.links.is_empty() && total(&unlinked) < rota.sheet.total();
    for link in &instance.links {
        let (Some(first), Some(second)) = (start(&link.first), start(&link.second)) else {
            continue;
        };
        match link.kind {
            LinkKind::Gap { from, min, max } => {
                let visit = instance.visits.iter().find(|v| v.id == link.first).expect("a visit");
                let gap = second - first - if from == GapFrom::End { visit.duration() } else { 0 };
                tally.note("a gap at its least or largest, at a cost", {
                    links_cost && (min == Some(gap) || max == Some(gap))
                });
                tally.note("a gap across days", gap.abs() > 12 * 3600);
                tally.note("a gap that runs backwards", gap < 0);
            }
            LinkKind::SameCarer => tally.note("same carer, at a cost", links_cost),
            LinkKind::DifferentCarer => tally.note("different carer, at a cost", links_cost),
        }
    }

    let routes_of = |carer: &_| rota.routes.iter().filter(|r| r.carer == *carer).count();
    tally.note("a carer with two routes", instance.carers.iter().any(|c| routes_of(&c.id) > 1));
    tally.note("a contract over two routes", {
        instance.carers.iter().any(|c| c.contract.is_some() && routes_of(&c.id) > 1)
    });
    let mut present = instance.clone();
    present.carers.iter_mut().for_each(|carer| carer.absences.clear());
    tally.note("an absence binds", total(&present) < rota.sheet.total());
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
