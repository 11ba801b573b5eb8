//! Which combinations there are, and which of them nobody beats.

use rota_sweep::{BASE, Comparison, Figures, ScenarioFile, Spread, combinations};

fn names(text: &str) -> Result<Vec<String>, Vec<String>> {
    let file =
        ScenarioFile::read(&format!("format = 'rota/scenarios/v1'\n{text}")).expect("a file");
    combinations(&file).map(|all| all.into_iter().map(|one| one.name).collect())
}

fn option(name: &str, changes: bool) -> String {
    let patch = if changes { "[[axis.option.patch]]\ndo = 'leave'\nwhom = {}\n" } else { "" };
    format!("[[axis.option]]\nname = '{name}'\n{patch}")
}

#[test]
fn a_grid_is_the_product_of_its_axes_without_the_base_twice() {
    let grid = format!(
        "[[axis]]\nname = 'a'\n{}{}[[axis]]\nname = 'b'\n{}{}{}",
        option("now", false),
        option("x", true),
        option("now", false),
        option("y", true),
        option("z", true)
    );
    let list = "[[scenario]]\nname = 'alone'\n[[scenario.patch]]\ndo = 'leave'\nwhom = {}\n";
    assert_eq!(
        names(&format!("{grid}{list}")).expect("names"),
        [BASE, "b: y", "b: z", "a: x", "a: x, b: y", "a: x, b: z", "alone"]
    );
}

#[test]
fn what_is_common_to_all_is_in_the_base_as_well() {
    let file = ScenarioFile::read(
        "format = 'rota/scenarios/v1'\n[[always]]\ndo = 'leave'\nwhom = {}\n\
         [[scenario]]\nname = 's'\n[[scenario.patch]]\ndo = 'leave'\nwhom = {}\n",
    )
    .expect("a file");
    let all = combinations(&file).expect("combinations");
    let places = |index: usize| all[index].patches.iter().map(|(place, _)| place.clone());
    assert_eq!(places(0).collect::<Vec<_>>(), ["always[0]"]);
    assert_eq!(places(1).collect::<Vec<_>>(), ["always[0]", "scenario[0].patch[0]"]);
}

#[test]
fn names_that_clash_and_questions_without_answers_are_told_at_once() {
    let errors = names(
        "[[scenario]]\nname = 'base'\n[[scenario]]\nname = ' '\n[[scenario.patch]]\ndo = 'leave'\nwhom = {}\n",
    )
    .expect_err("errors");
    let all = errors.join("; ");
    for part in ["\"base\" changes nothing", "two scenarios are called \"base\"", "has no name"] {
        assert!(all.contains(part), "{all}");
    }
    assert!(names("").expect_err("nothing")[0].contains("no scenario"));
    let errors = names("[[axis]]\nname = 'a'\noption = []\n").expect_err("errors");
    assert!(errors[0].contains("has no option"), "{errors:?}");
    let huge: String = (0..14)
        .map(|axis| {
            format!("[[axis]]\nname = '{axis}'\n{}{}", option("n", false), option("y", true))
        })
        .collect();
    assert!(names(&huge).expect_err("too many")[0].contains("16384 combinations"));
}

fn figures(cost: i64, faces: i64, left_out: i64) -> Figures {
    Figures {
        wanted: 0,
        allocated: 0,
        left_out,
        policy_cost: 7,
        policy_left_out: 0,
        money: Some(cost),
        guaranteed: Some(0),
        below_minimum: Some(0),
        travel: 0,
        contact_share: None,
        faces: Some(faces),
        known: None,
        gini_travel: None,
        gini_unsocial: None,
        warnings: 0,
        gap: None,
    }
}

#[test]
fn unbeaten_is_whoever_no_other_is_as_good_as_and_better_in_one() {
    let one = |name: &str, cost, faces, left| (name.to_owned(), vec![figures(cost, faces, left)]);
    let comparison = Comparison::of(
        "",
        &[
            one("base", 100, 3000, 0),
            one("dearer, fewer faces", 120, 2000, 0),
            one("dearer, as many faces", 110, 3000, 0),
            one("the same as the base", 100, 3000, 0),
            one("cheaper, leaves one out", 90, 3000, 1),
            one("worse in all", 130, 4000, 2),
        ],
    );
    let marks: Vec<bool> = comparison.rows.iter().map(|row| row.unbeaten).collect();
    assert_eq!(marks, [true, true, false, true, true, false]);
    let cheapest: Vec<bool> = comparison.rows.iter().map(|row| row.cheapest).collect();
    assert_eq!(cheapest, [false, false, false, false, true, false]);
    assert_eq!(comparison.rows[5].cost_to_base, Some(30));
}

#[test]
fn a_spread_is_mean_least_and_most() {
    let spread = |values: &[i64]| Spread::of(values.iter().copied());
    assert_eq!(spread(&[]), None);
    assert_eq!(spread(&[3, 1, 4]), Some(Spread { mean: 3, least: 1, most: 4 }));
    assert_eq!(spread(&[-3, -2]), Some(Spread { mean: -2, least: -3, most: -2 }));
}

#[test]
fn tables_have_a_line_for_each_scenario_and_a_cell_for_each_head() {
    let comparison = Comparison::of(
        "q",
        &[
            ("a, with a comma".to_owned(), vec![figures(1, 2, 0), figures(3, 4, 0)]),
            ("b".to_owned(), vec![figures(5, 6, 0)]),
        ],
    );
    let text = comparison.to_csv().expect("a table");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let cell = |row: usize, name: &str| {
        let column = head.iter().position(|head| head == name).expect("a column");
        rows[row][column].to_owned()
    };
    assert_eq!(rows.len(), 2);
    assert_eq!(cell(0, "scenario"), "a, with a comma");
    assert_eq!([cell(0, "cost_pence"), cell(0, "cost_pence_most")], ["2", "3"]);
    assert_eq!(cell(1, "faces_thousandths"), "6");
    assert_eq!(cell(1, "known_permille"), "");
    let json: serde_json::Value = serde_json::from_str(&comparison.to_json()).expect("JSON");
    assert_eq!(json["scenarios"][1]["figures"]["money_pence"]["mean"], 5);
}
