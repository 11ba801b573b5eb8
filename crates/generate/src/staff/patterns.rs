//! Shift patterns over the week: early, late, split, full days in pieces, and self-employed people's own windows.

use super::{Piece, Terms, rested};
use crate::demand::DAYS;
use crate::random::Stream;
use crate::scenario::Service;

/// The pieces of one day, from and to.
type Day = &'static [(i64, i64)];

const EARLY: Day = &[(420, 840)];
const LATE: Day = &[(930, 1350)];
/// 07:30 to 13:00, 16:30 to 19:00 and 20:00 to 22:00, as in Cordia's manual.
const SPLIT: Day = &[(450, 780), (990, 1140), (1200, 1320)];
/// 07:00 to 22:00 with breaks at home.
const FULL: Day = &[(420, 645), (690, 870), (960, 1140), (1170, 1320)];
const SHORT_EARLY: Day = &[(420, 690)];
const SHORT_LATE: Day = &[(960, 1290)];
const MIDDAY: Day = &[(675, 1125)];

const AGENCY: [(Day, u32); 6] =
    [(EARLY, 230), (LATE, 300), (SPLIT, 240), (FULL, 110), (SHORT_LATE, 60), (MIDDAY, 60)];
const PART_TIME: [(Day, u32); 6] =
    [(SHORT_EARLY, 260), (EARLY, 120), (SHORT_LATE, 330), (LATE, 130), (MIDDAY, 110), (FULL, 50)];
const TEAM: [(Day, u32); 4] =
    [(&[(450, 810)], 420), (&[(930, 1350)], 330), (&[(450, 750), (990, 1140)], 160), (MIDDAY, 90)];
/// Mornings, school hours, afternoons, most of the day, evenings, and both ends of it: assumptions.
const MICRO: [(Day, u32); 6] = [
    (&[(450, 780)], 300),
    (&[(570, 870)], 210),
    (&[(690, 1020)], 160),
    (&[(480, 930)], 170),
    (&[(960, 1290)], 70),
    (&[(450, 690), (1110, 1320)], 90),
];

/// A week of shifts. `turn` staggers the days off so that every day of the week has as many people.
pub(super) fn week(stream: &mut Stream, service: Service, terms: Terms, turn: usize) -> Vec<Piece> {
    let patterns: &[(Day, u32)] = match (service, terms) {
        (Service::Team, _) => &TEAM,
        (Service::Micro, _) => &MICRO,
        (Service::Agency, Terms::PartTime) => &PART_TIME,
        (Service::Agency, _) => &AGENCY,
    };
    let weights: Vec<u32> = patterns.iter().map(|&(_, weight)| weight).collect();
    let usual = patterns[stream.weighted(&weights)].0;
    let hours = match terms {
        Terms::ZeroHours => stream.range(24, 40),
        Terms::PartTime => stream.range(20, 27),
        Terms::FullTime => stream.range(36, 42),
        Terms::Agency => stream.range(18, 38),
        Terms::SelfEmployed => stream.range(12, 26),
        // Some of a team's hours go to meetings and planning.
        Terms::Team(hours) => hours,
    };
    let day_minutes: i64 = usual.iter().map(|&(from, to)| to - from).sum();
    let days = ((hours * 60 + day_minutes / 2) / day_minutes).clamp(2, 6);
    let days = usize::try_from(days).unwrap_or(5);

    let mut pieces = Vec::new();
    for step in 0..days {
        let day = (turn * 3 + step) % DAYS;
        // Now and then somebody works another shift than usual.
        let pieces_of_day =
            if stream.chance(120) { patterns[stream.weighted(&weights)].0 } else { usual };
        pieces.extend(pieces_of_day.iter().map(|&(from, to)| Piece { day, from, to }));
    }
    pieces.sort();
    keep_rest(&mut pieces);
    pieces
}

/// Takes away the last pieces of evenings that leave too little rest before the next day's work.
fn keep_rest(pieces: &mut Vec<Piece>) {
    for day in 0..DAYS - 1 {
        let next = pieces.iter().find(|piece| piece.day == day + 1).map(|piece| piece.from);
        if let Some(start) = next {
            pieces.retain(|piece| piece.day != day || rested(piece.to, start));
        }
    }
}
