//! Packs that a policy names, and what the problem says of single rules beside them.

use rota_model::{Kind, Level, Pack, Policy, RuleId};

use crate::civil::clip;
use crate::doc::{PolicyDoc, RuleDoc};
use crate::finding::{Code, Path, Sink};

/// The policy of the packs that are named.
pub(super) fn build(doc: &PolicyDoc, path: &Path<'_>, sink: &mut Sink) -> Policy {
    let path = path.key("packs");
    let mut packs: Vec<Pack> = Vec::new();
    for (i, name) in doc.packs.iter().enumerate() {
        let here = path.index(i);
        let Some(pack) = Pack::named(name) else {
            let cause = format!("there is no pack \"{}\"", clip(name));
            sink.unknown(Code::UnknownPack, &here, cause, name, Pack::ALL.map(Pack::id));
            continue;
        };
        let clash = packs
            .iter()
            .find(|other| **other == pack || (other.nation().is_some() && pack.nation().is_some()));
        if let Some(other) = clash {
            let cause = format!("\"{}\" beside \"{}\"", pack.id(), other.id());
            sink.add(Code::PacksClash, &here, cause);
        }
        packs.push(pack);
    }
    Policy::of_packs(&packs)
}

/// Sets the parameters of a rule.
pub(super) fn parameters(
    rule: RuleId,
    doc: &RuleDoc,
    policy: &mut Policy,
    path: &Path<'_>,
    sink: &mut Sink,
) {
    let path = path.key("parameters");
    for (key, value) in &doc.parameters {
        let here = path.key(key);
        let known = || rule.parameters().map(|parameter| parameter.info().key);
        let Some(parameter) = rule.parameters().find(|one| one.info().key == key) else {
            let cause = format!("\"{}\" has no parameter \"{}\"", rule.info().id, clip(key));
            sink.unknown(Code::UnknownParameter, &here, cause, key, known());
            continue;
        };
        let info = parameter.info();
        if (info.least..=info.most).contains(value) {
            policy.parameters.insert(parameter, *value);
        } else {
            let cause = format!("{value} is not from {} to {}", info.least, info.most);
            sink.add(Code::BadParameter, &here, cause);
        }
    }
}

/// Notes why a rule differs, and misses a reason where a rule that is asked for strictly is changed.
pub(super) fn reason(
    rule: RuleId,
    doc: &RuleDoc,
    (before, after): (&Policy, &mut Policy),
    path: &Path<'_>,
    sink: &mut Sink,
) {
    let asks = before.packs.iter().flat_map(|pack| pack.rules()).rfind(|entry| entry.rule == rule);
    let strict = asks.map_or(before.enforces(rule), |entry| entry.asks == Level::Enforce);
    let changed = before.level(rule) != after.level(rule)
        || rule.parameters().any(|one| before.parameter(one) != after.parameter(one));
    let reason = doc.reason.as_deref().map(str::trim).filter(|text| !text.is_empty());
    // Without a pack nobody asked for anything, and no pack asks for what holds anyway.
    let asked =
        before.packs.iter().any(|pack| *pack != Pack::None) && rule.info().kind != Kind::Structural;
    if strict && changed && asked && reason.is_none() {
        let cause = format!("\"{}\" is enforced, and changed without a reason", rule.info().id);
        sink.add(Code::ReasonMissing, path, cause);
    }
    if let Some(reason) = reason {
        after.reasons.insert(rule, reason.to_owned());
    }
}
