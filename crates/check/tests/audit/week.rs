//! A good rota of two days in which every kind of fault has a place: double-ups, links, pins, skills, an
//! unallocated visit, and everything priced as the catalogue has it.

use rota_check::measure;
use rota_model::{GapFrom, LinkKind, Policy};

use crate::scene::{Scene, held, slot};

/// Ann and bo on Monday and Tuesday, cy on Monday; adam at 10 minutes, beth at 25, carl at 40.
pub(crate) fn good() -> Scene {
    let mut week = Scene::from("2026-11-23", 2);
    week.instance.name = "a good week".into();
    week.instance.policy = Policy::default();
    for carer in ["ann", "bo"] {
        week.carer(carer, "07:00", "16:00").skills = vec![held("hoist")];
        let tuesday = format!("{carer}-tue");
        week.shift(carer, &tuesday, "2026-11-24 07:00", "2026-11-24 16:00");
    }
    week.carer("cy", "07:00", "16:00");
    week.client("adam", 10);
    week.client("beth", 25);
    week.client("carl", 40);
    week.visit("mon-lift", "adam", "07:30", "09:00", 30).slots.push(slot(0, 30));
    week.visit("mon-meal", "adam", "11:30", "13:30", 45);
    week.visit("mon-tea", "beth", "09:00", "15:00", 20);
    week.visit("mon-wash", "carl", "08:00", "12:00", 60).slots.push(slot(40, 20));
    week.visit("mon-shop", "carl", "09:00", "10:00", 90);
    week.visit("tue-lift", "adam", "2026-11-24 07:30", "2026-11-24 09:00", 30);
    week.visit_mut("tue-lift").slots.push(slot(0, 30));
    week.visit("tue-tea", "beth", "2026-11-24 09:00", "2026-11-24 15:00", 20);
    for visit in ["mon-lift", "tue-lift"] {
        for slot in &mut week.visit_mut(visit).slots {
            slot.skills = vec!["hoist".into()];
        }
    }
    week.gap("mon-lift", "mon-meal", GapFrom::End, Some(180), Some(300));
    week.link("mon-lift", "tue-lift", LinkKind::SameCarer);
    week.link("mon-lift", "mon-wash", LinkKind::SameCarer);
    week.link("mon-tea", "mon-wash", LinkKind::DifferentCarer);
    week.visit_mut("mon-meal").slots[0].pinned = Some("bo".into());

    // Adam to carl is 30 minutes: from 08:30 to 09:00.
    week.route("ann", &[("mon-lift", 0, "08:00"), ("mon-wash", 0, "09:00")]);
    week.route(
        "ann-tue",
        &[("tue-lift", 0, "2026-11-24 07:30"), ("tue-tea", 0, "2026-11-24 09:00")],
    );
    week.route(
        "bo",
        &[("mon-lift", 1, "08:00"), ("mon-wash", 1, "09:40"), ("mon-meal", 0, "12:00")],
    );
    week.route("bo-tue", &[("tue-lift", 1, "2026-11-24 07:30")]);
    week.route("cy", &[("mon-tea", 0, "10:00")]);
    week.leave_out("mon-shop");
    week.rota.sheet = measure(&week.instance, &week.rota);
    week
}
