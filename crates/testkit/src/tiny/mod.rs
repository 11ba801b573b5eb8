//! Random tiny problems: one to six visits, one to four carers, one or two days, and every rule there is.
//!
//! Most have several rotas that compete, and some visits that nobody can do. Times, legs and thresholds are
//! multiples of [`GRID`], and features are combined only where that makes [`crate::brute`] exact:
//!
//! - a carer with several shifts has a contract only if the instance has at most one visit with several slots,
//!   no gap, and no price on the largest lateness (see the module of the brute force for why);
//! - a visit with midnight inside a window has neither skills nor a pinned date.
//!
//! Two more limits keep to what `docs/semantics.md` settles. Where the end of shifts is not enforced each
//! carer has one shift, since the page says nothing of a route that runs on into the carer's next one; and an
//! absence after such a shift lasts to the end, so that no route can start beyond it.
//!
//! [`week`] draws problems of their own in which rules on rest, days, weekends and short visits bind, [`shift`] such in which
//! breaks do, and [`hours`] such in which limits on working time do.

mod demands;
pub(crate) mod dice;
mod hours;
mod people;
mod prices;
mod shift;
mod travel;
mod week;
mod work;

use chrono::NaiveDate;
use rota_model::{
    Break, Client, Instance, Instant, Level, Link, LinkKind, Policy, Rate, RuleId, Seconds, Visit,
    Zone,
};

use crate::builder::nothing_to_do;

pub use dice::Dice;

pub use hours::{HOURS_RULES, hours};
pub use shift::shift;
pub use week::{WEEK_RULES, week};

/// What every time in a tiny problem is a multiple of, in seconds.
pub const GRID: Seconds = 300;

/// The most slots that a tiny problem has.
pub const MAX_SLOTS: usize = 8;

/// Rules that are never priced by [`random`] and [`week`]. The search by brute force does not try to keep the first and the
/// last small; [`crate::brute::sheet`] measures them.
pub const NOT_DRAWN: [RuleId; 3] =
    [RuleId::LargestIdle, RuleId::MissedBreak, RuleId::WorkloadBalance];

/// Sets the stream of [`demands`] apart from the others.
const DEMANDS: u64 = 0x5EED << 32;

/// When things happen: the days and the hours around which the work lies.
struct Days {
    zone: Zone,
    start: NaiveDate,
    count: u32,
    /// On the first day, on the second, and from the third on.
    hours: [u32; 3],
}

impl Days {
    /// The instant at which the work of a day begins.
    fn base(&self, day: u32) -> Instant {
        let date = self.start + chrono::Days::new(u64::from(day));
        let hour = self.hours[day.min(2) as usize];
        let time = chrono::NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour of the day");
        self.zone.resolve(date, time).earliest()
    }

    /// A problem on these days in which there is nobody and nothing to do.
    fn empty(&self, name: String) -> Instance {
        nothing_to_do(name, self.zone, self.start, self.count)
    }
}

/// Whether contracts of carers with several shifts keep to the grid: see above.
fn is_loose(visits: &[Visit], links: &[Link], policy: &Policy) -> bool {
    let shared = visits.iter().filter(|visit| visit.slots.len() > 1).count();
    let gaps = links.iter().any(|link| matches!(link.kind, LinkKind::Gap { .. }));
    let spread = matches!(policy.level(RuleId::LargestLateness), Level::Priced(_));
    shared <= 1 && !gaps && !spread
}

/// Leaves one carer at a visit.
fn leave_one(visit: &mut Visit) {
    visit.slots.truncate(1);
    visit.slots[0].offset = 0;
}

