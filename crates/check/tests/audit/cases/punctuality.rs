//! Early, late, and near the time that the client likes best.

use super::Cases;
use crate::scene::{MINUTE, Scene, slot};

/// v of ann and bo, of 30 minutes, bo 20 minutes later: may start from 07:00 to 10:00, should from 08:00 to 09:00,
/// best at 08:30. w of ann: 14:00 to 16:00, should from 14:30 to 15:30, without a preference.
fn day(v: &str, bo: &str, w: &str) -> Scene {
    let mut scene = Scene::new();
    scene.carer("ann", "06:00", "22:00");
    scene.carer("bo", "06:00", "22:00");
    scene.client("adam", 10);
    scene.visit("v", "adam", "07:00", "10:00", 30).slots.push(slot(20, 10));
    scene.visit("w", "adam", "14:00", "16:00", 30);
    for (visit, early, late) in [("v", "08:00", "09:00"), ("w", "14:30", "15:30")] {
        let (early, late) = (scene.at(early), scene.at(late));
        let window = &mut scene.visit_mut(visit).windows[0];
        (window.soft_earliest, window.soft_latest) = (early, late);
    }
    let best = scene.at("08:30");
    scene.visit_mut("v").windows[0].preferred = Some(best);
    scene.route("ann", &[("v", 0, v), ("w", 0, w)]);
    scene.route("bo", &[("v", 1, bo)]);
    scene
}

pub(crate) fn earliness() -> Cases {
    Cases {
        measures: vec![
            (day("08:00", "08:20", "14:30"), 0, 0),
            (day("09:30", "09:50", "16:00"), 0, 0),
            // v 15 minutes early for two carers, w 10 for one: 40.
            (day("07:45", "08:05", "14:20"), 40 * MINUTE, 40),
        ],
        ..Cases::default()
    }
}

pub(crate) fn lateness() -> Cases {
    Cases {
        measures: vec![
            (day("09:00", "09:20", "15:30"), 0, 0),
            (day("07:00", "07:20", "14:00"), 0, 0),
            // v 5 minutes late for two carers, bo's later start making no difference; w 25 for one: 35.
            (day("09:05", "09:25", "15:55"), 35 * MINUTE, 35),
        ],
        ..Cases::default()
    }
}

pub(crate) fn largest_lateness() -> Cases {
    Cases {
        measures: vec![
            (day("09:00", "09:20", "14:00"), 0, 0),
            // 5 and 25.
            (day("09:05", "09:25", "15:55"), 25 * MINUTE, 25),
            // 15 for two carers is still 15.
            (day("09:15", "09:35", "15:40"), 15 * MINUTE, 15),
        ],
        ..Cases::default()
    }
}

pub(crate) fn preferred_time() -> Cases {
    // Of two windows the one in which the visit starts counts: a second one from 10:30, best at 11:00.
    let mut two_windows = day("10:50", "11:10", "15:00");
    let mut second = two_windows.visit_named("v").windows[0];
    second.earliest = two_windows.at("10:30");
    second.soft_earliest = second.earliest;
    second.latest = two_windows.at("11:30");
    second.soft_latest = second.latest;
    second.preferred = Some(two_windows.at("11:00"));
    two_windows.visit_mut("v").windows.push(second);
    Cases {
        measures: vec![
            (day("08:30", "08:50", "16:00"), 0, 0),
            // 12 minutes either way, for two carers.
            (day("08:18", "08:38", "15:00"), 24 * MINUTE, 24),
            (day("08:42", "09:02", "15:00"), 24 * MINUTE, 24),
            (two_windows, 20 * MINUTE, 20),
        ],
        ..Cases::default()
    }
}
