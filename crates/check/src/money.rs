//! What a rota costs in pay, and whether it pays the minimum wage. All in whole grains.
//!
//! `docs/semantics.md` defines each amount.

use std::collections::BTreeMap;

use rota_model::{
    Band, CarerId, GRAINS_PER_PENNY, Instance, Mileage, Money, Pay, PayTerms, Rate, Rota, Seconds,
};

use crate::clocks::{CarerClocks, clocks, place};

/// Grains in a thousandth of a penny.
const GRAINS_PER_MILLIPENNY: i128 = GRAINS_PER_PENNY as i128 / 1000;

/// What one carer is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarerPay {
    /// The clocks that it is paid by.
    pub clocks: CarerClocks,
    /// Contact time, waking nights included.
    pub contact: Money,
    /// Travel between visits.
    pub travel: Money,
    /// Paid waiting.
    pub waiting: Money,
    /// Sleep-ins.
    pub sleep_ins: Money,
    /// Guaranteed hours that the rota does not fill, at the basic rate.
    pub guaranteed: Money,
    /// Mileage between visits: expenses, not pay.
    pub mileage: Money,
    /// Insurance, pension and holidays on all pay.
    pub on_costs: Money,
    /// Pay that counts against the minimum wage: contact time at no more than the basic rate, travel and waiting.
    pub counted: Money,
    /// `counted` for each hour of minimum-wage time, in grains, rounded down; `None` without such time.
    pub effective_hourly: Option<Money>,
    /// Whether that is less than the minimum wage.
    pub below_minimum: bool,
}

impl CarerPay {
    /// All that the carer costs.
    pub fn cost(&self) -> Money {
        self.pay() + self.mileage + self.on_costs
    }

    /// Gross pay.
    pub fn pay(&self) -> Money {
        self.contact + self.travel + self.waiting + self.sleep_ins + self.guaranteed
    }
}

/// What a rota costs in pay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoneyReport {
    /// Every carer who has a route or guaranteed hours, in the instance's order.
    pub carers: Vec<CarerPay>,
    /// All costs for each hour of contact time, in grains, rounded to the nearest; `None` without contact time.
    pub per_contact_hour: Option<Money>,
    /// Index into `carers` of the lowest effective hourly rate, the first of several.
    pub lowest: Option<usize>,
}

/// Works out pay; `None` where the instance does not say how work is paid.
pub fn money(instance: &Instance, rota: &Rota) -> Option<MoneyReport> {
    let pay = instance.pay.as_ref()?;
    let clocks = clocks(instance, rota);
    let by_carer: BTreeMap<&CarerId, &CarerClocks> =
        clocks.iter().map(|one| (&one.carer, one)).collect();
    let mut report = MoneyReport::default();
    for carer in &instance.carers {
        let terms = carer.terms.pay.as_ref().unwrap_or(&pay.terms);
        let promised = carer
            .contract
            .as_ref()
            .and_then(|contract| contract.min.map(|least| contract.due(least, instance.days)));
        let idle = CarerClocks::idle(carer);
        let own = by_carer.get(&carer.id).map_or(&idle, |own| *own);
        let unfilled = promised.map_or(0, |promised| (promised - own.rostered).max(0));
        if *own != idle || unfilled > 0 {
            report.carers.push(of_carer(pay, terms, own, unfilled, carer.terms.metres_so_far));
        }
    }
    let cost: i128 = report.carers.iter().map(|one| i128::from(one.cost().0)).sum();
    let contact: Seconds = report.carers.iter().map(|one| one.clocks.contact_time()).sum();
    report.per_contact_hour = (contact > 0).then(|| {
        let contact = i128::from(contact);
        narrow((cost * 3600 + contact / 2).div_euclid(contact))
    });
    let rates = report.carers.iter().enumerate();
    report.lowest = rates
        .filter_map(|(index, one)| one.effective_hourly.map(|rate| (rate, index)))
        .min()
        .map(|(_, index)| index);
    Some(report)
}

