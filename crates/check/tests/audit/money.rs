//! Pay and the minimum wage, computed by hand.

use rota_check::{CarerPay, money};
use rota_model::{BandRates, Care, Contract, Mileage, Mode, Money, Pay, PayTerms, Rate};

use crate::scene::Scene;

/// Pounds an hour, in pence.
fn hourly(pence: i64) -> BandRates {
    BandRates::flat(Rate::pence_per_hour(pence))
}

/// £15 for a contact hour and nothing else; the minimum wage is £12.71.
fn contact_only() -> Pay {
    Pay {
        terms: PayTerms { contact: hourly(1500), ..PayTerms::default() },
        ..Pay::flat(Rate::pence_per_hour(1271))
    }
}

/// Six visits of 30 minutes: five legs of 12 minutes and five waits of 4.
fn six_visits() -> Scene {
    let mut scene = Scene::new();
    scene.carer("ann", "06:00", "14:00");
    let mut stops = Vec::new();
    for number in 0..6 {
        // To and fro on a road of 12 minutes, from 08:00, every 46 minutes.
        let (client, visit) = (format!("c{number}"), format!("v{number}"));
        scene.client(&client, 20 + 12 * (number % 2));
        let at = 8 * 60 + 46 * number;
        let at = format!("{:02}:{:02}", at / 60, at % 60);
        scene.visit(&visit, &client, &at, &at, 30);
        stops.push((visit, at));
    }
    let stops: Vec<_> = stops.iter().map(|(visit, at)| (visit.as_str(), 0, at.as_str())).collect();
    scene.route("ann", &stops);
    scene.instance.pay = Some(contact_only());
    scene
}

fn ann(scene: &Scene) -> CarerPay {
    money(&scene.instance, &scene.rota).expect("pay is known").carers.remove(0)
}

#[test]
fn six_short_visits_at_fifteen_pounds_are_ten_pounds_thirty_eight_an_hour() {
    let scene = six_visits();
    let ann = ann(&scene);
    assert_eq!((ann.clocks.travel, ann.clocks.waiting), (60 * 60, 20 * 60));
    assert_eq!(ann.clocks.minimum_wage_time(), 260 * 60);
    assert_eq!(ann.pay(), Money::from_pence(4500));
    // 4,500 p in 260 minutes: 1,038.46 p an hour.
    assert_eq!(ann.effective_hourly.expect("an hourly rate").pence(), 1038);
    assert!(ann.below_minimum);
    let report = money(&scene.instance, &scene.rota).expect("a report");
    assert_eq!((report.lowest, report.per_contact_hour), (Some(0), Some(Money::from_pence(1500))));
}

#[test]
fn paid_travel_and_waiting_mend_it() {
    let mut scene = six_visits();
    let pay = scene.instance.pay.as_mut().expect("pay");
    pay.terms.travel = Rate::pence_per_hour(900);
    pay.terms.waiting = Rate::pence_per_hour(300);
    // 4,500 + 900 + 100 = 5,500 p in 260 minutes: 1,269.2 p an hour; 1,271 p are 5,507.67 p.
    let short = ann(&scene);
    assert_eq!((short.travel, short.waiting), (Money::from_pence(900), Money::from_pence(100)));
    assert_eq!(short.effective_hourly.expect("a rate").pence(), 1269);
    assert!(short.below_minimum);
    // 908 p for travel: 5,508 p, a third of a penny over what is due.
    scene.instance.pay.as_mut().expect("pay").terms.travel = Rate::pence_per_hour(908);
    assert!(!ann(&scene).below_minimum);
}

#[test]
fn a_carers_own_terms_come_first() {
    let mut scene = six_visits();
    scene.carer_mut("ann").terms.pay =
        Some(PayTerms { contact: hourly(2000), ..PayTerms::default() });
    assert_eq!(ann(&scene).pay(), Money::from_pence(6000));
}

/// Three hours on Friday 25 December from 17:30, by day until 19:00; a bank holiday or not.
fn evening(holiday: bool) -> Scene {
    let mut scene = Scene::from("2026-12-25", 1);
    scene.carer("ann", "06:00", "23:00");
    scene.client("adam", 10);
    scene.visit("v", "adam", "17:30", "17:30", 180);
    scene.route("ann", &[("v", 0, "17:30")]);
    let mut pay = contact_only();
    pay.terms.contact = BandRates {
        weekday: Rate::pence_per_hour(1200),
        evening: Rate::pence_per_hour(1600),
        weekend: Rate::pence_per_hour(1800),
        bank_holiday: Rate::pence_per_hour(2400),
    };
    if holiday {
        pay.bands.bank_holidays.insert(scene.instance.start);
    }
    scene.instance.pay = Some(pay);
    scene
}

