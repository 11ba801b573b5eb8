//! How far from an agreed time a visit may start.

use rota_model::{Parameter, Policy, Priority};

use super::calls::priority;
use super::policy;
use crate::doc::{CallDoc, PolicyDoc};
use crate::finding::{Code, Path, Sink};

/// The longest tolerance in minutes.
const MOST: i64 = 720;

/// The parameters that hold for visits of a priority: the soft tolerance and the hard one.
const fn parameters(priority: Priority) -> (Parameter, Parameter) {
    match priority {
        Priority::TimeCritical => (Parameter::CriticalSoftMinutes, Parameter::CriticalHardMinutes),
        Priority::Important | Priority::Normal | Priority::Movable | Priority::Optional => {
            (Parameter::SoftMinutes, Parameter::HardMinutes)
        }
    }
}

/// Soft and hard tolerance of a call in minutes; `None`, and a finding, where they make no sense.
pub(super) fn read(
    doc: &CallDoc,
    policy: &Policy,
    path: &Path<'_>,
    sink: &mut Sink,
) -> Option<(u32, u32)> {
    let given = doc.tolerance_minutes.unwrap_or_default();
    let path = path.key("tolerance_minutes");
    if doc.tolerance_minutes.is_some() && doc.time.is_none() {
        sink.add(Code::BadTolerance, &path, "there is no `time` that it belongs to");
        return None;
    }
    for (key, minutes) in [("soft", given.soft), ("hard", given.hard)] {
        if let Some(minutes) = minutes.filter(|minutes| !(0..=MOST).contains(minutes)) {
            sink.add(Code::BadTolerance, &path.key(key), format!("{minutes} minutes"));
            return None;
        }
    }
    let (soft, hard) = parameters(priority(doc.priority));
    let hard = given.hard.unwrap_or_else(|| policy.parameter(hard));
    // A usual soft tolerance gives way to a narrow hard one.
    let soft = given.soft.unwrap_or_else(|| policy.parameter(soft).min(hard));
    if soft > hard {
        let whose = if given.hard.is_some() { "" } else { ", as the policy has it" };
        let cause = format!("soft is {soft} minutes, and hard is {hard}{whose}");
        sink.add(Code::BadTolerance, &path, cause);
        return None;
    }
    Some((u32::try_from(soft).ok()?, u32::try_from(hard).ok()?))
}

/// Soft and hard tolerance of a call with an agreed time under a policy, in minutes; `None` where they make no sense.
pub fn tolerance(call: &CallDoc, policy: &PolicyDoc) -> Option<(i64, i64)> {
    let (root, mut unused) = (Path::Root, Sink::default());
    let policy = policy::build(policy, &root, &mut unused);
    let (soft, hard) = read(call, &policy, &root, &mut unused)?;
    Some((soft.into(), hard.into()))
}

/// Reports parameters of a policy that are not in order.
pub(super) fn check(policy: &Policy, path: &Path<'_>, sink: &mut Sink) {
    for priority in [Priority::TimeCritical, Priority::Normal] {
        let (soft, hard) = parameters(priority);
        if policy.parameter(soft) > policy.parameter(hard) {
            let cause = format!(
                "`{}` is {}, more than `{}`, which is {}",
                soft.info().key,
                policy.parameter(soft),
                hard.info().key,
                policy.parameter(hard)
            );
            sink.add(Code::BadParameter, &path.key("visit-window").key("parameters"), cause);
        }
    }
}
