//! The JSON documents as people write them: strings, civil dates, minutes, and defaults wherever there can be one.
//!
//! These types say only what is written; what it means is resolved by `build`. All integers are `i64`, so
//! that a number out of range is found and explained there instead of failing to be read. The JSON Schemas
//! are generated from these types, doc comments included.

mod call;
mod carer;
mod client;
mod link;
mod pay;
mod policy;
mod problem;
mod rota;
mod terms;
mod travel;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

pub use call::{
    CallDoc, CareDoc, GenderNeedDoc, PinDoc, PriorityDoc, SlotDoc, ToleranceDoc, WindowDoc,
};
pub use carer::{AbsenceDoc, BreakDoc, CarerDoc, ContractDoc, LimitedSkillDoc, ModeDoc, ShiftDoc};
pub use client::{
    ClientDoc, GenderDoc, GenderWishDoc, LanguageWishDoc, PastVisitDoc, UsualCarerDoc,
};
pub use link::{GapFromDoc, LinkDoc, LinkKindDoc};
pub use pay::{DistanceDoc, MileageDoc, MileagesDoc, PayDoc, RatesDoc};
pub use policy::{LevelDoc, PerDoc, PolicyDoc, RuleDoc};
pub use problem::{PROBLEM_FORMAT, PlaceDoc, ProblemDoc};
pub use rota::{
    PackDoc, ROTA_FORMAT, ReasonDoc, RestAtDoc, RestDoc, RotaDoc, RouteDoc, RuleReasonDoc,
    RulesDoc, SheetDoc, SheetLineDoc, StopDoc, UnallocatedDoc, UnitDoc,
};
pub use terms::{PastWorkDoc, StatusDoc, TermsDoc, WeekendsDoc};
pub use travel::{MatrixDoc, ModesDoc, SpeedDoc, TravelDoc};

/// Reads a map, and minds a key given twice.
fn unique_keys<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Unique<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Unique<T> {
        type Value = BTreeMap<String, T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((key, value)) = access.next_entry::<String, T>()? {
                if map.contains_key(&key) {
                    return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
                }
                map.insert(key, value);
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(Unique(PhantomData))
}

/// Whether a flag or a number has its default, and so need not be written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
