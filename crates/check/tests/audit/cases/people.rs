//! Who may, and who should, go to whom.

use rota_model::{Carer, Client, Gender, SkillHeld};

use super::Cases;
use crate::scene::{Scene, date, held, slot};

/// bo goes to adam at a time of Monday or Tuesday.
fn sent(start: &str) -> Scene {
    let mut scene = Scene::from("2026-11-23", 2);
    scene.carer("bo", "2026-11-23 06:00", "2026-11-24 22:00");
    scene.client("adam", 10);
    scene.visit("v", "adam", "2026-11-23 07:00", "2026-11-24 21:00", 30);
    scene.route("bo", &[("v", 0, start)]);
    scene
}

pub(crate) fn skill() -> Cases {
    let needs = |start: &str, skills: Vec<SkillHeld>| {
        let mut scene = sent(start);
        scene.visit_mut("v").slots[0].skills = vec!["insulin".into(), "hoist".into()];
        scene.carer_mut("bo").skills = skills;
        scene.carer_mut("bo").skills.push(held("hoist"));
        scene
    };
    let until = |day: &str| SkillHeld { until: Some(date(day)), ..held("insulin") };
    let from = |day: &str| SkillHeld { from: Some(date(day)), ..held("insulin") };
    let only = |client: &str| SkillHeld { client: Some(client.into()), ..held("insulin") };
    // A visit that runs over midnight needs the skill on the date of its start only.
    let mut over_midnight = needs("2026-11-23 23:45", vec![until("2026-11-23")]);
    over_midnight.visit_mut("v").slots[0].duration = 3600;
    over_midnight.rota.routes.clear();
    over_midnight.route("bo", &[("v", 0, "2026-11-23 23:45")]);
    // The second carer comes after midnight, but the visit started before it.
    let mut offset = needs("2026-11-23 23:45", vec![held("insulin")]);
    offset.visit_mut("v").slots.push(slot(30, 10));
    offset.visit_mut("v").slots[1].skills = vec!["hoist".into()];
    offset.carer("cy", "2026-11-23 06:00", "2026-11-24 22:00").skills =
        vec![SkillHeld { until: Some(date("2026-11-23")), ..held("hoist") }];
    offset.route("cy", &[("v", 1, "2026-11-24 00:15")]);
    Cases {
        keeps: vec![
            needs("09:00", vec![held("insulin")]),
            needs("09:00", vec![until("2026-11-23")]),
            needs("2026-11-24 09:00", vec![from("2026-11-24")]),
            needs("09:00", vec![only("beth"), only("adam")]),
            over_midnight,
            offset,
        ],
        breaks: vec![
            (
                needs("09:00", vec![]),
                "carer bo goes to v at 2026-11-23 09:00 without insulin: it is not on their record",
            ),
            (needs("2026-11-24 09:00", vec![until("2026-11-23")]), "held until 2026-11-23"),
            (needs("09:00", vec![from("2026-11-24")]), "held from 2026-11-24"),
            (needs("09:00", vec![only("beth")]), "held for client beth only"),
        ],
        ..Cases::default()
    }
}

/// bo goes to adam, after both were changed.
fn between(client: impl FnOnce(&mut Client), carer: impl FnOnce(&mut Carer)) -> Scene {
    let mut scene = sent("09:00");
    client(scene.client_mut("adam"));
    carer(scene.carer_mut("bo"));
    scene
}

