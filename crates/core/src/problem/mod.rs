//! The indexed problem: immutable, all ids turned into `u32`, all rules of pairs precomputed.
//!
//! *Nodes* are slots: one carer's service. A *route index* is a shift's index: each shift has one route, perhaps
//! empty. Times and costs are plain `i64` ticks and grains.

mod alike;
mod breaks;
mod build;
mod day_rules;
mod duty;
mod eligibility;
mod horizon;
mod legs;
mod limits;
mod locals;
mod prices;
mod rests;
mod unsocial;
mod young;

use rota_model::Instance;

pub use breaks::Breaks;
pub use build::build;
pub use day_rules::DayRules;
pub use duty::{Duty, Stints};
pub use eligibility::Eligibility;
pub(crate) use eligibility::{skilled_in, unfamiliarity};
pub use legs::{Leg, Legs};
pub use limits::{Calendar, Limits};
pub use locals::Locals;
pub use prices::Prices;
pub use rests::{Rest, Watch, Watched};

use crate::travel::TravelMatrix;

/// "None" for an index.
pub const NONE: u32 = u32::MAX;

/// The place of a rest: wherever the carer is.
pub const HERE: u32 = u32::MAX - 1;

/// One start window of a visit, on one civil date.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// Earliest start.
    pub earliest: i64,
    /// Latest start.
    pub latest: i64,
    /// Starts before are early; may lie outside of the window where it was cut at midnight.
    pub soft_earliest: i64,
    /// Starts after are late; may lie outside of the window where it was cut at midnight.
    pub soft_latest: i64,
    /// Best start.
    pub preferred: Option<i64>,
}

/// One dated visit.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Index of its client.
    pub client: u32,
    /// The row of [`Eligibility::pair_price`] that holds for it.
    pub pairs: u32,
    /// Its nodes.
    pub nodes: std::ops::Range<u32>,
    /// Allowed starts, ascending; at most 64.
    pub windows: Vec<Window>,
    /// From its start to the end of its last slot.
    pub duration: i64,
    /// What it costs to leave it out.
    pub drop_price: i64,
    /// Starts before which an insertion may hold the visit back, `i64::MIN` (not at all) first: a later window or
    /// start can be cheaper than the least one.
    pub holds: Vec<i64>,
    /// Ties to other visits.
    pub gaps: Vec<Gap>,
    /// Visits that have the same carers.
    pub same_carer: Vec<u32>,
    /// Visits that share no carer with this one.
    pub different_carer: Vec<u32>,
    /// Visits that are left out if this one is.
    pub both_or_neither: Vec<u32>,
    /// Inserted and removed together with these visits (itself included).
    pub unit: u32,
}

/// `least <= start[other] - start[this] <= most`.
#[derive(Debug, Clone, Copy)]
pub struct Gap {
    /// The other visit.
    pub other: u32,
    /// Least distance of starts; `i64::MIN / 4` for none.
    pub least: i64,
    /// Largest distance of starts; `i64::MAX / 4` for none.
    pub most: i64,
}

/// One slot: a carer's service.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Its visit.
    pub visit: u32,
    /// Its place; [`HERE`] for a rest.
    pub place: u32,
    /// After the visit's start.
    pub offset: i64,
    /// Length of service.
    pub duration: i64,
    /// Units brought along.
    pub load: i64,
    /// Seconds of it that are unsocial, going by the first start that is asked for; 0 where that has no price.
    pub unsocial: i64,
}

/// One shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shift {
    /// Whose.
    pub carer: u32,
    /// Which travel matrix.
    pub mode: u32,
    /// Its start: when the carer sets out at the earliest.
    pub start: i64,
    /// The same with the rest after work before the horizon; `start` where that asks for none.
    pub opens: i64,
    /// The start that was agreed, whether or not the carer may set out then: from there on there is idle time.
    pub agreed_start: i64,
    /// Latest return that is allowed; far away when overtime is priced or the rule is off.
    pub end: i64,
    /// Where overtime starts to count.
    pub overtime_from: i64,
    /// The end that was agreed, whether or not it may be gone beyond: until then there is idle time.
    pub agreed_end: i64,
    /// Whether its carer sets out when it starts, and waits at the first door, instead of setting out as late as is free.
    pub departs_at_start: bool,
    /// Price of any work in it: of its being used, and of breaks that it misses whatever is done.
    pub used_price: i64,
    /// Most units that its route may bring; `i64::MAX` for any number.
    pub capacity: i64,
    /// Start place or [`NONE`].
    pub start_place: u32,
    /// End place or [`NONE`].
    pub end_place: u32,
}

/// Bounds on the rostered time of a carer over the horizon.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours {
    /// Least.
    pub min: Option<i64>,
    /// Best.
    pub target: Option<i64>,
    /// Most.
    pub max: Option<i64>,
    /// The same, where it must not be gone beyond.
    pub cap: Option<i64>,
}

