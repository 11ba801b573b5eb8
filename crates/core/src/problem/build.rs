//! From an instance to indices.

use std::collections::BTreeMap;

use chrono::Days;
use rota_model::{Departure, GapFrom, Instance, Instant, Level, LinkKind, Mode, RuleId};

use super::alike::alike;
use super::eligibility::{may_ever_serve, pair_price, skilled_in};
use super::rests;
use super::{
    Breaks, Calendar, Carer, Client, DayRules, Duty, Eligibility, Gap, Hours, Legs, Limits, Locals,
    NONE, Node, Prices, Problem, Shift, Visit, Watch, Window, unsocial, young,
};
use crate::SolveError;
use crate::travel;

/// Stands for "no bound" in sums that must not overflow.
const FAR: i64 = i64::MAX / 4;

/// Minutes of a day.
const DAY_MINUTES: i64 = 24 * 60;

/// Indexes an instance.
///
/// # Errors
/// When there are more things than indices can count.
pub fn build(instance: &Instance) -> Result<Problem, SolveError> {
    let prices = Prices::new(&instance.policy);
    let client_index: BTreeMap<_, u32> =
        (0..).zip(&instance.clients).map(|(i, c)| (&c.id, i)).collect();
    let visit_index: BTreeMap<_, u32> =
        (0..).zip(&instance.visits).map(|(i, v)| (&v.id, i)).collect();
    let modes: Vec<Mode> = Mode::ALL
        .into_iter()
        .filter(|mode| instance.carers.iter().any(|c| c.mode == *mode))
        .collect();
    let (chain, travel) = travel::chained(instance, &modes);
    let place_index: BTreeMap<_, u32> =
        (0..).zip(&chain).map(|(i, place)| (&instance.places[*place].id, i)).collect();
    let place = |id: &Option<rota_model::PlaceId>| id.as_ref().map_or(NONE, |id| place_index[id]);

    let (carers, shifts) = carers_and_shifts(instance, &modes, place);
    let (mut visits, nodes) = visits_and_nodes(instance, &client_index, &place_index)?;
    tie(instance, &visit_index, &mut visits);
    for visit in &mut visits {
        visit.holds = holds(visit, &prices);
    }
    let units = units(&mut visits);
    let clients = clients(instance, &visits);
    let legs = travel.iter().map(|m| Legs::new(m, instance.places.len(), &prices)).collect();
    let departs_at_start = shifts.iter().all(|shift| shift.departs_at_start);
    let limited = carers.iter().any(|carer| carer.limits.is_some() || carer.hours.cap.is_some());
    let mut problem = Problem {
        calls: visits.len(),
        rests: Vec::new(),
        drawn: 0,
        listed: 0,
        watch: Watch::default(),
        breaks: Breaks::new(instance),
        // Waiting can use up what a carer may work.
        earliest_is_best: !limited && prices.earliest_is_best(departs_at_start),
        only_legs_and_starts: !limited && prices.only_legs_and_starts(),
        day: DAY_MINUTES * instance.ticks_per_minute,
        calendar: limited.then(|| Calendar::new(instance)),
        eligibility: Eligibility::new(shifts.len(), carers.len()),
        visits,
        nodes,
        shifts,
        clients,
        units,
        prices,
        travel,
        legs,
        locals: Locals::default(),
        alike: Vec::new(),
        ties_days: carers.iter().filter_map(|c| c.duty.as_ref()).any(Duty::ties_times),
        looks_at_days: carers.iter().filter_map(|c| c.duty.as_ref()).any(Duty::needs_a_look),
        carers,
    };
    problem.eligibility = eligibility(instance, &problem)?;
    pairs(instance, &mut problem);
    rests::add(instance, &mut problem);
    problem.only_legs_and_starts &= problem.watch.is_empty();
    if problem.prices.unsocial > 0 {
        unsocial::add(instance, &mut problem);
    }
    problem.locals = Locals::new(&problem);
    problem.alike = alike(&problem);
    Ok(problem)
}

