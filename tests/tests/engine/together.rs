//! Week rules all at once: breaks, rest, limits on hours and clients' wishes meet in one route, and no rota breaks any.

use rota_generate::{GenerateOptions, generate};
use rota_model::{Break, Instance, Instant, Interval, Level, Pack, Parameter, Policy, RuleId};
use rota_testkit::long_days;

use crate::{assert_clean, search};

/// Rules that a draw may enforce on top of a nation's.
const MORE: [RuleId; 10] = [
    RuleId::DailyRestSplit,
    RuleId::WeekHours,
    RuleId::WeekendsWorked,
    RuleId::DaysInARow,
    RuleId::DaySpan,
    RuleId::DayHoursMost,
    RuleId::SplitDay,
    RuleId::ContractOver,
    RuleId::ShortVisit,
    RuleId::FacesOver,
];

/// A small week under rules that bind, the same for the same number.
fn week(number: u64) -> Instance {
    let names = ["highland-village", "neighbourhood-team-buurtzorg", "somerset-microenterprises"];
    let pick = |of: u64, salt: u64| (number.wrapping_mul(0x9e37_79b9_7f4a_7c15 ^ salt) >> 40) % of;
    let options = GenerateOptions { clients: Some(8), ..GenerateOptions::default() };
    let doc = generate(names[pick(3, 1) as usize], number, &options).expect("a week");
    let (mut instance, _) = rota_format::build_problem(&doc).expect("a sound week");
    if pick(2, 2) == 0 {
        long_days::widen(&mut instance);
    }
    let nation = [Pack::UkEng, Pack::UkWls][pick(2, 3) as usize];
    let mut policy = Policy::of_packs(&[nation]);
    for (salt, rule) in (4..).zip(MORE) {
        if pick(3, salt) == 0 {
            policy = policy.with(rule, Level::Enforce);
        }
    }
    policy.parameters.insert(Parameter::DayMostMinutes, 300);
    policy.parameters.insert(Parameter::WeekHours, 20);
    policy.parameters.insert(Parameter::DaySpanHours, 9);
    policy.parameters.insert(Parameter::DaysInARow, 4);
    instance.policy = policy;
    let after = Some([1, 2, 4][pick(3, 20) as usize] * 3600);
    for (index, carer) in (0..).zip(&mut instance.carers) {
        for shift in &mut carer.shifts {
            let (earliest, latest) = (shift.start, shift.end);
            shift.breaks = vec![Break { earliest, latest, least: 1800, at_ends: false, after }];
        }
        if pick(3, 30 + index) == 0
            && let Some(first) = carer.shifts.first()
        {
            // Home late on the evening before.
            let midnight = instance.zone.midnight(instance.start, 0);
            let (start, end) = (Instant(midnight.0 - 6 * 3600), Instant(midnight.0 - 1800));
            carer.terms.past_work =
                if end < first.start { vec![Interval { start, end }] } else { Vec::new() };
        }
        carer.terms.young = pick(6, 60 + index) == 0;
    }
    instance
}

#[test]
fn sixty_small_weeks_under_all_rules_are_clean() {
    let (mut stops, mut slots, mut rests) = (0, 0, 0);
    for number in 0..60 {
        let instance = week(number);
        let rota = search(&instance, number, 300, 1).rota;
        assert_clean(&instance, &rota);
        slots += instance.slot_count();
        stops += rota.routes.iter().map(|route| route.stops.len()).sum::<usize>();
        rests += rota.routes.iter().map(|route| route.rests.len()).sum::<usize>();
    }
    assert!(stops * 2 > slots, "{stops} of {slots}: the rules leave next to nothing to test");
    assert!(rests > 100, "{rests} rests");
}
