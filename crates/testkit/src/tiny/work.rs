//! Random visits and the links between them.

use rota_model::{
    Care, Carer, Client, GapFrom, Instant, Link, LinkKind, Pin, Priority, Seconds, SkillId, Slot,
    Visit, Window,
};

use super::dice::Dice;
use super::people::SKILLS;
use super::{Days, GRID, MAX_SLOTS};

/// Visits that crowd into a few hours of each day.
pub(super) fn visits(
    dice: &mut Dice,
    days: &Days,
    clients: &[Client],
    carers: &[Carer],
    count: usize,
) -> Vec<Visit> {
    let mut room = MAX_SLOTS;
    (1..=count)
        .map(|index| {
            let movable = days.count > 1 && dice.chance(40);
            let on = if movable { 0..days.count } else { one_day(dice, days) };
            let windows: Vec<Window> = on.flat_map(|day| windows(dice, days.base(day))).collect();
            let wanted = dice.pick(&[1, 1, 1, 1, 1, 2, 2, 2, 2, 3]);
            // A visit for more carers than there are is drawn now and then, not often.
            let most = if dice.chance(5) { 3 } else { carers.len() };
            let slots = slots(dice, wanted.min(most).min(room - (count - index)).max(1));
            room -= slots.len();
            let priority = if movable && dice.chance(60) {
                Priority::Movable
            } else {
                dice.pick(&Priority::ALL)
            };
            let mut visit = Visit {
                id: format!("visit-{index}").as_str().into(),
                client: clients
                    [if index <= clients.len() { index - 1 } else { dice.below(clients.len()) }]
                .id
                .clone(),
                call: None,
                care: Care::Visit,
                priority,
                windows,
                slots,
                pin: Pin::default(),
            };
            dated(dice, days, &mut visit);
            for slot in &mut visit.slots {
                slot.pinned = dice.maybe(6, |dice| dice.pick(carers).id);
            }
            visit
        })
        .collect()
}

fn one_day(dice: &mut Dice, days: &Days) -> std::ops::Range<u32> {
    let day = dice.below(days.count as usize) as u32;
    day..day + 1
}

/// One window or two on a day.
fn windows(dice: &mut Dice, base: Instant) -> Vec<Window> {
    let earliest = base + dice.between(0, 30) * GRID;
    let first = window(dice, earliest);
    if dice.chance(80) {
        return vec![first];
    }
    let gap = dice.between(3, 18) * GRID;
    vec![first, window(dice, first.latest + gap)]
}

fn window(dice: &mut Dice, earliest: Instant) -> Window {
    let width = dice.pick(&[0, 3, 6, 9, 12, 12, 18, 24]);
    let latest = earliest + width * GRID;
    let mut window = Window::hard(earliest, latest);
    if dice.chance(55) {
        let (a, b) = (dice.between(0, width), dice.between(0, width));
        window.soft_earliest = earliest + a.min(b) * GRID;
        window.soft_latest = earliest + a.max(b) * GRID;
    }
    window.preferred = dice.maybe(40, |dice| earliest + dice.between(0, width) * GRID);
    window
}

fn slots(dice: &mut Dice, count: usize) -> Vec<Slot> {
    let duration = dice.between(3, 12) * GRID;
    (0..count)
        .map(|index| {
            let part = dice.chance(if index == 0 { 4 } else { 35 });
            let offset = if part { dice.between(0, 3) * GRID } else { 0 };
            let duration = if part { dice.between(2, duration / GRID) * GRID } else { duration };
            Slot { offset, duration, skills: Vec::new(), gender: None, pinned: None, load: 0 }
        })
        .collect()
}

/// What depends on the date: skills and pinned times. A window with midnight inside goes without.
fn dated(dice: &mut Dice, days: &Days, visit: &mut Visit) {
    let zone = days.zone;
    if visit.windows.iter().any(|window| zone.date(window.earliest) != zone.date(window.latest)) {
        return;
    }
    for slot in &mut visit.slots {
        slot.skills = SKILLS.into_iter().filter(|_| dice.chance(14)).map(SkillId::from).collect();
    }
    if dice.chance(6) {
        let window = dice.pick(&visit.windows);
        let steps = (window.latest - window.earliest) / GRID;
        let start = window.earliest + dice.between(0, steps) * GRID;
        visit.windows = vec![Window::hard(start, start)];
        visit.pin.start = Some(start);
    } else if dice.chance(10) {
        let date = zone.date(dice.pick(&visit.windows).earliest);
        visit.windows.retain(|window| zone.date(window.earliest) == date);
        visit.pin.date = Some(date);
    }
}

/// None to two links between different visits.
pub(super) fn links(dice: &mut Dice, visits: &[Visit]) -> Vec<Link> {
    if visits.len() < 2 {
        return Vec::new();
    }
    let count = dice.pick(&[0, 0, 0, 1, 1, 1, 1, 2, 2]);
    (0..count)
        .map(|_| {
            let (mut first, mut second) = two(dice, visits);
            // Visits for as many carers as each other can be tied to the same ones.
            for _ in 0..3 {
                if first.slots.len() != second.slots.len() {
                    (first, second) = two(dice, visits);
                }
            }
            let kind = match dice.below(100) {
                0..50 => gap(dice, first, second),
                50..78 => LinkKind::SameCarer,
                _ => LinkKind::DifferentCarer,
            };
            Link { first: first.id.clone(), second: second.id.clone(), kind }
        })
        .collect()
}

fn two<'a>(dice: &mut Dice, visits: &'a [Visit]) -> (&'a Visit, &'a Visit) {
    let first = dice.below(visits.len());
    let second = (first + 1 + dice.below(visits.len() - 1)) % visits.len();
    (&visits[first], &visits[second])
}

/// A gap near one that the windows allow, so that it matters and can mostly be kept.
fn gap(dice: &mut Dice, first: &Visit, second: &Visit) -> LinkKind {
    let start = |dice: &mut Dice, visit: &Visit| -> Instant {
        let window = dice.pick(&visit.windows);
        window.earliest + dice.between(0, (window.latest - window.earliest) / GRID) * GRID
    };
    let from = dice.pick(&[GapFrom::Start, GapFrom::End]);
    let base = match from {
        GapFrom::Start => start(dice, first),
        GapFrom::End => start(dice, first) + first.duration(),
    };
    let near: Seconds = start(dice, second) - base;
    let (below, above) = (dice.pick(&[0, 0, 3, 6]) * GRID, dice.pick(&[0, 3, 6, 12]) * GRID);
    let (min, max) = match dice.below(4) {
        0 => (Some(near - below), None),
        1 => (None, Some(near + above)),
        _ => (Some(near - below), Some(near + above)),
    };
    LinkKind::Gap { from, min, max }
}
