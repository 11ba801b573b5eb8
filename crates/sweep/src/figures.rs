//! What is kept of an audited rota: the figures that scenarios are compared by.

use rota_check::{Audit, Share, clocks, continuity, fairness, money};
use rota_model::{Instance, Money, Rota};
use serde::{Deserialize, Serialize};

/// Figures of one rota. Money is in pence, time in seconds, shares in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Seconds of care that clients ask for, each carer counted.
    pub wanted: i64,
    /// Seconds of care that are allocated.
    pub allocated: i64,
    /// Visits that are left out.
    pub left_out: i64,
    /// Cost on the score sheet.
    pub policy_cost: i64,
    /// Of that for visits that are left out.
    pub policy_left_out: i64,
    /// Pay, mileage and on-costs, where the problem says what is paid.
    pub money: Option<i64>,
    /// Of that for guaranteed hours that are not used.
    pub guaranteed: Option<i64>,
    /// Carers paid less than the minimum wage for their time.
    pub below_minimum: Option<i64>,
    /// Seconds on the road.
    pub travel: i64,
    /// Care in what is paid time or on the road.
    pub contact_share: Option<i64>,
    /// Mean number of different carers of a client, in thousandths.
    pub faces: Option<i64>,
    /// Stops by carers whom the client knew.
    pub known: Option<i64>,
    /// Gini of travel for an hour of work.
    pub gini_travel: Option<i64>,
    /// Gini of unsocial time for an hour of work.
    pub gini_unsocial: Option<i64>,
    /// Warnings of the audit.
    pub warnings: i64,
    /// How far the policy cost is above what no rota can undercut, in thousandths of that; rounded up.
    pub gap: Option<i64>,
}

impl Figures {
    /// Measures a rota that the audit confirmed. `bound` is what no rota can undercut, where that is known.
    pub fn of(instance: &Instance, rota: &Rota, audit: &Audit, bound: Option<Money>) -> Self {
        let wanted =
            instance.visits.iter().flat_map(|visit| &visit.slots).map(|slot| slot.duration);
        let clocks = clocks(instance, rota);
        let allocated: i64 = clocks.iter().map(|c| c.contact_time() + c.asleep).sum();
        let minimum_wage: i64 = clocks.iter().map(|clock| clock.minimum_wage_time()).sum();
        let contact: i64 = clocks.iter().map(|clock| clock.contact_time()).sum();
        let money = money(instance, rota);
        let total = |of: &dyn Fn(&rota_check::CarerPay) -> Money| {
            money.as_ref().map(|report| report.carers.iter().map(of).sum::<Money>().pence())
        };
        let continuity = continuity(instance, rota);
        let fairness = fairness(instance, rota);
        let lines = &audit.sheet.lines;
        let left_out = lines.iter().filter(|line| line.rule.info().id.starts_with("unallocated-"));
        let cost = audit.sheet.total();
        Self {
            wanted: wanted.sum(),
            allocated,
            left_out: count(rota.unallocated.len()),
            policy_cost: cost.pence(),
            policy_left_out: left_out.map(|line| line.price).sum::<Money>().pence(),
            money: total(&|pay| pay.cost()),
            guaranteed: total(&|pay| pay.guaranteed),
            below_minimum: money
                .as_ref()
                .map(|report| count(report.carers.iter().filter(|pay| pay.below_minimum).count())),
            travel: clocks.iter().map(|clock| clock.travel + clock.to_and_from).sum(),
            contact_share: Share { part: contact, whole: minimum_wage }.permille(),
            faces: continuity.faces.permille(),
            known: continuity.known.permille(),
            gini_travel: fairness.travel.permille(),
            gini_unsocial: fairness.unsocial.permille(),
            warnings: count(audit.warnings.len()),
            gap: bound.filter(|bound| bound.0 > 0).map(|bound| above(cost, bound)),
        }
    }

    /// What scenarios are compared by: money and the policy's price of visits left out, or else the cost on the score sheet.
    pub fn cost(&self) -> i64 {
        self.money.map_or(self.policy_cost, |money| money + self.policy_left_out)
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Thousandths by which a cost is above a bound, rounded up.
fn above(cost: Money, bound: Money) -> i64 {
    let above = i128::from(cost.0 - bound.0) * 1000;
    i64::try_from(
        above.div_euclid(i128::from(bound.0)) + i128::from(above % i128::from(bound.0) != 0),
    )
    .unwrap_or(i64::MAX)
}
