//! Names that people gave to things, one type for each kind of thing.

use std::fmt;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes the name as it was written.
            pub fn new(name: impl Into<String>) -> Self {
                Self(name.into())
            }

            /// The name as it was written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self(name.to_owned())
            }
        }
    )*};
}

id! {
    /// A carer.
    CarerId;
    /// A client.
    ClientId;
    /// A language that somebody speaks.
    LanguageId;
    /// A place that can be travelled to.
    PlaceId;
    /// One shift of one carer on one day.
    ShiftId;
    /// A skill that a carer holds and a slot asks for.
    SkillId;
    /// A team or provider that a carer belongs to.
    TeamId;
    /// One dated visit (a recurrence is already expanded).
    VisitId;
}
