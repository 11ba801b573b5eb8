//! Shifts and absences: the whole route from leaving the depot to being back.

use super::Cases;
use crate::scene::{Scene, slot};

/// bo from 08:00 to 10:00, and v of 30 minutes at 10 minutes' drive: leaves 10 before, back 40 after its start.
fn starts(start: &str) -> Scene {
    let mut scene = Scene::new();
    scene.carer("bo", "08:00", "10:00");
    scene.client("adam", 10);
    scene.visit("v", "adam", "07:00", "11:00", 30);
    scene.route("bo", &[("v", 0, start)]);
    scene
}

pub(crate) fn shift_start() -> Cases {
    // Without a start place the route starts at the door.
    let mut at_the_door = starts("08:00");
    at_the_door.carer_mut("bo").shifts[0].start_place = None;
    at_the_door.rota.routes[0].depart = at_the_door.at("08:00");
    Cases {
        keeps: vec![starts("08:10"), at_the_door],
        breaks: vec![(
            starts("08:09"),
            "carer bo has to set out at 2026-11-23 07:59, but shift bo starts at 2026-11-23 08:00: 1 minute too early",
        )],
        ..Cases::default()
    }
}

pub(crate) fn shift_end() -> Cases {
    // Two carers' overtime adds up; being back early makes up for nothing: 5 + 20 minutes.
    let mut two = starts("09:25");
    two.carer("cy", "08:00", "10:00");
    two.carer("di", "08:00", "10:00");
    two.visit("w", "adam", "07:00", "11:00", 30);
    two.visit("x", "adam", "07:00", "11:00", 30);
    two.route("cy", &[("w", 0, "09:40")]);
    two.route("di", &[("x", 0, "08:30")]);
    Cases {
        // 09:20 + 30 + 10 = 10:00.
        keeps: vec![starts("09:20")],
        breaks: vec![(
            starts("09:25"),
            "carer bo is back at 2026-11-23 10:05, but shift bo ends at 2026-11-23 10:00: 5 minutes too late",
        )],
        measures: vec![(starts("09:20"), 0, 0), (two, 25 * 60, 25)],
    }
}

pub(crate) fn absence() -> Cases {
    // On the road or at work from 08:50 to 09:40.
    let absent = |from: &str, until: &str| {
        let mut scene = starts("09:00");
        scene.absent("bo", from, until);
        scene
    };
    Cases {
        keeps: vec![absent("08:30", "08:50"), absent("09:40", "10:00")],
        breaks: vec![
            (absent("08:30", "08:51"), "is absent from 2026-11-23 08:30 to 2026-11-23 08:51"),
            (absent("09:39", "10:00"), "carer bo works shift bo from 2026-11-23 08:50"),
            (absent("09:10", "09:20"), "absent"),
            (absent("08:00", "10:00"), "absent"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn capacity() -> Cases {
    // 3 units at v and 4 at w, which cy shares: cy's own 5 are no part of bo's load.
    let laden = |room: Option<i64>| {
        let mut scene = starts("08:30");
        scene.visit("w", "adam", "07:00", "11:00", 30);
        scene.visit_mut("v").slots[0].load = 3;
        let w = scene.visit_mut("w");
        w.slots = vec![slot(0, 30), slot(0, 30)];
        (w.slots[0].load, w.slots[1].load) = (4, 5);
        scene.carer("cy", "08:00", "10:00");
        scene.carer_mut("bo").shifts[0].capacity = room;
        scene.carer_mut("cy").shifts[0].capacity = Some(5);
        scene.rota.routes.clear();
        scene.route("bo", &[("v", 0, "08:30"), ("w", 0, "09:00")]);
        scene.route("cy", &[("w", 1, "09:00")]);
        scene
    };
    Cases {
        keeps: vec![laden(Some(7)), laden(None)],
        breaks: vec![(
            laden(Some(6)),
            "carer bo has to bring 7 units in shift bo, which has room for 6",
        )],
        ..Cases::default()
    }
}

pub(crate) fn shift_used() -> Cases {
    let mut none = Scene::new();
    none.carer("bo", "08:00", "10:00");
    // Two routes by the same carer are two shifts.
    let mut two = starts("08:30");
    two.shift("bo", "bo-2", "10:00", "12:00");
    two.visit("w", "adam", "07:00", "11:00", 30);
    two.route("bo-2", &[("w", 0, "10:30")]);
    Cases { measures: vec![(none, 0, 0), (two, 2, 200)], ..Cases::default() }
}
