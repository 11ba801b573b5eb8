//! The key figures: what a coordinator asks first.

use rota_model::{Instance, Money, Rota};
use serde::Serialize;

use super::carers::{CarerView, Times};
use super::clients::ClientView;

/// Totals over the whole rota.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figures {
    pub(crate) visits: usize,
    pub(crate) allocated: usize,
    pub(crate) unallocated: usize,
    /// Visits with more than one carer.
    pub(crate) double_ups: usize,
    pub(crate) carers: usize,
    pub(crate) carers_used: usize,
    pub(crate) shifts: usize,
    pub(crate) shifts_used: usize,
    pub(crate) times: Times,
    /// Mean number of different carers of the clients who are visited, in hundredths.
    pub(crate) faces_hundredths: usize,
    /// Stops at clients who know somebody, and those of them by a carer they know.
    pub(crate) stops_with_record: usize,
    pub(crate) known_stops: usize,
    /// The cost on the score sheet, as `£1,234.05`.
    pub(crate) cost: String,
}

/// One figure, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) detail: Option<String>,
}

impl Figures {
    /// Sums a rota up. `cost` is the score sheet's total.
    pub(crate) fn of(
        instance: &Instance,
        rota: &Rota,
        carers: &[CarerView],
        clients: &[ClientView],
        cost: Money,
    ) -> Self {
        let mut times = Times::default();
        carers.iter().for_each(|carer| times.add(carer.times));
        let visited = clients.iter().filter(|c| !c.faces.is_empty()).count();
        let faces: usize = clients.iter().map(|c| c.faces.len()).sum();
        let with_record = clients.iter().filter(|c| c.known_stops.is_some());
        Self {
            visits: instance.visits.len(),
            allocated: clients.iter().map(|c| c.visits.len()).sum(),
            unallocated: rota.unallocated.len(),
            double_ups: instance.visits.iter().filter(|v| v.slots.len() > 1).count(),
            carers: instance.carers.len(),
            carers_used: carers.len(),
            shifts: instance.carers.iter().map(|c| c.shifts.len()).sum(),
            shifts_used: rota.routes.len(),
            times,
            faces_hundredths: (faces * 100 + visited / 2).checked_div(visited).unwrap_or(0),
            stops_with_record: with_record.map(|c| c.stops).sum(),
            known_stops: clients.iter().filter_map(|c| c.known_stops).sum(),
            cost: cost.to_string(),
        }
    }

    /// Share of stops by carers whom the client knows, as `87.5 %`; `None` where nothing is recorded.
    pub(crate) fn known_share(&self) -> Option<String> {
        share(self.known_stops, self.stops_with_record)
    }

    /// The figures in the order in which they are shown.
    pub(crate) fn rows(&self) -> Vec<Figure> {
        let count = |number: usize| grouped(u64::try_from(number).unwrap_or(u64::MAX));
        let of = |part: usize, whole: usize| format!("{} of {}", count(part), count(whole));
        let part = |name, seconds: i64| {
            let working = self.times.care + self.times.travel + self.times.waiting;
            let whole = usize::try_from(working).unwrap_or(0);
            let share = share(usize::try_from(seconds).unwrap_or(0), whole);
            Figure { name, value: super::clock::span(seconds), detail: share }
        };
        let plain = |name, value| Figure { name, value, detail: None };
        let mut rows = vec![
            Figure {
                name: "Visits",
                value: count(self.visits),
                detail: Some(format!("{} with 2 or more carers", count(self.double_ups))),
            },
            plain("Allocated", of(self.allocated, self.visits)),
            plain("Unallocated", count(self.unallocated)),
            plain("Carers used", of(self.carers_used, self.carers)),
            plain("Shifts used", of(self.shifts_used, self.shifts)),
            part("Contact time", self.times.care),
            part("Travel time", self.times.travel),
            part("Waiting time", self.times.waiting),
        ];
        if self.times.rest > 0 {
            rows.push(plain("Breaks", super::clock::span(self.times.rest)));
        }
        rows.push(plain(
            "Carers per client, mean",
            format!("{}.{:02}", self.faces_hundredths / 100, self.faces_hundredths % 100),
        ));
        if let Some(share) = self.known_share() {
            rows.push(plain("By carers the client knows", share));
        }
        rows.push(plain("Cost on the score sheet", self.cost.clone()));
        rows
    }
}

/// `part` of `whole` as a percentage with one decimal; `None` when there is no whole.
pub(crate) fn share(part: usize, whole: usize) -> Option<String> {
    let permille = (part * 1000 + whole / 2).checked_div(whole)?;
    Some(format!("{}.{} %", permille / 10, permille % 10))
}

/// A number with its thousands set apart.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let read = [0, 999, 1_000, 1_234_567].map(grouped);
        assert_eq!(read, ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn shares_are_rounded_to_a_tenth_of_a_per_cent() {
        assert_eq!(share(2, 3).as_deref(), Some("66.7 %"));
        assert_eq!(share(0, 0), None);
        assert_eq!(share(7, 7).as_deref(), Some("100.0 %"));
    }
}
