//! Plants the hidden rota: puts every visit into somebody's shift, and bends the week where it will not go.
//!
//! Calls are placed one after the other with fixed starts. A call whose visits find no place gets another preferred
//! time, then somebody works an extra shift, then a wish is dropped or a carer trained. So the week that comes
//! out is one that can be covered whole, whatever was drawn.

use crate::demand::{Call, DAYS, Demand, Need, Wishes};
use crate::figures::{BREAK, BREAK_AFTER, HALF_WINDOW_FLEXIBLE, WEEK_MOST};
use crate::random::Stream;
use crate::roads::Roads;
use crate::skills::Skills;
use crate::staff::{Carer, Piece, Terms, rested};

mod fit;

/// What is bent for a call that finds no place, least painful first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bend {
    /// Somebody works longer or an extra shift.
    Hours,
    /// Somebody is signed off for what the client needs, or the client's wish is dropped.
    Skills,
    /// The visit may start at other times.
    Window,
}

/// How often each call is lifted out and put where it fits best.
const SECOND_LOOKS: usize = 1;

/// When extra shifts may start and end.
const EARLIEST: i64 = 360;
const LATEST: i64 = 1410;

/// The longest shift that an extra call may lead to, in minutes.
const LONGEST_SHIFT: i64 = 600;

/// One carer-place of one visit in a shift; times in minutes after midnight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stop {
    pub(crate) call: usize,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) place: usize,
}

/// A shift, with what is planted in it in order of time.
#[derive(Debug, Clone)]
pub(crate) struct Shift {
    pub(crate) carer: usize,
    /// What is left of `whole` after absences.
    pub(crate) piece: Piece,
    /// The shift as it is in an ordinary week.
    pub(crate) whole: Piece,
    pub(crate) stops: Vec<Stop>,
}

/// Where one visit goes: its day, its start, and for each place a shift.
#[derive(Debug, Clone)]
pub(crate) struct Placing {
    pub(crate) call: usize,
    pub(crate) day: usize,
    pub(crate) start: i64,
    pub(crate) shifts: Vec<usize>,
}

/// The week with its hidden rota.
pub(crate) struct Planted {
    pub(crate) calls: Vec<Call>,
    pub(crate) wishes: Vec<Wishes>,
    pub(crate) carers: Vec<Carer>,
    pub(crate) shifts: Vec<Shift>,
    pub(crate) placings: Vec<Placing>,
}

/// The planter at work.
struct Planter<'a> {
    roads: &'a Roads,
    calls: Vec<Call>,
    wishes: Vec<Wishes>,
    carers: Vec<Carer>,
    shifts: Vec<Shift>,
    by_day: [Vec<usize>; DAYS],
    placings: Vec<Placing>,
    /// Planted visits of each client: day, start, end.
    taken: Vec<Vec<(usize, i64, i64)>>,
    /// How often each carer comes to each client, row by row.
    met: Vec<u16>,
}

/// Plants every visit; `None` when a call finds no place.
pub(crate) fn plant(
    demand: Demand,
    carers: Vec<Carer>,
    roads: &Roads,
    seed: u64,
) -> Option<Planted> {
    let stream = &mut Stream::new(seed, "plant");
    let (clients, staff) = (demand.wishes.len(), carers.len());
    let mut planter = Planter {
        roads,
        calls: demand.calls,
        wishes: demand.wishes,
        carers,
        shifts: Vec::new(),
        by_day: Default::default(),
        placings: Vec::new(),
        taken: vec![Vec::new(); clients],
        met: vec![0; clients * staff],
    };
    for carer in 0..staff {
        for whole in planter.carers[carer].pieces.clone() {
            planter.add_shift(carer, whole);
        }
    }
    let mut order = stream.order(planter.calls.len());
    // Hardest first: two carers at once, then scarce skills and narrow windows, then as the day goes on.
    order.sort_by_key(|&index| {
        let call = &planter.calls[index];
        (call.needs.len() == 1, call.half_window > 15, call.band, call.preferred)
    });
    for &call in &order {
        if !planter.settle(call) {
            return None;
        }
    }
    // Early calls went into an empty week; each gets a second look now that the rest is there.
    for _ in 0..SECOND_LOOKS {
        for &call in &order {
            planter.lift(call);
            if !planter.settle(call) {
                return None;
            }
        }
    }
    let Planter { calls, wishes, carers, shifts, placings, .. } = planter;
    Some(Planted { calls, wishes, carers, shifts, placings })
}

