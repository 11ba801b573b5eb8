//! Every way to hand out the slots; the cheapest becomes a rota.

use rota_model::{
    Instance, Instant, LinkKind, Rest, RestAt, Rota, Route, RuleId, Stop, Unallocated, VisitId,
};

use super::days;
use super::facts::Facts;
use super::measure;
use super::order::{Order, Orders, SlotSet};
use super::rests;
use super::timing::{Joint, Starts};
use super::unsocial;

/// Which slots each shift does, with what that costs before times and orders are chosen.
struct Handout {
    /// People, faces, shifts used and visits left out, plus the least of each route by itself: no rota with
    /// this handout is cheaper.
    least: i64,
    /// The part of `least` that is not in the routes.
    people: i64,
    sets: Vec<SlotSet>,
}

/// The best of what was tried so far.
struct Best {
    cost: i64,
    orders: Vec<Order>,
    starts: Starts,
}

/// The best rota with starts on the grid.
pub(super) fn best(instance: &Instance, grid: i64) -> Rota {
    let facts = Facts::new(instance, grid);
    let mut orders = Orders::new(&facts);
    let choices: Vec<Vec<usize>> =
        (0..orders.slots.len()).map(|index| orders.shifts_for(index)).collect();
    let mut handouts = Vec::new();
    let mut sets = vec![0; facts.shifts.len()];
    hand_out(&facts, &mut orders, &choices, 0, &mut sets, &mut handouts);
    handouts.sort_by(|a, b| (a.least, &a.sets).cmp(&(b.least, &b.sets)));

    let mut best: Option<Best> = None;
    for handout in &handouts {
        if best.as_ref().is_some_and(|best| handout.least >= best.cost) {
            break;
        }
        let routes: Vec<_> = (0..facts.shifts.len())
            .filter(|&shift| handout.sets[shift] != 0)
            .map(|shift| orders.of(shift, handout.sets[shift]))
            .collect();
        let options: Vec<&[Order]> = routes.iter().map(|route| route.as_slice()).collect();
        choose_orders(&facts, handout, &options, &mut Vec::new(), &mut best);
    }
    publish(&facts, &best.expect("leaving everything out is always possible"))
}

/// Goes through the slots one by one: a visit is left out, or each of its slots goes to a shift.
fn hand_out(
    facts: &Facts<'_>,
    orders: &mut Orders<'_>,
    choices: &[Vec<usize>],
    index: usize,
    sets: &mut Vec<SlotSet>,
    handouts: &mut Vec<Handout>,
) {
    let Some(&(visit, slot)) = orders.slots.get(index) else {
        handouts.extend(judge(facts, orders, sets));
        return;
    };
    let before = index - slot;
    let filled = |sets: &[SlotSet], at: usize| sets.iter().any(|set| set & (1 << at) != 0);
    let left_out = slot > 0 && !filled(sets, before);
    if slot == 0 {
        let next = index + facts.visit(visit).slots.len();
        hand_out(facts, orders, choices, next, sets, handouts);
    }
    if left_out {
        return;
    }
    for &shift in &choices[index] {
        let carer = facts.shifts[shift].carer;
        let same_visit: SlotSet = (before..index).map(|at| 1 << at).sum();
        let twice =
            (0..sets.len()).any(|s| facts.shifts[s].carer == carer && sets[s] & same_visit != 0);
        if !twice {
            sets[shift] |= 1 << index;
            hand_out(facts, orders, choices, index + 1, sets, handouts);
            sets[shift] &= !(1 << index);
        }
    }
}

