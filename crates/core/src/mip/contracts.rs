//! What rostered time costs against a contract, as columns of any model.

use super::backend::{Column, Model};
use crate::problem::Problem;

/// The linear stretches of a carer's contract: rate, sign and mark, each `rate x max(0, sign (worked - mark))`.
pub(super) fn marks(problem: &Problem, carer: u32) -> impl Iterator<Item = (i64, i64, i64)> {
    let (hours, prices) = (problem.carers[carer as usize].hours, &problem.prices);
    let marks = [
        (prices.contract_under, -1, hours.min),
        (prices.contract_over, 1, hours.max),
        (prices.contract_target, -1, hours.target),
        (prices.contract_target, 1, hours.target),
    ];
    let priced = marks.into_iter().filter(|(rate, ..)| *rate > 0);
    priced.filter_map(|(rate, sign, mark)| mark.map(|mark| (rate, sign, mark)))
}

/// Adds the price of a carer's rostered time, which is that of the terms and of what the model leaves alone.
pub(super) fn price(
    problem: &Problem,
    carer: u32,
    (terms, outside): (&[(Column, i64)], i64),
    model: &mut Model,
) {
    for (rate, sign, mark) in marks(problem, carer) {
        let off = terms.iter().map(|(column, factor)| (*column, sign * factor)).collect();
        model.largest(rate, 0, [(off, sign * (outside - mark))]);
    }
}
