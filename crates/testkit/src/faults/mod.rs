//! Known faults, to plant into rotas that are known to be good: an auditor that misses one is no auditor.
//!
//! Each [`Fault`] changes a rota, or the instance under it, in one way that must be found whatever rota it
//! is given, and names the codes under which. It returns `None` where it has nothing to work on (no double-up, no
//! second route, a rule that is not enforced).
//!
//! ```
//! use rota_testkit::{brute, faults, tiny};
//!
//! let instance = tiny::random(7);
//! let rota = brute::solve(&instance);
//! for fault in faults::ALL {
//!     if let Some(planted) = fault.plant(&instance, &rota, 7) {
//!         // The audit of `planted` has each of `fault.codes` among its violations.
//!         assert!(planted.instance != instance || planted.rota != rota, "{}", fault.name);
//!     }
//! }
//! ```

mod links;
mod lists;
mod people;
mod plot;
mod sheet;
mod shifts;
mod times;

use rota_model::{Instance, Rota};

use plot::Plot;

/// One kind of fault.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// What is done, in a few words.
    pub name: &'static str,
    /// The codes that an audit must report, all of them; it may report more.
    pub codes: &'static [&'static str],
    plant: fn(&mut Plot) -> Option<()>,
}

/// A rota with a fault in it, and the instance to hold it against.
#[derive(Debug, Clone)]
pub struct Planted {
    /// The instance, perhaps changed so that the rota is no longer right for it.
    pub instance: Instance,
    /// The rota, unless the instance was changed.
    pub rota: Rota,
}

impl Fault {
    /// Plants the fault into a good rota, at a place that the seed chooses; `None` where there is none for it.
    pub fn plant(&self, instance: &Instance, rota: &Rota, seed: u64) -> Option<Planted> {
        let mut plot = Plot::new(instance.clone(), rota.clone(), seed);
        (self.plant)(&mut plot)?;
        Some(Planted { instance: plot.instance, rota: plot.rota })
    }
}

macro_rules! faults {
    ($($name:literal: $plant:path => $($code:literal),+;)*) => {
        /// Every kind of fault.
        pub const ALL: &[Fault] =
            &[$(Fault { name: $name, codes: &[$($code),+], plant: $plant },)*];
    };
}

faults! {
    "an arrival a minute off": times::arrive_a_minute_off => "arrive-wrong";
    "an arrival a tick off": times::arrive_a_tick_off => "arrive-wrong";
    "an end a minute early": times::end_early => "end-wrong";
    "a start moved without its end": times::start_moved => "end-wrong";
    "a departure a minute early": times::depart_early => "depart-wrong";
    "a finish a tick late": times::finish_late => "finish-wrong";
    "a route moved past a latest start": times::too_late => "visit-window";
    "a route moved before an earliest start": times::too_early => "visit-window";
    "a window on another day": times::window_moved => "visit-window";
    "a double-up a tick apart": times::apart => "together";
    "two stops in the wrong order": times::swapped_order => "travel-time";
    "a start before the stop before it ends": times::overlapping_stops => "travel-time";
    "a stop given to a carer who is busy": times::moved_to_busy => "travel-time";
    "two visits' names swapped": times::swapped_visits => "end-wrong";
    "a visit left out of both lists": lists::dropped_from_unallocated => "visit-dropped";
    "a visit taken out of the routes": lists::dropped_from_routes => "visit-dropped";
    "a double-up without its second carer": lists::half_served => "half-served";
    "a visit unallocated twice": lists::unallocated_twice => "unallocated-twice";
    "a visit both served and unallocated": lists::in_both_lists => "allocated-and-unallocated";
    "a slot filled twice": lists::slot_twice => "slot-twice";
    "a slot that the visit does not have": lists::no_such_slot => "slot-out-of-range";
    "a stop at an unknown visit": lists::unknown_stop => "unknown-visit";
    "an unknown visit unallocated": lists::unknown_unallocated => "unknown-visit";
    "a route of an unknown carer": lists::unknown_carer => "unknown-carer";
    "a route in an unknown shift": lists::unknown_shift => "unknown-shift";
    "two carers' routes swapped": lists::carers_swapped => "shift-of-another-carer";
    "a shift's route cut in two": lists::shift_twice => "shift-twice";
    "a route without stops": lists::empty_route => "empty-route";
    "one carer in both slots": lists::same_carer_twice => "carers-differ";
    "a shift that starts after its route": shifts::starts_later => "shift-start";
    "a shift that ends before its route": shifts::ends_earlier => "shift-end";
    "a carer absent during a visit": shifts::absent_at_work => "absence";
    "a carer absent on the way home": shifts::absent_at_the_end => "absence";
    "a shift without room for its units": shifts::too_much_to_carry => "capacity";
    "a break without a rest": shifts::no_rest => "missed-break";
    "two routes of a carer at once": shifts::two_at_once => "routes-overlap";
    "a leg that nobody knows": shifts::unknown_leg => "leg-unknown";
    "a pin to another carer": people::pinned_to_another => "pinned-carer";
    "a pin to another start": people::pinned_start => "pinned-time";
    "a pin to another date": people::pinned_date => "pinned-time";
    "a skill that nobody has": people::no_skill => "skill";
    "a skill that has expired": people::skill_expired => "skill";
    "a skill that begins tomorrow": people::skill_not_yet => "skill";
    "a skill signed off for another client": people::skill_for_another => "skill";
    "a carer excluded by the client": people::excluded_by_client => "exclusion";
    "a client excluded by the carer": people::excluded_by_carer => "exclusion";
    "another gender required": people::wrong_gender => "required-gender";
    "another gender required by a visit": people::wrong_gender_for_the_slot => "required-gender";
    "a stranger alone": people::alone_for_the_first_time => "lone-first-visit";
    "another language required": people::wrong_language => "required-language";
    "one carer too many": people::too_many_faces => "faces-over";
    "a gap that is too short": links::gap_too_short => "link-gap";
    "a gap that is too long": links::gap_too_long => "link-gap";
    "linked visits of different carers": links::not_the_same => "link-same-carer";
    "one of two linked visits left out": links::one_alone => "link-both-or-neither";
    "linked visits of the same carer": links::not_different => "link-different-carer";
    "a measure one too high": sheet::wrong_measure => "sheet-measure";
    "a price one grain too low": sheet::wrong_price => "sheet-price";
    "a line missing from the sheet": sheet::missing => "sheet-missing";
    "a line that is not priced": sheet::extra => "sheet-extra";
    "a line twice": sheet::twice => "sheet-twice";
    "two lines in the wrong order": sheet::order => "sheet-order";
    "no sheet at all": sheet::absent => "sheet-absent";
}
