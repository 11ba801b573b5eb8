//! Brute force against something dumber still: every start on every minute, judged by the auditor alone; and every rest at
//! every place, on every fifth.

use rota_model::{
    Carer, Instance, Instant, Money, Rest, RestAt, Rota, Route, Seconds, Shift, Stop, Unallocated,
};
use rota_testkit::{brute, minutes, tiny};

/// Starts of a visit, so many seconds apart, and nothing at all.
fn starts(instance: &Instance, visit: usize, step: Seconds) -> Vec<Option<Instant>> {
    let mut starts = vec![None];
    for window in &instance.visits[visit].windows {
        let mut start = window.earliest;
        while start <= window.latest {
            starts.push(Some(start));
            start = start + step;
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

fn size(instance: &Instance, step: Seconds) -> usize {
    let shifts: usize = instance.carers.iter().map(|carer| carer.shifts.len()).sum();
    let visits = instance.visits.iter().enumerate();
    visits
        .map(|(v, visit)| {
            1 + starts(instance, v, step).len() * shifts.pow(visit.slots.len() as u32)
        })
        .product()
}

fn shift<'a>(instance: &'a Instance, route: &Route) -> (&'a Carer, &'a Shift) {
    let carer = instance.carers.iter().find(|carer| carer.id == route.carer).expect("a carer");
    let mut shifts = carer.shifts.iter();
    (carer, shifts.find(|shift| shift.id == route.shift).expect("a shift"))
}

/// The route with arrivals, departure and finish as they follow from its starts and rests.
fn timed(instance: &Instance, mut route: Route) -> Route {
    let (carer, shift) = shift(instance, &route);
    let door = |stop: &Stop| {
        let visit = instance.visits.iter().find(|v| v.id == stop.visit).expect("a visit");
        let client = instance.clients.iter().find(|c| c.id == visit.client);
        client.expect("a client").place.clone()
    };
    let leg = |from: Option<_>, to: Option<_>| match (from, to) {
        (Some(from), Some(to)) => brute::leg(instance, carer.mode, &from, &to).0,
        _ => 0,
    };
    let (n, rests) = (route.stops.len(), route.rests.clone());
    let on = |stops, at| rests.iter().filter(move |rest| rest.stops == stops && rest.at == at);
    let leaves = |k: usize, end| on(k, RestAt::BeforeLeg).next_back().map_or(end, |rest| rest.end);
    let first = door(&route.stops[0]);
    let there = on(0, RestAt::AfterLeg).next().map_or(route.stops[0].start, |rest| rest.start);
    route.stops[0].arrive = there;
    route.depart = there - leg(shift.start_place.clone(), Some(first));
    for k in 1..n {
        let way = leg(Some(door(&route.stops[k - 1])), Some(door(&route.stops[k])));
        route.stops[k].arrive = leaves(k, route.stops[k - 1].end) + way;
    }
    let last = &route.stops[n - 1];
    route.finish = leaves(n, last.end) + leg(Some(door(last)), shift.end_place.clone());
    route
}

/// The rests that a route may have, any of each of its breaks.
fn rests(instance: &Instance, route: &Route) -> Vec<Vec<Rest>> {
    let (_, shift) = shift(instance, route);
    let mut all: Vec<Vec<Rest>> = vec![Vec::new()];
    for (of, wanted) in shift.breaks.iter().enumerate() {
        let last = wanted.latest - wanted.least;
        let starts = (0..).map(|k| wanted.earliest + k * tiny::GRID);
        let mut more = Vec::new();
        for start in starts.take_while(|start| *start <= last) {
            for stops in 0..=route.stops.len() {
                for at in [RestAt::BeforeLeg, RestAt::AfterLeg] {
                    let rest = Rest { of, stops, at, start, end: start + wanted.least };
                    more.extend(all.iter().map(|others| {
                        let mut rests = [&others[..], &[rest]].concat();
                        rests.sort_by_key(|rest| (rest.stops, rest.at, rest.start));
                        rests
                    }));
                }
            }
        }
        all.extend(more);
    }
    all
}

/// The rota with every choice of rests.
fn rested(instance: &Instance, rota: Rota) -> Vec<Rota> {
    let mut all = vec![rota];
    for index in 0..all[0].routes.len() {
        let rests = rests(instance, &all[0].routes[index]);
        let with = |rota: &Rota, rests: &Vec<Rest>| {
            let mut rota = rota.clone();
            rota.routes[index].rests.clone_from(rests);
            rota.routes[index] = timed(instance, rota.routes[index].clone());
            rota
        };
        all = all.iter().flat_map(|rota| rests.iter().map(|rests| with(rota, rests))).collect();
    }
    all
}

/// A bound on how many choices of rests there are.
fn ways(instance: &Instance) -> usize {
    let shifts = instance.carers.iter().flat_map(|carer| &carer.shifts);
    let steps = |shift: &Shift| -> usize {
        let starts = |b: &rota_model::Break| ((b.latest - b.earliest) / tiny::GRID).max(0) as usize;
        shift.breaks.iter().map(|wanted| 1 + 4 * starts(wanted)).product()
    };
    shifts.map(steps).fold(1, usize::saturating_mul)
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
            let (Some(first), Some(last)) = (stops.first(), stops.last()) else { continue };
            let (depart, finish) = (first.start, last.end);
            let (carer, shift) = (carer.id.clone(), shift.id.clone());
            let route = Route { carer, shift, depart, finish, stops, rests: Vec::new() };
            rota.routes.push(timed(instance, route));
        }
    }
    rota.routes.sort_by_key(|route| {
        (instance.carers.iter().position(|carer| carer.id == route.carer), route.depart)
    });
    rota
}