/// Prices a complete handout; `None` when it breaks a rule about people or one of its routes has no order.
fn judge(facts: &Facts<'_>, orders: &mut Orders<'_>, sets: &[SlotSet]) -> Option<Handout> {
    let visits = &facts.instance.visits;
    let mut carers: Vec<Vec<usize>> = vec![Vec::new(); visits.len()];
    for (index, slot) in orders.slots.iter().enumerate() {
        let shift = (0..sets.len()).find(|&shift| sets[shift] & (1 << index) != 0);
        carers[slot.0].extend(shift.map(|shift| facts.shifts[shift].carer));
    }
    let at =
        |id: &VisitId| visits.iter().position(|visit| visit.id == *id).expect("the link's visit");
    for link in &facts.instance.links {
        let (first, second) = (&carers[at(&link.first)], &carers[at(&link.second)]);
        let within = |a: &[usize], b: &[usize]| a.iter().all(|carer| b.contains(carer));
        let broken = match link.kind {
            LinkKind::Gap { .. } => false,
            LinkKind::BothOrNeither if first.is_empty() != second.is_empty() => return None,
            LinkKind::BothOrNeither => false,
            LinkKind::SameCarer => !(within(first, second) && within(second, first)),
            LinkKind::DifferentCarer => first.iter().any(|carer| second.contains(carer)),
        };
        if broken && !first.is_empty() && !second.is_empty() {
            return None;
        }
    }
    let mut people = 0;
    for (visit, carers) in carers.iter().enumerate() {
        if carers.is_empty() {
            let rule = RuleId::unallocated(visits[visit].priority);
            people += facts.rate(rule) * visits[visit].slots.len() as i64;
        }
        people += carers.iter().map(|&carer| stop_price(facts, visit, carer)).sum::<i64>();
    }
    for (index, client) in facts.instance.clients.iter().enumerate() {
        let mut faces: Vec<usize> = (0..visits.len())
            .filter(|&visit| facts.client_of(visit) == index)
            .flat_map(|visit| carers[visit].iter().copied())
            .collect();
        faces.sort_unstable();
        faces.dedup();
        let faces = faces.len() as i64;
        let over = client.max_carers.map_or(0, |most| (faces - i64::from(most)).max(0));
        if over > 0 && facts.caps_faces() {
            return None;
        }
        people += facts.rate(RuleId::Faces) * (faces - 1).max(0);
        people += facts.rate(RuleId::FacesOver) * over;
        let size = client.team_size.map_or(faces, i64::from);
        let beyond: i64 = (size + 1..=faces).map(|face| face - size).sum();
        people += facts.rate(RuleId::TeamSize) * beyond;
    }
    people += facts.rate(RuleId::UnsocialShare)
        * unsocial::beyond(facts.instance, |carer| {
            let shifts = facts.shifts.iter().zip(sets);
            let own: SlotSet = shifts
                .filter(|(shift, _)| facts.carer(shift.carer).id == *carer)
                .map(|(_, set)| set)
                .sum();
            let slots = orders.slots.iter().enumerate().filter(|(at, _)| own & (1 << at) != 0);
            slots
                .map(|(_, &(visit, slot))| unsocial::asked(facts.instance, &visits[visit], slot))
                .sum()
        });
    if !days::allow(facts, |shift| sets[shift] != 0) {
        return None;
    }
    let mut least = 0;
    for (shift, &set) in sets.iter().enumerate().filter(|(_, set)| **set != 0) {
        let load: i64 = (0..orders.slots.len())
            .filter(|index| set & (1 << index) != 0)
            .map(|index| facts.slot(orders.slots[index]).load)
            .sum();
        if facts.shifts[shift].shift.capacity.is_some_and(|room| load > room) {
            return None;
        }
        least += orders.of(shift, set).first()?.least;
        people += facts.rate(RuleId::ShiftUsed);
    }
    Some(Handout { least: least + people, people, sets: sets.to_vec() })
}

/// What a carer at the client's door costs, whatever the time.
fn stop_price(facts: &Facts<'_>, visit: usize, carer: usize) -> i64 {
    let (client, carer) = (facts.client(visit), facts.carer(carer));
    let call = &facts.visit(visit).call;
    let listed = |call: &Option<String>| {
        client.usual.iter().find(|usual| usual.carer == carer.id && usual.call == *call)
    };
    let usual = listed(call).or_else(|| listed(&None));
    let known = match usual {
        Some(usual) => usual.familiarity,
        None if client.usual.is_empty() && client.history.is_empty() => 100,
        None if client.history.iter().any(|past| past.carer == carer.id) => 50,
        None => 0,
    };
    let gender = client.gender.preferred;
    let language = &client.language.preferred;
    let other_gender = gender.is_some() && gender != carer.gender;
    let other_language = language.as_ref().is_some_and(|l| !carer.languages.contains(l));
    facts.rate(RuleId::Unfamiliar) * (100 - known)
        + facts.rate(RuleId::PreferredGender) * i64::from(other_gender)
        + facts.rate(RuleId::PreferredLanguage) * i64::from(other_language)
}

