//! The JSON documents as people write them: strings, civil dates, minutes, and defaults wherever there can be one.
//!
//! These types say only what is written; what it means is resolved by `build`. All integers are `i64`, so
//! that a number out of range is found and explained there instead of failing to be read. The JSON Schemas
//! are generated from these types, doc comments included.

mod call;
mod carer;
mod client;
mod link;
mod policy;
mod problem;
mod rota;
mod travel;

pub use call::{CallDoc, PinDoc, PriorityDoc, SlotDoc, WindowDoc};
pub use carer::{AbsenceDoc, CarerDoc, ContractDoc, LimitedSkillDoc, ModeDoc, ShiftDoc};
pub use client::{
    ClientDoc, GenderDoc, GenderWishDoc, LanguageWishDoc, PastVisitDoc, UsualCarerDoc,
};
pub use link::{GapFromDoc, LinkDoc, LinkKindDoc};
pub use policy::{LevelDoc, PerDoc, PolicyDoc, RuleDoc};
pub use problem::{PROBLEM_FORMAT, PlaceDoc, ProblemDoc};
pub use rota::{
    ROTA_FORMAT, ReasonDoc, RotaDoc, RouteDoc, SheetDoc, SheetLineDoc, StopDoc, UnallocatedDoc,
    UnitDoc,
};
pub use travel::{MatrixDoc, ModesDoc, SpeedDoc, TravelDoc};

/// Whether a flag or a number has its default, and so need not be written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
