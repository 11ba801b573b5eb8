//! Visits that need two carers.

use super::Cases;
use crate::scene::{MINUTE, Scene, slot};

/// A double-up of 30 minutes at 10 minutes' drive, 08:00 to 10:00; ann and bo work from 07:00 to 12:00.
fn double_up() -> Scene {
    let mut scene = Scene::new();
    scene.carer("ann", "07:00", "12:00");
    scene.carer("bo", "07:00", "12:00");
    scene.client("adam", 10);
    scene.visit("v", "adam", "08:00", "10:00", 30).slots.push(slot(0, 30));
    scene
}

pub(crate) fn whole_visit() -> Cases {
    let mut both = double_up();
    both.route("ann", &[("v", 0, "08:00")]);
    both.route("bo", &[("v", 1, "08:00")]);
    let mut neither = double_up();
    neither.leave_out("v");

    let mut alone = double_up();
    alone.route("ann", &[("v", 1, "08:00")]);
    let dropped = double_up();
    let mut twice = neither.clone();
    twice.leave_out("v");
    let mut in_both_lists = both.clone();
    in_both_lists.leave_out("v");
    Cases {
        keeps: vec![both, neither],
        breaks: vec![
            (alone, "visit v needs 2 carers, but only has ann: nobody fills slot 0"),
            (dropped, "visit v is missing"),
            (twice, "unallocated 2 times"),
            (in_both_lists, "listed as unallocated, but its stops are given to ann and bo"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn carers_differ() -> Cases {
    // Slot 1 begins when slot 0 ends, so that one carer could do both in turn.
    let mut scene = double_up();
    scene.visit_mut("v").slots[1].offset = 30 * MINUTE;
    let mut two = scene.clone();
    two.route("ann", &[("v", 0, "08:00")]);
    two.route("bo", &[("v", 1, "08:30")]);
    let mut one = scene;
    one.route("ann", &[("v", 0, "08:00"), ("v", 1, "08:30")]);
    Cases {
        keeps: vec![two],
        breaks: vec![(one, "visit v has carer ann in 2 slots")],
        ..Cases::default()
    }
}

pub(crate) fn together() -> Cases {
    let meet = |scene: &Scene, ann: &str, bo: &str| {
        let mut scene = scene.clone();
        scene.route("ann", &[("v", 0, ann)]);
        scene.route("bo", &[("v", 1, bo)]);
        scene
    };
    let plain = double_up();
    // bo comes 20 minutes into the visit.
    let mut later = double_up();
    later.visit_mut("v").slots[1] = slot(20, 10);
    Cases {
        keeps: vec![meet(&plain, "08:05", "08:05"), meet(&later, "08:05", "08:25")],
        breaks: vec![
            (meet(&plain, "08:05", "08:05:01"), "together with carer ann"),
            (meet(&plain, "08:05", "08:03"), "2 minutes earlier than that"),
            // 08:05 + 20 = 08:25, bo is there at 08:26.
            (meet(&later, "08:05", "08:26"), "20 minutes after carer ann"),
            (meet(&later, "08:30", "08:30"), "20 minutes earlier than that"),
        ],
        ..Cases::default()
    }
}
