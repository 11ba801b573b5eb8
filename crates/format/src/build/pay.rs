//! Pay: rates, bands and mileage.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use rota_model::{
    BandRates, Bands, GRAINS_PER_PENNY, Mileage, Mode, Money, PAID_GAP, Pay, PayTerms, Rate,
};

use super::calendar::{Calendar, clock};
use super::pence::thousandths;
use crate::doc::{DistanceDoc, MileageDoc, PayDoc, ProblemDoc, RatesDoc};
use crate::finding::{Code, Path, Sink};

/// Pence for an hour, at most: a hundred pounds a minute would be a slip.
const MOST_HOURLY: f64 = 100_000.0;

/// The United Kingdom's minimum wage from April 2026, from 21 years of age.
const MINIMUM_WAGE: f64 = 1271.0;

/// Builds pay; `None` where the document does not speak of it.
pub(super) fn build(doc: &ProblemDoc, calendar: &Calendar, sink: &mut Sink) -> Option<Pay> {
    let pay = doc.pay.as_ref()?;
    let root = Path::Root;
    let path = root.key("pay");
    let wage = pay.minimum_wage.unwrap_or(MINIMUM_WAGE);
    let minimum_wage = hourly(wage, &path.key("minimum_wage"), sink).unwrap_or_default();
    let paid_gap = pay.paid_gap_minutes.unwrap_or(PAID_GAP / 60);
    if !(0..=1440).contains(&paid_gap) {
        let cause = format!("a paid gap of {paid_gap} minutes");
        sink.add(Code::BadPay, &path.key("paid_gap_minutes"), cause);
    }
    let usual = PayTerms { contact: BandRates::flat(minimum_wage), ..PayTerms::default() };
    Some(Pay {
        minimum_wage,
        paid_gap: paid_gap.clamp(0, 1440) * 60,
        bands: bands(pay, &path, calendar, sink),
        terms: terms(&pay.rates, &usual, &path.key("rates"), sink),
        mileage: mileages(pay, &path.key("mileage"), sink),
        on_cost_basis_points: on_costs(pay, &path, sink),
    })
}

/// Rates as written; what is left out is the usual, where a band that is left out is as the one before it.
pub(super) fn terms(
    doc: &RatesDoc,
    usual: &PayTerms,
    path: &Path<'_>,
    sink: &mut Sink,
) -> PayTerms {
    let mut rate = |pence: Option<f64>, key: &str| hourly(pence?, &path.key(key), sink);
    let contact = rate(doc.contact, "contact");
    let base = contact.map_or(usual.contact, BandRates::flat);
    let weekend = rate(doc.weekend, "weekend");
    let bands = BandRates {
        weekday: base.weekday,
        evening: rate(doc.evening, "evening").unwrap_or(base.evening),
        weekend: weekend.unwrap_or(base.weekend),
        bank_holiday: rate(doc.bank_holiday, "bank_holiday")
            .or(weekend)
            .unwrap_or(base.bank_holiday),
    };
    let travel = rate(doc.travel, "travel").unwrap_or(usual.travel);
    let waiting = rate(doc.waiting, "waiting").unwrap_or(usual.waiting);
    let waking_night = rate(doc.waking_night, "waking_night").or(usual.waking_night);
    let sleep_in = doc
        .sleep_in
        .and_then(|pence| thousandths(pence, 10_000_000.0, &path.key("sleep_in"), sink))
        .map_or(usual.sleep_in, |amount| Money(amount * (GRAINS_PER_PENNY / 1000)));
    PayTerms { contact: bands, travel, waiting, waking_night, sleep_in }
}

fn hourly(pence: f64, path: &Path<'_>, sink: &mut Sink) -> Option<Rate> {
    thousandths(pence, MOST_HOURLY, path, sink).map(Rate::millipence_per_hour)
}

