//! Faces at the door.

use rota_model::{Client, PastVisit, UsualCarer};

use super::Cases;
use crate::scene::{Scene, date, slot};

/// Stops at adam's: ann 3, bo 2, cy 1; at beth's: cy 1. dot is never visited.
fn week(adam: impl FnOnce(&mut Client)) -> Scene {
    let mut scene = Scene::new();
    for carer in ["ann", "bo", "cy"] {
        scene.carer(carer, "06:00", "22:00");
    }
    adam(scene.client("adam", 10));
    scene.client("beth", 20);
    scene.client("dot", 30);
    for (visit, slots) in [("v", 2), ("w", 2), ("x", 1), ("y", 1)] {
        scene.visit(visit, "adam", "07:00", "20:00", 30).slots = vec![slot(0, 30); slots];
    }
    scene.visit("z", "beth", "07:00", "20:00", 30);
    scene.route("ann", &[("v", 0, "08:00"), ("w", 0, "11:00"), ("x", 0, "14:00")]);
    scene.route("bo", &[("v", 1, "08:00"), ("w", 1, "11:00")]);
    scene.route("cy", &[("y", 0, "17:00"), ("z", 0, "18:00")]);
    scene
}

/// Only beth's visit, by cy.
fn one_face() -> Scene {
    let mut scene = week(|c| c.max_carers = Some(0));
    for route in ["ann", "bo"] {
        scene.rota.routes.retain(|r| r.carer != route.into());
    }
    scene.rota.routes.clear();
    scene.route("cy", &[("z", 0, "18:00")]);
    for visit in ["v", "w", "x", "y"] {
        scene.leave_out(visit);
    }
    scene
}

pub(crate) fn faces() -> Cases {
    // adam sees three carers, beth one, dot none: 2 + 0 + 0.
    Cases { measures: vec![(one_face(), 0, 0), (week(|_| ()), 2, 200)], ..Cases::default() }
}

pub(crate) fn faces_over() -> Cases {
    let at_most = |most: u32| week(|c| c.max_carers = Some(most));
    let mut enforced = at_most(3);
    enforced.level(rota_model::RuleId::FacesOver, rota_model::Level::Enforce);
    Cases {
        keeps: vec![enforced],
        breaks: vec![
            (at_most(2), "client adam wants at most 2 different carers, but gets 3: ann, bo, cy"),
            (at_most(1), "at most 1 different carer, but gets 3"),
        ],
        measures: vec![
            (week(|_| ()), 0, 0),
            (at_most(3), 0, 0),
            (one_face(), 0, 0),
            (at_most(1), 2, 200),
            (at_most(0), 3, 300),
        ],
    }
}

pub(crate) fn team_size() -> Cases {
    // adam sees three carers, beth one; dot none.
    let team = |size: u32| week(|c| c.team_size = Some(size));
    let mut both = team(1);
    both.client_mut("beth").team_size = Some(0);
    both.client_mut("dot").team_size = Some(0);
    Cases {
        measures: vec![
            (week(|_| ()), 0, 0),
            (team(3), 0, 0),
            (team(2), 1, 100),
            // 1 + 2, and 1 + 2 + 3.
            (team(1), 3, 300),
            (team(0), 6, 600),
            (both, 4, 400),
        ],
        ..Cases::default()
    }
}

pub(crate) fn unfamiliar() -> Cases {
    let usual_at = |carer: &str, familiarity, call: Option<&str>| UsualCarer {
        carer: carer.into(),
        familiarity,
        call: call.map(str::to_owned),
    };
    let usual = |carer: &str, familiarity| usual_at(carer, familiarity, None);
    let past = |carer: &str| PastVisit { carer: carer.into(), date: date("2026-11-20") };
    let nobody_known = week(|_| ());
    // ann 3 x 0, bo 2 x (100 - 50), cy 1 x 100: 200. beth knows nobody, so nobody is a stranger there.
    let some = week(|c| {
        c.usual = vec![usual("ann", 100)];
        c.history = vec![past("bo"), past("ann")];
    });
    // Listed counts before history: ann 3 x (100 - 30), bo 2 x (100 - 0), cy 1 x 100: 510.
    let listed_first = week(|c| {
        c.usual = vec![usual("ann", 30), usual("bo", 0)];
        c.history = vec![past("ann"), past("bo"), past("eve")];
    });
    // Only somebody who has left is known: 6 x 100.
    let all_strangers = week(|c| c.history = vec![past("eve")]);
    // ann: v in the morning 100 - 90, w at tea 100 - 20, x is no call's 100 - 20: 170. bo, never said to be usual but at
    // lunch, has come before: 2 x 50. cy: y at lunch 100 - 70: 30. In all 300.
    let mut by_call = week(|c| {
        c.usual = vec![
            usual_at("ann", 90, Some("morning")),
            usual("ann", 20),
            usual_at("bo", 100, Some("lunch")),
            usual_at("cy", 70, Some("lunch")),
        ];
        c.history = vec![past("bo")];
    });
    for (visit, call) in [("v", "morning"), ("w", "tea"), ("y", "lunch")] {
        by_call.visit_mut(visit).call = Some(call.to_owned());
    }
    Cases {
        measures: vec![
            (by_call, 300, 600),
            (nobody_known, 0, 0),
            (some, 200, 400),
            (listed_first, 510, 1020),
            (all_strangers, 600, 1200),
        ],
        ..Cases::default()
    }
}
