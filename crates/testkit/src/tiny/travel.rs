//! Random places and travel: matrices that are lopsided or not, great circles, and mixtures.

use std::collections::BTreeMap;

use rota_model::{Client, Coordinates, GreatCircle, Matrix, Mode, Place, PlaceId, Travel};

use super::GRID;
use super::dice::Dice;

/// Where carers' shifts start and end.
pub(super) const BASES: [&str; 3] = ["office", "home-1", "home-2"];

/// Places for bases and clients' doors, with travel between them all.
pub(super) fn draw(dice: &mut Dice, clients: &[Client]) -> (Vec<Place>, Travel) {
    let mut ids: Vec<PlaceId> = BASES.into_iter().map(PlaceId::from).collect();
    for client in clients {
        if !ids.contains(&client.place) {
            ids.push(client.place.clone());
        }
    }
    let points: Vec<(i64, i64)> =
        ids.iter().map(|_| (dice.between(0, 3), dice.between(0, 3))).collect();
    let (wheels, feet) = ([Mode::Car, Mode::Bus], [Mode::Walk, Mode::Bicycle]);
    let mut matrices = Vec::new();
    let everywhere: Vec<usize> = (0..ids.len()).collect();
    let kind = dice.below(5);
    match kind {
        // Whatever the dice say, one way unlike the other and no triangle kept to.
        0 => {
            matrices.push(lopsided(dice, &wheels, &ids));
            matrices.push(lopsided(dice, &feet, &ids));
        }
        // Blocks on a street grid.
        1 | 2 => {
            let metres = dice.chance(60);
            matrices.push(blocks(dice, &wheels, &ids, &points, &everywhere, (1, metres)));
            matrices.push(blocks(dice, &feet, &ids, &points, &everywhere, (2, false)));
        }
        // Some legs given for cars, perhaps for some again; straight lines for the rest.
        3 => {
            let some =
                |dice: &mut Dice| (0..ids.len()).filter(|_| dice.chance(60)).collect::<Vec<_>>();
            for _ in 0..2 {
                let some = some(dice);
                matrices.push(blocks(dice, &[Mode::Car], &ids, &points, &some, (1, true)));
            }
        }
        _ => {}
    }
    let straight = kind >= 3;
    let place = |(id, (x, y)): (&PlaceId, &(i64, i64))| {
        // A kilometre or so a block.
        let at =
            Coordinates { latitude: 56.0 + 0.009 * *x as f64, longitude: -4.0 + 0.016 * *y as f64 };
        Place { id: id.clone(), at: straight.then_some(at) }
    };
    let places = ids.iter().zip(&points).map(place).collect();
    let great_circle = if straight { great_circles(dice) } else { BTreeMap::new() };
    (places, Travel { great_circle, matrices, round_up_seconds: GRID })
}

fn great_circles(dice: &mut Dice) -> BTreeMap<Mode, GreatCircle> {
    [(Mode::Car, 30_000), (Mode::Walk, 6_000), (Mode::Bicycle, 13_500), (Mode::Bus, 16_000)]
        .into_iter()
        .map(|(mode, metres_per_hour)| {
            let detour_permille = dice.pick(&[1000, 1275, 1400]);
            let stop_seconds = dice.pick(&[0, GRID]);
            (mode, GreatCircle { detour_permille, metres_per_hour, stop_seconds })
        })
        .collect()
}

fn lopsided(dice: &mut Dice, modes: &[Mode], ids: &[PlaceId]) -> Matrix {
    let mut table = |least, most, step| -> Vec<Vec<i64>> {
        let mut row = |_: &PlaceId| ids.iter().map(|_| dice.between(least, most) * step).collect();
        ids.iter().map(&mut row).collect()
    };
    // The diagonal is drawn too: from a place to itself the matrix must not be asked.
    let (seconds, metres) = (table(1, 6, GRID), table(5, 90, 97));
    Matrix { modes: modes.to_vec(), places: ids.to_vec(), seconds, metres }
}

/// A matrix over the chosen places: `pace` grid steps for each block, and one now and then for nothing.
fn blocks(
    dice: &mut Dice,
    modes: &[Mode],
    ids: &[PlaceId],
    points: &[(i64, i64)],
    chosen: &[usize],
    (pace, with_metres): (i64, bool),
) -> Matrix {
    let far =
        |a: usize, b: usize| (points[a].0 - points[b].0).abs() + (points[a].1 - points[b].1).abs();
    let each = |value: &mut dyn FnMut(usize, usize) -> i64| -> Vec<Vec<i64>> {
        chosen.iter().map(|&a| chosen.iter().map(|&b| value(a, b)).collect()).collect()
    };
    let seconds = each(&mut |a, b| {
        let delay = if a != b && dice.chance(20) { GRID } else { 0 };
        far(a, b) * pace * GRID + delay
    });
    let metres = if with_metres { each(&mut |a, b| far(a, b) * 1013) } else { Vec::new() };
    let places = chosen.iter().map(|&index| ids[index].clone()).collect();
    Matrix { modes: modes.to_vec(), places, seconds, metres }
}