/// One carer.
#[derive(Debug, Clone)]
pub struct Carer {
    /// Its shifts, ascending by start.
    pub shifts: std::ops::Range<u32>,
    /// Contract over the horizon.
    pub hours: Hours,
    /// The share of all unsocial seconds that goes with the contracted hours; `None` without such hours.
    pub unsocial_share: Option<i64>,
    /// Enforced limits on working time, where there are any.
    pub limits: Option<Limits>,
    /// Enforced rules on which work goes together, where there are any.
    pub duty: Option<Duty>,
    /// The same rules as they are asked for, by the real times of routes.
    pub day_rules: Option<DayRules>,
}

/// One client.
#[derive(Debug, Clone)]
pub struct Client {
    /// Largest number of different carers wanted.
    pub max_carers: Option<u32>,
    /// Number of different carers aimed at.
    pub team_size: Option<u32>,
    /// Its visits.
    pub visits: Vec<u32>,
}

/// The whole problem, indexed.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Visits, in the instance's order; after them the rests, each an optional visit to nobody by the carer of one
    /// shift, at whatever place the carer is.
    pub visits: Vec<Visit>,
    /// How many of the visits are calls on clients: the first ones.
    pub calls: usize,
    /// What is to be known of each rest, by the index of its visit less that number.
    pub rests: Vec<Rest>,
    /// How many of the visits are drawn at random and how many of the units are listed when they are absent: the first
    /// ones, without the rests of watched breaks.
    pub drawn: usize,
    /// See `drawn`.
    pub listed: usize,
    /// Breaks that the tallies of routes look for.
    pub watch: Watch,
    /// The same breaks and all others as they are asked for, for whoever places rests by the real times of routes.
    pub breaks: Breaks,
    /// Nodes, by visit and slot.
    pub nodes: Vec<Node>,
    /// Shifts, by carer and start.
    pub shifts: Vec<Shift>,
    /// Carers, in the instance's order.
    pub carers: Vec<Carer>,
    /// Clients, in the instance's order.
    pub clients: Vec<Client>,
    /// Visits that are inserted together.
    pub units: Vec<Vec<u32>>,
    /// Who may do what.
    pub eligibility: Eligibility,
    /// Rates of all measures.
    pub prices: Prices,
    /// The days and weeks of carers with limits; `None` where nobody has any.
    pub calendar: Option<Calendar>,
    /// Ticks of a day without a clock change.
    pub day: i64,
    /// Whether the least schedule is the cheapest for any routes.
    pub earliest_is_best: bool,
    /// Whether the price of a route is that of its legs and of each stop's own start.
    pub only_legs_and_starts: bool,
    /// One matrix for each mode in use.
    pub travel: Vec<TravelMatrix>,
    /// Legs for each mode.
    pub legs: Vec<Legs>,
    /// Whose routes to look at first for each node.
    pub locals: Locals,
    /// For each shift, the first one that is its like: while both are empty it is all one which of them gets work.
    pub alike: Vec<u32>,
    /// Whether the times of a carer's route can depend on those of the other days.
    pub ties_days: bool,
    /// Whether some of them have to be looked at as a whole once times are found.
    pub looks_at_days: bool,
}

impl Problem {
    /// Indexes an instance.
    ///
    /// # Errors
    /// When there are more things than indices can count.
    pub fn new(instance: &Instance) -> Result<Self, crate::SolveError> {
        build(instance)
    }

    /// Whether the strict rules of pairs, skills aside, let a carer fill a slot.
    pub(crate) fn may_ever_serve(
        &self,
        instance: &Instance,
        visit: &rota_model::Visit,
        slot: &rota_model::Slot,
        carer: &rota_model::Carer,
    ) -> bool {
        let client = instance.clients.iter().find(|client| client.id == visit.client);
        client
            .is_some_and(|client| eligibility::may_ever_serve(instance, visit, slot, client, carer))
    }

    /// The nodes of a visit.
    #[inline]
    pub fn nodes_of(&self, visit: u32) -> std::ops::Range<u32> {
        self.visits[visit as usize].nodes.clone()
    }

    /// The node at an index.
    #[inline]
    pub fn node(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }

    /// The visit at an index.
    #[inline]
    pub fn visit(&self, visit: u32) -> &Visit {
        &self.visits[visit as usize]
    }

    /// The shift at an index.
    #[inline]
    pub fn shift(&self, shift: u32) -> &Shift {
        &self.shifts[shift as usize]
    }

    /// What is to be known of the rest that a node stands for; `None` for a node with care.
    #[inline]
    pub fn rest(&self, node: u32) -> Option<&Rest> {
        (self.node(node).visit as usize).checked_sub(self.calls).map(|rest| &self.rests[rest])
    }

    /// Whether a node is a rest.
    #[inline]
    pub fn is_rest(&self, node: u32) -> bool {
        self.node(node).place == HERE
    }

    /// Visits of the instance, without rests, with their indices.
    pub fn calls(&self) -> impl Iterator<Item = (u32, &Visit)> {
        (0..).zip(&self.visits[..self.calls])
    }