impl Planter<'_> {
    fn add_shift(&mut self, carer: usize, whole: Piece) {
        for piece in self.carers[carer].present(whole) {
            self.by_day[piece.day].push(self.shifts.len());
            self.shifts.push(Shift { carer, piece, whole, stops: Vec::new() });
        }
    }

    /// Finds a place for all of a call's visits. Where the client's other calls stand in the way, those are put anew
    /// after it.
    fn settle(&mut self, call: usize) -> bool {
        if self.place(call) {
            return true;
        }
        let client = self.calls[call].client;
        let mut others: Vec<usize> = self
            .placings
            .iter()
            .map(|placing| placing.call)
            .filter(|&other| self.calls[other].client == client)
            .collect();
        others.sort_unstable();
        others.dedup();
        for &other in &others {
            self.lift(other);
        }
        std::iter::once(call).chain(others).all(|call| self.place(call))
    }

    /// Places a call, bending the week as far as it must; false when even that does not help.
    fn place(&mut self, call: usize) -> bool {
        let drawn = self.calls[call].preferred;
        if self.try_place(call, drawn) {
            return true;
        }
        let (first, last) = self.calls[call].usual_times();
        let mut times: Vec<i64> = (first..=last).step_by(30).collect();
        times.sort_by_key(|time| ((time - drawn).abs(), *time));
        for bend in [Bend::Hours, Bend::Skills, Bend::Window] {
            if bend == Bend::Window {
                self.calls[call].half_window = HALF_WINDOW_FLEXIBLE;
                if self.try_place(call, drawn) {
                    return true;
                }
            }
            for &time in &times {
                // Seven visits with two carers each need fourteen extra shifts at the very most.
                for _ in 0..14 {
                    if !self.extra_shift(call, time, bend == Bend::Hours) {
                        break;
                    }
                    if self.try_place(call, drawn) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Places the call at the preferred time of its band that costs least; false when none will do.
    fn try_place(&mut self, call: usize, drawn: i64) -> bool {
        match self.best_week(call, drawn) {
            Some(week) => {
                self.commit(call, week);
                true
            }
            None => false,
        }
    }

    /// Takes all of a call's visits out again.
    fn lift(&mut self, call: usize) {
        let client = self.calls[call].client;
        let (lifted, kept) = std::mem::take(&mut self.placings)
            .into_iter()
            .partition(|placing: &Placing| placing.call == call);
        self.placings = kept;
        for Placing { day, start, shifts, .. } in lifted {
            for shift in shifts {
                self.shifts[shift].stops.retain(|stop| stop.call != call);
                self.met[client * self.carers.len() + self.shifts[shift].carer] -= 1;
            }
            self.taken[client].retain(|&(on, from, _)| (on, from) != (day, start));
        }
    }

    fn commit(&mut self, call: usize, (time, week): (i64, Vec<Placing>)) {
        self.calls[call].preferred = time;
        for placing in week {
            let Call { client, minutes, .. } = self.calls[call];
            for (need, &shift) in placing.shifts.iter().enumerate() {
                let Need { after, minutes, .. } = &self.calls[call].needs[need];
                let start = placing.start + after;
                let stop = Stop { call, start, end: start + minutes, place: client };
                let stops = &mut self.shifts[shift].stops;
                let at = stops.partition_point(|other| other.start < start);
                stops.insert(at, stop);
                self.met[client * self.carers.len() + self.shifts[shift].carer] += 1;
            }
            self.taken[client].push((placing.day, placing.start, placing.start + minutes));
            self.placings.push(placing);
        }
    }

    /// Calls somebody in, or keeps somebody longer, on the first day on which the call finds no place at `time`. Without
    /// `strict` a wish is dropped or a skill signed off for it. False when nobody can come.
    fn extra_shift(&mut self, call: usize, time: i64, strict: bool) -> bool {
        let Call { client, minutes, .. } = self.calls[call];
        let Some(day) = self.blocked_day(call, time) else { return false };
        let whole = Piece {
            day,
            from: ((time - 60) / 30 * 30).max(EARLIEST),
            to: ((time + minutes + 60 + 29) / 30 * 30).min(LATEST),
        };
        let mut near: Vec<usize> = (0..self.carers.len()).collect();
        near.sort_by_key(|&carer| (self.roads.metres(client, self.roads.home(carer)), carer));
        let found = near.into_iter().find_map(|carer| {
            let able = self.calls[call]
                .needs
                .iter()
                .any(|need| self.carers[carer].skills_on(day, client).has(need.skills));
            if strict && !(able && self.welcome(client, carer)) {
                return None;
            }
            self.longer(carer, whole).map(|(old, piece)| (carer, old, piece))
        });
        let Some((carer, old, piece)) = found else { return false };
        if !strict {
            self.relax(call, carer, day);
        }
        match old {
            Some(shift) => {
                self.shifts[shift].piece = piece;
                self.shifts[shift].whole = piece;
            }
            None => self.add_shift(carer, piece),
        }
        true
    }

    /// Makes a carer fit for a call: skills signed off for its client, wishes dropped.
    fn relax(&mut self, call: usize, carer: usize, day: usize) {
        let client = self.calls[call].client;
        let asked = self.calls[call].needs.iter().fold(Skills::NONE, |all, n| all.and(n.skills));
        let missing = asked.without(self.carers[carer].skills_on(day, client));
        for skill in missing.each() {
            self.carers[carer].signed_off.push((skill, client));
        }
        if !self.welcome(client, carer) {
            self.wishes[client].female_only = false;
            if let Some((_, required)) = &mut self.wishes[client].language {
                *required = false;
            }
        }
    }

    /// How a carer could also work at the time of `extra`: the shift to make longer, if there is one near it, and what
    /// the shift becomes. Nobody works on a day of absence, without rest, seven days, or over the week's hours.
    fn longer(&self, carer: usize, extra: Piece) -> Option<(Option<usize>, Piece)> {
        if self.carers[carer].away.iter().any(|away| away.day == extra.day) {
            return None;
        }
        let mine: Vec<usize> =
            (0..self.shifts.len()).filter(|&shift| self.shifts[shift].carer == carer).collect();
        let near = mine.iter().copied().find(|&shift| {
            let piece = self.shifts[shift].piece;
            piece.day == extra.day && piece.from <= extra.to + 45 && extra.from <= piece.to + 45
        });
        let mut piece = extra;
        if let Some(shift) = near {
            let old = self.shifts[shift].piece;
            if old.from <= extra.from && extra.to <= old.to {
                return None;
            }
            piece.from = piece.from.min(old.from);
            piece.to = piece.to.max(old.to);
        }
        let mut days = [false; DAYS];
        days[piece.day] = true;
        let mut total = piece.to - piece.from;
        for other in mine.iter().filter(|&&shift| Some(shift) != near) {
            let other = self.shifts[*other].piece;
            days[other.day] = true;
            total += other.to - other.from;
            let clear = if other.day == piece.day {
                other.to + BREAK <= piece.from || piece.to + BREAK <= other.from
            } else if other.day + 1 == piece.day {
                rested(other.to, piece.from)
            } else if piece.day + 1 == other.day {
                rested(piece.to, other.from)
            } else {
                true
            };
            if !clear {
                return None;
            }
        }
        let most = match self.carers[carer].terms {
            // A team's shifts are times at which it may work; they may be half as long again as its contracts.
            Terms::Team(hours) => hours * 90,
            _ => WEEK_MOST,
        };
        let bearable = piece.to - piece.from <= LONGEST_SHIFT
            && total <= most
            && days.iter().filter(|&&on| on).count() < DAYS;
        bearable.then_some((near, piece))
    }

    /// Whether the client would open the door to this carer.
    fn welcome(&self, client: usize, carer: usize) -> bool {
        let (wishes, carer) = (&self.wishes[client], &self.carers[carer]);
        let language = match wishes.language {
            Some((language, true)) => carer.languages.contains(&language),
            _ => true,
        };
        language && (carer.female || !wishes.female_only)
    }
}

/// Whether a route of more than six hours has a break somewhere between its stops.
fn has_break(roads: &Roads, carer: &Carer, home: usize, stops: &[Stop]) -> bool {
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return true };
    let leg = |from, to| roads.minutes(carer.mode, from, to);
    let span = last.end + leg(last.place, home) - first.start + leg(home, first.place);
    span <= BREAK_AFTER
        || stops
            .windows(2)
            .any(|pair| pair[1].start - pair[0].end - leg(pair[0].place, pair[1].place) >= BREAK)
}
