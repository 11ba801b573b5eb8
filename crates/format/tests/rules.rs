//! What a problem says of packs, terms and pay, and what rotas repeat of it.

use rota_format::{RotaMeta, parse_problem, read_rota, sha256_hex, write_rota};
use rota_model::{
    Care, GRAINS_PER_PENNY, Instance, Level, Mode, Money, Pack, Parameter, Policy, Rate, Rota,
    RuleId, Status, Weekends,
};

/// A problem of one client and one carer with these extra keys.
fn parse(policy: &str, terms: &str, pay: &str) -> Instance {
    let text = format!(
        r#"{{"format": "rota/problem/v1", "start": "2026-11-23",
        "clients": [{{"id": "ada", "at": [56.1, -3.9], "visits": [
            {{"id": "night", "kind": "sleep-in", "minutes": 540, "repeat": "Mon",
              "windows": [{{"from": "22:00", "to": "22:00"}}]}}]}}],
        "carers": [{{"id": "dee", "at": [56.1, -3.91], "shifts": [{{"from": "20:00", "to": "09:00"}}]{terms}}}]
        {policy}{pay}}}"#
    );
    let (instance, _) = parse_problem(&text, "here").unwrap_or_else(|why| panic!("{why}"));
    instance
}

fn with_policy(policy: &str) -> Policy {
    parse(&format!(r#", "policy": {policy}"#), "", "").policy
}

#[test]
fn without_a_pack_everything_is_as_the_catalogue_has_it() {
    assert_eq!(with_policy("{}"), Policy::default());
    let none = with_policy(r#"{"packs": ["none"]}"#);
    assert_eq!((none.levels, none.parameters), Default::default());
    // Nobody asks for a reason either.
    let warned = with_policy(r#"{"rules": {"skill": {"level": "warn"}}}"#);
    assert_eq!(warned.level(RuleId::Skill), Level::Warn);
}

#[test]
fn packs_set_levels_and_numbers_and_single_rules_override_them() {
    let wales = with_policy(r#"{"packs": ["uk-wls", "ethical-charter"]}"#);
    for entry in Pack::UkWls.rules().into_iter().chain(Pack::EthicalCharter.rules()) {
        assert_eq!(wales.level(entry.rule), entry.level(), "{}", entry.rule.info().id);
        assert_ne!(entry.level(), Level::Off);
    }
    assert_eq!(wales.level(RuleId::BriefVisit), Level::Warn);
    assert_eq!(wales.level(RuleId::DayHoursMost), Level::Off);
    assert_eq!(wales.packs, [Pack::UkWls, Pack::EthicalCharter]);
    let changed = with_policy(
        r#"{"packs": ["uk-eng"], "rules": {
            "daily-rest": {"parameters": {"hours": 9}, "reason": " agreed with the union "},
            "week-hours": {"level": "off"},
            "days-in-a-row": {"level": "warn", "parameters": {"days": 5}}}}"#,
    );
    assert_eq!(
        changed.level(RuleId::DailyRest),
        with_policy(r#"{"packs": ["uk-eng"]}"#).level(RuleId::DailyRest)
    );
    assert_eq!(changed.parameter(Parameter::DailyRestHours), 9);
    assert_eq!(changed.parameter(Parameter::WeeklyRestHours), 24);
    assert_eq!(changed.level(RuleId::WeekHours), Level::Off);
    assert_eq!(changed.parameter(Parameter::DaysInARow), 5);
    assert_eq!(changed.reasons.len(), 1);
}

#[test]
fn every_rota_says_under_which_rules_it_was_made() {
    let policy = r#", "policy": {"packs": ["uk-sct"], "rules": {
        "daily-rest": {"level": "off", "reason": "live-in week"}}}"#;
    let instance = parse(policy, "", "");
    let text = write_rota(&instance, &Rota::default(), &RotaMeta::default());
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let rules = &value["rules"];
    assert_eq!(rules["packs"][0]["name"], "uk-sct");
    assert_eq!(rules["packs"][0]["sha256"], sha256_hex(&Pack::UkSct.canonical()).as_str());
    assert_eq!(rules["reasons"][0]["rule"], "daily-rest");
    assert_eq!(rules["reasons"][0]["reason"], "live-in week");
    assert!(rules["note"].as_str().expect("a note").contains("not legal advice"));
    assert!(read_rota(&text, &instance).is_ok());
    let plain = parse("", "", "");
    let text = write_rota(&plain, &Rota::default(), &RotaMeta::default());
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["rules"]["packs"][0]["name"], "none");
}

#[test]
fn hashes_of_packs_differ() {
    let hashes: std::collections::BTreeSet<String> =
        Pack::ALL.iter().map(|pack| sha256_hex(&pack.canonical())).collect();
    assert_eq!(hashes.len(), Pack::ALL.len());
}

#[test]
fn terms_and_past_work_are_read() {
    let instance = parse(
        "",
        r#", "terms": {"status": "self-employed", "split_days": false, "weekends": {"most": 1, "of": 2},
            "day_span_hours": 12.5, "past_work": [{"from": "2026-11-22T22:00", "to": "2026-11-23T07:00"}]}"#,
        "",
    );
    let terms = &instance.carers[0].terms;
    assert_eq!((terms.status, terms.split_days), (Status::SelfEmployed, Some(false)));
    assert_eq!(terms.weekends, Some(Weekends { most: 1, of: 2 }));
    assert_eq!(terms.day_span, Some(45_000));
    assert_eq!(terms.past_work[0].end - terms.past_work[0].start, 9 * 3600);
    assert_eq!(instance.visits[0].care, Care::SleepIn);
    assert_eq!((terms.young, &terms.past_weeks), (false, &None));
    let instance = parse(
        "",
        r#", "terms": {"young": true, "past_week_hours": [40, 37.5]},
            "contract": {"period_days": 28, "min_hours": 120, "carried_hours": -2.5}"#,
        "",
    );
    let dee = &instance.carers[0];
    assert_eq!((dee.terms.young, &dee.terms.past_weeks), (true, &Some(vec![144_000, 135_000])));
    // A week's 30 hours, and the two and a half that are owed.
    assert_eq!(dee.contract.expect("a contract").due(120 * 3600, 7), 117_000);
}

