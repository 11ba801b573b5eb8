//! Fits drawn calls to a scenario's totals: visits and double-ups exactly, hours of care to the nearest few minutes.

use super::{Call, DAYS, Need, Priority, plain};
use crate::figures::{BED, DAY, LUNCH, MICRO_VISITS_A_WEEK, MORNING, TEA};
use crate::random::Stream;
use crate::scenario::ScenarioInfo;

/// The calls of a microprovider's client: a few in the week, of one to three kinds.
pub(super) fn micro_calls(stream: &mut Stream, client: usize, calls: &mut Vec<Call>) {
    let mut left = 1 + stream.weighted(&MICRO_VISITS_A_WEEK);
    let kinds =
        [("care", MORNING), ("home", DAY), ("outing", DAY), ("meal", LUNCH), ("evening", BED)];
    let mut kind = stream.weighted(&[300, 300, 120, 200, 80]);
    while left > 0 {
        let count = if left > 1 && stream.chance(350) { left - 1 } else { left };
        let (id, band) = kinds[kind];
        let mut call = plain(client, band, [false; DAYS]);
        call.id = id;
        for &day in stream.order(DAYS).iter().take(count) {
            call.days[day] = true;
        }
        if id == "outing" {
            call.priority = Priority::Movable;
        }
        // Something that is done once may be done on the day before or after as well.
        if count == 1
            && band == DAY
            && stream.chance(400)
            && let Some(day) = call.days.iter().position(|&on| on)
        {
            call.any_day = true;
            call.days[day.saturating_sub(1)..(day + 2).min(DAYS)].fill(true);
        }
        if id == "home" && stream.chance(100) {
            call.priority = Priority::Optional;
        }
        calls.push(call);
        left -= count;
        kind = (kind + 1) % kinds.len();
    }
}

/// Adds or takes away days and calls until the week has the scenario's visits.
pub(super) fn visits(scenario: &ScenarioInfo, stream: &mut Stream, calls: &mut Vec<Call>) {
    let mut have: usize = calls.iter().map(Call::visits).sum();
    while have > scenario.visits {
        // Somebody manages alone on one more day; calls on single days stay.
        let index = stream.below(calls.len());
        let call = &mut calls[index];
        if call.any_day || call.visits() < 2 {
            continue;
        }
        let on: Vec<usize> = (0..DAYS).filter(|&day| call.days[day]).collect();
        call.days[on[stream.below(on.len())]] = false;
        have -= 1;
    }
    while have < scenario.visits {
        // Somebody's call comes on one more day, or, where all calls are daily, somebody gets a further one.
        let order = stream.order(calls.len());
        let short = order.iter().find(|&&index| {
            let call = &calls[index];
            call.band != DAY && !call.any_day && call.visits() < DAYS
        });
        if let Some(&index) = short {
            let off: Vec<usize> = (0..DAYS).filter(|&day| !calls[index].days[day]).collect();
            calls[index].days[off[stream.below(off.len())]] = true;
            have += 1;
            continue;
        }
        let missing = (scenario.visits - have).min(DAYS);
        let free = order.iter().find_map(|&index| {
            let client = calls[index].client;
            let taken = |band| calls.iter().any(|call| call.client == client && call.band == band);
            let band = [MORNING, BED, LUNCH, TEA].into_iter().find(|&band| !taken(band))?;
            Some((client, band))
        });
        // Everybody has all calls on all days: no scenario asks for more than that.
        let Some((client, band)) = free else { break };
        let mut days = [false; DAYS];
        days[..missing].fill(true);
        calls.push(plain(client, band, days));
        have += missing;
    }
    calls.sort_by_key(|call| (call.client, call.band, call.id));
}

