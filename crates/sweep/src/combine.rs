//! Every combination that a scenario file asks for.

use crate::file::{Axis, Patch, ScenarioFile};

/// The name of the week without changes.
pub const BASE: &str = "base";

/// Most combinations; a typing error in a grid is found before the disk is full.
const MOST: usize = 10_000;

/// One scenario to be solved.
#[derive(Debug, Clone)]
pub struct Combination<'a> {
    /// "base", a scenario's name, or "question: answer" for each axis.
    pub name: String,
    /// Its changes, in order, each with where it stands in the file.
    pub patches: Vec<(String, &'a Patch)>,
}

/// The base first, then the grid with its last axis running fastest, then the list. A combination without any changes is the base
/// and not listed again.
///
/// # Errors
/// All that is wrong with names and numbers.
pub fn combinations(file: &ScenarioFile) -> Result<Vec<Combination<'_>>, Vec<String>> {
    let always = placed("always", &file.always);
    let mut all = vec![Combination { name: BASE.to_owned(), patches: always.clone() }];
    let mut errors = Vec::new();
    for (index, axis) in file.axis.iter().enumerate() {
        if axis.option.is_empty() {
            errors.push(format!("axis[{index}] \"{}\" has no option", axis.name));
        }
    }
    let size = file.axis.iter().fold(1_usize, |size, axis| size.saturating_mul(axis.option.len()));
    if size > MOST {
        errors.push(format!("the grid has {size} combinations; more than {MOST} are not solved"));
    } else if !file.axis.is_empty() {
        for number in 0..size {
            let (name, patches) = of_grid(&file.axis, number);
            if !patches.is_empty() {
                all.push(Combination { name, patches: [always.clone(), patches].concat() });
            }
        }
    }
    for (index, choice) in file.scenario.iter().enumerate() {
        let patches = placed(&format!("scenario[{index}].patch"), &choice.patch);
        if patches.is_empty() {
            errors.push(format!(
                "scenario[{index}] \"{}\" changes nothing; the base is there anyhow",
                choice.name
            ));
        }
        all.push(Combination {
            name: choice.name.clone(),
            patches: [always.clone(), patches].concat(),
        });
    }
    for (index, one) in all.iter().enumerate() {
        if one.name.trim().is_empty() {
            errors.push(format!("scenario {index} has no name"));
        } else if all[..index].iter().any(|other| other.name == one.name) {
            errors.push(format!("two scenarios are called \"{}\"", one.name));
        }
    }
    if all.len() == 1 && errors.is_empty() {
        errors.push("there is no scenario: write [[axis]] or [[scenario]]".to_owned());
    }
    if errors.is_empty() { Ok(all) } else { Err(errors) }
}

/// Name and changes of the combination of a number, the last axis running fastest.
fn of_grid(axes: &[Axis], mut number: usize) -> (String, Vec<(String, &Patch)>) {
    let mut chosen = Vec::new();
    for (index, axis) in axes.iter().enumerate().rev() {
        chosen.push((index, number % axis.option.len()));
        number /= axis.option.len();
    }
    chosen.reverse();
    let mut names = Vec::new();
    let mut patches = Vec::new();
    for (index, option) in chosen {
        let choice = &axes[index].option[option];
        if !choice.patch.is_empty() {
            names.push(format!("{}: {}", axes[index].name, choice.name));
        }
        patches.extend(placed(&format!("axis[{index}].option[{option}].patch"), &choice.patch));
    }
    (names.join(", "), patches)
}

fn placed<'a>(place: &str, patches: &'a [Patch]) -> Vec<(String, &'a Patch)> {
    patches.iter().enumerate().map(|(index, patch)| (format!("{place}[{index}]"), patch)).collect()
}
