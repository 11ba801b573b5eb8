//! Brute force against something dumber still: every start on every minute, judged by the auditor alone.

use rota_model::{Instance, Instant, Money, Rota, Route, Stop, Unallocated};
use rota_testkit::{brute, minutes, tiny};

/// Starts of a visit, on whole minutes, and nothing at all.
fn starts(instance: &Instance, visit: usize) -> Vec<Option<Instant>> {
    let mut starts = vec![None];
    for window in &instance.visits[visit].windows {
        let mut start = window.earliest;
        while start <= window.latest {
            starts.push(Some(start));
            start = start + minutes(1);
        }
    }
    starts
}

/// Which (carer, shift) fills each slot of each visit, all possibilities of it.
fn fillings(instance: &Instance, slots: usize) -> Vec<Vec<(usize, usize)>> {
    let mut all = vec![Vec::new()];
    for _ in 0..slots {
        all = all
            .into_iter()
            .flat_map(|before: Vec<(usize, usize)>| {
                let carers = instance.carers.iter().enumerate();
                let shifts =
                    carers.flat_map(|(c, carer)| (0..carer.shifts.len()).map(move |s| (c, s)));
                shifts.map(move |shift| [before.clone(), vec![shift]].concat()).collect::<Vec<_>>()
            })
            .collect();
    }
    all
}

fn size(instance: &Instance) -> usize {
    let shifts: usize = instance.carers.iter().map(|carer| carer.shifts.len()).sum();
    let visits = instance.visits.iter().enumerate();
    visits
        .map(|(v, visit)| 1 + starts(instance, v).len() * shifts.pow(visit.slots.len() as u32))
        .product()
}

/// A visit's start, and the (carer, shift) of each of its slots.
type Choice = (Option<Instant>, Vec<(usize, usize)>);

/// The rota in which the visits start then and are filled so; the order of stops follows from their starts.
fn rota(instance: &Instance, choice: &[Choice]) -> Rota {
    let mut rota = Rota::default();
    for (visit, (start, _)) in instance.visits.iter().zip(choice) {
        if start.is_none() {
            rota.unallocated.push(Unallocated { visit: visit.id.clone(), reasons: Vec::new() });
        }
    }
    for (c, carer) in instance.carers.iter().enumerate() {
        for (s, shift) in carer.shifts.iter().enumerate() {
            let mut stops = Vec::new();
            for (visit, (start, filling)) in instance.visits.iter().zip(choice) {
                let Some(start) = start else { continue };
                for (k, slot) in
                    visit.slots.iter().enumerate().filter(|(k, _)| filling[*k] == (c, s))
                {
                    let start = *start + slot.offset;
                    let end = start + slot.duration;
                    stops.push(Stop {
                        visit: visit.id.clone(),
                        slot: k,
                        arrive: start,
                        start,
                        end,
                    });
                }
            }
            stops.sort_by_key(|stop| stop.start);
            let door = |stop: &Stop| {
                let visit = instance.visits.iter().find(|v| v.id == stop.visit).expect("a visit");
                let client = instance.clients.iter().find(|c| c.id == visit.client);
                client.expect("a client").place.clone()
            };
            let leg = |from: Option<_>, to: Option<_>| match (from, to) {
                (Some(from), Some(to)) => brute::leg(instance, carer.mode, &from, &to).0,
                _ => 0,
            };
            for k in 1..stops.len() {
                let way = leg(Some(door(&stops[k - 1])), Some(door(&stops[k])));
                stops[k].arrive = stops[k - 1].end + way;
            }
            let (Some(first), Some(last)) = (stops.first(), stops.last()) else { continue };
            rota.routes.push(Route {
                carer: carer.id.clone(),
                shift: shift.id.clone(),
                depart: first.start - leg(shift.start_place.clone(), Some(door(first))),
                finish: last.end + leg(Some(door(last)), shift.end_place.clone()),
                stops,
                rests: Vec::new(),
            });
        }
    }
    rota.routes.sort_by_key(|route| {
        (instance.carers.iter().position(|carer| carer.id == route.carer), route.depart)
    });
    rota
}

fn dumbest(instance: &Instance) -> Money {
    let mut choices = vec![Vec::new()];
    for (v, visit) in instance.visits.iter().enumerate() {
        let fillings = fillings(instance, visit.slots.len());
        let mut options = vec![(None, Vec::new())];
        for start in starts(instance, v).into_iter().flatten() {
            options.extend(fillings.iter().map(|filling| (Some(start), filling.clone())));
        }
        choices = choices
            .into_iter()
            .flat_map(|before: Vec<_>| {
                let with = |option: &_| [before.clone(), vec![Clone::clone(option)]].concat();
                options.iter().map(with).collect::<Vec<_>>()
            })
            .collect();
    }
    let audits = choices
        .iter()
        .map(|choice| rota_check::audit_without_sheet(instance, &rota(instance, choice)));
    let costs = audits.filter(|audit| audit.is_clean()).map(|audit| audit.sheet.total());
    costs.min().expect("leaving everything out is clean")
}

/// Compares the two on problems that are small enough, from a seed on; how many of them have two routes or more.
fn compare(draw: fn(u64) -> Instance, most: usize) -> u32 {
    let (mut tried, mut allocated) = (0, 0);
    for seed in 10_000.. {
        let instance = draw(seed);
        let visits = instance.visits.len();
        if !(2..=3).contains(&visits) || instance.carers.len() < 2 || size(&instance) > most {
            continue;
        }
        let rota = brute::solve(&instance);
        assert_eq!(rota.sheet.total(), dumbest(&instance), "{}", instance.name);
        allocated += u32::from(rota.routes.len() > 1);
        tried += 1;
        if tried == 100 {
            break;
        }
    }
    allocated
}

#[test]
fn brute_force_misses_nothing_that_trying_every_minute_finds() {
    let allocated = compare(tiny::random, 20_000);
    assert!(allocated > 25, "only {allocated} with two routes or more");
}

#[test]
fn nor_does_it_where_rest_and_days_count() {
    let allocated = compare(tiny::week, 40_000);
    assert!(allocated > 25, "only {allocated} with two routes or more");
}
