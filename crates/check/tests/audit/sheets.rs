//! What the auditor says of score sheets and times, word for word.

use rota_check::{Violation, audit, audit_without_sheet};
use rota_model::{Money, Rota, RuleId, Sheet};

use crate::scene::Scene;
use crate::week;

fn texts(violations: &[Violation]) -> Vec<(&str, &str)> {
    violations.iter().map(|violation| (violation.code, violation.text.as_str())).collect()
}

/// What the audit says after a change to the good week's rota.
fn says(change: impl FnOnce(&mut Rota)) -> Vec<Violation> {
    let mut scene = week::good();
    change(&mut scene.rota);
    audit(&scene.instance, &scene.rota).violations
}

#[test]
fn a_wrong_measure_is_one_fault_and_a_wrong_price_another() {
    // ann 10 + 30 + 40 and 10 + 15 + 25, bo 10 + 30 + 30 + 10 and 10 + 10, cy 25 + 25: 280 minutes.
    let found = says(|rota| {
        let line = rota.sheet.lines.iter_mut().find(|line| line.rule == RuleId::Travel);
        let line = line.expect("travel is priced");
        assert_eq!(line.measure, 280 * 60);
        line.measure -= 60;
        // 1,300 pence an hour are 1,300,000 grains a second.
        line.price -= Money(60 * 1_300_000);
    });
    let text =
        "score sheet: travel is said to measure 4 hours 39 minutes, but it is 4 hours 40 minutes";
    assert_eq!(texts(&found), [("sheet-measure", text)]);

    // 280 minutes at 1,300 pence an hour: 6,066.67 pence.
    let found = says(|rota| {
        let line = rota.sheet.lines.iter_mut().find(|line| line.rule == RuleId::Travel);
        let line = line.expect("travel is priced");
        line.price += Money(1);
    });
    let text = "score sheet: travel is said to cost £60.67, but at its rate 4 hours 40 minutes costs £60.67: 1 grain too much";
    assert_eq!(texts(&found), [("sheet-price", text)]);
}

#[test]
fn a_sheet_is_asked_for_only_where_something_is_priced() {
    let scene = week::good();
    let bare = Rota { sheet: Sheet::default(), ..scene.rota.clone() };
    assert_eq!(texts(&audit(&scene.instance, &bare).violations).len(), 1);
    let foreign = audit_without_sheet(&scene.instance, &bare);
    assert!(foreign.is_clean());
    assert_eq!(foreign.sheet, scene.rota.sheet);

    let nothing_priced = Scene::new();
    assert!(audit(&nothing_priced.instance, &nothing_priced.rota).is_clean());
}

#[test]
fn wrong_times_are_explained_with_what_they_should_be() {
    let found = says(|rota| {
        let route = &mut rota.routes[0];
        route.stops[1].arrive = route.stops[1].arrive + 120;
        route.depart = route.depart - 60;
    });
    assert_eq!(
        texts(&found),
        [
            (
                "depart-wrong",
                "carer ann (shift ann) is said to set out at 2026-11-23 07:49, but the first start less 10 minutes of travel makes it 2026-11-23 07:50: 1 minute too early"
            ),
            (
                "arrive-wrong",
                "carer ann (shift ann) is said to arrive at mon-wash at 2026-11-23 09:02, but the end of mon-lift plus 30 minutes of travel makes it 2026-11-23 09:00: 2 minutes too late"
            ),
        ]
    );
}