/// A problem that mixes everything; the same seed always gives the same one.
pub fn random(seed: u64) -> Instance {
    let dice = &mut Dice::new(seed);
    let days = draw_days(dice);
    let policy = prices::policy(dice);
    let visits = [1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6];
    let visit_count = dice.pick(&visits);
    let client_count = dice.below(visit_count.min(4)) + 1;
    let carer_count = dice.pick(&[1, 2, 2, 3, 3, 3, 4, 4]);

    let mut clients = draw_clients(dice, client_count);
    let mut carers = people::carers(dice, &days, &policy, carer_count);
    people::wishes(dice, &days, &mut clients, &mut carers);
    let visits = work::visits(dice, &days, &clients, &carers, visit_count);
    let links = work::links(dice, &visits);
    let (places, travel) = travel::draw(dice, &clients);

    let loose = is_loose(&visits, &links, &policy);
    for carer in &mut carers {
        let percent = if carer.shifts.len() > 1 { 80 } else { 45 };
        if (loose || carer.shifts.len() == 1) && dice.chance(percent) {
            carer.contract = Some(people::contract(dice, days.count));
        }
    }
    // Last, so that problems stay what they were before.
    for contract in carers.iter_mut().filter_map(|carer| carer.contract.as_mut()) {
        contract.carried = if dice.chance(25) { dice.between(-6, 12) * GRID } else { 0 };
    }
    let mut instance = Instance {
        places,
        travel,
        clients,
        carers,
        visits,
        links,
        policy,
        ..days.empty(format!("tiny {seed}"))
    };
    demands::add(&mut Dice::new(seed ^ DEMANDS), &mut instance);
    instance
}

/// [`random`] with units to bring and room for some of them: now and then the room decides who does what.
pub fn laden(seed: u64) -> Instance {
    let dice = &mut Dice::new(!seed);
    let mut instance = random(seed);
    instance.name = format!("laden {seed}");
    for slot in instance.visits.iter_mut().flat_map(|visit| &mut visit.slots) {
        slot.load = dice.between(0, 3);
    }
    for shift in instance.carers.iter_mut().flat_map(|carer| &mut carer.shifts) {
        shift.capacity = dice.maybe(70, |dice| dice.between(0, 6));
    }
    instance
}

/// [`random`] with breaks of all kinds in most shifts, which may not be missed in two problems of three: more of them than
/// brute force has the time for.
pub fn resting(seed: u64) -> Instance {
    let dice = &mut Dice::new(seed.rotate_left(32));
    let mut instance = random(seed);
    instance.name = format!("resting {seed}");
    for shift in instance.carers.iter_mut().flat_map(|carer| &mut carer.shifts) {
        for _ in 0..dice.pick(&[0, 1, 1, 1, 2]) {
            let (early, late) = (dice.pick(&[0, 0, 6]), dice.pick(&[0, 0, 6]));
            shift.breaks.push(Break {
                earliest: shift.start + early * GRID,
                latest: shift.end + -late * GRID,
                least: dice.between(1, 5) * GRID,
                at_ends: dice.chance(25),
                after: dice.maybe(75, |dice| dice.between(4, 30) * GRID),
            });
        }
    }
    let price = Rate::pence_each(dice.between(1, 2_000));
    let level = if dice.chance(66) { Level::Enforce } else { Level::Priced(price) };
    instance.policy = instance.policy.with(RuleId::MissedBreak, level);
    instance
}

/// A problem of one day with the catalogue's policy: single carers, hard and soft windows, travel, skills and
/// familiarity; no links, no double-ups, no contracts. For tests in which the rest would only be in the way.
pub fn plain(seed: u64) -> Instance {
    let mut instance = random(seed);
    instance.name = format!("plain {seed}");
    instance.policy = Policy::default();
    instance.links.clear();
    instance.visits.iter_mut().for_each(leave_one);
    for carer in &mut instance.carers {
        carer.contract = None;
    }
    instance
}

fn draw_days(dice: &mut Dice) -> Days {
    let count = if dice.chance(40) { 2 } else { 1 };
    // A plain Monday; the night before the clocks go back; the night before they go forward.
    let (year, month, day) =
        dice.pick(&[(2026, 11, 23), (2026, 11, 23), (2026, 10, 24), (2027, 3, 27)]);
    let start = NaiveDate::from_ymd_opt(year, month, day).expect("a date");
    let zone = if dice.chance(20) {
        Zone::UTC
    } else {
        Zone::named("Europe/London").expect("a zone that is shipped")
    };
    let hour = if dice.chance(15) { 22 } else { 8 };
    Days { zone, start, count, hours: [hour; 3] }
}

fn draw_clients(dice: &mut Dice, count: usize) -> Vec<Client> {
    (1..=count)
        .map(|index| {
            // Now and then two clients live behind the same door.
            let door = if index > 1 && dice.chance(15) { index - 1 } else { index };
            let id = format!("client-{index}");
            Client::new(id.as_str().into(), format!("door-{door}").as_str().into())
        })
        .collect()
}
