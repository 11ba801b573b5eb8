//! What the clients need: calls that recur over the week, fitted to the scenario's totals.

use crate::figures::{
    BANDS, BED, DAY, FEMALE_ONLY, HALF_WINDOW_CRITICAL, HALF_WINDOW_FLEXIBLE, HALF_WINDOW_NORMAL,
    LUNCH, MORNING, TEA, TIME_CRITICAL,
};
use crate::random::Stream;
use crate::scenario::{ScenarioInfo, Service};
use crate::skills::{
    CATHETER, DEMENTIA, HOIST, INSULIN, MEDICATION, OUTINGS, PALLIATIVE, PEG, Skills,
};

mod fit;

/// Days of the horizon.
pub(crate) const DAYS: usize = 7;

/// Languages besides English that some clients and carers speak.
pub(crate) const LANGUAGES: [&str; 4] = ["gaelic", "polish", "punjabi", "welsh"];

/// How pressing a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Priority {
    TimeCritical,
    Important,
    Normal,
    Movable,
    Optional,
}

/// One carer-place of a call.
#[derive(Debug, Clone)]
pub(crate) struct Need {
    /// Minutes after the visit's start.
    pub(crate) after: i64,
    /// Minutes that this carer stays.
    pub(crate) minutes: i64,
    /// Skills of this place.
    pub(crate) skills: Skills,
}

/// A call of one client, on some days of the week.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) client: usize,
    /// A word unique within the client.
    pub(crate) id: &'static str,
    /// Index into `BANDS`.
    pub(crate) band: usize,
    /// The days on which it takes place, or one of which it may take place.
    pub(crate) days: [bool; DAYS],
    /// Once in the week, on any of `days`.
    pub(crate) any_day: bool,
    pub(crate) priority: Priority,
    /// How far from `preferred` it may start, in minutes.
    pub(crate) half_window: i64,
    /// The start that the client likes best, in minutes after midnight.
    pub(crate) preferred: i64,
    /// Length of the first carer's stay, which is the visit's.
    pub(crate) minutes: i64,
    /// One or two.
    pub(crate) needs: Vec<Need>,
}

impl Call {
    /// Visits in the week.
    pub(crate) fn visits(&self) -> usize {
        if self.any_day { 1 } else { self.days.iter().filter(|&&on| on).count() }
    }

    /// Minutes of care in the week, all carers counted.
    pub(crate) fn contact(&self) -> i64 {
        let each: i64 = self.needs.iter().map(|need| need.minutes).sum();
        each * self.visits() as i64
    }

    /// First and last usual preferred start: those of its band, but long evening visits end in time.
    pub(crate) fn usual_times(&self) -> (i64, i64) {
        let band = &BANDS[self.band];
        let longer = if self.band == BED { (self.minutes - 30).max(0) } else { 0 };
        (band.first, (band.last - longer).max(band.first))
    }

    /// Earliest and latest start.
    pub(crate) fn window(&self) -> (i64, i64) {
        (self.preferred - self.half_window, self.preferred + self.half_window)
    }
}

/// What a client asks of all who come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wishes {
    /// Only women may come.
    pub(crate) female_only: bool,
    /// Women are liked better.
    pub(crate) female_preferred: bool,
    /// Index into `LANGUAGES`, and whether it is required.
    pub(crate) language: Option<(usize, bool)>,
}

/// All demand of the week.
pub(crate) struct Demand {
    pub(crate) calls: Vec<Call>,
    pub(crate) wishes: Vec<Wishes>,
}

/// Draws the week's demand.
pub(crate) fn draw(scenario: &ScenarioInfo, seed: u64) -> Demand {
    let stream = &mut Stream::new(seed, "demand");
    let mut calls = Vec::new();
    for client in 0..scenario.clients {
        match scenario.recipe.service {
            Service::Agency | Service::Team => daily_calls(scenario, stream, client, &mut calls),
            Service::Micro => fit::micro_calls(stream, client, &mut calls),
        }
    }
    fit::visits(scenario, stream, &mut calls);
    let lasting = fit::lengths(scenario, stream, &mut calls);
    let doubled = fit::double_ups(scenario, stream, &mut calls);
    fit::contact(scenario, stream, &mut calls, &lasting);
    let health = draw_health(scenario, stream, &doubled);
    for call in &mut calls {
        set_needs(stream, scenario.recipe.service, call, &health[call.client]);
    }
    let wishes = (0..scenario.clients).map(|_| draw_wishes(stream)).collect();
    Demand { calls, wishes }
}

/// A call whose details are still to be drawn.
fn plain(client: usize, band: usize, days: [bool; DAYS]) -> Call {
    Call {
        client,
        id: BANDS[band].call,
        band,
        days,
        any_day: false,
        priority: Priority::Normal,
        half_window: HALF_WINDOW_NORMAL,
        preferred: BANDS[band].peak,
        minutes: 30,
        needs: Vec::new(),
    }
}

