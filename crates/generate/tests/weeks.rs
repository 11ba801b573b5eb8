//! Every named week has its totals, is read without findings of error, and can be covered whole.

use rota_generate::{GenerateOptions, Planted, ScenarioInfo, generate_planted, scenarios};
use rota_model::{Instance, Link, LinkKind, Priority};

/// Generates a week, reads it, and returns both.
fn week(scenario: &ScenarioInfo, seed: u64) -> (Planted, Instance) {
    let planted =
        generate_planted(scenario.name, seed, &GenerateOptions::default()).expect("a week");
    match rota_format::build_problem(&planted.doc) {
        Ok((instance, _)) => (planted, instance),
        Err(findings) => panic!("{} {seed}: {}", scenario.name, findings.to_text(false)),
    }
}

/// Whether `value` is within a hundredth of `wanted`.
fn near(value: i64, wanted: i64) -> bool {
    (value - wanted).abs() * 100 <= wanted
}

fn totals(scenario: &ScenarioInfo, instance: &Instance) {
    let name = &instance.name;
    let count = |number: usize| i64::try_from(number).expect("a small number");
    let doubles = instance.visits.iter().filter(|visit| visit.slots.len() == 2).count();
    let contact: i64 =
        instance.visits.iter().flat_map(|visit| &visit.slots).map(|slot| slot.duration / 60).sum();
    assert_eq!(instance.clients.len(), scenario.clients, "{name}");
    assert_eq!(instance.carers.len(), scenario.carers, "{name}");
    assert_eq!(instance.visits.len(), scenario.visits, "{name}");
    assert!((count(doubles) - count(scenario.double_ups)).abs() <= 3, "{name}: {doubles} doubles");
    assert!(near(count(instance.slot_count()), count(scenario.carer_slots())), "{name}");
    assert!(near(contact, scenario.contact_minutes), "{name}: {contact} minutes");
    let mut teams: Vec<_> = instance.carers.iter().map(|carer| &carer.team).collect();
    teams.sort();
    teams.dedup();
    assert_eq!(teams.len(), scenario.teams, "{name}");
}

/// The hidden rota leaves nobody out and breaks no enforced rule.
fn covered(planted: &Planted, instance: &Instance) {
    let name = &instance.name;
    let rota = planted.rota(instance).expect("a rota in terms of the instance");
    let stops: usize = rota.routes.iter().map(|route| route.stops.len()).sum();
    assert_eq!(stops, instance.slot_count(), "{name}");
    let audit = rota_check::audit_without_sheet(instance, &rota);
    assert_eq!(audit.violations, [], "{name}");
    // The auditor was not blind: without one route it misses visits.
    let mut broken = rota;
    broken.routes.pop();
    assert_ne!(rota_check::audit_without_sheet(instance, &broken).violations, [], "{name}");
}

/// Shift time is more than the hidden rota's, and not twice as much.
fn slack(planted: &Planted, instance: &Instance) {
    let name = &instance.name;
    let rota = planted.rota(instance).expect("a rota in terms of the instance");
    let busy: i64 = rota.routes.iter().map(|route| route.finish - route.depart).sum();
    let supply: i64 =
        instance.carers.iter().flat_map(|c| &c.shifts).map(|shift| shift.end - shift.start).sum();
    let percent = supply * 100 / busy;
    assert!((105..=150).contains(&percent), "{name}: {percent} %");
}

fn everything(name: &str) {
    let scenario = scenarios().iter().find(|s| s.name == name).expect("a known name");
    for seed in 1..=3 {
        let (planted, instance) = week(scenario, seed);
        totals(scenario, &instance);
        covered(&planted, &instance);
        slack(&planted, &instance);
    }
}

#[test]
fn highland_village() {
    everything("highland-village");
}

#[test]
fn somerset_microenterprises() {
    everything("somerset-microenterprises");
}

#[test]
fn gloucestershire_block() {
    everything("gloucestershire-block");
}

#[test]
fn city_agency_500_clients() {
    everything("city-agency-500-clients");
}

#[test]
fn neighbourhood_team_buurtzorg() {
    everything("neighbourhood-team-buurtzorg");
}

#[test]
fn national_network() {
    everything("national-network");
}

/// A week is of no use for tests of rules that it has no case of.
#[test]
fn the_block_week_has_a_case_of_every_rule() {
    let scenario = scenarios().iter().find(|s| s.name == "gloucestershire-block").expect("known");
    let (_, week) = week(scenario, 1);
    let link = |wanted: fn(&Link) -> bool| week.links.iter().any(wanted);
    assert!(link(|link| matches!(link.kind, LinkKind::Gap { min: Some(_), max: Some(_), .. })));
    assert!(link(|link| link.kind == LinkKind::SameCarer));
    assert!(link(|link| link.kind == LinkKind::DifferentCarer));
    for priority in Priority::ALL {
        assert!(week.visits.iter().any(|visit| visit.priority == priority), "{priority:?}");
    }
    assert!(week.visits.iter().any(|visit| visit.windows.len() > 1 && visit.slots.len() == 1));
    assert!(week.visits.iter().any(|visit| visit.pin.start.is_some()));
    let slots = || week.visits.iter().flat_map(|visit| &visit.slots);
    assert!(slots().any(|slot| slot.pinned.is_some()));
    assert!(slots().any(|slot| slot.offset > 0));
    let skills = || week.carers.iter().flat_map(|carer| &carer.skills);
    assert!(skills().any(|held| held.until.is_some()));
    assert!(skills().any(|held| held.client.is_some()));
    assert!(week.carers.iter().any(|carer| !carer.exclusions.is_empty()));
    assert!(week.carers.iter().any(|carer| !carer.absences.is_empty()));
    let share = |part: usize, of: usize| part * 100 / of;
    let clients = &week.clients;
    assert!(clients.iter().any(|client| !client.exclusions.is_empty()));
    assert!(clients.iter().any(|client| client.language.required.is_some()));
    assert!(clients.iter().any(|client| client.max_carers.is_some()));
    let women_only = clients.iter().filter(|client| client.gender.required.is_some()).count();
    assert!((10..=30).contains(&share(women_only, clients.len())));
    let critical =
        week.visits.iter().filter(|visit| visit.priority == Priority::TimeCritical).count();
    assert!((8..=25).contains(&share(critical, week.visits.len())));
}

#[test]
fn weeks_of_another_size_can_be_covered_too() {
    // The block and the city have few carers for each corner of theirs: a small piece of them seldom has a rota.
    let small = ["gloucestershire-block", "city-agency-500-clients"];
    for scenario in scenarios().iter().filter(|scenario| !small.contains(&scenario.name)) {
        for clients in [8, 25] {
            let options = GenerateOptions { clients: Some(clients), ..GenerateOptions::default() };
            let planted = generate_planted(scenario.name, 1, &options).expect("a week");
            let (instance, _) = rota_format::build_problem(&planted.doc).expect("a sound week");
            assert_eq!(instance.clients.len(), clients, "{}", scenario.name);
            let share =
                instance.visits.len() * scenario.clients * 100 / (scenario.visits * clients);
            assert!((80..=125).contains(&share), "{}: {share} %", scenario.name);
            covered(&planted, &instance);
        }
    }
}
