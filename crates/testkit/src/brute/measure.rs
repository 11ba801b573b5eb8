//! The score sheet of a rota, line by line as `docs/semantics.md` states it.

use std::collections::BTreeSet;

use rota_model::{
    Break, Carer, CarerId, Client, Departure, Instance, Instant, Level, Mode, Rest, RestAt, Rota,
    Route, RuleId, Seconds, Sheet, SheetLine, Shift, Stop, Visit,
};

use super::facts::leg;
use super::unsocial;

/// The score sheet of a rota whose times are right; whatever sheet it carries is ignored.
///
/// # Panics
///
/// When the rota names what the instance does not have, or a visit starts outside its windows.
pub fn sheet(instance: &Instance, rota: &Rota) -> Sheet {
    let rota = Read { instance, rota };
    let lines = RuleId::ALL
        .iter()
        .filter_map(|&rule| match instance.policy.level(rule) {
            Level::Priced(rate) => {
                let measure = rota.measure(rule);
                Some(SheetLine { rule, measure, price: rate.price(measure) })
            }
            _ => None,
        })
        .collect();
    Sheet { lines }
}

struct Read<'a> {
    instance: &'a Instance,
    rota: &'a Rota,
}

impl<'a> Read<'a> {
    fn measure(&self, rule: RuleId) -> i64 {
        use RuleId as R;
        match rule {
            R::Travel => self.legs().map(|(_, seconds, _)| seconds).sum(),
            R::Mileage => {
                self.legs().filter(|leg| leg.0 == Mode::Car).map(|(_, _, metres)| metres).sum()
            }
            R::Waiting => self.rota.routes.iter().map(|route| self.waiting(route)).sum(),
            R::Earliness => self.over_stops(|early, _, _| early),
            R::Lateness => self.over_stops(|_, late, _| late),
            R::LargestLateness => self.stops().map(|(_, s)| self.off(s).1).max().unwrap_or(0),
            R::PreferredTime => self.over_stops(|_, _, off| off),
            R::ShiftEnd => {
                let late = |route: &Route| (route.finish - self.shift(route).end).max(0);
                self.rota.routes.iter().map(late).sum()
            }
            R::LargestIdle => {
                let shifts = self.instance.carers.iter().flat_map(|carer| &carer.shifts);
                shifts.map(|shift| self.idle(shift)).max().unwrap_or(0)
            }
            R::MissedBreak => {
                self.rota.routes.iter().map(|route| self.missed(route).count() as i64).sum()
            }
            R::WorkloadBalance => {
                let work: Vec<i64> =
                    self.instance.carers.iter().map(|carer| self.work(carer)).collect();
                let (n, all) = (work.len() as i64, work.iter().sum::<i64>());
                work.iter().map(|own| ((n * own - all).abs() + n - 1) / n).sum()
            }
            R::ShiftUsed => self.rota.routes.len() as i64,
            R::Faces => self.instance.clients.iter().map(|c| (self.faces(c) - 1).max(0)).sum(),
            R::FacesOver => {
                let capped = self.instance.clients.iter().filter_map(|c| Some((c, c.max_carers?)));
                capped.map(|(c, most)| (self.faces(c) - i64::from(most)).max(0)).sum()
            }
            R::TeamSize => {
                let teams = self.instance.clients.iter().filter_map(|c| Some((c, c.team_size?)));
                teams
                    .map(|(c, size)| (self.faces(c) - i64::from(size)).max(0))
                    .map(|beyond| beyond * (beyond + 1) / 2)
                    .sum()
            }
            R::Unfamiliar => self.over_visits(unfamiliar),
            R::PreferredGender => self.over_visits(|client, _, carer| {
                let wish = client.gender.preferred;
                i64::from(wish.is_some_and(|gender| carer.gender != Some(gender)))
            }),
            R::PreferredLanguage => self.over_visits(|client, _, carer| {
                let wish = client.language.preferred.as_ref();
                i64::from(wish.is_some_and(|language| !carer.languages.contains(language)))
            }),
            R::ContractUnder => self
                .over_contracts(|[min, _, _], worked| min.map_or(0, |min| (min - worked).max(0))),
            R::ContractOver => self
                .over_contracts(|[_, max, _], worked| max.map_or(0, |max| (worked - max).max(0))),
            R::ContractOffTarget => self.over_contracts(|[_, _, target], worked| {
                target.map_or(0, |target| (worked - target).abs())
            }),
            R::UnsocialShare => self.beyond_shares(),
            R::UnallocatedTimeCritical
            | R::UnallocatedImportant
            | R::UnallocatedNormal
            | R::UnallocatedMovable
            | R::UnallocatedOptional => {
                let left_out = self.rota.unallocated.iter().map(|left| self.visit(&left.visit));
                left_out
                    .filter(|visit| RuleId::unallocated(visit.priority) == rule)
                    .map(|visit| visit.slots.len() as i64)
                    .sum()
            }
            // Never priced, so never asked for.
            R::WholeVisit
            | R::CarersDiffer
            | R::Together
            | R::TravelTime
            | R::VisitWindow
            | R::ShiftStart
            | R::Absence
            | R::Capacity
            | R::PinnedCarer
            | R::PinnedTime
            | R::LinkGap
            | R::LinkSameCarer
            | R::LinkDifferentCarer
            | R::LinkBothOrNeither
            | R::Skill
            | R::RequiredGender
            | R::RequiredLanguage
            | R::Exclusion
            | R::LoneFirstVisit
            | R::PreferredBreak
            | R::DailyRest
            | R::DailyRestSplit
            | R::WeeklyRest
            | R::WeekHours
            | R::AverageHours
            | R::NightHours
            | R::WeekendsWorked
            | R::DaysInARow
            | R::DaySpan
            | R::DayHoursLeast
            | R::DayHoursMost
            | R::YoungDay
            | R::YoungWeek
            | R::YoungNight
            | R::SplitDay
            | R::ZeroHours
            | R::ShortVisit
            | R::BriefVisit => 0,
        }
    }