fn dumbest(instance: &Instance, step: Seconds) -> Money {
    let mut choices = vec![Vec::new()];
    for (v, visit) in instance.visits.iter().enumerate() {
        let fillings = fillings(instance, visit.slots.len());
        let mut options = vec![(None, Vec::new())];
        for start in starts(instance, v, step).into_iter().flatten() {
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
    let rotas = choices.iter().flat_map(|choice| rested(instance, rota(instance, choice)));
    let audits = rotas.map(|rota| rota_check::audit_without_sheet(instance, &rota));
    let costs = audits.filter(|audit| audit.is_clean()).map(|audit| audit.sheet.total());
    costs.min().expect("leaving everything out is clean")
}

/// Compares the two on so many problems that are small enough; how many of them have two routes or more, and how many a
/// rest.
fn compare(draw: fn(u64) -> Instance, step: Seconds, count: u32, most: usize) -> (u32, u32) {
    let (mut tried, mut allocated, mut resting) = (0, 0, 0);
    for seed in 10_000.. {
        let instance = draw(seed);
        let visits = instance.visits.len();
        let breaks = instance.carers.iter().flat_map(|carer| &carer.shifts);
        let small = (2..=3).contains(&visits)
            && (instance.carers.len() > 1 || breaks.flat_map(|shift| &shift.breaks).count() > 0);
        if !small || size(&instance, step).saturating_mul(ways(&instance)) > most {
            continue;
        }
        let rota = brute::solve(&instance);
        assert_eq!(rota.sheet.total(), dumbest(&instance, step), "{}", instance.name);
        allocated += u32::from(rota.routes.len() > 1);
        resting += u32::from(rota.routes.iter().any(|route| !route.rests.is_empty()));
        tried += 1;
        if tried == count {
            break;
        }
    }
    (allocated, resting)
}

#[test]
fn brute_force_misses_nothing_that_trying_every_minute_finds() {
    let (allocated, _) = compare(tiny::random, minutes(1), 100, 20_000);
    assert!(allocated > 25, "only {allocated} with two routes or more");
}

#[test]
fn nor_does_it_where_rest_and_days_count() {
    let (allocated, _) = compare(tiny::week, minutes(1), 100, 40_000);
    assert!(allocated > 25, "only {allocated} with two routes or more");
}

#[test]
fn nor_where_working_time_counts() {
    let (allocated, _) = compare(tiny::hours, minutes(1), 100, 40_000);
    assert!(allocated > 10, "only {allocated} with two routes or more");
}

#[test]
fn nor_where_breaks_do() {
    let (_, resting) = compare(tiny::shift, tiny::GRID, 150, 60_000);
    assert!(resting > 15, "only {resting} with a rest");
}