/// Draws each call's length and returns the lengths that the scenario knows. The longer of two draws goes to a morning
/// call and the shorter of two to a tea call, so that the mix as a whole stays.
pub(super) fn lengths(
    scenario: &ScenarioInfo,
    stream: &mut Stream,
    calls: &mut [Call],
) -> Vec<i64> {
    let weights: Vec<u32> = scenario.recipe.lengths.iter().map(|&(_, weight)| weight).collect();
    let lasting: Vec<i64> = scenario.recipe.lengths.iter().map(|&(minutes, _)| minutes).collect();
    for call in calls {
        let (one, two) = (stream.weighted(&weights), stream.weighted(&weights));
        let pick = match (call.id, call.band) {
            (_, MORNING) => one.max(two),
            (_, TEA) => one.min(two),
            _ => one,
        };
        call.minutes = match call.id {
            "shopping" => 60,
            "company" => 45,
            _ => lasting[pick],
        };
        call.needs = vec![Need { after: 0, minutes: call.minutes, skills: super::Skills::NONE }];
    }
    lasting
}

/// Gives second carers to clients who need two, whole clients first, until the week has the scenario's double-ups.
/// Returns which clients they are. In a third of these calls the second carer leaves early, or comes for the last part.
pub(super) fn double_ups(
    scenario: &ScenarioInfo,
    stream: &mut Stream,
    calls: &mut [Call],
) -> Vec<bool> {
    let mut doubled = vec![false; scenario.clients];
    let mut left = scenario.double_ups;
    let order = stream.order(scenario.clients);
    for whole in [true, false] {
        for &client in &order {
            let mine: Vec<usize> = (0..calls.len())
                .filter(|&index| {
                    let call = &calls[index];
                    call.client == client && call.band != DAY && call.needs.len() == 1
                })
                .collect();
            let all: usize = mine.iter().map(|&index| calls[index].visits()).sum();
            // The last few visits are made up of single calls, the rest of clients who always need two.
            if mine.is_empty() || (whole && (all > left || left - all < DAYS && left != all)) {
                continue;
            }
            for index in mine {
                let call = &mut calls[index];
                if call.visits() <= left {
                    left -= call.visits();
                    second_carer(stream, call);
                    doubled[client] = true;
                }
            }
            if left == 0 {
                return doubled;
            }
        }
    }
    doubled
}

fn second_carer(stream: &mut Stream, call: &mut Call) {
    let (mut after, mut minutes) = (0, call.minutes);
    if call.minutes >= 30 && stream.chance(330) {
        minutes = if call.minutes == 30 { 20 } else { 30 };
        if stream.chance(200) {
            after = call.minutes - minutes;
        }
    }
    call.needs.push(Need { after, minutes, skills: super::Skills::NONE });
}

/// Makes calls longer or shorter by one step of the mix until the hours of care fit.
pub(super) fn contact(
    scenario: &ScenarioInfo,
    stream: &mut Stream,
    calls: &mut [Call],
    lasting: &[i64],
) {
    let target = scenario.contact_minutes;
    let mut have: i64 = calls.iter().map(Call::contact).sum();
    // A step of one call changes the total by up to some hours; small weeks end when no step helps.
    for _ in 0..200 * calls.len() {
        if (have - target).abs() * 2000 <= target {
            return;
        }
        let call = &mut calls[stream.below(calls.len())];
        let Some(now) = lasting.iter().position(|&minutes| minutes == call.minutes) else {
            continue;
        };
        let next = if have < target { Some(now + 1) } else { now.checked_sub(1) };
        let Some(&minutes) = next.and_then(|next| lasting.get(next)) else { continue };
        let mut changed = call.clone();
        changed.minutes = minutes;
        for need in &mut changed.needs {
            let whole = need.minutes == call.minutes;
            need.minutes = if whole { minutes } else { need.minutes.min(minutes) };
            need.after = need.after.min(minutes - need.minutes);
        }
        // A later helper still ends with the visit.
        if let Some(second) = changed.needs.get_mut(1).filter(|second| second.after > 0) {
            second.after = minutes - second.minutes;
        }
        let moved = have - call.contact() + changed.contact();
        if (moved - target).abs() < (have - target).abs() {
            have = moved;
            *call = changed;
        }
    }
}