fn bands(doc: &PayDoc, path: &Path<'_>, calendar: &Calendar, sink: &mut Sink) -> Bands {
    let usual = Bands::default();
    let mut time = |text: &Option<String>, key: &str, usual: NaiveTime| {
        let minutes = text.as_ref().and_then(|text| clock(text, &path.key(key), sink));
        let time = minutes.map(|m| NaiveTime::from_hms_opt(m / 60, m % 60, 0));
        match time {
            None => usual,
            Some(Some(time)) => time,
            Some(None) => {
                sink.add(Code::BadPay, &path.key(key), "24:00 is not in the day");
                usual
            }
        }
    };
    let evening_from = time(&doc.evening_from, "evening_from", usual.evening_from);
    let evening_until = time(&doc.evening_until, "evening_until", usual.evening_until);
    if evening_until > evening_from {
        let cause = format!(
            "the evening from {} would begin before it ends at {}",
            evening_from.format("%H:%M"),
            evening_until.format("%H:%M")
        );
        sink.add(Code::BadPay, &path.key("evening_until"), cause);
    }
    let holidays = calendar.date_list(&doc.bank_holidays, &path.key("bank_holidays"), sink);
    Bands { evening_from, evening_until, bank_holidays: holidays.into_iter().collect() }
}

fn mileages(doc: &PayDoc, path: &Path<'_>, sink: &mut Sink) -> BTreeMap<Mode, Mileage> {
    let modes = [
        (Mode::Car, &doc.mileage.car),
        (Mode::Walk, &doc.mileage.walk),
        (Mode::Bicycle, &doc.mileage.bicycle),
        (Mode::Bus, &doc.mileage.bus),
    ];
    let given = modes.into_iter().filter_map(|(mode, doc)| Some((mode, doc.as_ref()?)));
    given
        .filter_map(|(mode, doc)| Some((mode, mileage(doc, &path.key(mode.as_str()), sink)?)))
        .collect()
}

fn mileage(doc: &MileageDoc, path: &Path<'_>, sink: &mut Sink) -> Option<Mileage> {
    let millipence = thousandths(doc.pence, 10_000.0, &path.key("pence"), sink);
    let beyond = doc.beyond.unwrap_or(doc.pence);
    let beyond = thousandths(beyond, 10_000.0, &path.key("beyond"), sink);
    let millimetres = match doc.per {
        DistanceDoc::Mile => 1_609_344,
        DistanceDoc::Km => 1_000_000,
    };
    let threshold = doc.threshold.filter(|units| (0..=1_000_000).contains(units));
    if threshold != doc.threshold {
        let cause = format!("a threshold of {}", doc.threshold.unwrap_or(0));
        sink.add(Code::BadPay, &path.key("threshold"), cause);
    }
    Some(Mileage {
        millipence: millipence?,
        millipence_beyond: beyond?,
        millimetres,
        threshold: threshold.map(|units| units * millimetres / 1000),
    })
}

fn on_costs(doc: &PayDoc, path: &Path<'_>, sink: &mut Sink) -> i64 {
    let percent = doc.on_cost_percent.unwrap_or(0.0);
    let points = percent * 100.0;
    if !(0.0..=200.0).contains(&percent) || (points - points.round()).abs() > 1e-6 {
        let cause = format!("on-costs of {percent} per cent");
        sink.add(Code::BadPay, &path.key("on_cost_percent"), cause);
        return 0;
    }
    points.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_that_are_left_out_follow_the_one_before() {
        let mut sink = Sink::default();
        let usual = PayTerms {
            contact: BandRates::flat(Rate::pence_per_hour(1271)),
            travel: Rate::pence_per_hour(900),
            ..PayTerms::default()
        };
        let pence = |rates: PayTerms| {
            let contact = rates.contact;
            [contact.weekday, contact.evening, contact.weekend, contact.bank_holiday]
                .map(|rate| rate.0 / Rate::pence_per_hour(1).0)
        };
        let mut read = |doc: RatesDoc| terms(&doc, &usual, &Path::Root, &mut sink);
        assert_eq!(pence(read(RatesDoc::default())), [1271; 4]);
        let doc = RatesDoc { contact: Some(1300.0), weekend: Some(1500.0), ..RatesDoc::default() };
        let rates = read(doc);
        assert_eq!(pence(rates), [1300, 1300, 1500, 1500]);
        assert_eq!(rates.travel, Rate::pence_per_hour(900));
        let doc = RatesDoc { sleep_in: Some(60.5), ..RatesDoc::default() };
        assert_eq!(read(doc).sleep_in, Money(60 * GRAINS_PER_PENNY + GRAINS_PER_PENNY / 2));
        assert!(!sink.has_errors());
    }
}
