//! Work at night.

use super::Cases;
use super::hours::young;
use super::rest::{self_employed, works};
use crate::scene::Scene;

/// So many nights from 22:00 on, from Monday 23 November, of so many minutes each.
fn nights(count: usize, minutes: i64) -> Scene {
    let at: Vec<String> = (23..).take(count).map(|d| format!("2026-11-{d} 22:00")).collect();
    let stops: Vec<(&str, i64)> = at.iter().map(|at| (at.as_str(), minutes)).collect();
    works("2026-11-23", 7, &stops)
}

pub(crate) fn night_hours() -> Cases {
    // Four hours from 22:00: three of them after 23:00. A long day beside.
    let short = |minutes: i64| {
        let (day, late) = (("2026-11-24 06:00", 900), "2026-11-23 22:00");
        works("2026-11-23", 2, &[(late, minutes), day])
    };
    let days: Vec<String> = (23..).take(5).map(|d| format!("2026-11-{d} 08:00")).collect();
    let days: Vec<(&str, i64)> = days.iter().map(|at| (at.as_str(), 600)).collect();
    Cases {
        keeps: vec![
            // 48 hours in a week of 6 days and one of rest.
            nights(5, 576),
            // Five days of ten hours are no nights.
            works("2026-11-23", 7, &days),
            self_employed(nights(5, 600)),
            // One of two days: not most of them. 19 hours in 2 days.
            short(240),
        ],
        breaks: vec![
            (
                nights(5, 577),
                "ann works at night and for 48 hours 5 minutes; more than 8 hours in 24 hours on average",
            ),
            // One day of one.
            (
                works("2026-11-23", 1, &[("20:00", 481)]),
                "ann works at night and for 8 hours 1 minute",
            ),
        ],
        ..Cases::default()
    }
}

pub(crate) fn young_night() -> Cases {
    let from_to = |at: &str, minutes: i64| young(works("2026-11-23", 2, &[(at, minutes)]));
    Cases {
        keeps: vec![
            from_to("06:00", 60),
            from_to("21:00", 60),
            works("2026-11-23", 1, &[("21:00", 61)]),
            self_employed(from_to("23:00", 60)),
        ],
        breaks: vec![
            (
                from_to("21:00", 61),
                "ann is under 18 and out from 2026-11-23 21:00 to 2026-11-23 22:01, between 22:00 and 6:00",
            ),
            (from_to("05:59", 61), "out from 2026-11-23 05:59 to"),
            (from_to("2026-11-24 00:30", 30), "out from 2026-11-24 00:30"),
        ],
        ..Cases::default()
    }
}
