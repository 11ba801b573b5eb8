//! Visits left out, by priority.

use rota_model::Priority;

use super::Cases;
use crate::scene::{Scene, slot};

pub(crate) fn of(priority: Priority) -> Cases {
    // One visit of every priority with one slot more than its place in the list: 1 to 5.
    let mut scene = Scene::new();
    scene.carer("bo", "06:00", "22:00");
    scene.client("adam", 10);
    for (more, other) in Priority::ALL.into_iter().enumerate() {
        let visit = scene.visit(other.as_str(), "adam", "07:00", "20:00", 30);
        visit.priority = other;
        visit.slots = vec![slot(0, 30); more.min(3) + 1];
    }
    // 1, 2, 3, 4 and 4 slots.
    let slots = match priority {
        Priority::TimeCritical => 1,
        Priority::Important => 2,
        Priority::Normal => 3,
        Priority::Movable | Priority::Optional => 4,
    };
    let mut all_out = scene.clone();
    for other in Priority::ALL {
        all_out.leave_out(other.as_str());
    }
    let mut others_out = scene.clone();
    others_out.visit_mut(priority.as_str()).slots.truncate(1);
    for other in Priority::ALL.into_iter().filter(|&other| other != priority) {
        others_out.leave_out(other.as_str());
    }
    others_out.route("bo", &[(priority.as_str(), 0, "09:00")]);
    Cases { measures: vec![(others_out, 0, 0), (all_out, slots, slots * 100)], ..Cases::default() }
}
