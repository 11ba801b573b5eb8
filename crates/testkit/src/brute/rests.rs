//! Where the breaks of a shift may be taken in a route, and what that asks of the starts of its stops.
//!
//! A rest that counts fits its break, and counts for the least of it. So only rests that fit and last so long are tried: each
//! break of the shift has none, or one before or after some leg. Once it is known on which side of which leg each rest lies, and in
//! which turn, they ask for distances between neighbouring stops and for bounds on single starts, and nothing else.

use rota_model::{Break, Instant, Rest, RestAt, RuleId, Seconds, Shift};

use super::facts::Facts;

/// The rests on one leg: indices of breaks, in turn.
#[derive(Clone, Default)]
pub(super) struct OnLeg {
    /// Where the leg starts.
    here: Vec<usize>,
    /// Where it ends.
    there: Vec<usize>,
}

/// What the rests on one leg ask for.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// Least time from the end of care to the next care, or to the return; for the first leg, from setting out to care.
    pub(super) step: Seconds,
    /// Care before the leg ends no later.
    pub(super) ends_by: i64,
    /// Care after the leg starts no earlier; for the last leg, the return.
    pub(super) starts_from: i64,
    /// The carer sets out no later; for the first leg alone.
    pub(super) sets_out_by: i64,
}

/// Far beyond any time, and still safe to add to.
pub(super) const FAR: i64 = i64::MAX / 4;

/// Every way to take the breaks of a shift in a route of so many stops: the rests on each leg.
pub(super) fn ways(facts: &Facts<'_>, shift: &Shift, stops: usize) -> Vec<Vec<OnLeg>> {
    let nothing = vec![OnLeg::default(); stops + 1];
    let policy = &facts.instance.policy;
    let worthless = !policy.enforces(RuleId::MissedBreak)
        && facts.rate(RuleId::MissedBreak) == 0
        && facts.rate(RuleId::Waiting) == 0;
    if worthless {
        return vec![nothing];
    }
    let mut ways = vec![nothing];
    for (index, wanted) in shift.breaks.iter().enumerate() {
        let legs = if wanted.at_ends { 0..stops + 1 } else { 1..stops };
        let mut more = Vec::new();
        for way in &ways {
            for leg in legs.clone() {
                for turn in 0..=way[leg].here.len() {
                    let mut with = way.clone();
                    with[leg].here.insert(turn, index);
                    more.push(with);
                }
                for turn in 0..=way[leg].there.len() {
                    let mut with = way.clone();
                    with[leg].there.insert(turn, index);
                    more.push(with);
                }
            }
        }
        ways.extend(more);
    }
    ways
}

/// What becomes of the breaks that are not taken: how much missing them costs, in grains, and the longest time that
/// the route may take so that those which are not missed are not asked for. Each way to miss some of them.
pub(super) fn missing(facts: &Facts<'_>, shift: &Shift, way: &[OnLeg]) -> Vec<(i64, Seconds)> {
    let taken = |index: usize| {
        way.iter().any(|leg| leg.here.contains(&index) || leg.there.contains(&index))
    };
    let enforced = facts.instance.policy.enforces(RuleId::MissedBreak);
    let price = facts.rate(RuleId::MissedBreak);
    let stops = way.len() - 1;
    let mut all = vec![(0, FAR)];
    for (_, wanted) in shift.breaks.iter().enumerate().filter(|(index, _)| !taken(*index)) {
        if stops < 2 && !wanted.at_ends || !enforced && price == 0 {
            continue;
        }
        let mut others = Vec::new();
        for (cost, longest) in all {
            if !enforced {
                others.push((cost + price, longest));
            }
            others.extend(wanted.after.map(|after| (cost, after.min(longest))));
        }
        all = others;
    }
    all
}

/// What rests on a leg that follows a stop ask for; `None` where they cannot be one after the other. On the last leg what
/// comes after the return is not in the step.
pub(super) fn after_a_stop(
    breaks: &[Break],
    rests: &OnLeg,
    leg: Seconds,
    last: bool,
) -> Option<Asked> {
    let (mut step, mut ends_by, mut now) = (0, FAR, -FAR);
    let mut rest = |step: &mut Seconds, now: &mut i64, index: usize| {
        let wanted = &breaks[index];
        *step += wanted.least;
        *now = (*now).max(wanted.earliest.0) + wanted.least;
        ends_by = ends_by.min(wanted.latest.0 - *step);
        *now <= wanted.latest.0
    };
    for &index in &rests.here {
        rest(&mut step, &mut now, index).then_some(())?;
    }
    (step, now) = (step + leg, now + leg);
    let returns = (step, now);
    for &index in &rests.there {
        rest(&mut step, &mut now, index).then_some(())?;
    }
    let (step, starts_from) = if last { returns } else { (step, now) };
    Some(Asked { step, ends_by, starts_from, sets_out_by: FAR })
}

/// What rests on the first leg ask for. The carer sets out as late as is free.
pub(super) fn before_the_first(shift: &Shift, rests: &OnLeg, leg: Seconds) -> Option<Asked> {
    let mut from = shift.start.0;
    for wanted in rests.here.iter().map(|&index| &shift.breaks[index]) {
        from = from.max(wanted.earliest.0) + wanted.least;
        (from <= wanted.latest.0).then_some(())?;
    }
    // Back from the first care, or from the last time at which the rests may end.
    let (mut rested, mut by, mut starts_from) = (0, FAR, -FAR);
    for wanted in rests.there.iter().rev().map(|&index| &shift.breaks[index]) {
        rested += wanted.least;
        by = by.min(wanted.latest.0) - wanted.least;
        starts_from = starts_from.max(wanted.earliest.0 + rested);
        (by >= wanted.earliest.0).then_some(())?;
    }
    let (step, sets_out_by) = (leg + rested, by - leg);
    let starts_from = starts_from.max(from + step);
    (sets_out_by >= from).then_some(Asked { step, ends_by: FAR, starts_from, sets_out_by })
}

/// The rests on a leg that follows `stops` stops, the first of which comes after a time, as early as can be.
pub(super) fn forward(
    breaks: &[Break],
    (rests, stops): (&OnLeg, usize),
    mut now: i64,
    leg: Seconds,
) -> Vec<Rest> {
    let mut placed = Vec::new();
    let mut rest = |now: i64, of: usize, at: RestAt| {
        let start = now.max(breaks[of].earliest.0);
        let end = start + breaks[of].least;
        placed.push(Rest { of, stops, at, start: Instant(start), end: Instant(end) });
        end
    };
    for &of in &rests.here {
        now = rest(now, of, RestAt::BeforeLeg);
    }
    now += leg;
    for &of in &rests.there {
        now = rest(now, of, RestAt::AfterLeg);
    }
    placed
}

/// The rests on the first leg, those at the first door as late as can be.
pub(super) fn on_the_first(shift: &Shift, rests: &OnLeg, first: i64) -> Vec<Rest> {
    let here = OnLeg { here: rests.here.clone(), there: Vec::new() };
    let mut placed = forward(&shift.breaks, (&here, 0), shift.start.0, 0);
    let mut by = first;
    let mut late = Vec::new();
    for &of in rests.there.iter().rev() {
        let end = by.min(shift.breaks[of].latest.0);
        by = end - shift.breaks[of].least;
        let (start, end) = (Instant(by), Instant(end));
        late.push(Rest { of, stops: 0, at: RestAt::AfterLeg, start, end });
    }
    placed.extend(late.into_iter().rev());
    placed
}
