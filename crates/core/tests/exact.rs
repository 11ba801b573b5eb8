//! The exact model's breaks and limits on working time, on random problems: its rotas pass the audit at the cost that it says,
//! and the search finds nothing cheaper.
//!
//! `ROTA_SEEDS` sets how many problems, `ROTA_FIRST_SEED` where to start.

use rota_check::audit;
use rota_core::mip::{Exact, Limits, MipError, solve_exact};
use rota_core::problem::Problem;
use rota_core::{Options, Silent, solve};
use rota_model::{Break, Instance, Level, Parameter, Pay, Rate, RestAt, RuleId, Status};
use rota_testkit::tiny::{self, Dice};
use rota_testkit::{Seeds, minutes};

/// Breaks in most shifts, many of them in narrow times.
fn with_breaks(mut instance: Instance, dice: &mut Dice) -> Instance {
    for shift in instance.carers.iter_mut().flat_map(|carer| &mut carer.shifts) {
        for _ in 0..dice.pick(&[0, 1, 1, 2]) {
            let least = minutes(5 * dice.between(1, 6));
            let room = (shift.end - shift.start) / 60 - least / 60;
            let from = minutes(dice.between(0, room.max(0)));
            let earliest = shift.start + from;
            let latest = earliest + least + minutes(dice.between(0, 60));
            let after = dice.chance(60).then(|| minutes(5 * dice.between(2, 30)));
            let at_ends = dice.chance(40);
            shift.breaks.push(Break { earliest, latest, least, at_ends, after });
        }
    }
    let price = Rate::pence_each(dice.between(1, 1_500));
    let level = if dice.chance(50) { Level::Enforce } else { Level::Priced(price) };
    instance.policy = instance.policy.with(RuleId::MissedBreak, level);
    instance
}

/// Limits near what the work comes to, and waits of some minutes that are the carer's own time.
fn with_limits(mut instance: Instance, dice: &mut Dice) -> Instance {
    for rule in
        [RuleId::DayHoursMost, RuleId::WeekHours, RuleId::AverageHours, RuleId::ContractOver]
    {
        if dice.chance(60) {
            instance.policy = instance.policy.with(rule, Level::Enforce);
        }
    }
    for rule in [RuleId::YoungDay, RuleId::YoungWeek, RuleId::YoungNight] {
        instance.policy = instance.policy.with(rule, Level::Enforce);
    }
    instance.policy.parameters.extend([
        (Parameter::DayMostMinutes, dice.between(30, 200)),
        (Parameter::WeekHours, dice.between(1, 4)),
        (Parameter::AverageHours, dice.between(1, 12)),
        (Parameter::AverageWeeks, dice.between(1, 3)),
        (Parameter::YoungDayMinutes, dice.between(30, 150)),
        (Parameter::YoungWeekHours, dice.between(1, 4)),
    ]);
    for carer in &mut instance.carers {
        if dice.chance(70) {
            carer.terms.status = Status::Employee;
        }
        carer.terms.young = dice.chance(25);
        carer.terms.long_weeks = dice.chance(20);
        carer.terms.day_most = dice.chance(30).then(|| minutes(dice.between(30, 200)));
        let past = dice.between(0, 2);
        carer.terms.past_weeks =
            dice.chance(70).then(|| (0..past).map(|_| minutes(dice.between(0, 300))).collect());
    }
    if dice.chance(80) {
        let paid_gap = minutes(dice.between(0, 45));
        instance.pay = Some(Pay { paid_gap, ..Pay::flat(Rate::pence_per_hour(1_271)) });
    }
    instance
}

/// The optimum of a problem with its rules, and of the same without them.
struct Solved {
    instance: Instance,
    found: Result<Exact, MipError>,
    free: Option<i64>,
}

fn solved([free, instance]: [Instance; 2]) -> Solved {
    let solve = |instance: &Instance| {
        let problem = Problem::new(instance).expect("a tiny problem fits");
        solve_exact(&problem, &Limits::default())
    };
    let free = solve(&free).ok().map(|exact| exact.cost);
    Solved { found: solve(&instance), instance, free }
}

