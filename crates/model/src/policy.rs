//! Which rules hold, how strictly, and what their measures cost.

use std::collections::BTreeMap;

use crate::{Pack, Parameter, Rate, RuleId};

/// How strictly a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Neither searched for nor reported.
    Off,
    /// Reported by the audit, ignored by the search.
    Warn,
    /// Never broken by the search; a violation in the audit.
    Enforce,
    /// Its measure times this rate goes onto the score sheet.
    Priced(Rate),
}

/// A level for each rule; rules that are not named have the catalogue's default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Levels that differ from the catalogue's.
    pub levels: BTreeMap<RuleId, Level>,
    /// Parameters that differ from the catalogue's.
    pub parameters: BTreeMap<Parameter, i64>,
    /// The packs that were named. What they say is already in `levels` and `parameters`.
    pub packs: Vec<Pack>,
    /// Why rules differ from what their pack says.
    pub reasons: BTreeMap<RuleId, String>,
}

impl Policy {
    /// The level of a rule.
    pub fn level(&self, rule: RuleId) -> Level {
        self.levels.get(&rule).copied().unwrap_or(rule.info().default)
    }

    /// The rate of a rule: 0 unless it is priced.
    pub fn rate(&self, rule: RuleId) -> Rate {
        match self.level(rule) {
            Level::Priced(rate) => rate,
            Level::Off | Level::Warn | Level::Enforce => Rate(0),
        }
    }

    /// Whether the search may not break a rule.
    pub fn enforces(&self, rule: RuleId) -> bool {
        self.level(rule) == Level::Enforce
    }

    /// A policy in which nothing is priced, to start from: rules that the catalogue prices are off, all others
    /// have the catalogue's level.
    pub fn bare() -> Self {
        let priced = |rule: &&RuleId| matches!(rule.info().default, Level::Priced(_));
        let levels = RuleId::ALL.iter().filter(priced).map(|&rule| (rule, Level::Off)).collect();
        Self { levels, ..Self::default() }
    }

    /// The policy of packs alone; where two speak of a rule the later one counts.
    pub fn of_packs(packs: &[Pack]) -> Self {
        let mut policy = Self { packs: packs.to_vec(), ..Self::default() };
        for entry in packs.iter().flat_map(|pack| pack.rules()) {
            policy.levels.insert(entry.rule, entry.level());
            policy.parameters.extend(entry.parameters.iter().copied());
        }
        policy
    }

    /// The value of a parameter.
    pub fn parameter(&self, parameter: Parameter) -> i64 {
        self.parameters.get(&parameter).copied().unwrap_or(parameter.info().default)
    }

    /// The same policy with one level changed.
    #[must_use]
    pub fn with(mut self, rule: RuleId, level: Level) -> Self {
        self.levels.insert(rule, level);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_policy_prices_nothing_and_enforces_what_the_catalogue_does() {
        let bare = Policy::bare();
        for &rule in RuleId::ALL {
            let default = Policy::default();
            assert_eq!(bare.rate(rule), Rate(0), "{} is priced", rule.info().id);
            assert_eq!(bare.enforces(rule), default.enforces(rule), "{}", rule.info().id);
        }
        assert!(bare.enforces(RuleId::ShiftEnd));
        assert_eq!(bare.level(RuleId::FacesOver), Level::Off);
    }
}
