//! Starts inside a window.

use rota_model::Window;

use super::Cases;
use crate::scene::{MINUTE, Scene, slot};

/// Visit v of 30 minutes at 10 minutes' drive, starting between 07:30 and 08:10.
fn starts(start: &str) -> Scene {
    let mut scene = Scene::new();
    scene.carer("bo", "06:00", "16:00");
    scene.client("adam", 10);
    scene.visit("v", "adam", "07:30", "08:10", 30);
    scene.route("bo", &[("v", 0, start)]);
    scene
}

/// The same with a second window from 12:00 to 12:30.
fn or_noon(start: &str) -> Scene {
    let mut scene = starts(start);
    let noon = Window::hard(scene.at("12:00"), scene.at("12:30"));
    scene.visit_mut("v").windows.push(noon);
    scene
}

/// A second carer, needed 20 minutes into the visit, is inside the window although their own start is not.
fn second_carer_later() -> Scene {
    let mut scene = starts("08:10");
    scene.visit_mut("v").slots.push(slot(20, 10));
    scene.carer("cy", "06:00", "16:00");
    scene.route("cy", &[("v", 1, "08:30")]);
    scene
}

/// The only slot begins 5 minutes after the visit: in at 08:16 is a visit start of 08:11.
fn offset_counts() -> Scene {
    let mut scene = starts("08:16");
    scene.visit_mut("v").slots[0].offset = 5 * MINUTE;
    scene
}

pub(crate) fn visit_window() -> Cases {
    Cases {
        keeps: vec![
            starts("07:30"),
            starts("08:10"),
            or_noon("12:00"),
            or_noon("12:30"),
            second_carer_later(),
        ],
        breaks: vec![
            (starts("07:29"), "first start is 2026-11-23 07:30: 1 minute too early"),
            (
                starts("08:12"),
                "visit v (carer bo) starts at 2026-11-23 08:12, but its last start is 2026-11-23 08:10: 2 minutes too late",
            ),
            (starts("08:10:01"), "1 second too late"),
            (or_noon("10:00"), "1 hour 50 minutes too late"),
            (or_noon("10:30"), "1 hour 30 minutes too early"),
            (offset_counts(), "1 minute too late"),
        ],
        ..Cases::default()
    }
}
