//! Hours rostered against hours engaged for.

use rota_model::Contract;

use super::Cases;
use crate::scene::Scene;

const HOUR: i64 = 3600;

/// ann works 3 h 30 min on Monday and 1 h on Tuesday: 4 h 30 min; bo does not work. Both have this contract.
///
/// Monday: from 08:00 to the end of the second visit at 11:30, whatever is care, leg or waiting. The ways from and
/// to the depot count for nothing.
fn two_days(contract: Contract) -> Scene {
    let mut scene = Scene::from("2026-11-23", 2);
    for carer in ["ann", "bo"] {
        scene.carer(carer, "06:00", "22:00").contract = Some(contract);
    }
    scene.carer("cy", "06:00", "22:00");
    scene.shift("ann", "ann-tue", "2026-11-24 06:00", "2026-11-24 22:00");
    scene.client("adam", 40);
    scene.client("beth", 60);
    scene.visit("v", "adam", "07:00", "20:00", 30);
    scene.visit("w", "beth", "07:00", "20:00", 30);
    scene.visit("x", "adam", "2026-11-24 07:00", "2026-11-24 20:00", 60);
    scene.route("ann", &[("v", 0, "08:00"), ("w", 0, "11:00")]);
    scene.route("ann-tue", &[("x", 0, "2026-11-24 09:00")]);
    scene
}

/// Hours in a period of so many days.
fn contract(period_days: u32) -> Contract {
    Contract { period_days, min: None, target: None, max: None, carried: 0 }
}

pub(crate) fn under() -> Cases {
    Cases {
        measures: vec![
            (two_days(contract(2)), 0, 0),
            // 5 h in 2 days: ann lacks 30 minutes, bo all 5 hours: 330 minutes.
            (two_days(Contract { min: Some(5 * HOUR), ..contract(2) }), 330 * 60, 330),
            // 14 h in 7 days are 4 h in 2: ann has more, bo lacks 240 minutes.
            (two_days(Contract { min: Some(14 * HOUR), ..contract(7) }), 240 * 60, 240),
            // An hour ahead: 3 h are left, which bo lacks. An hour behind: 5 h. Five hours ahead: nothing is left.
            (
                two_days(Contract { min: Some(14 * HOUR), carried: HOUR, ..contract(7) }),
                180 * 60,
                180,
            ),
            (
                two_days(Contract { min: Some(14 * HOUR), carried: -HOUR, ..contract(7) }),
                330 * 60,
                330,
            ),
            (two_days(Contract { min: Some(14 * HOUR), carried: 5 * HOUR, ..contract(7) }), 0, 0),
            // 1,825 hours in a year are 10 in 2 days: ann lacks 330 minutes, bo 600.
            (two_days(Contract { min: Some(1825 * HOUR), ..contract(365) }), 930 * 60, 930),
        ],
        ..Cases::default()
    }
}

pub(crate) fn over() -> Cases {
    let most = |seconds: i64, carried: i64| {
        two_days(Contract { max: Some(seconds), carried, ..contract(2) })
    };
    Cases {
        // 4 h 30 min, and an hour more of which one was worked before; bo is nowhere near.
        keeps: vec![most(16_200, 0), most(19_800, HOUR), two_days(contract(2))],
        breaks: vec![
            (
                most(16_140, 0),
                "ann is rostered for 4 hours 30 minutes; the contract has 4 hours 29 minutes at most",
            ),
            (most(19_740, HOUR), "the contract has 4 hours 29 minutes at most"),
            (most(19_740, 10 * HOUR), "the contract has no time at most"),
        ],
        measures: vec![
            (two_days(Contract { max: Some(16_200), ..contract(2) }), 0, 0),
            // 2 h in 1 day are 4 h in 2: ann has 30 minutes more.
            (two_days(Contract { max: Some(2 * HOUR), ..contract(1) }), 30 * 60, 30),
            // The same after an hour too much: 90 minutes more.
            (two_days(Contract { max: Some(2 * HOUR), carried: HOUR, ..contract(1) }), 90 * 60, 90),
            // 50,191 s in 7 days are 14,340.29 s in 2, rounded down to 14,340: of 16,200 s 31 minutes are over.
            (two_days(Contract { max: Some(50_191), ..contract(7) }), 31 * 60, 31),
        ],
    }
}

pub(crate) fn off_target() -> Cases {
    let mut nobody = two_days(contract(2));
    for carer in ["ann", "bo"] {
        nobody.carer_mut(carer).contract = None;
    }
    Cases {
        measures: vec![
            (nobody, 0, 0),
            // 4 h: ann 30 minutes over, bo 240 under.
            (two_days(Contract { target: Some(4 * HOUR), ..contract(2) }), 270 * 60, 270),
            // 5 h, of which 1 h was worked before.
            (
                two_days(Contract { target: Some(5 * HOUR), carried: HOUR, ..contract(2) }),
                270 * 60,
                270,
            ),
            // 5 h: ann 30 under, bo 300 under.
            (two_days(Contract { target: Some(5 * HOUR), ..contract(2) }), 330 * 60, 330),
        ],
        ..Cases::default()
    }
}

/// Friday and Saturday. Asked for: an hour from 18:30 on Friday (half an hour of it evening), half an hour on Saturday, and half an
/// hour on Friday morning: an hour is unsocial. ann does the evening and the Saturday, bo the morning, and cy, who has no
/// contract, nothing.
fn friday_and_saturday(ann: Option<i64>, bo: Option<i64>) -> Scene {
    let mut scene = Scene::from("2026-11-27", 2);
    let engaged = |hours: Option<i64>| {
        hours.map(|hours| Contract { target: Some(hours * HOUR), ..contract(2) })
    };
    scene.carer("ann", "06:00", "22:00").contract = engaged(ann);
    scene.carer("bo", "06:00", "22:00").contract = engaged(bo);
    scene.carer("cy", "06:00", "22:00");
    scene.shift("ann", "ann-sat", "2026-11-28 06:00", "2026-11-28 22:00");
    scene.client("adam", 40);
    scene.visit("evening", "adam", "18:30", "20:30", 60);
    scene.visit("saturday", "adam", "2026-11-28 09:00", "2026-11-28 11:00", 30);
    scene.visit("morning", "adam", "09:00", "11:00", 30);
    // Begun at 20:00 it is all evening; what counts is what was asked for.
    scene.route("ann", &[("evening", 0, "20:00")]);
    scene.route("ann-sat", &[("saturday", 0, "2026-11-28 09:00")]);
    scene.route("bo", &[("morning", 0, "09:00")]);
    scene
}

pub(crate) fn unsocial_share() -> Cases {
    Cases {
        measures: vec![
            // Nobody has contracted hours; or those who do have no more than their share.
            (friday_and_saturday(None, None), 0, 0),
            (friday_and_saturday(Some(7), None), 0, 0),
            (friday_and_saturday(None, Some(7)), 0, 0),
            // In equal posts ann's share is 30 of the 60 minutes; with a third of the hours it is 20.
            (friday_and_saturday(Some(5), Some(5)), 30 * 60, 30),
            (friday_and_saturday(Some(5), Some(10)), 40 * 60, 40),
            // 6 of 8 hours: 45 minutes.
            (friday_and_saturday(Some(6), Some(2)), 15 * 60, 15),
        ],
        ..Cases::default()
    }
}
