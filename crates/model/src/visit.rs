//! Visits, their slots and the times at which they may start.

use crate::{CarerId, ClientId, Gender, Instant, Seconds, SkillId, VisitId};

/// How bad it is to leave a visit out; each priority has a price of its own in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// Medicines and the like: first of all.
    TimeCritical,
    /// Personal care that can't be left out.
    Important,
    /// The usual.
    Normal,
    /// Can move or be left out at need: shopping, company.
    Movable,
    /// Nice to have; leaving it out breaks no promise.
    Optional,
}

impl Priority {
    /// All priorities, most pressing first.
    pub const ALL: [Self; 5] =
        [Self::TimeCritical, Self::Important, Self::Normal, Self::Movable, Self::Optional];

    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TimeCritical => "time-critical",
            Self::Important => "important",
            Self::Normal => "normal",
            Self::Movable => "movable",
            Self::Optional => "optional",
        }
    }
}

/// What kind of work a visit is; each is counted by its own clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Care {
    /// Awake and at work: a visit as it usually is.
    #[default]
    Visit,
    /// Asleep in the client's home, to be woken at need: at work for rest, not for the minimum wage.
    SleepIn,
    /// Awake all night: contact time that may have a rate of its own.
    WakingNight,
}

impl Care {
    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::SleepIn => "sleep-in",
            Self::WakingNight => "waking-night",
        }
    }
}

/// One stretch of allowed starts. A visit starts in exactly one of its windows, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Earliest allowed start.
    pub earliest: Instant,
    /// Starts before this are early, at a price; between `earliest` and `latest`.
    pub soft_earliest: Instant,
    /// Starts after this are late, at a price; from `soft_earliest` to `latest`.
    pub soft_latest: Instant,
    /// Latest allowed start; [`Instant::NEVER`] for none.
    pub latest: Instant,
    /// The start that the client likes best.
    pub preferred: Option<Instant>,
}

impl Window {
    /// A window with hard ends only.
    pub const fn hard(earliest: Instant, latest: Instant) -> Self {
        Self { earliest, soft_earliest: earliest, soft_latest: latest, latest, preferred: None }
    }
}

/// One carer-place in a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// How long after the visit's start this carer is needed.
    pub offset: Seconds,
    /// How long this carer stays, more than 0.
    pub duration: Seconds,
    /// Skills that this carer needs, all of them.
    pub skills: Vec<SkillId>,
    /// Gender that this carer must have, beside what the client requires.
    pub gender: Option<Gender>,
    /// Only this carer may fill the slot.
    pub pinned: Option<CarerId>,
    /// Units that this carer brings along (meals, equipment), 0 or more; they take up room in the shift.
    pub load: i64,
}

/// What the user fixed of a visit's time, kept so that the audit can name it. Its effect is already in the
/// visit's windows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pin {
    /// The visit must start at exactly this instant.
    pub start: Option<Instant>,
    /// The visit must be on this civil date.
    pub date: Option<chrono::NaiveDate>,
}

/// One appointment at a client's home: all of its slots are filled, or none is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Its name, unique in the instance.
    pub id: VisitId,
    /// Whose visit.
    pub client: ClientId,
    /// The call it is an occurrence of ("morning"), for reports.
    pub call: Option<String>,
    /// What kind of work it is.
    pub care: Care,
    /// How pressing it is.
    pub priority: Priority,
    /// Allowed starts, ascending, without overlap; several days for a movable visit. Not empty.
    pub windows: Vec<Window>,
    /// One to four carer-places, filled by different carers.
    pub slots: Vec<Slot>,
    /// Times that were pinned.
    pub pin: Pin,
}

impl Visit {
    /// From the start to the end of the last slot.
    pub fn duration(&self) -> Seconds {
        self.slots.iter().map(|slot| slot.offset + slot.duration).max().unwrap_or(0)
    }

    /// The window that a start lies in.
    pub fn window_at(&self, start: Instant) -> Option<&Window> {
        self.windows.iter().find(|w| w.earliest <= start && start <= w.latest)
    }
}