fn carers_and_shifts(
    instance: &Instance,
    modes: &[Mode],
    place: impl Fn(&Option<rota_model::PlaceId>) -> u32,
) -> (Vec<Carer>, Vec<Shift>) {
    let mut carers = Vec::new();
    let mut shifts = Vec::new();
    let hard_end = instance.policy.enforces(RuleId::ShiftEnd);
    let overtime_priced = matches!(instance.policy.level(RuleId::ShiftEnd), Level::Priced(_));
    for carer in &instance.carers {
        let first = shifts.len() as u32;
        let mode = modes.iter().position(|m| *m == carer.mode).unwrap_or(0) as u32;
        for (number, shift) in carer.shifts.iter().enumerate() {
            // A route may run neither into an absence nor into the next shift, even where overtime is allowed.
            let next_shift =
                carer.shifts.get(number + 1).map_or(Instant::NEVER.0, |next| next.start.0);
            let absent_from = carer
                .absences
                .iter()
                .filter(|absence| absence.end > shift.start)
                .map(|absence| absence.start.0)
                .min()
                .unwrap_or(Instant::NEVER.0);
            let end = if hard_end { shift.end.0 } else { Instant::NEVER.0 };
            shifts.push(Shift {
                carer: carers.len() as u32,
                mode,
                start: shift.start.0,
                opens: shift.start.0,
                agreed_start: shift.start.0,
                end: end.min(absent_from).min(next_shift),
                overtime_from: if overtime_priced { shift.end.0 } else { Instant::NEVER.0 },
                // A shift without an end is not idle after its last visit.
                agreed_end: if shift.end == Instant::NEVER { shift.start.0 } else { shift.end.0 },
                departs_at_start: shift.departs == Departure::AtShiftStart,
                used_price: instance.policy.rate(RuleId::ShiftUsed).0,
                capacity: shift.capacity.unwrap_or(i64::MAX),
                start_place: place(&shift.start_place),
                end_place: place(&shift.end_place),
            });
        }
        let hours = carer.contract.map_or_else(Hours::default, |contract| {
            let over = |time: Option<i64>| time.map(|time| contract.due(time, instance.days));
            let capped = instance.policy.enforces(RuleId::ContractOver);
            Hours {
                min: over(contract.min),
                target: over(contract.target),
                max: over(contract.max),
                cap: over(contract.max).filter(|_| capped),
            }
        });
        let own = &mut shifts[first as usize..];
        young::keep_out_of_the_night(instance, carer, own);
        let mut duty = Duty::new(instance, carer, own);
        if let Some(duty) = &mut duty {
            leave_rest(own, duty);
        }
        carers.push(Carer {
            shifts: first..shifts.len() as u32,
            hours,
            unsocial_share: None,
            limits: Limits::new(instance, carer),
            duty,
            day_rules: DayRules::new(instance, carer),
        });
    }
    (carers, shifts)
}

/// Ends overtime where it would eat into the rest before the next shift, and opens shifts once there was rest after past
/// work.
fn leave_rest(shifts: &mut [Shift], duty: &mut Duty) {
    let rest = duty.rest().unwrap_or(0);
    for index in 0..shifts.len() {
        let next = shifts.get(index + 1).map_or(Instant::NEVER.0, |next| next.start);
        let shift = &mut shifts[index];
        // Without a next shift, overtime ends within the day.
        let latest = (next - rest).min(shift.agreed_end + rest).max(shift.agreed_end);
        shift.end = shift.end.min(latest);
    }
    duty.set_ends(shifts);
    for (number, shift) in shifts.iter_mut().enumerate() {
        shift.opens = duty.opens(number);
    }
}

