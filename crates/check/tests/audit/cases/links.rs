//! Ties between two visits.

use rota_model::{GapFrom, LinkKind};

use super::Cases;
use crate::scene::{Scene, slot};

/// ann and bo; a and b at adam's, 30 minutes each.
fn two_visits() -> Scene {
    let mut scene = Scene::new();
    scene.carer("ann", "07:00", "20:00");
    scene.carer("bo", "07:00", "20:00");
    scene.client("adam", 10);
    scene.visit("a", "adam", "08:00", "19:00", 30);
    scene.visit("b", "adam", "08:00", "19:00", 30);
    scene
}

fn apart(a: &str, b: &str, from: GapFrom, min: Option<i64>, max: Option<i64>) -> Scene {
    let mut scene = two_visits();
    scene.gap("a", "b", from, min, max);
    scene.route("ann", &[("a", 0, a)]);
    scene.route("bo", &[("b", 0, b)]);
    scene
}

pub(crate) fn gap() -> Cases {
    use GapFrom::{End, Start};
    // a is left out, so its link is void.
    let mut void = two_visits();
    void.gap("a", "b", Start, Some(240), None);
    void.leave_out("a");
    void.route("bo", &[("b", 0, "09:00")]);
    // a's second carer stays until 60 minutes after the start, so its end is 09:00.
    let mut longest_slot = apart("08:00", "09:00", End, Some(0), Some(0));
    longest_slot.visit_mut("a").slots.push(slot(20, 40));
    longest_slot.carer("cy", "07:00", "20:00");
    longest_slot.route("cy", &[("a", 1, "08:20")]);
    Cases {
        keeps: vec![
            apart("08:00", "12:00", Start, Some(240), Some(240)),
            apart("08:00", "12:30", End, Some(240), Some(240)),
            // b up to an hour before a.
            apart("10:00", "09:00", Start, Some(-60), Some(0)),
            longest_slot,
            void,
        ],
        breaks: vec![
            (
                apart("08:00", "11:59", Start, Some(240), None),
                "starts at 2026-11-23 11:59, 3 hours 59 minutes after the start of visit a at 2026-11-23 08:00; at least 4 hours is asked for: 1 minute off",
            ),
            (
                apart("08:00", "12:01", Start, None, Some(240)),
                "at most 4 hours is asked for: 1 minute",
            ),
            // From the end at 08:30: 3 h 30 min.
            (apart("08:00", "12:00", End, Some(240), None), "30 minutes off"),
            (apart("10:00", "08:59", Start, Some(-60), Some(0)), "at least minus 1 hour is asked"),
            // A fixed order: b before a's end.
            (
                apart("09:00", "09:29", End, Some(0), None),
                "at least no time is asked for: 1 minute off",
            ),
        ],
        ..Cases::default()
    }
}

fn served(kind: LinkKind, a: &str, b: &str) -> Scene {
    let mut scene = two_visits();
    scene.link("a", "b", kind);
    if a == b {
        scene.route(a, &[("a", 0, "09:00"), ("b", 0, "10:00")]);
    } else {
        scene.route(a, &[("a", 0, "09:00")]);
        scene.route(b, &[("b", 0, "10:00")]);
    }
    scene
}

/// a is a double-up of ann and bo; b has ann alone.
fn two_and_one(kind: LinkKind) -> Scene {
    let mut scene = two_visits();
    scene.link("a", "b", kind);
    scene.visit_mut("a").slots.push(slot(0, 30));
    scene.route("ann", &[("a", 0, "09:00"), ("b", 0, "10:00")]);
    scene.route("bo", &[("a", 1, "09:00")]);
    scene
}

/// Both are double-ups of ann and bo, who change slots.
fn crossed(kind: LinkKind) -> Scene {
    let mut scene = two_visits();
    scene.link("a", "b", kind);
    scene.visit_mut("a").slots.push(slot(0, 30));
    scene.visit_mut("b").slots.push(slot(0, 30));
    scene.route("ann", &[("a", 0, "09:00"), ("b", 1, "10:00")]);
    scene.route("bo", &[("a", 1, "09:00"), ("b", 0, "10:00")]);
    scene
}

pub(crate) fn same_carer() -> Cases {
    let kind = LinkKind::SameCarer;
    let mut void = two_visits();
    void.link("a", "b", kind);
    void.leave_out("b");
    void.route("ann", &[("a", 0, "09:00")]);
    Cases {
        keeps: vec![served(kind, "ann", "ann"), crossed(kind), void],
        breaks: vec![
            (
                served(kind, "ann", "bo"),
                "visits a and b are to have the same carer, but have ann and bo",
            ),
            (two_and_one(kind), "ann and bo and ann"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn both_or_neither() -> Cases {
    let kind = LinkKind::BothOrNeither;
    let mut neither = two_visits();
    neither.link("a", "b", kind);
    let mut first = neither.clone();
    let mut second = neither.clone();
    neither.leave_out("a");
    neither.leave_out("b");
    first.leave_out("b");
    first.route("ann", &[("a", 0, "09:00")]);
    second.leave_out("a");
    second.route("ann", &[("b", 0, "10:00")]);
    Cases {
        keeps: vec![served(kind, "ann", "bo"), neither],
        breaks: vec![
            (first, "visits a and b are for both or neither, but only a is allocated"),
            (second, "visits b and a are for both or neither, but only b is allocated"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn different_carer() -> Cases {
    let kind = LinkKind::DifferentCarer;
    Cases {
        keeps: vec![served(kind, "ann", "bo")],
        breaks: vec![
            (served(kind, "bo", "bo"), "different carers, but both have bo"),
            (two_and_one(kind), "but both have ann"),
        ],
        ..Cases::default()
    }
}
