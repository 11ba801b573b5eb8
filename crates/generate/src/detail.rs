//! What is added once the hidden rota is known, so that the rota keeps it: links, pins, exclusions, known carers,
//! contracts; and shifts cut to a likely length.

use crate::demand::{DAYS, LANGUAGES};
use crate::plant::{Placing, Planted};
use crate::random::Stream;
use crate::roads::Roads;
use crate::skills::MEDICATION;
use crate::staff::Terms;

mod known;

pub(crate) use known::{Known, known};

/// The least time between two calls of a client on the same day, in minutes from start to start.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spacing {
    pub(crate) first: usize,
    pub(crate) second: usize,
    pub(crate) least: i64,
    pub(crate) most: Option<i64>,
}

/// Two planted visits with the same carers, or without a common one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tie {
    pub(crate) first: usize,
    pub(crate) second: usize,
    pub(crate) same: bool,
}

/// What the user fixed of a planted visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fixed {
    Carer,
    Time,
}

/// Hours of a contract, a week.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hours {
    pub(crate) min: Option<f64>,
    pub(crate) target: Option<f64>,
    pub(crate) max: Option<f64>,
}

/// All additions.
pub(crate) struct Details {
    pub(crate) spacings: Vec<Spacing>,
    pub(crate) ties: Vec<Tie>,
    /// Planted visits that are fixed, by index.
    pub(crate) pins: Vec<(usize, Fixed)>,
    pub(crate) known: Vec<Known>,
    /// By carer.
    pub(crate) hours: Vec<Hours>,
}

/// Adds all of it.
pub(crate) fn add(planted: &mut Planted, roads: &Roads, seed: u64) -> Details {
    let stream = &mut Stream::new(seed, "detail");
    trim(stream, planted, roads);
    Details {
        spacings: spacings(stream, planted),
        ties: ties(stream, planted),
        pins: pins(stream, planted),
        known: known(stream, planted, roads),
        hours: hours(stream, planted),
    }
}

/// Shortens shifts that have long idle ends, to half hours, with most of an hour left at each end.
fn trim(stream: &mut Stream, planted: &mut Planted, roads: &Roads) {
    for shift in &mut planted.shifts {
        let (Some(first), Some(last)) = (shift.stops.first(), shift.stops.last()) else { continue };
        let mode = planted.carers[shift.carer].mode;
        let home = roads.home(shift.carer);
        let depart = first.start - roads.minutes(mode, home, first.place);
        let finish = last.end + roads.minutes(mode, last.place, home);
        let piece = &mut shift.piece;
        if shift.whole != *piece || piece.to - piece.from - (finish - depart) < 120 {
            continue;
        }
        piece.from = piece.from.max((depart - stream.range(20, 50)) / 30 * 30);
        piece.to = piece.to.min((finish + stream.range(20, 50) + 29) / 30 * 30);
        shift.whole = *piece;
    }
}

/// Medicines need their distance: ties calls of clients who take some to the next such call of the day.
fn spacings(stream: &mut Stream, planted: &Planted) -> Vec<Spacing> {
    // Starts by call and day.
    let mut starts = vec![[None; DAYS]; planted.calls.len()];
    for placing in &planted.placings {
        starts[placing.call][placing.day] = Some(placing.start);
    }
    let mut spacings: Vec<Spacing> = Vec::new();
    for first in 0..planted.calls.len() {
        let call = &planted.calls[first];
        let medicine =
            |call: &crate::demand::Call| call.needs.iter().any(|need| need.skills.has(MEDICATION));
        if call.any_day || !medicine(call) {
            continue;
        }
        let later = (first + 1..planted.calls.len())
            .take_while(|&second| planted.calls[second].client == call.client)
            .find(|&second| {
                let other = &planted.calls[second];
                !other.any_day
                    && medicine(other)
                    && other.band > call.band
                    && (0..DAYS).all(|day| other.days[day] || !call.days[day])
            });
        let Some(second) = later else { continue };
        if !stream.chance(250) {
            continue;
        }
        let gaps: Vec<i64> =
            (0..DAYS).filter_map(|day| Some(starts[second][day]? - starts[first][day]?)).collect();
        let (Some(least), Some(most)) = (gaps.iter().min(), gaps.iter().max()) else { continue };
        // Four to six hours are usual on a leaflet; less where the day's calls come closer.
        let least = (least / 30 * 30).min(240);
        let most = stream.chance(350).then_some((most + 29) / 30 * 30 + 30);
        if least >= 120 {
            spacings.push(Spacing { first, second, least, most });
        }
    }
    spacings
}