    fn stops(&self) -> impl Iterator<Item = (&'a Route, &'a Stop)> {
        self.rota.routes.iter().flat_map(|route| route.stops.iter().map(move |stop| (route, stop)))
    }

    /// Mode, seconds and metres of every leg.
    fn legs(&self) -> impl Iterator<Item = (Mode, Seconds, i64)> {
        self.rota.routes.iter().flat_map(|route| self.legs_of(route))
    }

    /// Mode, seconds and metres of the legs of a route.
    fn legs_of(&self, route: &Route) -> Vec<(Mode, Seconds, i64)> {
        let (shift, mode) = (self.shift(route), self.carer(&route.carer).mode);
        let door = |stop: &Stop| Some(&self.client(self.visit(&stop.visit)).place);
        let mut places = vec![shift.start_place.as_ref()];
        places.extend(route.stops.iter().map(door));
        places.push(shift.end_place.as_ref());
        places
            .windows(2)
            .filter_map(|pair| {
                let (seconds, metres) = leg(self.instance, mode, pair[0]?, pair[1]?);
                Some((mode, seconds, metres))
            })
            .collect()
    }

    /// Seconds early, late, and away from the preferred start, of one stop.
    fn off(&self, stop: &Stop) -> (Seconds, Seconds, Seconds) {
        let visit = self.visit(&stop.visit);
        let start = stop.start - visit.slots[stop.slot].offset;
        let window = visit.window_at(start).expect("a start inside a window");
        (
            (window.soft_earliest - start).max(0),
            (start - window.soft_latest).max(0),
            window.preferred.map_or(0, |best| (start - best).abs()),
        )
    }

    fn over_stops(&self, pick: fn(Seconds, Seconds, Seconds) -> Seconds) -> i64 {
        self.stops()
            .map(|(_, stop)| {
                let (early, late, off) = self.off(stop);
                pick(early, late, off)
            })
            .sum()
    }

    fn over_visits(&self, measure: impl Fn(&Client, &Visit, &Carer) -> i64) -> i64 {
        self.stops()
            .map(|(route, stop)| {
                let visit = self.visit(&stop.visit);
                measure(self.client(visit), visit, self.carer(&route.carer))
            })
            .sum()
    }

    /// How many different carers come to the client.
    fn faces(&self, client: &Client) -> i64 {
        let carers: BTreeSet<&CarerId> = self
            .stops()
            .filter(|(_, stop)| self.visit(&stop.visit).client == client.id)
            .map(|(route, _)| &route.carer)
            .collect();
        carers.len() as i64
    }

    fn over_contracts(&self, measure: impl Fn([Option<Seconds>; 3], Seconds) -> i64) -> i64 {
        let mut sum = 0;
        for carer in &self.instance.carers {
            let Some(contract) = carer.contract else { continue };
            let routes = self.rota.routes.iter().filter(|route| route.carer == carer.id);
            let worked: Seconds = routes
                .map(|route| route.stops[route.stops.len() - 1].end - route.stops[0].start)
                .sum();
            let hours = [contract.min, contract.max, contract.target];
            sum += measure(
                hours.map(|time| time.map(|time| contract.due(time, self.instance.days))),
                worked,
            );
        }
        sum
    }

    /// Unsocial time of carers with contracted hours beyond their share of all there is.
    fn beyond_shares(&self) -> i64 {
        unsocial::beyond(self.instance, |carer| {
            let stops = self.stops().filter(|(route, _)| route.carer == *carer);
            let asked =
                |stop: &Stop| unsocial::asked(self.instance, self.visit(&stop.visit), stop.slot);
            stops.map(|(_, stop)| asked(stop)).sum()
        })
    }

