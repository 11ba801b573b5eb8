//! Who may fill which slot, in which of its windows, and what each pair of visit and carer costs.

use std::collections::BTreeMap;

use chrono::Days;
use rota_model::{Carer, Client, Instance, Parameter, RuleId, Slot, Status, Visit};

use super::Window;

/// Allowed windows for each node and shift, and the price of each carer at a visit.
///
/// Masks (bit `i`: window `i` is allowed) are few, so the dense table holds a class of mask for each pair. Visits of a
/// client mostly cost the same with a carer, so rows of prices belong to clients, or to their calls where those differ.
#[derive(Debug, Clone)]
pub struct Eligibility {
    shifts: usize,
    carers: usize,
    class: Vec<u16>,
    masks: Vec<u64>,
    candidates: Vec<Vec<u32>>,
    pair_price: Vec<i64>,
    /// The least price of each row of pairs.
    least_pair: Vec<i64>,
}

impl Eligibility {
    /// An empty table.
    pub(super) fn new(shifts: usize, carers: usize) -> Self {
        Self {
            shifts,
            carers,
            class: Vec::new(),
            masks: vec![0],
            candidates: Vec::new(),
            pair_price: Vec::new(),
            least_pair: Vec::new(),
        }
    }

    /// The classes of the masks so far.
    pub(super) fn known(&self) -> BTreeMap<u64, u16> {
        (0..).zip(&self.masks).skip(1).map(|(class, mask)| (*mask, class)).collect()
    }

    /// Adds the next node's row: the mask of each shift. False when there are too many different masks.
    pub(super) fn push_node(&mut self, row: &[u64], known: &mut BTreeMap<u64, u16>) -> bool {
        let mut candidates = Vec::new();
        for (shift, &mask) in row.iter().enumerate() {
            let Some(class) = self.class_of(mask, known) else { return false };
            self.class.push(class);
            if mask != 0 {
                candidates.push(shift as u32);
            }
        }
        self.candidates.push(candidates);
        true
    }

    fn class_of(&mut self, mask: u64, known: &mut BTreeMap<u64, u16>) -> Option<u16> {
        if mask == 0 {
            return Some(0);
        }
        if let Some(&class) = known.get(&mask) {
            return Some(class);
        }
        let class = u16::try_from(self.masks.len()).ok()?;
        self.masks.push(mask);
        known.insert(mask, class);
        Some(class)
    }

    /// Adds a row: the price of a stop by each carer. Returns its number.
    pub(super) fn push_pairs(&mut self, row: impl IntoIterator<Item = i64>) -> u32 {
        let number = self.pair_rows();
        self.pair_price.extend(row);
        let own = &self.pair_price[number as usize * self.carers..];
        self.least_pair.push(own.iter().copied().min().unwrap_or(0));
        number
    }

    /// How many rows of prices there are.
    pub(super) fn pair_rows(&self) -> u32 {
        (self.pair_price.len() / self.carers.max(1)) as u32
    }

    /// The windows of the node's visit in which this shift's carer may serve it; 0: never.
    #[inline]
    pub fn mask(&self, node: u32, shift: u32) -> u64 {
        self.masks[self.class[node as usize * self.shifts + shift as usize] as usize]
    }

    /// Shifts with a mask for a node.
    #[inline]
    pub fn candidates(&self, node: u32) -> &[u32] {
        &self.candidates[node as usize]
    }

    /// Shifts of a carer with a mask for a node.
    #[inline]
    pub fn candidates_of(&self, node: u32, carer: &super::Carer) -> &[u32] {
        let all = self.candidates(node);
        let from = all.partition_point(|shift| *shift < carer.shifts.start);
        let own = all[from..].iter().take_while(|shift| **shift < carer.shifts.end);
        &all[from..from + own.count()]
    }

    /// What a stop at visits of a row costs at the least, whoever makes it.
    #[inline]
    pub fn least_pair_price(&self, pairs: u32) -> i64 {
        self.least_pair[pairs as usize]
    }

    /// What a stop by the carer costs at visits of a row ([`super::Visit::pairs`]), whenever.
    #[inline]
    pub fn pair_price(&self, pairs: u32, carer: u32) -> i64 {
        self.pair_price[pairs as usize * self.carers + carer as usize]
    }
}