/// Carers of a planted visit, in order.
fn carers_of(planted: &Planted, placing: &Placing) -> Vec<usize> {
    let mut carers: Vec<usize> =
        placing.shifts.iter().map(|&shift| planted.shifts[shift].carer).collect();
    carers.sort_unstable();
    carers
}

/// A few visits that want the same face, or a fresh one: two a hundred visits.
fn ties(stream: &mut Stream, planted: &Planted) -> Vec<Tie> {
    let wanted = planted.placings.len() / 50;
    let mut ties = Vec::new();
    let mut used = vec![false; planted.placings.len()];
    for first in stream.order(planted.placings.len()) {
        if ties.len() >= wanted {
            break;
        }
        let one = &planted.placings[first];
        let client = planted.calls[one.call].client;
        let same = stream.chance(700);
        let mine = carers_of(planted, one);
        let second = (0..planted.placings.len()).find(|&second| {
            let two = &planted.placings[second];
            let theirs = carers_of(planted, two);
            let alike = mine == theirs;
            let apart = mine.iter().all(|carer| !theirs.contains(carer));
            planted.calls[two.call].client == client
                && second != first
                && !used[second]
                && two.shifts.len() == one.shifts.len()
                && (if same { alike && two.day == one.day } else { apart && two.call == one.call })
        });
        if let Some(second) = second.filter(|_| !used[first]) {
            used[first] = true;
            used[second] = true;
            ties.push(Tie { first, second, same });
        }
    }
    ties
}

/// One visit in a hundred has its carer fixed, and one in two hundred its time.
fn pins(stream: &mut Stream, planted: &Planted) -> Vec<(usize, Fixed)> {
    (0..planted.placings.len())
        .filter_map(|index| match stream.below(200) {
            0..2 => Some((index, Fixed::Carer)),
            2 => Some((index, Fixed::Time)),
            _ => None,
        })
        .collect()
}

/// Hours that suit what each carer does in the hidden rota.
fn hours(stream: &mut Stream, planted: &Planted) -> Vec<Hours> {
    let mut worked = vec![0; planted.carers.len()];
    for shift in &planted.shifts {
        if let (Some(first), Some(last)) = (shift.stops.first(), shift.stops.last()) {
            worked[shift.carer] += last.end - first.start;
        }
    }
    planted
        .carers
        .iter()
        .zip(worked)
        .map(|(carer, minutes)| {
            let hours = minutes / 60;
            let most = hours + stream.range(4, 9);
            let (min, target, max) = match carer.terms {
                Terms::ZeroHours => (None, Some(hours + stream.range(-2, 3)), Some(most.max(40))),
                Terms::PartTime => {
                    let min = (hours - stream.range(0, 3)).clamp(16, 24);
                    (Some(min), Some(min + 2), Some(most.max(min + 8)))
                }
                Terms::FullTime => {
                    let min = (hours - stream.range(0, 3)).clamp(30, 38);
                    (Some(min), Some(min + 2), Some(most.max(min + 6)))
                }
                Terms::Agency => (None, None, Some(most.max(24))),
                Terms::SelfEmployed => (None, Some(hours), Some(most)),
                // Three fifths of the contract's hours are for clients.
                Terms::Team(contract) => {
                    let clients = contract * 3 / 5;
                    (Some(clients), None, Some(contract))
                }
            };
            let real = |hours: i64| hours.max(1) as f64;
            Hours { min: min.map(real), target: target.map(real), max: max.map(real) }
        })
        .collect()
}

/// The word for a language.
pub(crate) fn language(index: usize) -> String {
    LANGUAGES[index].to_owned()
}
