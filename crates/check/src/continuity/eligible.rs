//! When a carer may start a client's visits, whatever else is on the rota.

use rota_model::{Carer, Client, Instant, Level, PlaceId, RuleId, Shift, SkillId, Slot, Visit};

use crate::clock::{Ticks, ticks};
use crate::lookup::Lookup;

/// First and last allowed start of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) first: Ticks,
    pub(super) last: Ticks,
}

/// Closed spans of allowed starts.
type Spans = Vec<(Ticks, Ticks)>;

/// Beyond every time that a rota can have.
const FOREVER: Ticks = 1 << 70;

/// One carer at one client's door: what does not depend on the visit, worked out once.
pub(super) struct Pair<'a> {
    lookup: &'a Lookup<'a>,
    carer: &'a Carer,
    client: &'a Client,
    /// Each shift with the least way to the door and back.
    shifts: Vec<(&'a Shift, Ticks, Ticks)>,
}

impl<'a> Pair<'a> {
    /// `None` where the two may not meet.
    ///
    /// A carer comes from the shift's start place, or from another client, where they were for `elsewhere` ticks
    /// at least; so the way from the start place counts for no more than that. So does the way to the end.
    pub(super) fn new(
        lookup: &'a Lookup<'a>,
        carer: &'a Carer,
        client: &'a Client,
        elsewhere: Option<Ticks>,
    ) -> Option<Self> {
        let excluded =
            client.exclusions.contains(&carer.id) || carer.exclusions.contains(&client.id);
        let gender = client.gender.required;
        let mute = client.language.required.iter().any(|one| !carer.languages.contains(one));
        if (enforced(lookup, RuleId::Exclusion) && excluded)
            || (enforced(lookup, RuleId::RequiredGender)
                && gender.is_some()
                && gender != carer.gender)
            || (enforced(lookup, RuleId::RequiredLanguage) && mute)
        {
            return None;
        }
        let least = |from: &PlaceId, to: &PlaceId| {
            let way = lookup.legs.leg(carer.mode, from, to).map_or(0, |leg| leg.seconds);
            elsewhere.map_or(way, |least| way.min(least))
        };
        let mut shifts: Vec<(&Shift, Ticks, Ticks)> = Vec::with_capacity(carer.shifts.len());
        for shift in &carer.shifts {
            // Shifts mostly start and end where the one before did.
            let alike = shifts.last().filter(|(before, ..)| {
                (&before.start_place, &before.end_place) == (&shift.start_place, &shift.end_place)
            });
            let (way_in, way_out) = match alike {
                Some(&(_, way_in, way_out)) => (way_in, way_out),
                None => (
                    shift.start_place.as_ref().map_or(0, |from| least(from, &client.place)),
                    shift.end_place.as_ref().map_or(0, |to| least(&client.place, to)),
                ),
            };
            shifts.push((shift, way_in, way_out));
        }
        Some(Self { lookup, carer, client, shifts })
    }

    /// First and last start of the visit at which the carer can fill the slot; `None`: never.
    pub(super) fn may_start(&self, visit: &Visit, slot: &Slot) -> Option<Times> {
        if slot.pinned.as_ref().is_some_and(|pinned| *pinned != self.carer.id) {
            return None;
        }
        let gender = slot.gender.filter(|_| enforced(self.lookup, RuleId::RequiredGender));
        if gender.is_some() && gender != self.carer.gender {
            return None;
        }
        let windows: Spans =
            visit.windows.iter().map(|w| (ticks(w.earliest), ticks(w.latest))).collect();
        let mut spans: Spans = Vec::new();
        for shift in &self.shifts {
            spans.extend(self.at_work(shift, &windows, slot));
        }
        if enforced(self.lookup, RuleId::Skill) {
            for skill in &slot.skills {
                spans = meet(&spans, &self.holds(skill));
            }
        }
        let first = spans.iter().map(|span| span.0).min()?;
        let last = spans.iter().map(|span| span.1).max()?;
        Some(Times { first, last })
    }

    /// Visit starts in the windows at which the slot lies in the shift, ways included, and not in an absence.
    fn at_work(
        &self,
        &(shift, way_in, way_out): &(&Shift, Ticks, Ticks),
        windows: &Spans,
        slot: &Slot,
    ) -> Spans {
        let (offset, duration) = (Ticks::from(slot.offset), Ticks::from(slot.duration));
        let strict_end = self.lookup.instance.policy.enforces(RuleId::ShiftEnd);
        let end = if strict_end { ticks(shift.end) } else { FOREVER };
        let first = ticks(shift.start) + way_in - offset;
        let last = end - way_out - duration - offset;
        let mut free = meet(windows, &vec![(first, last)]);
        for absence in &self.carer.absences {
            if free.is_empty() {
                break;
            }
            // Starts after which the stop, ways included, touches the absence; both ends are still allowed.
            let from = ticks(absence.start) - way_out - duration - offset;
            let until = ticks(absence.end) + way_in - offset;
            free = meet(&free, &vec![(-FOREVER, from), (until, FOREVER)]);
        }
        free
    }

    /// Times on the dates on which the carer holds the skill for the client.
    fn holds(&self, skill: &SkillId) -> Spans {
        let records = self.carer.skills.iter().filter(|held| {
            held.skill == *skill && held.client.as_ref().is_none_or(|only| *only == self.client.id)
        });
        let zone = self.lookup.instance.zone;
        let midnight = |date, days| self.in_ticks(zone.midnight(date, days));
        records
            .map(|held| {
                let from = held.from.map_or(-FOREVER, |date| midnight(date, 0));
                (from, held.until.map_or(FOREVER, |date| midnight(date, 1) - 1))
            })
            .collect()
    }

    /// An instant of the calendar in the instance's ticks.
    fn in_ticks(&self, instant: Instant) -> Ticks {
        ticks(instant) * Ticks::from(self.lookup.instance.ticks_per_minute.max(1)) / 60
    }
}

/// Whether no rota may break the rule; a strict rule with a price holds too.
fn enforced(lookup: &Lookup<'_>, rule: RuleId) -> bool {
    matches!(lookup.instance.policy.level(rule), Level::Enforce | Level::Priced(_))
}

/// What lies in both.
fn meet(a: &Spans, b: &Spans) -> Spans {
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x.0.max(y.0), x.1.min(y.1))));
    pairs.filter(|span| span.0 <= span.1).collect()
}
