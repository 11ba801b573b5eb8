//! Why a visit was left out, in a coordinator's words.

use rota_model::{Instance, Reason};

use crate::problem::Problem;
use crate::search::Plan;

/// Reasons for an unallocated visit, most telling first.
pub(crate) fn reasons(
    instance: &Instance,
    problem: &Problem,
    plan: &Plan,
    visit: u32,
) -> Vec<Reason> {
    let _ = (instance, plan);
    let mut reasons = Vec::new();
    for (number, node) in (1..).zip(problem.nodes_of(visit)) {
        if problem.eligibility.candidates(node).is_empty() {
            reasons.push(Reason {
                code: "nobody-may".into(),
                text: format!("no carer with a shift at that time may fill carer-place {number}"),
            });
        }
    }
    if reasons.is_empty() {
        reasons.push(Reason {
            code: "no-room".into(),
            text:
                "everybody who may go is busy, too far away, or dearer than leaving the visit out"
                    .into(),
        });
    }
    reasons
}
