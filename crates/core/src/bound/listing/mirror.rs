//! A class with time running backwards: its routes are the same from their end to their start.
//!
//! The labels of a mirrored class are the rests of routes, so that they say exactly how cheap a rest can be.

use super::super::class::{Arc, Class, Stop, conflicts, moves};
use super::super::curve::Piece;
use super::super::terms::Terms;
use crate::problem::{Problem, Shift};

/// The class with every time negated; a stop's time is still its start.
pub(super) fn mirrored_class(problem: &Problem, class: &Class) -> Class {
    let shift = Shift {
        start: -class.shift.end,
        end: -class.shift.start,
        overtime_from: -class.shift.start,
        ..class.shift
    };
    let mut stops: Vec<Stop> = class
        .stops
        .iter()
        .map(|stop| Stop {
            // The service lies before the start, seen from the end.
            out: (stop.duration + stop.back.0, stop.back.1),
            back: (stop.out.0 - stop.duration, stop.out.1),
            arcs: Vec::new(),
            ..stop.clone()
        })
        .collect();
    for (from, stop) in class.stops.iter().enumerate() {
        for arc in &stop.arcs {
            let next = &class.stops[arc.to];
            let conflicts = conflicts(problem, stop);
            let (forbids, moves) = moves(&next.memory, &stop.memory, &conflicts);
            stops[arc.to].arcs.push(Arc { to: from, forbids, moves, ..arc.clone() });
        }
    }
    Class { shift, stops, ..class.clone() }
}

/// The terms of a mirrored class, without the price of a route and with overtime for nothing.
pub(super) fn mirrored_terms<'a>(terms: &Terms<'a>) -> Terms<'a> {
    let pieces = terms.pieces.iter().map(|pieces| pieces.iter().map(mirrored_piece).collect());
    terms.mirrored(pieces.collect())
}

fn mirrored_piece(piece: &Piece) -> Piece {
    let slope = piece.slope + piece.bends.iter().map(|bend| bend.1).sum::<i64>();
    let bends = piece.bends.map(|(at, growth)| if growth == 0 { (0, 0) } else { (-at, growth) });
    Piece::new(-piece.to, -piece.from, piece.at(piece.to), -slope, bends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirrored_piece_has_the_same_values_backwards() {
        let piece = Piece::new(5, 40, 15, -3, [(10, 3), (20, 2), (0, 0)]);
        let mirrored = mirrored_piece(&piece);
        assert!((5..=40).all(|time| piece.at(time) == mirrored.at(-time)));
        assert_eq!((mirrored.from, mirrored.to), (-40, -5));
    }
}