fn visits_and_nodes(
    instance: &Instance,
    client_index: &BTreeMap<&rota_model::ClientId, u32>,
    place_index: &BTreeMap<&rota_model::PlaceId, u32>,
) -> Result<(Vec<Visit>, Vec<Node>), SolveError> {
    let mut visits = Vec::new();
    let mut nodes: Vec<Node> = Vec::new();
    for visit in &instance.visits {
        let client = client_index[&visit.client];
        let place = place_index[&instance.clients[client as usize].place];
        let first = nodes.len() as u32;
        for slot in &visit.slots {
            nodes.push(Node {
                visit: visits.len() as u32,
                place,
                offset: slot.offset,
                duration: slot.duration,
                load: slot.load,
                unsocial: 0,
            });
        }
        let dated = visit.slots.iter().flat_map(|slot| &slot.skills).any(|skill| {
            let mut held = instance.carers.iter().flat_map(|carer| &carer.skills);
            held.any(|held| held.skill == *skill && (held.from.is_some() || held.until.is_some()))
        });
        let windows: Vec<Window> =
            visit.windows.iter().flat_map(|window| by_date(instance, window, dated)).collect();
        if windows.len() > 64 {
            return Err(SolveError::TooLarge("windows in one visit"));
        }
        let rate = instance.policy.rate(RuleId::unallocated(visit.priority));
        visits.push(Visit {
            client,
            // Put in once the rows are there.
            pairs: NONE,
            nodes: first..nodes.len() as u32,
            windows,
            duration: visit.duration(),
            drop_price: rate.price(visit.slots.len() as i64).0,
            holds: Vec::new(),
            gaps: Vec::new(),
            same_carer: Vec::new(),
            different_carer: Vec::new(),
            both_or_neither: Vec::new(),
            unit: 0,
        });
    }
    Ok((visits, nodes))
}

/// A window as one piece for each civil date that it touches, if dates matter to its skills.
fn by_date(instance: &Instance, window: &rota_model::Window, dated: bool) -> Vec<Window> {
    let piece = |earliest: i64, latest: i64| Window {
        earliest,
        latest,
        soft_earliest: window.soft_earliest.0,
        soft_latest: window.soft_latest.0,
        preferred: window.preferred.map(|p| p.0),
    };
    let mut pieces = Vec::new();
    let mut from = window.earliest;
    if dated {
        while let Some(next_day) = instance.zone.date(from).checked_add_days(Days::new(1)) {
            let midnight = instance.zone.midnight(next_day, 0);
            if midnight > window.latest || pieces.len() > 64 {
                break;
            }
            pieces.push(piece(from.0, midnight.0 - 1));
            from = midnight;
        }
    }
    pieces.push(piece(from.0, window.latest.0));
    pieces
}

fn tie(instance: &Instance, index: &BTreeMap<&rota_model::VisitId, u32>, visits: &mut [Visit]) {
    for link in &instance.links {
        let (first, second) = (index[&link.first], index[&link.second]);
        let (a, b) = (first as usize, second as usize);
        match link.kind {
            LinkKind::Gap { from, min, max } => {
                let base = if from == GapFrom::End { visits[a].duration } else { 0 };
                let least = min.map_or(-FAR, |min| min + base);
                let most = max.map_or(FAR, |max| max + base);
                visits[a].gaps.push(Gap { other: second, least, most });
                visits[b].gaps.push(Gap { other: first, least: -most, most: -least });
            }
            LinkKind::SameCarer => {
                visits[a].same_carer.push(second);
                visits[b].same_carer.push(first);
            }
            LinkKind::DifferentCarer => {
                visits[a].different_carer.push(second);
                visits[b].different_carer.push(first);
            }
            LinkKind::BothOrNeither => {
                visits[a].both_or_neither.push(second);
                visits[b].both_or_neither.push(first);
            }
        }
    }
}

/// Starts worth waiting for: those of later windows, and the wishes of visits that cannot slide there afterwards.
fn holds(visit: &Visit, prices: &Prices) -> Vec<i64> {
    let wishes = visit.windows.iter().enumerate().filter_map(|(index, window)| {
        let first = if index == 0 { i64::MIN } else { window.earliest };
        Some(if visit.slides() { first } else { window.wish(prices).max(first) })
            .filter(|h| *h != i64::MIN)
    });
    let later = visit.windows.iter().skip(1).map(|window| window.earliest);
    let mut holds: Vec<i64> = wishes.chain(later).collect();
    holds.sort_unstable();
    holds.dedup();
    holds.retain(|hold| *hold > visit.windows[0].earliest);
    holds.insert(0, i64::MIN);
    holds
}

