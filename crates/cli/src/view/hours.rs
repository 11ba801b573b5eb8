//! Each carer's hours and pay beside each other: contract, the clocks, burdens, and what an hour comes to.

use std::collections::BTreeMap;

use rota_check::{CarerClocks, MoneyReport};
use rota_model::{CarerId, Instance, Money};
use serde::Serialize;

use super::clock::span;
use super::figures::Figure;
use super::groups::figure;
use super::lookup::Lookup;

/// One carer.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HoursRow {
    pub(crate) carer: String,
    /// Hours of the contract that are due over the horizon: target, else least, else most.
    pub(crate) contract: String,
    /// From first start to last end of each route, which contracts count.
    pub(crate) rostered: String,
    pub(crate) contact: String,
    pub(crate) minimum_wage: String,
    pub(crate) working: String,
    pub(crate) unsocial: String,
    pub(crate) split_days: i64,
    /// Empty where pay is not known.
    pub(crate) pay: String,
    pub(crate) hourly: String,
    /// Whether an hour comes to less than the minimum wage.
    pub(crate) below: bool,
}

/// Every carer who has a route, in the instance's order.
pub(crate) fn rows(
    instance: &Instance,
    lookup: &Lookup<'_>,
    clocks: &[CarerClocks],
    money: Option<&MoneyReport>,
) -> Vec<HoursRow> {
    let paid: BTreeMap<&CarerId, _> = money
        .iter()
        .flat_map(|report| &report.carers)
        .map(|one| (&one.clocks.carer, one))
        .collect();
    let row = |clocks: &CarerClocks| {
        let contract = lookup.carer(&clocks.carer).and_then(|carer| carer.contract.as_ref());
        let hours = contract.and_then(|contract| {
            let time = contract.target.or(contract.min).or(contract.max)?;
            Some(span(contract.due(time, instance.days)))
        });
        let paid = paid.get(&clocks.carer);
        HoursRow {
            carer: lookup.carer_label(&clocks.carer),
            contract: hours.unwrap_or_default(),
            rostered: span(clocks.rostered),
            contact: span(clocks.contact_time()),
            minimum_wage: span(clocks.minimum_wage_time()),
            working: span(clocks.working),
            unsocial: span(clocks.unsocial),
            split_days: clocks.split_days,
            pay: paid.map_or_else(String::new, |paid| paid.pay().to_string()),
            hourly: paid.and_then(|paid| paid.effective_hourly).map_or_else(String::new, down),
            below: paid.is_some_and(|paid| paid.below_minimum),
        }
    };
    clocks.iter().map(row).collect()
}

/// What the rota costs in pay.
pub(crate) fn figures(
    instance: &Instance,
    lookup: &Lookup<'_>,
    money: Option<&MoneyReport>,
) -> Vec<Figure> {
    let (Some(report), Some(pay)) = (money, &instance.pay) else { return Vec::new() };
    let sum = |part: &dyn Fn(&rota_check::CarerPay) -> Money| {
        // Each part is small enough for thousands of carers; absurd rotas are cut.
        let all = report.carers.iter().map(|one| i128::from(part(one).0)).sum::<i128>();
        const MOST: i128 = i64::MAX as i128 / 64;
        Money(i64::try_from(all.clamp(-MOST, MOST)).unwrap_or(0)).to_string()
    };
    let plain = |name, value| figure(name, value, None);
    let mut figures = vec![
        plain("Pay, mileage and on-costs", sum(&|one| one.cost())),
        plain("Contact time", sum(&|one| one.contact)),
        plain("Travel time", sum(&|one| one.travel)),
        plain("Waiting time", sum(&|one| one.waiting)),
        plain("Sleep-ins", sum(&|one| one.sleep_ins)),
        plain("Guaranteed hours that are not filled", sum(&|one| one.guaranteed)),
        plain("Mileage", sum(&|one| one.mileage)),
        plain("On-costs", sum(&|one| one.on_costs)),
    ];
    figures.extend(
        report.per_contact_hour.map(|cost| plain("Cost of a contact hour", cost.to_string())),
    );
    if let Some(lowest) = report.lowest.and_then(|index| report.carers.get(index)) {
        let minimum = Money(pay.minimum_wage.price(3600).0);
        let wage = if lowest.below_minimum {
            format!(
                "{}, below the minimum wage of {minimum}",
                lookup.carer_label(&lowest.clocks.carer)
            )
        } else {
            format!("{}; the minimum wage is {minimum}", lookup.carer_label(&lowest.clocks.carer))
        };
        let rate = lowest.effective_hourly.map_or_else(String::new, down);
        figures.push(figure("Lowest effective hourly rate", rate, Some(wage)));
        let below = report.carers.iter().filter(|one| one.below_minimum).count();
        figures.push(plain("Carers below the minimum wage", below.to_string()));
    }
    figures
}

/// Pounds and whole pence, rounded down, so that a rate just below a limit does not look like it.
fn down(amount: Money) -> String {
    Money::from_pence(amount.0.div_euclid(rota_model::GRAINS_PER_PENNY)).to_string()
}

#[cfg(test)]
mod tests {
    use rota_model::{BandRates, Pay, PayTerms, Rate};

    use super::super::View;
    use super::super::tests::{instance, rota};

    #[test]
    fn an_hour_below_the_minimum_wage_is_named() {
        let mut instance = instance();
        let contact = BandRates::flat(Rate::pence_per_hour(1500));
        instance.pay = Some(Pay {
            terms: PayTerms { contact, ..PayTerms::default() },
            ..Pay::flat(Rate::pence_per_hour(1271))
        });
        let view = View::of(&instance, &rota(), &rota_check::Audit::default());
        // Ann is paid for an hour and works 85 minutes, since the problem knows no legs: 1,058.8 p an hour.
        let ann = &view.hours[0];
        assert_eq!((ann.pay.as_str(), ann.hourly.as_str(), ann.below), ("£15.00", "£10.58", true));
        assert!(!view.hours[1].below);
        let money = view.groups.iter().find(|group| group.title == "Money").expect("a group");
        let lowest = money.figures.iter().find(|one| one.name.starts_with("Lowest")).expect("it");
        assert_eq!(lowest.value, "£10.58");
        assert_eq!(lowest.detail.as_deref(), Some("Ann, below the minimum wage of £12.71"));
        let cost = money.figures.iter().find(|one| one.name == "Cost of a contact hour");
        assert_eq!(cost.expect("it").value, "£15.00");
    }

    #[test]
    fn packs_and_reasons_are_repeated() {
        let mut instance = instance();
        assert!(View::of(&instance, &rota(), &rota_check::Audit::default()).rules.is_empty());
        instance.policy = rota_model::Policy::of_packs(&[rota_model::Pack::UkSct]);
        instance.policy.reasons.insert(rota_model::RuleId::DailyRest, "live-in week".to_owned());
        let rules = View::of(&instance, &rota(), &rota_check::Audit::default()).rules;
        assert!(rules[0].starts_with("uk-sct ") && rules[0].contains("not legal advice"));
        assert_eq!(rules[1], "daily-rest: live-in week");
    }
}
