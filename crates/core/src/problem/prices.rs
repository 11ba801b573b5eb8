//! The policy's rates as plain numbers.

use rota_model::{Level, Policy, RuleId};

/// Grains for each unit of a measure.
#[derive(Debug, Clone, Copy, Default)]
pub struct Prices {
    /// Seconds of all legs.
    pub travel: i64,
    /// Metres by car.
    pub mileage: i64,
    /// Seconds between arrival and start.
    pub waiting: i64,
    /// Seconds before the soft window, for each slot.
    pub earliness: i64,
    /// Seconds after the soft window, for each slot.
    pub lateness: i64,
    /// Seconds of the largest lateness.
    pub largest_lateness: i64,
    /// Seconds from the preferred start, for each slot.
    pub preferred: i64,
    /// Seconds after the shift's end.
    pub overtime: i64,
    /// Seconds that the idlest shift is idle.
    pub largest_idle: i64,
    /// Seconds that carers' care and legs are off their mean.
    pub balance: i64,
    /// Each route.
    pub shift_used: i64,
    /// Each carer of a client beyond the first.
    pub faces: i64,
    /// Each carer of a client beyond the largest number wanted.
    pub faces_over: i64,
    /// Carers of a client beyond the team aimed at, each counted one more than the one before.
    pub team_size: i64,
    /// Whether going beyond the largest number wanted is ruled out.
    pub faces_enforced: bool,
    /// Each point of unfamiliarity.
    pub unfamiliar: i64,
    /// Each slot without the preferred gender.
    pub gender: i64,
    /// Each slot without the preferred language.
    pub language: i64,
    /// Seconds short of a contract's least.
    pub contract_under: i64,
    /// Seconds beyond a contract's most.
    pub contract_over: i64,
    /// Seconds off a contract's target.
    pub contract_target: i64,
    /// Unsocial seconds beyond a carer's share.
    pub unsocial: i64,
}

impl Prices {
    /// Reads the policy.
    pub fn new(policy: &Policy) -> Self {
        let rate = |rule| policy.rate(rule).0;
        Self {
            travel: rate(RuleId::Travel),
            mileage: rate(RuleId::Mileage),
            waiting: rate(RuleId::Waiting),
            earliness: rate(RuleId::Earliness),
            lateness: rate(RuleId::Lateness),
            largest_lateness: rate(RuleId::LargestLateness),
            preferred: rate(RuleId::PreferredTime),
            overtime: rate(RuleId::ShiftEnd),
            largest_idle: rate(RuleId::LargestIdle),
            balance: rate(RuleId::WorkloadBalance),
            shift_used: rate(RuleId::ShiftUsed),
            faces: rate(RuleId::Faces),
            faces_over: rate(RuleId::FacesOver),
            team_size: rate(RuleId::TeamSize),
            faces_enforced: policy.level(RuleId::FacesOver) == Level::Enforce,
            unfamiliar: rate(RuleId::Unfamiliar),
            gender: rate(RuleId::PreferredGender),
            language: rate(RuleId::PreferredLanguage),
            contract_under: rate(RuleId::ContractUnder),
            contract_over: rate(RuleId::ContractOver),
            contract_target: rate(RuleId::ContractOffTarget),
            unsocial: rate(RuleId::UnsocialShare),
        }
    }

    /// Whether the least schedule (every visit as early as it can be) is the cheapest for any routes: true when no
    /// price falls as a start moves later.
    /// Waiting does so unless carers set out when their shifts start.
    pub(super) fn earliest_is_best(&self, departs_at_start: bool) -> bool {
        (self.waiting == 0 || departs_at_start)
            && self.earliness == 0
            && self.preferred == 0
            && self.hours_are_free()
    }

    /// Whether the price of a route is that of its legs and of each stop's own start.
    pub(super) fn only_legs_and_starts(&self) -> bool {
        self.earliest_is_best(false) && self.overtime == 0 && !self.compares_shifts()
    }

    /// Whether anything hangs on how the work of all shifts compares.
    #[inline]
    pub fn compares_shifts(&self) -> bool {
        self.largest_idle > 0 || self.balance > 0
    }

    /// Whether anything hangs on when a visit starts within its windows.
    #[inline]
    pub fn counts_starts(&self) -> bool {
        self.earliness > 0 || self.lateness > 0 || self.preferred > 0
    }

    /// Whether it counts how many different carers a client has.
    #[inline]
    pub fn counts_faces(&self) -> bool {
        self.faces > 0 || self.faces_over > 0 || self.team_size > 0 || self.faces_enforced
    }

    /// Whether nothing hangs on how long carers work.
    #[inline]
    pub fn hours_are_free(&self) -> bool {
        self.contract_under == 0 && self.contract_over == 0 && self.contract_target == 0
    }
}
