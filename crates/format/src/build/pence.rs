//! Amounts in pence, as thousandths.

use crate::finding::{Code, Path, Sink};

/// Pence as whole thousandths: from 0 to a limit that keeps sums over the largest problems inside 64 bits, with up
/// to three decimals.
pub(super) fn thousandths(pence: f64, limit: f64, path: &Path<'_>, sink: &mut Sink) -> Option<i64> {
    let thousandths = pence * 1000.0;
    if !(0.0..=limit).contains(&pence) {
        sink.add(Code::BadPrice, path, format!("{pence} pence is not from 0 to {limit}"));
        return None;
    }
    if (thousandths - thousandths.round()).abs() > 1e-6 {
        sink.add(Code::BadPrice, path, format!("{pence} pence has more than three decimals"));
        return None;
    }
    Some(thousandths.round() as i64)
}