/// What many problems came to.
#[derive(Debug, Default)]
struct Seen {
    wrong: Vec<String>,
    unknown: usize,
    binding: usize,
    better: usize,
    rests: usize,
    after: usize,
}

impl Seen {
    fn add(&mut self, Solved { instance, found, free }: &Solved) {
        let mut wrong = Vec::new();
        match found {
            Ok(exact) => {
                let problem = Problem::new(instance).expect("a tiny problem fits");
                let rota = exact.rota(instance, &problem);
                let audit = audit(instance, &rota);
                wrong.extend(audit.violations.iter().map(|fault| fault.text.clone()));
                let costs = [rota.sheet.total().0, audit.sheet.total().0];
                if costs != [exact.cost; 2] || !exact.proven {
                    wrong.push(format!("{} by the model, {costs:?} by the sheets", exact.cost));
                }
                let found = searched(instance);
                if found < exact.cost {
                    wrong.push(format!("{} by the model, {found} by the search", exact.cost));
                }
                self.better += usize::from(found > exact.cost);
                self.binding += usize::from(*free != Some(exact.cost));
                let rests = rota.routes.iter().flat_map(|route| &route.rests);
                self.rests += rests.clone().count();
                self.after += rests.filter(|rest| rest.at == RestAt::AfterLeg).count();
            }
            Err(MipError::Unsupported(_)) => self.unknown += 1,
            Err(error) => wrong.push(error.to_string()),
        }
        let name = &instance.name;
        self.wrong.extend(wrong.into_iter().map(|what| format!("{name}: {what}")));
    }
}

/// What the search makes of it.
fn searched(instance: &Instance) -> i64 {
    let options = Options { islands: 2, iterations: Some(400), ..Options::default() };
    solve(instance, &options, &Silent).expect("a rota").rota.sheet.total().0
}

#[expect(clippy::print_stdout, reason = "who runs the tests is to see how much they say")]
fn holds(name: &str, draw: impl Fn(u64) -> [Instance; 2] + Sync) {
    if !cfg!(feature = "highs") {
        println!("skipped: random problems need HiGHS (feature `highs`)");
        return;
    }
    let seeds = Seeds::new(if cfg!(debug_assertions) { 10 } else { 100 });
    let all: Vec<Solved> = seeds.each(|seed| solved(draw(seed)));
    let seeds = seeds.count;
    let mut seen = Seen::default();
    all.iter().for_each(|solved| seen.add(solved));
    println!(
        "{name}: of {seeds}, {} bind, {} not known to the model, {} dearer by the search; {} rests, {} of them after a leg",
        seen.binding, seen.unknown, seen.better, seen.rests, seen.after
    );
    assert!(seen.wrong.is_empty(), "{} of {seeds}:\n{}", seen.wrong.len(), seen.wrong.join("\n"));
    assert!(seen.binding as u64 * 10 >= seeds, "{name} bind in {} of {seeds} only", seen.binding);
    assert!(seen.unknown as u64 * 10 <= seeds, "{name}: the model does not know {}", seen.unknown);
}

#[test]
fn breaks_of_single_days_are_exact() {
    holds("breaks", |seed| {
        let instance = tiny::random(seed);
        [instance.clone(), with_breaks(instance, &mut Dice::new(seed))]
    });
}

#[test]
fn breaks_that_the_search_was_made_for_are_exact() {
    holds("all kinds of breaks", |seed| [tiny::random(seed), tiny::resting(seed)]);
}

#[test]
fn limits_of_days_and_weeks_are_exact() {
    holds("limits", |seed| {
        let instance = tiny::week(seed);
        [instance.clone(), with_limits(instance, &mut Dice::new(seed))]
    });
}

#[test]
fn breaks_and_limits_together_are_exact() {
    holds("breaks and limits", |seed| {
        let (instance, dice) = (tiny::week(seed), &mut Dice::new(!seed));
        [instance.clone(), with_limits(with_breaks(instance, dice), dice)]
    });
}