pub(crate) fn required_gender() -> Cases {
    let wants = |gender: Option<Gender>| {
        between(|c| c.gender.required = Some(Gender::Female), |c| c.gender = gender)
    };
    // The visit has intimate care; its client has no wish beyond that, or the same.
    let intimate = |client: Option<Gender>, carer: Gender| {
        let mut scene = between(|c| c.gender.required = client, |c| c.gender = Some(carer));
        for visit in &mut scene.instance.visits {
            visit.slots[0].gender = Some(Gender::Female);
        }
        scene
    };
    Cases {
        keeps: vec![
            wants(Some(Gender::Female)),
            sent("09:00"),
            intimate(None, Gender::Female),
            intimate(Some(Gender::Female), Gender::Female),
        ],
        breaks: vec![
            (
                wants(Some(Gender::Male)),
                "requires a carer's gender to be female and theirs is male",
            ),
            (wants(None), "theirs is not recorded"),
            (
                intimate(None, Gender::Male),
                "the visit requires a carer's gender to be female and theirs is male",
            ),
            // One breach, however many ask for it.
            (intimate(Some(Gender::Female), Gender::Male), "client adam requires"),
            (intimate(Some(Gender::Male), Gender::Male), "the visit requires"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn required_language() -> Cases {
    let wants = |spoken: &[&str]| {
        between(
            |c| c.language.required = Some("welsh".into()),
            |c| c.languages = spoken.iter().map(|&l| l.into()).collect(),
        )
    };
    Cases {
        keeps: vec![wants(&["english", "welsh"])],
        breaks: vec![
            (wants(&["english"]), "client adam requires welsh, which bo does not speak"),
            (wants(&[]), "requires welsh"),
        ],
        ..Cases::default()
    }
}

pub(crate) fn exclusion() -> Cases {
    let by = |client: &[&str], carer: &[&str]| {
        between(
            |c| c.exclusions = client.iter().map(|&id| id.into()).collect(),
            |c| c.exclusions = carer.iter().map(|&id| id.into()).collect(),
        )
    };
    Cases {
        keeps: vec![by(&["ann"], &["beth"])],
        breaks: vec![
            (by(&["bo"], &[]), "client adam has excluded carer bo"),
            (by(&[], &["adam"]), "carer bo has excluded client adam"),
            (by(&["bo"], &["adam"]), "each has excluded the other"),
        ],
        ..Cases::default()
    }
}

/// bo and cy go to adam together twice, and bo to beth, who has no wish.
fn three_visits(
    client: impl Fn(&mut Client),
    bo: impl Fn(&mut Carer),
    cy: impl Fn(&mut Carer),
) -> Scene {
    let mut scene = Scene::new();
    bo(scene.carer("bo", "06:00", "22:00"));
    cy(scene.carer("cy", "06:00", "22:00"));
    client(scene.client("adam", 10));
    scene.client("beth", 10);
    scene.visit("v", "adam", "07:00", "20:00", 30).slots.push(slot(0, 30));
    scene.visit("w", "adam", "07:00", "20:00", 30).slots.push(slot(0, 30));
    scene.visit("x", "beth", "07:00", "20:00", 30);
    scene.route("bo", &[("v", 0, "08:00"), ("w", 1, "12:00"), ("x", 0, "15:00")]);
    scene.route("cy", &[("v", 1, "08:00"), ("w", 0, "12:00")]);
    scene
}

pub(crate) fn preferred_gender() -> Cases {
    let likes = |bo: Option<Gender>, cy: Option<Gender>| {
        let client = |c: &mut Client| c.gender.preferred = Some(Gender::Female);
        three_visits(client, |c| c.gender = bo, |c| c.gender = cy)
    };
    Cases {
        measures: vec![
            (likes(Some(Gender::Female), Some(Gender::Female)), 0, 0),
            // cy's two stops.
            (likes(Some(Gender::Female), Some(Gender::Male)), 2, 200),
            // bo's two and cy's two; bo's stop at beth's is nobody's wish.
            (likes(None, Some(Gender::Other)), 4, 400),
        ],
        ..Cases::default()
    }
}

pub(crate) fn preferred_language() -> Cases {
    let likes = |bo: &'static str, cy: &'static str| {
        let client = |c: &mut Client| c.language.preferred = Some("gaelic".into());
        three_visits(client, |c| c.languages = vec![bo.into()], |c| c.languages = vec![cy.into()])
    };
    Cases {
        measures: vec![
            (likes("gaelic", "gaelic"), 0, 0),
            (likes("gaelic", "scots"), 2, 200),
            (likes("scots", "scots"), 4, 400),
        ],
        ..Cases::default()
    }
}