/// Whether the strict rules of pairs let `carer` fill `slot` of `visit`, apart from skills that depend on the date.
pub(super) fn may_ever_serve(
    instance: &Instance,
    visit: &Visit,
    slot: &Slot,
    client: &Client,
    carer: &Carer,
) -> bool {
    let enforced = |rule| instance.policy.enforces(rule);
    let pinned_away = slot.pinned.as_ref().is_some_and(|pinned| *pinned != carer.id);
    let excluded =
        client.exclusions.contains(&carer.id) || carer.exclusions.contains(&visit.client);
    let wrong_gender = [client.gender.required, slot.gender]
        .into_iter()
        .any(|wanted| wanted.is_some() && wanted != carer.gender);
    let no_language =
        client.language.required.as_ref().is_some_and(|l| !carer.languages.contains(l));
    !(pinned_away
        || enforced(RuleId::Exclusion) && excluded
        || enforced(RuleId::RequiredGender) && wrong_gender
        || enforced(RuleId::RequiredLanguage) && no_language
        || enforced(RuleId::ZeroHours) && carer.terms.status == Status::ZeroHours
        || enforced(RuleId::LoneFirstVisit) && !may_come_alone(instance, visit, client, carer)
        || enforced(RuleId::ShortVisit) && !may_come_briefly(instance, visit, slot, client, carer))
}

/// Whether the carer has company, or was there before whatever date the visit is on. That they may come together first on
/// the same rota does not count here.
fn may_come_alone(instance: &Instance, visit: &Visit, client: &Client, carer: &Carer) -> bool {
    if !client.no_lone_first_visit || visit.slots.len() > 1 {
        return true;
    }
    let Some(first) = visit.windows.first() else { return false };
    client.usual.iter().any(|usual| usual.carer == carer.id && usual.familiarity > 0)
        || client
            .history
            .iter()
            .any(|past| past.carer == carer.id && past.date < instance.zone.date(first.earliest))
}

/// Whether a slot is long enough for a stranger, or the carer known to the client on whatever date the visit is. That
/// the carer may get known by an earlier visit on the same rota does not count here.
fn may_come_briefly(
    instance: &Instance,
    visit: &Visit,
    slot: &Slot,
    client: &Client,
    carer: &Carer,
) -> bool {
    let least = instance.policy.parameter(Parameter::ShortVisitMinutes) * instance.ticks_per_minute;
    if slot.duration >= least || !client.has_known_carers() {
        return true;
    }
    let usual = client.usual.iter().any(|u| u.carer == carer.id && u.familiarity > 0);
    let days = Days::new(instance.policy.parameter(Parameter::KnownDays).unsigned_abs());
    let date = |instant| instance.zone.date(instant);
    let (Some(first), Some(last)) = (visit.windows.first(), visit.windows.last()) else {
        return usual;
    };
    // A window without an end has its visit on its first date, as far as this rule goes.
    let last_date = date(last.latest.min(instance.closes()));
    usual
        || client.history.iter().any(|past| {
            past.carer == carer.id
                && past.date < date(first.earliest)
                && last_date.checked_sub_days(days).is_some_and(|since| since <= past.date)
        })
}

/// Whether `carer` holds every skill of `slot` on the civil date of `window`, which does not cross midnight.
pub(crate) fn skilled_in(
    instance: &Instance,
    visit: &Visit,
    slot: &Slot,
    carer: &Carer,
    window: &Window,
) -> bool {
    if !instance.policy.enforces(RuleId::Skill) {
        return true;
    }
    slot.skills.iter().all(|skill| {
        carer.skills.iter().filter(|held| held.skill == *skill).any(|held| {
            let for_client = held.client.as_ref().is_none_or(|client| *client == visit.client);
            let dated = held.from.is_some() || held.until.is_some();
            let in_date = !dated || {
                let date = instance.zone.date(rota_model::Instant(window.earliest));
                held.from.is_none_or(|from| from <= date)
                    && held.until.is_none_or(|until| date <= until)
            };
            for_client && in_date
        })
    })
}

/// Grains that each stop at a call of `client` by `carer` costs: unfamiliarity and preferences.
pub(super) fn pair_price(
    prices: &super::Prices,
    client: &Client,
    call: Option<&str>,
    carer: &Carer,
) -> i64 {
    let mut price = 0;
    price += prices.unfamiliar * unfamiliarity(client, call, carer);
    if client.gender.preferred.is_some() && client.gender.preferred != carer.gender {
        price += prices.gender;
    }
    if client.language.preferred.as_ref().is_some_and(|l| !carer.languages.contains(l)) {
        price += prices.language;
    }
    price
}

/// Points for one stop of a carer at a call of a client: 100 less the familiarity.
pub(crate) fn unfamiliarity(client: &Client, call: Option<&str>, carer: &Carer) -> i64 {
    if !client.has_known_carers() {
        return 0;
    }
    let of = |wanted: Option<&str>| {
        let mut entries = client.usual.iter();
        entries.find(|usual| usual.carer == carer.id && usual.call.as_deref() == wanted)
    };
    let listed = call.and_then(|call| of(Some(call))).or_else(|| of(None));
    let visited = || if client.history.iter().any(|past| past.carer == carer.id) { 50 } else { 0 };
    100 - listed.map_or_else(visited, |usual| usual.familiarity)
}
