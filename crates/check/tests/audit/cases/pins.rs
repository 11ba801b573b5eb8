//! What the user fixed.

use super::Cases;
use crate::scene::{Scene, date, slot};

fn visit_by_bo() -> Scene {
    let mut scene = Scene::from("2026-11-23", 2);
    scene.carer("ann", "2026-11-23 08:00", "2026-11-24 10:00");
    scene.carer("bo", "2026-11-23 08:00", "2026-11-24 10:00");
    scene.client("adam", 10);
    scene.visit("v", "adam", "2026-11-23 08:00", "2026-11-24 08:00", 30);
    scene
}

fn starts(start: &str) -> Scene {
    let mut scene = visit_by_bo();
    scene.route("bo", &[("v", 0, start)]);
    scene
}

pub(crate) fn pinned_carer() -> Cases {
    let pinned = |to: &str| {
        let mut scene = starts("09:00");
        scene.visit_mut("v").slots[0].pinned = Some(to.into());
        scene
    };
    // A pin is of one slot: bo in slot 1 is right, although ann is there too.
    let mut second_slot = pinned("bo");
    second_slot.visit_mut("v").slots.push(slot(0, 30));
    second_slot.route("ann", &[("v", 1, "09:00")]);
    let mut left_out = visit_by_bo();
    left_out.visit_mut("v").slots[0].pinned = Some("ann".into());
    left_out.leave_out("v");
    Cases {
        keeps: vec![pinned("bo"), second_slot, left_out],
        breaks: vec![(pinned("ann"), "slot 0 of visit v is fixed to carer ann, but bo is sent")],
        ..Cases::default()
    }
}

pub(crate) fn pinned_time() -> Cases {
    let at = |start: &str, pinned: &str| {
        let mut scene = starts(start);
        scene.visit_mut("v").pin.start = Some(scene.at(pinned));
        scene
    };
    let on = |start: &str, pinned: &str| {
        let mut scene = starts(start);
        scene.visit_mut("v").pin.date = Some(date(pinned));
        scene
    };
    Cases {
        keeps: vec![
            at("09:00", "09:00"),
            on("2026-11-23 23:59:59", "2026-11-23"),
            on("2026-11-24 00:00", "2026-11-24"),
        ],
        breaks: vec![
            (
                at("09:00", "08:55"),
                "fixed to start at 2026-11-23 08:55, but starts at 2026-11-23 09:00",
            ),
            (on("2026-11-24 00:00", "2026-11-23"), "fixed to 2026-11-23"),
            (on("2026-11-23 23:59:59", "2026-11-24"), "fixed to 2026-11-24"),
        ],
        ..Cases::default()
    }
}
