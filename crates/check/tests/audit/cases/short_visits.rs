//! Short visits.

use rota_model::{PastVisit, UsualCarer};

use super::Cases;
use crate::scene::{Scene, date};

/// ann goes to adam on Monday at 08:00 and on Tuesday at 08:00, for so many minutes; he knows bo.
fn visits(minutes: [i64; 2]) -> Scene {
    let mut scene = Scene::from("2026-11-23", 2);
    scene.carer("ann", "06:00", "22:00");
    scene.shift("ann", "ann-tue", "2026-11-24 06:00", "2026-11-24 22:00");
    scene.client("adam", 10).usual =
        vec![UsualCarer { carer: "bo".into(), familiarity: 80, call: None }];
    scene.visit("v", "adam", "08:00", "08:00", minutes[0]);
    scene.visit("w", "adam", "2026-11-24 08:00", "2026-11-24 08:00", minutes[1]);
    scene.route("ann", &[("v", 0, "08:00")]);
    scene.route("ann-tue", &[("w", 0, "2026-11-24 08:00")]);
    scene
}

/// The same, and ann came once before.
fn came(minutes: [i64; 2], on: &str) -> Scene {
    let mut scene = visits(minutes);
    scene.client_mut("adam").history = vec![PastVisit { carer: "ann".into(), date: date(on) }];
    scene
}

pub(crate) fn by_strangers() -> Cases {
    let mut unknown = visits([29, 29]);
    unknown.client_mut("adam").usual.clear();
    let mut usual = visits([29, 29]);
    usual.client_mut("adam").usual.push(UsualCarer {
        carer: "ann".into(),
        familiarity: 1,
        call: None,
    });
    let mut named = visits([29, 30]);
    named.client_mut("adam").usual.push(UsualCarer {
        carer: "ann".into(),
        familiarity: 0,
        call: None,
    });
    Cases {
        keeps: vec![
            visits([30, 30]),
            // The first visit was long enough to get to know each other.
            visits([30, 29]),
            // 25 August is 90 days before 23 November, and 91 before the 24th, which is 45 minutes long.
            came([29, 45], "2026-08-25"),
            usual,
            // Nothing is recorded of whom adam knows.
            unknown,
        ],
        breaks: vec![
            (visits([29, 30]), "ann goes to adam for 29 minutes (v), but is not known there"),
            // Known on Monday, the 90th day; no longer on Tuesday, the 91st.
            (came([29, 29], "2026-08-25"), "ann goes to adam for 29 minutes (w)"),
            (named, "(v), but is not known there"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn brief() -> Cases {
    Cases {
        keeps: vec![visits([16, 16])],
        breaks: vec![(
            visits([16, 15]),
            "w takes 15 minutes (ann); more than 15 minutes are asked for",
        )],
        ..Cases::default()
    }
}
