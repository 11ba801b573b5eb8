//! Carers who swap the rest of their days have each what the other had; what was taken out goes back where it was.

use rota_core::evaluate::propagate::Placement;
use rota_core::problem::Problem;
use rota_core::random::Random;
use rota_core::search::insert::Inserter;
use rota_core::search::neighbours::Neighbours;
use rota_core::search::ruin::Ruin;
use rota_core::search::told::Told;
use rota_core::state::State;
use rota_model::Instance;
use rota_testkit::{Build, long_days, tiny};

use crate::hot::{HOT, carried_out, somewhere};

/// Whether nothing but places and times keeps a visit from going back: no break that may not be missed, no limit on hours.
fn is_plain(problem: &Problem) -> bool {
    problem.watch.is_empty() && problem.calendar.is_none()
}

fn goes_back(instance: &Instance, seed: u64) -> usize {
    let problem = Problem::new(instance).expect("a small problem");
    if !is_plain(&problem) {
        return 0;
    }
    let near = Neighbours::new(&problem);
    let mut random = Random::stream(seed, 0, 0);
    let mut state = somewhere(instance, &problem, &near, &mut random);
    let mut inserter = Inserter::new(&problem);
    let before = state.plan();
    let drawn = (0..problem.units.len()).filter(|_| random.chance(0.4));
    let units = drawn.flat_map(|unit| &problem.units[unit]).copied();
    let is_call = |visit: &u32| (*visit as usize) < problem.calls && state.allocated(*visit);
    let visits: Vec<u32> = units.filter(is_call).collect();
    let told = Told::list(&state, &visits, |route, _| route);
    state.mark();
    state.remove(&mut inserter.pricer.trial, &visits);
    inserter.put_back(&mut state, &told);
    // A day with one of its routes missing can need more rest than with all of them.
    if problem.ties_days && visits.iter().any(|visit| !state.allocated(*visit)) {
        state.undo();
        return 0;
    }
    assert_eq!(state.plan(), before, "seed {seed}, {visits:?}");
    visits.len()
}

#[test]
fn what_was_taken_out_goes_back_where_it_was() {
    let tiny: usize = (0..600).map(|seed| goes_back(&tiny::random(seed), seed)).sum();
    let days: usize = (0..200).map(|seed| goes_back(&long_days::random(seed), seed)).sum();
    assert!(tiny > 300 && days > 200, "{tiny} and {days} visits went back");
}

/// The routes that differ, and whether they are those of before with the ends of two of them swapped.
fn is_swap(before: &[Vec<u32>], after: &[Vec<u32>]) -> bool {
    let differ: Vec<usize> = (0..before.len()).filter(|r| before[*r] != after[*r]).collect();
    let &[one, two] = &differ[..] else { return false };
    let (a, b) = (&before[one], &before[two]);
    (0..=a.len()).any(|i| {
        (0..=b.len()).any(|j| {
            after[one] == [&a[..i], &b[j..]].concat() && after[two] == [&b[..j], &a[i..]].concat()
        })
    })
}

/// How many of the draws that swap ends were carried out as a whole.
fn swaps(instance: &Instance, seed: u64) -> usize {
    let problem = Problem::new(instance).expect("a small problem");
    if !is_plain(&problem) || !problem.rests.is_empty() {
        return 0;
    }
    let choose = |ruin: &mut Ruin, state: &State, near: &Neighbours, drawn, random: &mut Random| {
        ruin.tails(state, near, drawn, HOT, random)
    };
    carried_out(instance, &problem, seed, 100, choose, |before, after| {
        assert!(is_swap(&before.routes, &after.routes), "seed {seed}: {before:?} to {after:?}");
        true
    })
}

#[test]
fn ends_are_swapped_and_nothing_else() {
    let tiny: usize = (0..600).map(|seed| swaps(&tiny::random(seed), seed)).sum();
    let days: usize = (0..200).map(|seed| swaps(&long_days::random(seed), seed)).sum();
    assert!(tiny > 150 && days > 30, "{tiny} and {days} swaps");
}

/// Two carers who cross the valley at noon, a double-up in the evening with them.
fn crossing() -> Instance {
    let mut build = Build::day("2026-11-23").other_legs(40);
    for side in ["west", "east"] {
        build = build.minutes_between(side, side, 5).client(side, side, |client| client);
        build = build.carer(side, |c| c.shift("07:00", "22:00").from_to(side, side));
    }
    for side in ["west", "east"] {
        for (name, from, to) in [("am", "08:00", "10:00"), ("pm", "14:00", "16:00")] {
            let name = format!("{side}-{name}");
            build = build.visit(&name, side, |v| v.minutes(30).window(from, to));
        }
    }
    build.visit("both", "west", |v| v.minutes(30).double_up().window("19:00", "20:00")).instance()
}

#[test]
fn who_crosses_the_valley_for_nothing_stays_on_her_side() {
    let problem = Problem::new(&crossing()).expect("a small problem");
    let near = Neighbours::new(&problem);
    let mut inserter = Inserter::new(&problem);
    let mut state = State::empty(&problem);
    state.mark();
    // Nodes: west-am 0, west-pm 1, east-am 2, east-pm 3, both 4 and 5.
    let place = |node, shift, position| Placement { node, shift, position };
    for placed in [
        vec![place(0, 0, 0)],
        vec![place(3, 0, 1)],
        vec![place(2, 1, 0)],
        vec![place(1, 1, 1)],
        vec![place(4, 0, 2), place(5, 1, 2)],
    ] {
        assert!(inserter.insert_as_told(&mut state, &placed, i64::MIN));
    }
    let mut ruin = Ruin::new(&problem);
    let mut random = Random::stream(1, 0, 0);
    let before = state.plan();
    let mut seen = Vec::new();
    for _ in 0..500 {
        ruin.choose(&state, &near, 0.0, &mut random);
        if ruin.told.is_empty() {
            continue;
        }
        state.mark();
        state.remove(&mut inserter.pricer.trial, &ruin.removed);
        inserter.put_back(&mut state, &ruin.told);
        seen.push(state.plan().routes);
        state.undo();
        assert_eq!(state.plan(), before);
    }
    seen.sort();
    seen.dedup();
    assert!(seen.contains(&vec![vec![0, 1, 5], vec![2, 3, 4]]), "{seen:?}");
}