#[test]
fn bands_have_their_rates_but_do_not_make_up_for_a_low_basic_one() {
    // 1.5 h at 12 and 1.5 h at 16 pounds.
    let usual = ann(&evening(false));
    assert_eq!(usual.pay(), Money::from_pence(4200));
    // On average £14, but the extra for the evening does not count: £12 is too little.
    assert_eq!(usual.effective_hourly, Some(Money::from_pence(1200)));
    assert!(usual.below_minimum);
    assert_eq!(ann(&evening(true)).pay(), Money::from_pence(7200));
}

#[test]
fn a_sleep_in_is_a_flat_fee_and_no_minimum_wage_time() {
    let night = |care| {
        let mut scene = Scene::from("2026-11-23", 2);
        scene.carer("ann", "20:00", "2026-11-24 08:00");
        scene.client("adam", 10);
        scene.visit("n", "adam", "22:00", "22:00", 540).care = care;
        scene.route("ann", &[("n", 0, "22:00")]);
        let mut pay = contact_only();
        pay.terms.sleep_in = Money::from_pence(6000);
        pay.terms.waking_night = Some(Rate::pence_per_hour(1300));
        scene.instance.pay = Some(pay);
        scene
    };
    let asleep = ann(&night(Care::SleepIn));
    assert_eq!(asleep.pay(), Money::from_pence(6000));
    assert_eq!((asleep.clocks.minimum_wage_time(), asleep.effective_hourly), (0, None));
    assert_eq!(asleep.clocks.working, 9 * 3600 + 2 * 600);
    assert!(!asleep.below_minimum);
    let report = night(Care::SleepIn);
    let report = money(&report.instance, &report.rota).expect("a report");
    assert_eq!((report.per_contact_hour, report.lowest), (None, None));
    // Awake: 9 hours at 13 pounds.
    assert_eq!(ann(&night(Care::WakingNight)).pay(), Money::from_pence(11_700));
    // Without a rate of their own nights are paid by band: 22:00 to 07:00 at £15.
    let mut banded = night(Care::WakingNight);
    banded.instance.pay.as_mut().expect("pay").terms.waking_night = None;
    assert_eq!(ann(&banded).pay(), Money::from_pence(13_500));
}

#[test]
fn the_night_the_clocks_change_is_paid_by_the_hours_that_pass() {
    let night = |start: &str, from: &str, hours: i64| {
        let mut scene = Scene::from(start, 2);
        scene.carer("ann", from, from).shifts[0].end = rota_model::Instant::NEVER;
        scene.client("adam", 0);
        scene.visit("n", "adam", from, from, hours * 60);
        scene.route("ann", &[("n", 0, from)]);
        scene.instance.pay = Some(contact_only());
        // Until 07:00 on the clock.
        let end = scene.rota.routes[0].stops[0].end;
        let shown = scene.instance.zone.local(end).format("%H:%M").to_string();
        assert_eq!(shown, "07:00");
        ann(&scene).pay().pence()
    };
    assert_eq!(night("2026-10-24", "2026-10-24 22:00", 10), 15_000);
    assert_eq!(night("2027-03-27", "2027-03-27 22:00", 8), 12_000);
}

#[test]
fn mileage_on_costs_and_guaranteed_hours_are_costs() {
    let mut scene = six_visits();
    let rates = Mileage {
        millipence: 28_000,
        millipence_beyond: 15_000,
        millimetres: 1_000_000,
        threshold: Some(16_000_000),
    };
    let pay = scene.instance.pay.as_mut().expect("pay");
    pay.mileage.insert(Mode::Car, rates);
    pay.on_cost_basis_points = 2000;
    // Five legs of 12 km, 50 km before the threshold and 10 beyond.
    scene.carer_mut("ann").terms.metres_so_far = 15_950_000;
    let ann = ann(&scene);
    assert_eq!(ann.mileage, Money::from_pence(50 * 28 + 10 * 15));
    assert_eq!(ann.on_costs, Money::from_pence(900));
    assert_eq!(ann.cost(), Money::from_pence(4500 + 1550 + 900));
    // bo is promised 2 hours a day and has none; ann's 2 are filled.
    let contract =
        Contract { period_days: 1, min: Some(7200), target: None, max: None, carried: 0 };
    scene.carer_mut("ann").contract = Some(contract);
    scene.carer("bo", "06:00", "14:00").contract = Some(contract);
    scene.carer("cy", "06:00", "14:00");
    let report = money(&scene.instance, &scene.rota).expect("a report");
    let guaranteed: Vec<_> = report.carers.iter().map(|one| one.guaranteed.pence()).collect();
    assert_eq!(guaranteed, [0, 3000]);
    // 6,950 + 3,000 + 600 of on-costs, for three contact hours.
    assert_eq!(report.per_contact_hour.expect("contact").pence(), 3517);
    assert_eq!(report.carers[1].cost(), Money::from_pence(3600));
}

#[test]
fn nothing_is_said_where_pay_is_not_known() {
    let mut scene = six_visits();
    scene.instance.pay = None;
    assert_eq!(money(&scene.instance, &scene.rota), None);
}
