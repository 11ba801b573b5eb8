//! Levels and prices of rules.

use rota_model::{Level, Policy, Rate, RuleId, Unit};

use super::pence::thousandths;
use super::{packs, tolerance};
use crate::civil::clip;
use crate::doc::{LevelDoc, PerDoc, PolicyDoc, RuleDoc};
use crate::finding::{Code, Path, Sink};

/// Builds the policy.
pub(super) fn build(doc: &PolicyDoc, path: &Path<'_>, sink: &mut Sink) -> Policy {
    let mut policy = packs::build(doc, path, sink);
    let path = path.key("rules");
    for (name, setting) in &doc.rules {
        let here = path.key(name);
        let Some(rule) = RuleId::named(name) else {
            let cause = format!("there is no rule \"{}\"", clip(name));
            let known = RuleId::ALL.iter().map(|rule| rule.info().id);
            sink.unknown(Code::UnknownRule, &here, cause, name, known);
            continue;
        };
        let before = policy.clone();
        packs::parameters(rule, setting, &mut policy, &here, sink);
        let level = match level(rule, setting, &here, sink) {
            Some(level) => level,
            None if setting.has_parameters_alone() => policy.level(rule),
            None => continue,
        };
        if rule.allows(level) {
            policy.levels.insert(rule, level);
            packs::reason(rule, setting, (&before, &mut policy), &here, sink);
        } else {
            let cause = format!("\"{name}\" can't be {}", word(level));
            let remedy = format!("use {}", allowed(rule));
            sink.add_with(Code::LevelNotAllowed, here.pointer(), cause, remedy);
        }
    }
    tolerance::check(&policy, &path, sink);
    policy
}

fn level(rule: RuleId, doc: &RuleDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Level> {
    match (doc.level, doc.pence) {
        (Some(level), None) if doc.per.is_none() => Some(match level {
            LevelDoc::Off => Level::Off,
            LevelDoc::Warn => Level::Warn,
            LevelDoc::Enforce => Level::Enforce,
        }),
        (None, Some(pence)) => price(rule, pence, doc.per, path, sink).map(Level::Priced),
        (Some(_), Some(_)) => {
            sink.add(Code::LevelOrPrice, path, "both a level and a price are given");
            None
        }
        (Some(_), None) => {
            sink.add(Code::LevelOrPrice, path, "`per` is given without `pence`");
            None
        }
        (None, None) if doc.has_parameters_alone() => None,
        (None, None) => {
            sink.add(Code::LevelOrPrice, path, "neither a level nor a price is given");
            None
        }
    }
}

/// The rate of a price.
fn price(
    rule: RuleId,
    pence: f64,
    per: Option<PerDoc>,
    path: &Path<'_>,
    sink: &mut Sink,
) -> Option<Rate> {
    let unit = rule.info().unit;
    let per = per.unwrap_or(match unit {
        Unit::Seconds => PerDoc::Hour,
        Unit::Metres => PerDoc::Km,
        Unit::Count => PerDoc::Each,
        Unit::Points => PerDoc::Point,
    });
    let limit = match per {
        PerDoc::Hour | PerDoc::Km | PerDoc::Mile => 100_000.0,
        PerDoc::Minute => 1_000.0,
        PerDoc::Each => 10_000_000.0,
        PerDoc::Point => 10_000.0,
    };
    let millipence = thousandths(pence, limit, &path.key("pence"), sink)?;
    let rate = match (unit, per) {
        (Unit::Seconds, PerDoc::Hour) => Rate::millipence_per_hour(millipence),
        (Unit::Seconds, PerDoc::Minute) => Rate::millipence_per_hour(millipence * 60),
        (Unit::Metres, PerDoc::Km) => Rate::millipence_per_km(millipence),
        // 3,600 grains in a thousandth of a penny, 1,609.344 metres in a mile.
        (Unit::Metres, PerDoc::Mile) => Rate(millipence * 3_600_000 / 1_609_344),
        (Unit::Count, PerDoc::Each) | (Unit::Points, PerDoc::Point) => Rate(millipence * 3_600),
        _ => {
            let cause = format!("\"{}\" is measured in {}", rule.info().id, unit_word(unit));
            sink.add(Code::PriceUnit, &path.key("per"), cause);
            return None;
        }
    };
    Some(rate)
}

const fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "time: hour or minute",
        Unit::Metres => "distance: km or mile",
        Unit::Count => "things: each",
        Unit::Points => "points: point",
    }
}

const fn word(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Warn => "warn",
        Level::Enforce => "enforce",
        Level::Priced(_) => "priced",
    }
}

fn allowed(rule: RuleId) -> String {
    [Level::Off, Level::Warn, Level::Enforce, Level::Priced(Rate(0))]
        .into_iter()
        .filter(|&level| rule.allows(level))
        .map(|level| match level {
            Level::Priced(_) => "a price in `pence`".to_owned(),
            other => format!("\"{}\"", word(other)),
        })
        .collect::<Vec<_>>()
        .join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_become_rates() {
        let rate = |rule, pence, per| {
            let mut sink = Sink::default();
            let doc = RuleDoc { pence: Some(pence), per, ..RuleDoc::default() };
            level(rule, &doc, &Path::Root, &mut sink)
        };
        let priced = |rate| Some(Level::Priced(rate));
        assert_eq!(rate(RuleId::Travel, 1300.0, None), priced(Rate::pence_per_hour(1300)));
        assert_eq!(
            rate(RuleId::Waiting, 1.5, Some(PerDoc::Minute)),
            priced(Rate::pence_per_hour(90))
        );
        assert_eq!(rate(RuleId::Mileage, 28.0, None), priced(Rate::millipence_per_km(28_000)));
        // 45 p a mile is 27.962 p a km: 100,662 grains a metre, and a fraction.
        assert_eq!(rate(RuleId::Mileage, 45.0, Some(PerDoc::Mile)), priced(Rate(100_662)));
        assert_eq!(rate(RuleId::Faces, 150.0, None), priced(Rate::pence_each(150)));
        assert_eq!(rate(RuleId::Unfamiliar, 2.0, None), priced(Rate(2 * 3_600_000)));
        assert_eq!(rate(RuleId::Travel, 1.0, Some(PerDoc::Each)), None);
        assert_eq!(rate(RuleId::Travel, -1.0, None), None);
        assert_eq!(rate(RuleId::Travel, 0.0005, None), None);
        assert_eq!(rate(RuleId::Travel, f64::INFINITY, None), None);
    }
}
