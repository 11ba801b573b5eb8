//! UNISON's Ethical Care Charter, as far as a rota can keep it.

use super::{PackRule, Source};
use crate::{Level, Parameter, RuleId};

const CHARTER: Source = Source { title: "UNISON, Ethical Care Charter", date: "2012" };

/// What the charter asks of a rota.
pub(super) fn rules() -> Vec<PackRule> {
    let asks = |rule, parameters| PackRule { rule, asks: Level::Warn, parameters, source: CHARTER };
    vec![
        asks(RuleId::ZeroHours, &[]),
        asks(RuleId::BriefVisit, &[(Parameter::BriefVisitMinutes, 15)]),
    ]
}