fn of_carer(
    pay: &Pay,
    terms: &PayTerms,
    clocks: &CarerClocks,
    unfilled: Seconds,
    metres_so_far: i64,
) -> CarerPay {
    let basic = terms.contact.weekday;
    let (mut contact, mut counted) = (0, 0);
    for band in Band::ALL {
        let rate = terms.contact.of(band);
        let night = terms.waking_night.unwrap_or(rate);
        for (rate, time) in
            [(rate, clocks.contact[place(band)]), (night, clocks.waking_nights[place(band)])]
        {
            contact += price(rate, time);
            // What is paid on top for unsocial hours does not make up for too little at other times.
            counted += price(rate.min(basic), time);
        }
    }
    let travel = price(terms.travel, clocks.travel);
    let waiting = price(terms.waiting, clocks.waiting);
    counted += travel + waiting;
    let sleep_ins = i128::from(terms.sleep_in.0) * i128::from(clocks.sleep_ins);
    let guaranteed = price(basic, unfilled);
    let gross = contact + travel + waiting + sleep_ins + guaranteed;
    let due = clocks.minimum_wage_time();
    let mileage = clocks.mode.and_then(|mode| pay.mileage.get(&mode));
    CarerPay {
        clocks: clocks.clone(),
        contact: narrow(contact),
        travel: narrow(travel),
        waiting: narrow(waiting),
        sleep_ins: narrow(sleep_ins),
        guaranteed: narrow(guaranteed),
        mileage: mileage.map_or(Money::ZERO, |rates| distance(rates, clocks.metres, metres_so_far)),
        on_costs: narrow((gross * i128::from(pay.on_cost_basis_points)).div_euclid(10_000)),
        counted: narrow(counted),
        effective_hourly: (due > 0).then(|| narrow((counted * 3600).div_euclid(i128::from(due)))),
        // Compared without the rounding.
        below_minimum: due > 0 && counted < price(pay.minimum_wage, due),
    }
}

/// What so many seconds cost.
fn price(rate: Rate, seconds: Seconds) -> i128 {
    i128::from(rate.0) * i128::from(seconds)
}

/// What a distance is paid when so many metres of the year have been paid for: at the first rate up to the
/// threshold, then at the other; a part of a grain is dropped once, at the end.
fn distance(rates: &Mileage, metres: i64, so_far: i64) -> Money {
    let metres = metres.max(0);
    let room = rates.threshold.map_or(metres, |most| (most - so_far).clamp(0, metres));
    let millipence_millimetres = i128::from(room) * 1000 * i128::from(rates.millipence)
        + i128::from(metres - room) * 1000 * i128::from(rates.millipence_beyond);
    let unit = i128::from(rates.millimetres.max(1));
    narrow((millipence_millimetres * GRAINS_PER_MILLIPENNY).div_euclid(unit))
}

/// The nearest amount of which a few can still be added up: absurd times cost absurd amounts.
fn narrow(grains: i128) -> Money {
    const MOST: i128 = i64::MAX as i128 / 64;
    Money(i64::try_from(grains.clamp(-MOST, MOST)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mileage_changes_its_rate_at_the_threshold() {
        // 45 p a mile for 10,000 miles, then 25 p.
        let rates = Mileage {
            millipence: 45_000,
            millipence_beyond: 25_000,
            millimetres: 1_609_344,
            threshold: Some(16_093_440),
        };
        let thousand_miles = 1_609_344;
        assert_eq!(distance(&rates, thousand_miles, 0), Money::from_pence(45_000));
        // 500 of the thousand are left.
        let so_far = 16_093_440 - 804_672;
        assert_eq!(distance(&rates, thousand_miles, so_far), Money::from_pence(35_000));
        assert_eq!(distance(&rates, thousand_miles, 99_999_999), Money::from_pence(25_000));
        // 10 km at 45 p a mile: 10,000,000 / 1,609,344 x 45 = 279.61703650... p, 1,006,621,331.4 grains.
        assert_eq!(distance(&rates, 10_000, 0), Money(1_006_621_331));
    }
}