    /// Seconds on the road in a route.
    fn driven(&self, route: &Route) -> Seconds {
        self.legs_of(route).iter().map(|(_, seconds, _)| seconds).sum()
    }

    fn cared(route: &Route) -> Seconds {
        route.stops.iter().map(|stop| stop.end - stop.start).sum()
    }

    /// Time between departure and finish that is neither care nor road nor a rest that counts.
    fn unoccupied(&self, route: &Route) -> Seconds {
        let (open, n) = (route.depart, route.stops.len());
        let inside =
            |rest: &&Rest| rest.start >= open && (rest.stops < n || rest.at == RestAt::BeforeLeg);
        let rested: Seconds =
            route.rests.iter().filter(inside).map(|rest| self.counts(route, rest)).sum();
        route.finish - route.depart - self.driven(route) - Self::cared(route) - rested
    }

    /// The unoccupied time, but for what a carer who sets out as late as is free lets pass at the first door.
    fn waiting(&self, route: &Route) -> Seconds {
        let first =
            route.rests.iter().filter(|rest| rest.stops == 0 && rest.at == RestAt::AfterLeg);
        let free = match self.shift(route).departs {
            Departure::AtShiftStart => 0,
            Departure::AsLateAsFree => {
                let rested: Seconds = first.clone().map(|rest| self.counts(route, rest)).sum();
                let begins = first.map(|rest| rest.start).min().unwrap_or(route.stops[0].start);
                route.stops[0].start - begins - rested
            }
        };
        self.unoccupied(route) - free
    }

    fn idle(&self, shift: &Shift) -> Seconds {
        let endless = shift.end == Instant::NEVER;
        match self.rota.routes.iter().find(|route| route.shift == shift.id) {
            None if endless => 0,
            None => shift.end - shift.start,
            Some(route) => {
                let after = if endless { 0 } else { (shift.end - route.finish).max(0) };
                (route.depart - shift.start).max(0) + self.unoccupied(route) + after
            }
        }
    }

    /// What a rest counts for: the least of its break, if it fits that.
    fn counts(&self, route: &Route, rest: &Rest) -> Seconds {
        let wanted = &self.shift(route).breaks[rest.of];
        if fits(wanted, rest, route.stops.len()) { wanted.least } else { 0 }
    }

    /// The breaks that are asked for of a route and that no rest is for.
    fn missed<'r>(&self, route: &'r Route) -> impl Iterator<Item = usize> + use<'r, 'a> {
        let n = route.stops.len();
        let breaks = self.shift(route).breaks.iter().enumerate();
        let asked = move |wanted: &Break| {
            let taken = route.finish - route.depart;
            (n > 1 || wanted.at_ends) && wanted.after.is_none_or(|after| after < taken)
        };
        let missed = breaks.filter(move |(index, wanted)| {
            asked(wanted)
                && !route.rests.iter().any(|rest| rest.of == *index && fits(wanted, rest, n))
        });
        missed.map(|(index, _)| index)
    }

    fn work(&self, carer: &Carer) -> Seconds {
        let own = self.rota.routes.iter().filter(|route| route.carer == carer.id);
        own.map(|route| self.driven(route) + Self::cared(route)).sum()
    }

    fn visit(&self, id: &rota_model::VisitId) -> &'a Visit {
        self.instance.visits.iter().find(|visit| visit.id == *id).expect("a visit of the instance")
    }

    fn client(&self, visit: &Visit) -> &'a Client {
        let mut clients = self.instance.clients.iter();
        clients.find(|client| client.id == visit.client).expect("the visit's client")
    }

    fn carer(&self, id: &CarerId) -> &'a Carer {
        self.instance.carers.iter().find(|carer| carer.id == *id).expect("a carer of the instance")
    }

    fn shift(&self, route: &Route) -> &'a Shift {
        let mut shifts = self.carer(&route.carer).shifts.iter();
        shifts.find(|shift| shift.id == route.shift).expect("a shift of the carer")
    }
}

/// Whether a rest in a route of `n` stops does for its break.
fn fits(wanted: &Break, rest: &Rest, n: usize) -> bool {
    rest.start >= wanted.earliest
        && rest.end <= wanted.latest
        && rest.end - rest.start >= wanted.least
        && (wanted.at_ends || (1..n).contains(&rest.stops))
}

/// Points for one stop: 100 less what the client knows of the carer, at this call if that is told apart.
fn unfamiliar(client: &Client, visit: &Visit, carer: &Carer) -> i64 {
    if !client.has_known_carers() {
        return 0;
    }
    let own = client.usual.iter().filter(|usual| usual.carer == carer.id);
    let here = own.clone().find(|usual| usual.call.is_some() && usual.call == visit.call);
    let anywhere = own.clone().find(|usual| usual.call.is_none());
    if let Some(usual) = here.or(anywhere) {
        return 100 - usual.familiarity;
    }
    let been = client.history.iter().any(|past| past.carer == carer.id);
    if been { 50 } else { 100 }
}