    /// The leg between two places by a shift's mode; nothing where either place is [`NONE`].
    #[inline]
    pub fn way(&self, mode: u32, from: u32, to: u32) -> Leg {
        if from == NONE { Leg::NONE } else { self.legs[mode as usize].from(from).leg(to) }
    }

    /// Seconds of a leg by a shift's mode; 0 where either place is [`NONE`].
    #[inline]
    pub fn leg(&self, mode: u32, from: u32, to: u32) -> i64 {
        self.way(mode, from, to).time()
    }

    /// When the carer of a shift departs whose first stop is a node of a visit that starts at `start`.
    #[inline]
    pub fn leaves_for(&self, shift: u32, node: u32, start: i64) -> i64 {
        let (info, node) = (self.shift(shift), self.node(node));
        let place = node.place_from(info.start_place);
        let way = self.leg(info.mode, info.start_place, place);
        if info.departs_at_start { info.start } else { start + node.offset - way }
    }

    /// Price of a leg by a shift's mode: travel time and mileage; 0 where either place is [`NONE`].
    #[inline]
    pub fn leg_cost(&self, mode: u32, from: u32, to: u32) -> i64 {
        self.legs[mode as usize].price(self.way(mode, from, to))
    }
}

impl Node {
    /// Its place, for a carer who comes from `before`.
    #[inline]
    pub fn place_from(&self, before: u32) -> u32 {
        if self.place == HERE { before } else { self.place }
    }
}

impl Shift {
    /// When the carer departs at the earliest, if not before `time`; `None` when the shift's start is too early for that and
    /// the carer sets out then.
    #[inline]
    pub fn earliest_departure(&self, time: i64) -> Option<i64> {
        (!self.departs_at_start || time <= self.start).then_some(time.max(self.start))
    }
}

impl Carer {
    /// The enforced rules and a shift's number among the carer's own.
    #[inline]
    pub fn duty_at(&self, shift: u32) -> Option<(&Duty, usize)> {
        self.duty.as_ref().map(|duty| (duty, (shift - self.shifts.start) as usize))
    }

    /// Price of unsocial seconds beyond the share.
    #[inline]
    pub fn unsocial_price(&self, prices: &Prices, unsocial: i64) -> i64 {
        self.unsocial_share.map_or(0, |share| prices.unsocial * (unsocial - share).max(0))
    }
}

impl Hours {
    /// Price of a rostered time.
    #[inline]
    pub fn price(&self, prices: &Prices, worked: i64) -> i64 {
        self.min.map_or(0, |min| prices.contract_under * (min - worked).max(0))
            + self.max.map_or(0, |max| prices.contract_over * (worked - max).max(0))
            + self.target.map_or(0, |target| prices.contract_target * (worked - target).abs())
    }
}

impl Client {
    /// Price of a number of different carers.
    #[inline]
    pub fn faces_price(&self, prices: &Prices, faces: u32) -> i64 {
        let over = self.max_carers.map_or(0, |most| faces.saturating_sub(most));
        prices.faces * i64::from(faces.saturating_sub(1))
            + prices.faces_over * i64::from(over)
            + prices.team_size * self.beyond_team(faces)
    }

    /// What a number of different carers measures against the team aimed at: 1 for the first beyond it, 2 more for the
    /// second, and so on, so that the price is convex.
    #[inline]
    pub fn beyond_team(&self, faces: u32) -> i64 {
        let beyond = i64::from(self.team_size.map_or(0, |size| faces.saturating_sub(size)));
        beyond * (beyond + 1) / 2
    }
}

impl Window {
    /// The earliest start that no price draws further right: the preferred start, or the soft start of the window.
    pub fn wish(&self, prices: &Prices) -> i64 {
        let soft = if prices.earliness > 0 { self.soft_earliest } else { self.earliest };
        let preferred = self.preferred.filter(|_| prices.preferred > 0);
        let wish = preferred.map_or(soft, |preferred| preferred.max(soft));
        wish.min(self.soft_latest.max(self.earliest)).min(self.latest)
    }
}

impl Visit {
    /// Whether its start may move without anything outside of its route noticing.
    pub fn slides(&self) -> bool {
        self.nodes.len() == 1 && self.gaps.is_empty()
    }

    /// The earliest start at or after `time` in a window allowed by `mask`; `None` when there is none left.
    #[inline]
    pub fn next_start(&self, mask: u64, time: i64) -> Option<i64> {
        for (index, window) in self.windows.iter().enumerate() {
            if mask >> index & 1 == 1 && time <= window.latest {
                return Some(time.max(window.earliest));
            }
        }
        None
    }

    /// The window that a start lies in. Windows may touch where they were cut, and then agree on every price.
    #[inline]
    pub fn window_at(&self, start: i64) -> &Window {
        self.windows
            .iter()
            .find(|w| start <= w.latest)
            .unwrap_or_else(|| &self.windows[self.windows.len() - 1])
    }
}
