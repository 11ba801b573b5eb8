//! Packs of rules: which rules a nation's law, or a charter, asks for, how strictly, and where that is written.
//!
//! Nothing here is legal advice. A pack is a starting point, and every level and parameter can be overridden.

mod charter;
mod kingdom;

use std::fmt::Write as _;

use crate::{Level, Parameter, RuleId, Status};

/// What every list of packs says.
pub const NOT_LEGAL_ADVICE: &str =
    "This is not legal advice: check the rules that apply to you with somebody qualified.";

/// A nation whose law a pack follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nation {
    /// England.
    England,
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::England => "England",
            Self::Scotland => "Scotland",
            Self::Wales => "Wales",
            Self::NorthernIreland => "Northern Ireland",
        }
    }
}

/// Where a rule is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Title and place in it.
    pub title: &'static str,
    /// The year, or the date, of it.
    pub date: &'static str,
}

/// What a pack says of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackRule {
    /// The rule.
    pub rule: RuleId,
    /// How strictly the source asks for it.
    pub asks: Level,
    /// Parameters that differ from the catalogue's.
    pub parameters: &'static [(Parameter, i64)],
    /// Where it is written.
    pub source: Source,
}

impl PackRule {
    /// The level that the rule gets: what is asked for, or a warning where the search cannot keep to it yet.
    pub const fn level(&self) -> Level {
        if self.rule.allows(self.asks) { self.asks } else { Level::Warn }
    }
}

/// A named set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pack {
    /// Nothing beyond the catalogue's defaults.
    None,
    /// England.
    UkEng,
    /// Scotland.
    UkSct,
    /// Wales.
    UkWls,
    /// Northern Ireland.
    UkNir,
    /// UNISON's Ethical Care Charter.
    EthicalCharter,
}

impl Pack {
    /// All packs, in order.
    pub const ALL: [Self; 6] =
        [Self::None, Self::UkEng, Self::UkSct, Self::UkWls, Self::UkNir, Self::EthicalCharter];

    /// The word in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::UkEng => "uk-eng",
            Self::UkSct => "uk-sct",
            Self::UkWls => "uk-wls",
            Self::UkNir => "uk-nir",
            Self::EthicalCharter => "ethical-charter",
        }
    }

    /// The pack with this id.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pack| pack.id() == id)
    }

    /// Changes whenever what the pack says changes.
    pub const fn version(self) -> &'static str {
        match self {
            Self::None => "1",
            Self::UkEng | Self::UkSct | Self::UkWls | Self::UkNir => "2026-11c",
            Self::EthicalCharter => "2026-11",
        }
    }

    /// Whose law it follows, if any nation's.
    pub const fn nation(self) -> Option<Nation> {
        match self {
            Self::None | Self::EthicalCharter => None,
            Self::UkEng => Some(Nation::England),
            Self::UkSct => Some(Nation::Scotland),
            Self::UkWls => Some(Nation::Wales),
            Self::UkNir => Some(Nation::NorthernIreland),
        }
    }

    /// What it says, in the catalogue's order.
    pub fn rules(self) -> Vec<PackRule> {
        match self {
            Self::None => Vec::new(),
            Self::UkEng => kingdom::rules(Nation::England),
            Self::UkSct => kingdom::rules(Nation::Scotland),
            Self::UkWls => kingdom::rules(Nation::Wales),
            Self::UkNir => kingdom::rules(Nation::NorthernIreland),
            Self::EthicalCharter => charter::rules(),
        }
    }

    /// All that it says as text, the same on every machine: what its hash is made of.
    pub fn canonical(self) -> String {
        let mut text = format!("{} {}\n", self.id(), self.version());
        for entry in self.rules() {
            let level = match entry.asks {
                Level::Off => "off".to_owned(),
                Level::Warn => "warn".to_owned(),
                Level::Enforce => "enforce".to_owned(),
                Level::Priced(rate) => format!("priced {}", rate.0),
            };
            // Writing to a string cannot fail.
            let _ = write!(text, "{} {level}", entry.rule.info().id);
            for (parameter, value) in entry.parameters {
                let _ = write!(text, " {}={value}", parameter.info().key);
            }
            let _ = writeln!(text, " | {} | {}", entry.source.title, entry.source.date);
        }
        text
    }
}

impl RuleId {
    /// To whom a rule about a carer applies: rules on working time are not for people in business on their own
    /// account. Rules about visits apply whoever comes.
    pub const fn applies_to(self) -> &'static [Status] {
        match self {
            Self::PreferredBreak
            | Self::DailyRest
            | Self::DailyRestSplit
            | Self::WeeklyRest
            | Self::WeekHours
            | Self::AverageHours
            | Self::NightHours
            | Self::WeekendsWorked
            | Self::DaysInARow
            | Self::DaySpan
            | Self::DayHoursLeast
            | Self::DayHoursMost
            | Self::YoungDay
            | Self::YoungWeek
            | Self::YoungNight
            | Self::SplitDay => &[Status::Employee, Status::ZeroHours],
            Self::ZeroHours => &[Status::ZeroHours],
            _ => &Status::ALL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_are_in_the_catalogues_order_and_within_limits() {
        for pack in Pack::ALL {
            assert_eq!(Pack::named(pack.id()), Some(pack));
            let rules = pack.rules();
            assert!(rules.windows(2).all(|two| two[0].rule < two[1].rule), "{}", pack.id());
            for entry in rules {
                assert!(entry.rule.allows(entry.level()), "{} {:?}", pack.id(), entry.rule);
                assert!(!entry.source.title.is_empty() && !entry.source.date.is_empty());
                for &(parameter, value) in entry.parameters {
                    let info = parameter.info();
                    assert_eq!(info.rule, entry.rule, "{}", pack.id());
                    assert!((info.least..=info.most).contains(&value), "{parameter:?}");
                }
            }
        }
    }

    #[test]
    fn wales_differs_from_england_in_short_visits_alone() {
        let said = |pack: Pack| pack.rules().into_iter().map(|rule| (rule.rule, rule.asks));
        let differ: Vec<_> =
            said(Pack::UkEng).zip(said(Pack::UkWls)).filter(|(a, b)| a != b).collect();
        let short = RuleId::ShortVisit;
        assert_eq!(differ, [((short, Level::Warn), (short, Level::Enforce))]);
    }
}
