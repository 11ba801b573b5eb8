//! The nouns and rules of home-care rotas, as data.
//!
//! An [`Instance`] is a validated problem: clients, carers, visits, links, travel and policy, with every
//! date already resolved to an [`Instant`]. A [`Rota`] is an answer to it: who goes to whom, when, in which
//! order. This crate holds no solver and does no input or output; `docs/semantics.md` states what each
//! measure and each rule means, and is what the evaluator, the MIP and the auditor are each written from.

mod carer;
mod client;
mod ids;
mod instance;
mod link;
mod money;
mod packs;
mod parameters;
mod pay;
mod place;
mod policy;
mod rota;
mod rules;
mod sheet;
mod terms;
mod time;
mod travel;
mod visit;

pub use carer::{Break, Carer, Contract, Departure, Gender, Shift, SkillHeld};
pub use client::{Client, PastVisit, UsualCarer, Wish};
pub use ids::{CarerId, ClientId, LanguageId, PlaceId, ShiftId, SkillId, TeamId, VisitId};
pub use instance::Instance;
pub use link::{GapFrom, Link, LinkKind};
pub use money::{GRAINS_PER_PENNY, Money, Rate};
pub use packs::{NOT_LEGAL_ADVICE, Nation, Pack, PackRule, Source};
pub use parameters::{Parameter, ParameterInfo};
pub use pay::{Band, BandRates, Bands, Mileage, PAID_GAP, Pay, PayTerms};
pub use place::{Coordinates, Place};
pub use policy::{Level, Policy};
pub use rota::{Reason, Rest, RestAt, Rota, Route, Stop, Unallocated};
pub use rules::{Kind, RuleId, RuleInfo, Scope, Unit};
pub use sheet::{Sheet, SheetLine};
pub use terms::{Status, Terms, Weekends};
pub use time::{Instant, Interval, LocalTime, Seconds, Zone};
pub use travel::{GreatCircle, Matrix, Mode, Travel};
pub use visit::{Care, Pin, Priority, Slot, Visit, Window};