/// Joins visits that are tied closely and need different carers: they are placed well only together. At most
/// four nodes make a unit.
fn units(visits: &mut [Visit]) -> Vec<Vec<u32>> {
    let mut units: Vec<Vec<u32>> = Vec::new();
    for index in 0..visits.len() {
        let close = |gap: &&Gap| gap.least > -FAR && gap.most < FAR && gap.other < index as u32;
        let bound = visits[index].both_or_neither.iter().filter(|other| **other < index as u32);
        let near = visits[index].gaps.iter().filter(close).map(|gap| &gap.other);
        let mate = bound.chain(near).copied().find(|other| {
            if visits[index].both_or_neither.contains(other) {
                return true;
            }
            let size: usize = units[visits[*other as usize].unit as usize]
                .iter()
                .map(|v| visits[*v as usize].nodes.len())
                .sum();
            let apart = units[visits[*other as usize].unit as usize]
                .iter()
                .all(|v| visits[index].different_carer.contains(v));
            apart && size + visits[index].nodes.len() <= 4
        });
        let unit = mate.map_or(units.len() as u32, |other| visits[other as usize].unit);
        if unit as usize == units.len() {
            units.push(Vec::new());
        }
        visits[index].unit = unit;
        units[unit as usize].push(index as u32);
    }
    units
}

fn clients(instance: &Instance, visits: &[Visit]) -> Vec<Client> {
    let mut clients: Vec<Client> = instance
        .clients
        .iter()
        .map(|client| Client {
            max_carers: client.max_carers,
            team_size: client.team_size,
            visits: Vec::new(),
        })
        .collect();
    for (index, visit) in (0..).zip(visits) {
        clients[visit.client as usize].visits.push(index);
    }
    clients
}

fn eligibility(instance: &Instance, problem: &Problem) -> Result<Eligibility, SolveError> {
    let mut table = Eligibility::new(problem.shifts.len(), problem.carers.len());
    let mut known = BTreeMap::new();
    let mut row = vec![0_u64; problem.shifts.len()];
    for (visit, indexed) in instance.visits.iter().zip(&problem.visits) {
        let client = &instance.clients[indexed.client as usize];
        for (slot, node) in visit.slots.iter().zip(indexed.nodes.clone()) {
            row.fill(0);
            for (carer, indexed_carer) in instance.carers.iter().zip(&problem.carers) {
                if !may_ever_serve(instance, visit, slot, client, carer) {
                    continue;
                }
                for (bit, window) in indexed.windows.iter().enumerate() {
                    let in_time = |shift: &u32| fits(problem, node, window, *shift);
                    let mut shifts = indexed_carer.shifts.clone().filter(in_time).peekable();
                    if shifts.peek().is_some() && skilled_in(instance, visit, slot, carer, window) {
                        shifts.for_each(|shift| row[shift as usize] |= 1 << bit);
                    }
                }
            }
            if !table.push_node(&row, &mut known) {
                return Err(SolveError::TooLarge("different sets of windows"));
            }
        }
    }
    Ok(table)
}

/// Adds a row of prices for each client, and one for each call that somebody is usual at; each visit is told its own.
fn pairs(instance: &Instance, problem: &mut Problem) {
    let mut add = |client: &rota_model::Client, call: Option<&str>| {
        let carers = instance.carers.iter();
        let row = carers.map(|carer| pair_price(&problem.prices, client, call, carer));
        problem.eligibility.push_pairs(row)
    };
    let general: Vec<u32> = instance.clients.iter().map(|client| add(client, None)).collect();
    let mut of_calls: BTreeMap<(u32, &str), u32> = BTreeMap::new();
    for (index, client) in (0..).zip(&instance.clients) {
        for call in client.usual.iter().filter_map(|usual| usual.call.as_deref()) {
            of_calls.entry((index, call)).or_insert_with(|| add(client, Some(call)));
        }
    }
    for (indexed, visit) in problem.visits.iter_mut().zip(&instance.visits) {
        let call = visit.call.as_deref();
        let own = call.and_then(|call| of_calls.get(&(indexed.client, call)));
        indexed.pairs = own.copied().unwrap_or(general[indexed.client as usize]);
    }
}

/// Whether a node alone in a shift could start in the window.
fn fits(problem: &Problem, node: u32, window: &Window, shift: u32) -> bool {
    let (node, shift) = (problem.node(node), problem.shift(shift));
    let Some(opens) = shift.earliest_departure(shift.opens) else { return false };
    let arrive = opens + problem.leg(shift.mode, shift.start_place, node.place);
    let start = arrive.max(window.earliest + node.offset);
    let back = start + node.duration + problem.leg(shift.mode, node.place, shift.end_place);
    start - node.offset <= window.latest && back <= shift.end
}
