//! Fairness as reported: unsocial hours, travel and split days for each contracted hour, across carers.

use std::collections::BTreeMap;

use rota_model::{CarerId, Instance, Rota, Seconds};

use crate::clocks::{CarerClocks, clocks};
use crate::share::Share;

/// How evenly burdens lie on the carers who have contracted hours or work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fairness {
    /// Each carer, in the instance's order.
    pub carers: Vec<CarerBurden>,
    /// Gini coefficients, each carer weighed by their hours: 0 where all bear the same for each hour, near 1 where
    /// one bears all. No whole where nobody bears anything.
    pub unsocial: Share,
    /// Of travel between visits.
    pub travel: Share,
    /// Of days with two shifts.
    pub split_days: Share,
}

/// What one carer bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarerBurden {
    /// The carer.
    pub carer: CarerId,
    /// Contracted seconds over the horizon; without a contract, working time. More than 0.
    pub hours: Seconds,
    /// Seconds with clients outside of weekdays by day.
    pub unsocial: Seconds,
    /// Seconds between visits.
    pub travel: Seconds,
    /// Days with two shifts.
    pub split_days: i64,
}

/// Works out how fair a rota is.
pub fn fairness(instance: &Instance, rota: &Rota) -> Fairness {
    let clocks = clocks(instance, rota);
    let by_carer: BTreeMap<&CarerId, &CarerClocks> =
        clocks.iter().map(|one| (&one.carer, one)).collect();
    let burden = |carer: &rota_model::Carer| {
        let times = by_carer.get(&carer.id);
        let engaged = carer.contract.as_ref().and_then(|contract| {
            let time = contract.target.or(contract.min).or(contract.max)?;
            Some(contract.over(time, instance.days))
        });
        let hours = engaged.filter(|hours| *hours > 0).or(times.map(|times| times.working))?;
        (hours > 0).then(|| CarerBurden {
            carer: carer.id.clone(),
            hours,
            unsocial: times.map_or(0, |times| times.unsocial),
            travel: times.map_or(0, |times| times.travel),
            split_days: times.map_or(0, |times| times.split_days),
        })
    };
    let carers: Vec<CarerBurden> = instance.carers.iter().filter_map(burden).collect();
    let of = |bears: fn(&CarerBurden) -> i64| {
        let pairs: Vec<_> = carers.iter().map(|one| (bears(one), one.hours)).collect();
        gini(&pairs)
    };
    Fairness {
        unsocial: of(|one| one.unsocial),
        travel: of(|one| one.travel),
        split_days: of(|one| one.split_days),
        carers,
    }
}

/// Gini (1912), weighed by hours: the sum over all ordered pairs of |a h' - a' h|, of 2 H A, where a is what is
/// borne, h the hours, and A and H their sums. In millionths, rounded down.
fn gini(carers: &[(i64, Seconds)]) -> Share {
    let mut differences: i128 = 0;
    let (mut borne, mut hours): (i128, i128) = (0, 0);
    for &(a, h) in carers {
        let (a, h) = (i128::from(a), i128::from(h));
        borne += a;
        hours += h;
        for &(b, k) in carers {
            differences += (a * i128::from(k) - i128::from(b) * h).abs();
        }
    }
    if borne <= 0 {
        return Share::default();
    }
    let millionths = differences * 1_000_000 / (2 * hours * borne);
    Share { part: i64::try_from(millionths).unwrap_or(i64::MAX), whole: 1_000_000 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gini_of_a_few_carers_by_hand() {
        // Even for each hour: 2 of 20 hours, 4 of 40.
        assert_eq!(gini(&[(2, 20), (4, 40)]).permille(), Some(0));
        // One of two equal posts bears all: |6*10| twice, of 2 * 20 * 6.
        assert_eq!(gini(&[(6, 10), (0, 10)]).permille(), Some(500));
        // One of four: 6 ordered pairs of 6 * 10 = 360, of 2 * 40 * 6 = 480.
        assert_eq!(gini(&[(6, 10), (0, 10), (0, 10), (0, 10)]).permille(), Some(750));
        // 1, 2 and 3 in equal posts: pairs 1 + 2 + 1, twice, times 10 = 80, of 2 * 30 * 6 = 360.
        assert_eq!(gini(&[(1, 10), (2, 10), (3, 10)]).permille(), Some(222));
        assert_eq!(gini(&[(0, 10)]).permille(), None);
    }
}
