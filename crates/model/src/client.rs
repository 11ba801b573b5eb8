//! Clients, whom they want at their door, and whom they know.

use chrono::NaiveDate;

use crate::{CarerId, ClientId, Gender, LanguageId, PlaceId};

/// What a client asks of a carer's gender or language: must have, would like, either or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish<T> {
    /// Carers without it are never sent.
    pub required: Option<T>,
    /// Carers with it are preferred.
    pub preferred: Option<T>,
}

impl<T> Default for Wish<T> {
    fn default() -> Self {
        Self { required: None, preferred: None }
    }
}

/// A carer whom the client knows well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsualCarer {
    /// The carer.
    pub carer: CarerId,
    /// From 0 (a stranger) to 100 (knows the client's every habit).
    pub familiarity: i64,
    /// The call at which the carer is that familiar ("morning"); `None` for all that no other entry names.
    pub call: Option<String>,
}

/// One visit before the horizon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastVisit {
    /// Who came; may be somebody who has left since.
    pub carer: CarerId,
    /// When.
    pub date: NaiveDate,
}

/// Somebody who receives care.
#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    /// Its name in files.
    pub id: ClientId,
    /// A person's name, for reports only.
    pub name: Option<String>,
    /// Where visits take place.
    pub place: PlaceId,
    /// Carers who must not be sent.
    pub exclusions: Vec<CarerId>,
    /// Gender asked for.
    pub gender: Wish<Gender>,
    /// Language asked for.
    pub language: Wish<LanguageId>,
    /// Carers known, with how well.
    pub usual: Vec<UsualCarer>,
    /// Largest number of different carers wanted over the horizon.
    pub max_carers: Option<u32>,
    /// Number of different carers aimed at over the horizon; each one more costs more than the one before.
    pub team_size: Option<u32>,
    /// Whether nobody may come alone for the first time.
    pub no_lone_first_visit: bool,
    /// Visits before the horizon.
    pub history: Vec<PastVisit>,
}

impl Client {
    /// A client of whom nothing is known but the place.
    pub fn new(id: ClientId, place: PlaceId) -> Self {
        Self {
            id,
            name: None,
            place,
            exclusions: Vec::new(),
            gender: Wish::default(),
            language: Wish::default(),
            usual: Vec::new(),
            max_carers: None,
            team_size: None,
            no_lone_first_visit: false,
            history: Vec::new(),
        }
    }

    /// Whether anything is known of who knows this client; if not, nobody counts as a stranger.
    pub fn has_known_carers(&self) -> bool {
        !self.usual.is_empty() || !self.history.is_empty()
    }
}