/// The calls of somebody who gets personal care: one to four a day, nearly always every day, and perhaps a weekly
/// outing or a bit of company.
fn daily_calls(scenario: &ScenarioInfo, stream: &mut Stream, client: usize, calls: &mut Vec<Call>) {
    let nursing = scenario.recipe.service == Service::Team;
    let bands: &[usize] =
        match stream.weighted(&scenario.recipe.calls_a_day) {
            // Wound care and the like can come at any time of the day.
            0 if nursing => [&[MORNING], &[MORNING], &[DAY], &[LUNCH], &[BED]][stream.below(5)],
            0 => [&[MORNING], &[MORNING], &[MORNING], &[LUNCH], &[BED]][stream.below(5)],
            1 => [&[MORNING, BED], &[MORNING, BED], &[MORNING, TEA], &[MORNING, LUNCH]]
                [stream.below(4)],
            2 => [&[MORNING, LUNCH, BED], &[MORNING, LUNCH, TEA], &[MORNING, TEA, BED]]
                [stream.below(3)],
            _ => &[MORNING, LUNCH, TEA, BED],
        };
    let days = match stream.below(100) {
        0..88 => [true; DAYS],
        88..95 => [true, true, true, true, true, false, false],
        _ => [true, false, true, false, true, false, true],
    };
    calls.extend(bands.iter().map(|&band| plain(client, band, days)));
    if bands == [DAY] {
        // Its word; "day" is only a part of the day.
        calls.iter_mut().rev().take(1).for_each(|call| call.id = "nursing");
    }
    if stream.chance(90) {
        let first = stream.below(3);
        let mut call = plain(client, DAY, [false; DAYS]);
        call.days[first..first + 3].fill(true);
        call.id = "shopping";
        call.any_day = true;
        call.priority = Priority::Movable;
        calls.push(call);
    }
    if stream.chance(50) {
        let mut call = plain(client, DAY, [false; DAYS]);
        call.days[stream.below(DAYS)] = true;
        call.id = "company";
        call.priority = Priority::Optional;
        calls.push(call);
    }
}

/// What a client lives with.
#[derive(Default)]
struct Health {
    hoisted: bool,
    medicines: bool,
    dementia: bool,
    peg: bool,
    insulin: bool,
    catheter: bool,
    dying: bool,
}

fn draw_health(scenario: &ScenarioInfo, stream: &mut Stream, doubled: &[bool]) -> Vec<Health> {
    let nursing = u32::from(scenario.recipe.service == Service::Team);
    (0..scenario.clients)
        .map(|client| Health {
            hoisted: doubled[client],
            medicines: stream.chance(640),
            dementia: stream.chance(250),
            peg: stream.chance(20),
            insulin: stream.chance(40 + 60 * nursing),
            catheter: stream.chance(50 + 80 * nursing),
            dying: stream.chance(20),
        })
        .collect()
}

/// Sets a call's start, window, priority and each place's skills.
fn set_needs(stream: &mut Stream, service: Service, call: &mut Call, health: &Health) {
    let personal = call.band != DAY;
    let band = &BANDS[call.band];
    let drawn = band.peak + (stream.bell() * band.spread as f64) as i64;
    let insulin = health.insulin && personal && (call.band == MORNING || call.band == TEA);
    if service != Service::Micro || personal {
        let critical = personal && (insulin || stream.chance(TIME_CRITICAL * 9 / 10));
        if critical {
            call.priority = Priority::TimeCritical;
            call.half_window = HALF_WINDOW_CRITICAL;
        } else if personal {
            let flexible = stream.chance(140);
            call.half_window = if flexible { HALF_WINDOW_FLEXIBLE } else { HALF_WINDOW_NORMAL };
            if health.hoisted || health.dementia || health.dying {
                call.priority = Priority::Important;
            }
        } else {
            call.half_window = HALF_WINDOW_FLEXIBLE;
        }
    } else {
        let flexible = stream.chance(600);
        call.half_window = if flexible { HALF_WINDOW_FLEXIBLE } else { HALF_WINDOW_NORMAL };
    }
    // People agree on quarters of an hour.
    let (first, last) = call.usual_times();
    call.preferred = (drawn.clamp(first, last) + 7) / 15 * 15;

    let mut shared = Skills::NONE;
    let mut first = Skills::NONE;
    if health.dementia {
        shared = shared.and(DEMENTIA);
    }
    if personal && health.dying {
        shared = shared.and(PALLIATIVE);
    }
    if personal && call.needs.len() > 1 {
        shared = shared.and(HOIST);
    }
    let medicines = health.medicines && personal && stream.chance(850);
    for (wanted, skill) in [
        (medicines, MEDICATION),
        (insulin, INSULIN),
        (health.peg && personal, PEG),
        (health.catheter && matches!(call.band, MORNING | BED), CATHETER),
        (call.id == "shopping" && stream.chance(500), OUTINGS),
    ] {
        if wanted {
            first = first.and(skill);
        }
    }
    for (index, need) in call.needs.iter_mut().enumerate() {
        need.skills = if index == 0 { shared.and(first) } else { shared };
    }
}

fn draw_wishes(stream: &mut Stream) -> Wishes {
    let female_only = stream.chance(FEMALE_ONLY);
    let language = stream.chance(60).then(|| (stream.below(LANGUAGES.len()), stream.chance(400)));
    Wishes { female_only, female_preferred: !female_only && stream.chance(120), language }
}