#[test]
fn pay_has_its_defaults_and_carers_have_their_own() {
    let instance = parse(
        "",
        r#", "terms": {"pay": {"travel": 950}, "km_so_far": 12}"#,
        r#", "pay": {"rates": {"contact": 1500, "sleep_in": 6000}, "on_cost_percent": 12.07,
            "mileage": {"car": {"pence": 45, "beyond": 25, "threshold": 10000}}}"#,
    );
    let pay = instance.pay.as_ref().expect("pay");
    assert_eq!(pay.minimum_wage, Rate::pence_per_hour(1271));
    assert_eq!((pay.paid_gap, pay.on_cost_basis_points), (3600, 1207));
    let car = pay.mileage[&Mode::Car];
    assert_eq!((car.millipence, car.millipence_beyond), (45_000, 25_000));
    assert_eq!(car.threshold, Some(16_093_440));
    let dee = instance.carers[0].terms.pay.expect("own pay");
    assert_eq!(dee.contact.bank_holiday, Rate::pence_per_hour(1500));
    assert_eq!(dee.travel, Rate::pence_per_hour(950));
    assert_eq!(dee.sleep_in, Money(6000 * GRAINS_PER_PENNY));
    assert_eq!(instance.carers[0].terms.metres_so_far, 12_000);
    assert!(parse("", "", "").pay.is_none());
    assert_eq!(
        parse("", "", r#", "pay": {}"#).pay.expect("pay").terms.contact.weekday,
        pay.minimum_wage
    );
}