/// Tries every order of every route of a handout, and times each combination.
fn choose_orders<'a>(
    facts: &Facts<'_>,
    handout: &Handout,
    options: &[&'a [Order]],
    chosen: &mut Vec<&'a Order>,
    best: &mut Option<Best>,
) {
    let bound = best.as_ref().map_or(i64::MAX, |best| best.cost);
    let rest: i64 = options[chosen.len()..].iter().map(|orders| orders[0].least).sum();
    let done: i64 = chosen.iter().map(|order| order.least).sum();
    if handout.people + done + rest >= bound {
        return;
    }
    let Some(orders) = options.get(chosen.len()) else {
        let timing = Joint::new(facts, chosen).best(bound - handout.people);
        if let Some((cost, starts)) = timing {
            let orders = chosen.iter().map(|&order| order.clone()).collect();
            *best = Some(Best { cost: handout.people + cost, orders, starts });
        }
        return;
    };
    for order in *orders {
        chosen.push(order);
        choose_orders(facts, handout, options, chosen, best);
        chosen.pop();
    }
}

/// Writes the best as a rota, and measures it anew.
fn publish(facts: &Facts<'_>, best: &Best) -> Rota {
    let mut routes: Vec<(usize, Route)> = best
        .orders
        .iter()
        .map(|order| (facts.shifts[order.shift].carer, route(facts, order, &best.starts)))
        .collect();
    routes.sort_by_key(|(carer, route)| (*carer, route.depart));
    let unallocated = facts.instance.visits.iter().zip(&best.starts);
    let mut rota = Rota {
        routes: routes.into_iter().map(|(_, route)| route).collect(),
        unallocated: unallocated
            .filter(|(_, start)| start.is_none())
            .map(|(visit, _)| Unallocated { visit: visit.id.clone(), reasons: Vec::new() })
            .collect(),
        sheet: rota_model::Sheet::default(),
    };
    rota.sheet = measure::sheet(facts.instance, &rota);
    assert_eq!(rota.sheet.total().0, best.cost, "the search and the sheet measure differently");
    rota
}

fn route(facts: &Facts<'_>, order: &Order, starts: &Starts) -> Route {
    let (carer, shift) = (facts.shifts[order.shift].carer, facts.shifts[order.shift].shift);
    let visit_start = |k: usize| starts[order.stops[k].0].expect("the start of a visit in a route");
    let (n, breaks) = (order.stops.len(), &shift.breaks);
    let depart = Instant(order.depart(facts, visit_start(0)));
    let mut stops: Vec<Stop> = Vec::new();
    let mut rests: Vec<Rest> = Vec::new();
    for (k, &stop) in order.stops.iter().enumerate() {
        let slot = facts.slot(stop);
        let start = Instant(visit_start(k)) + slot.offset;
        let before = match stops.last() {
            None => rests::on_the_first(shift, &order.rests[0], start.0),
            Some(last) => rests::forward(breaks, (&order.rests[k], k), last.end.0, order.legs[k]),
        };
        let here = before.iter().rfind(|rest| k > 0 && rest.at == RestAt::BeforeLeg);
        let leaves = here.map(|rest| rest.end).or(stops.last().map(|last| last.end));
        stops.push(Stop {
            visit: facts.visit(stop.0).id.clone(),
            slot: stop.1,
            arrive: leaves.unwrap_or(depart) + order.legs[k],
            start,
            end: start + slot.duration,
        });
        rests.extend(before);
    }
    let (end, legs) = (stops[n - 1].end.0, &order.legs);
    rests.extend(rests::forward(breaks, (&order.rests[n], n), end, legs[n]));
    Route {
        carer: facts.carer(carer).id.clone(),
        shift: shift.id.clone(),
        depart,
        finish: Instant(order.finish(facts, visit_start(n - 1))),
        stops,
        rests,
    }
}
