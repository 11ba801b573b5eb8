//! Whom clients know: usual carers, four weeks of past visits, exclusions, and how many faces they want.

use crate::demand::DAYS;
use crate::figures::HISTORY_WEEKS;
use crate::plant::Planted;
use crate::random::Stream;
use crate::roads::Roads;

/// What one client has to do with carers. Carers are indices.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    /// With familiarity from 0 to 100.
    pub(crate) usual: Vec<(usize, i64)>,
    /// With days before the horizon: 1 is the day before it.
    pub(crate) history: Vec<(usize, i64)>,
    pub(crate) exclude: Vec<usize>,
    /// Carers who do not want to come here.
    pub(crate) excluded_by: Vec<usize>,
    pub(crate) max_carers: Option<i64>,
}

/// Draws it for each client, so that the hidden rota sends nobody who is excluded.
pub(crate) fn known(stream: &mut Stream, planted: &Planted, roads: &Roads) -> Vec<Known> {
    let mut visits = vec![vec![0_u32; planted.carers.len()]; planted.wishes.len()];
    for shift in &planted.shifts {
        for stop in &shift.stops {
            visits[stop.place][shift.carer] += 1;
        }
    }
    (0..planted.wishes.len())
        .map(|client| one(stream, planted, roads, client, &visits[client]))
        .collect()
}

fn one(
    stream: &mut Stream,
    planted: &Planted,
    roads: &Roads,
    client: usize,
    visits: &[u32],
) -> Known {
    let mut coming: Vec<usize> = (0..visits.len()).filter(|&carer| visits[carer] > 0).collect();
    coming.sort_by_key(|&carer| (u32::MAX - visits[carer], carer));
    let mut near: Vec<usize> = (0..visits.len()).filter(|&carer| visits[carer] == 0).collect();
    near.sort_by_key(|&carer| (roads.metres(client, roads.home(carer)), carer));
    near.truncate(14);

    let mut known = Known::default();
    if stream.chance(850) {
        let wanted = 1 + stream.below(4);
        for &carer in coming.iter().take(wanted) {
            known.usual.push((carer, stream.range(12, 20) * 5));
        }
        // Somebody who usually comes but not this week.
        if let Some(&carer) = near.first().filter(|_| stream.chance(250)) {
            known.usual.push((carer, stream.range(8, 16) * 5));
        }
    }
    known.history = history(stream, planted, client, &coming, &near, visits);
    let strangers = near.len();
    if strangers > 2 {
        if stream.chance(70) {
            known.exclude.push(near[stream.below(strangers)]);
        }
        if stream.chance(15) {
            known.excluded_by.push(near[stream.below(strangers)]);
        }
    }
    // Nobody is shut out who is counted among the usual carers.
    let usual = |carer: &usize| known.usual.iter().all(|(other, _)| other != carer);
    known.exclude.retain(usual);
    known.excluded_by.retain(usual);
    if stream.chance(400) {
        let faces = i64::try_from(coming.len()).unwrap_or(0);
        known.max_carers = Some((faces + stream.range(0, 2)).max(2));
    }
    known
}

/// Who came on which day of the weeks before: mostly those who come now, one time in six somebody else who lives near.
/// Everybody who comes now has been before.
fn history(
    stream: &mut Stream,
    planted: &Planted,
    client: usize,
    coming: &[usize],
    near: &[usize],
    visits: &[u32],
) -> Vec<(usize, i64)> {
    let mut a_day = [0; DAYS];
    for call in planted.calls.iter().filter(|call| call.client == client) {
        let days = (0..DAYS).filter(|&day| call.days[day]);
        days.take(call.visits()).for_each(|day| a_day[day] += 1);
    }
    let weights: Vec<u32> = coming.iter().map(|&carer| visits[carer]).collect();
    let mut history: Vec<(usize, i64)> = Vec::new();
    for ago in (1..=HISTORY_WEEKS * 7).rev() {
        let weekday = usize::try_from((7 - ago % 7) % 7).unwrap_or(0);
        let from = history.len();
        for _ in 0..a_day[weekday] {
            let carer = if !near.is_empty() && stream.chance(160) {
                near[stream.below(near.len())]
            } else {
                coming[stream.weighted(&weights)]
            };
            if history[from..].iter().all(|(other, _)| *other != carer) {
                history.push((carer, ago));
            }
        }
    }
    for &carer in coming {
        if history.iter().all(|(other, _)| *other != carer) {
            history.push((carer, stream.range(1, HISTORY_WEEKS * 7)));
        }
    }
    history.sort_by_key(|&(carer, ago)| (std::cmp::Reverse(ago), carer));
    history
}
