//! First visits alone.

use rota_model::{PastVisit, UsualCarer};

use super::Cases;
use crate::scene::{Scene, date, slot};

/// ann goes to adam, who does not want strangers alone, on Monday with bo and on Tuesday alone, or the other way round.
fn two_days(together: &str, alone: &str) -> Scene {
    let mut scene = Scene::from("2026-11-23", 2);
    for carer in ["ann", "bo"] {
        scene.carer(carer, "06:00", "22:00");
        scene.shift(carer, &format!("{carer}-tue"), "2026-11-24 06:00", "2026-11-24 22:00");
    }
    scene.client("adam", 10).no_lone_first_visit = true;
    let on = |day: &str| format!("2026-11-{day} 08:00");
    let shift = |carer: &str, day: &str| {
        if day == "23" { carer.to_owned() } else { format!("{carer}-tue") }
    };
    scene.visit("v", "adam", &on(together), &on(together), 30).slots.push(slot(0, 30));
    scene.visit("w", "adam", &on(alone), &on(alone), 30);
    scene.route(&shift("ann", together), &[("v", 0, &on(together))]);
    scene.route(&shift("bo", together), &[("v", 1, &on(together))]);
    scene.route(&shift("ann", alone), &[("w", 0, &on(alone))]);
    scene
}

pub(crate) fn alone() -> Cases {
    let usual = |carer: &str, familiarity, call: Option<&str>| {
        let mut scene = two_days("24", "23");
        let call = call.map(str::to_owned);
        let known = UsualCarer { carer: carer.into(), familiarity, call };
        scene.client_mut("adam").usual.push(known);
        scene
    };
    let came = |on: &str| {
        let mut scene = two_days("24", "23");
        scene.client_mut("adam").history.push(PastVisit { carer: "ann".into(), date: date(on) });
        scene
    };
    let mut easy = two_days("24", "23");
    easy.client_mut("adam").no_lone_first_visit = false;
    Cases {
        keeps: vec![
            // They met on Monday, when bo was there.
            two_days("23", "24"),
            usual("ann", 1, None),
            // Known at teatime is known.
            usual("ann", 1, Some("tea")),
            // However long ago.
            came("2019-03-01"),
            easy,
        ],
        breaks: vec![
            (two_days("24", "23"), "ann goes to adam alone (w), but was never there before"),
            (usual("ann", 0, None), "ann goes to adam alone (w)"),
            (usual("bo", 100, None), "ann goes to adam alone (w)"),
            // The past is what lies before the visit's date.
            (came("2026-11-23"), "ann goes to adam alone (w)"),
        ],
        ..Cases::default()
    }
}
