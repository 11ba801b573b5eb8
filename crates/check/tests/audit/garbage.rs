//! No rota makes the auditor panic, however absurd.

use proptest::prelude::*;
use rota_check::{audit, audit_without_sheet, measure};
use rota_model::{
    Instance, Instant, Money, Rest, RestAt, Rota, Route, RuleId, Sheet, SheetLine, Stop,
    Unallocated,
};

use crate::week;

/// One of the ids of the good week, or one that means nothing.
fn id(known: Vec<String>) -> impl Strategy<Value = String> {
    let nonsense = prop_oneof![Just(String::new()), Just("\u{0}\n☃".to_owned())];
    prop_oneof![8 => proptest::sample::select(known), 1 => nonsense]
}

fn visit(instance: &Instance) -> impl Strategy<Value = String> + use<> {
    id(instance.visits.iter().map(|visit| visit.id.to_string()).collect())
}

/// A time of the week, or one that no calendar knows.
fn instant(around: i64) -> impl Strategy<Value = Instant> {
    let edges = vec![i64::MIN, i64::MIN + 1, -1, 0, 1, 1 << 52, i64::MAX - 1, i64::MAX];
    let near = around..around + 2 * 86_400;
    prop_oneof![6 => near, 1 => proptest::sample::select(edges), 1 => any::<i64>()]
        .prop_map(Instant)
}

fn stop(instance: &Instance) -> impl Strategy<Value = Stop> + use<> {
    let at = instance.opens().0;
    let slot = prop_oneof![9 => 0usize..3, 1 => Just(usize::MAX)];
    (visit(instance), slot, instant(at), instant(at), instant(at)).prop_map(
        |(visit, slot, arrive, start, end)| Stop {
            visit: visit.as_str().into(),
            slot,
            arrive,
            start,
            end,
        },
    )
}

fn route(instance: &Instance) -> impl Strategy<Value = Route> + use<> {
    let at = instance.opens().0;
    let carers = instance.carers.iter().map(|carer| carer.id.to_string()).collect();
    let shifts = instance.carers.iter().flat_map(|carer| &carer.shifts);
    let shifts = shifts.map(|shift| shift.id.to_string()).collect();
    let stops = proptest::collection::vec(stop(instance), 0..5);
    let rests = proptest::collection::vec(rest(at), 0..3);
    (id(carers), id(shifts), instant(at), stops, rests, instant(at)).prop_map(
        |(carer, shift, depart, stops, rests, finish)| Route {
            carer: carer.as_str().into(),
            shift: shift.as_str().into(),
            depart,
            stops,
            rests,
            finish,
        },
    )
}

fn rest(at: i64) -> impl Strategy<Value = Rest> {
    let index = || prop_oneof![9 => 0usize..4, 1 => Just(usize::MAX)];
    let side = proptest::sample::select(vec![RestAt::BeforeLeg, RestAt::AfterLeg]);
    (index(), index(), side, instant(at), instant(at))
        .prop_map(|(of, stops, at, start, end)| Rest { of, stops, at, start, end })
}

fn line() -> impl Strategy<Value = SheetLine> {
    let extreme = || prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), Just(0)];
    (proptest::sample::select(RuleId::ALL), extreme(), extreme())
        .prop_map(|(rule, measure, price)| SheetLine { rule, measure, price: Money(price) })
}

fn rota(instance: &Instance) -> impl Strategy<Value = Rota> + use<> {
    let routes = proptest::collection::vec(route(instance), 0..6);
    let unallocated = proptest::collection::vec(visit(instance), 0..4);
    let lines = proptest::collection::vec(line(), 0..6);
    (routes, unallocated, lines).prop_map(|(routes, unallocated, lines)| Rota {
        routes,
        unallocated: unallocated
            .iter()
            .map(|visit| Unallocated { visit: visit.as_str().into(), reasons: vec![] })
            .collect(),
        sheet: Sheet { lines },
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn garbage_is_audited_without_panic(
        rota in rota(&week::good().instance),
        ticks_per_minute in prop_oneof![Just(60), Just(6000), Just(1)],
    ) {
        let mut instance = week::good().instance;
        instance.ticks_per_minute = ticks_per_minute;
        let without = audit_without_sheet(&instance, &rota);
        let with = audit(&instance, &rota);
        prop_assert!(with.violations.starts_with(&without.violations));
        prop_assert!(with.violations.iter().all(|violation| !violation.text.is_empty()));
        prop_assert_eq!(&with.sheet, &measure(&instance, &rota));
        // The sum of a measured sheet fits, even where single measures were cut to fit.
        let _ = with.sheet.total();
        // Six lines at most, and more rules than that are priced.
        prop_assert!(!with.is_clean());
    }
}

#[test]
fn an_empty_rota_drops_every_visit_and_nothing_else() {
    let scene = week::good();
    let codes: Vec<_> = audit_without_sheet(&scene.instance, &Rota::default())
        .violations
        .iter()
        .map(|violation| violation.code)
        .collect();
    assert_eq!(codes, ["visit-dropped"; 7]);
}
