//! Families of problems, and their cases.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use rota_format::{build_problem, hhcrsp};
use rota_generate::{GenerateOptions, generate, scenarios};
use rota_model::Instance;

/// Where problems come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Family {
    /// Public instances of home health care routing and scheduling, from `../shared/benchmarks/hhcrsp`.
    Hhcrsp,
    /// Generated weeks, each of which can be covered whole.
    Weeks,
}

/// One row of the benchmark's table of best known values.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The set that the instance belongs to.
    pub set: String,
    /// The instance.
    pub instance: String,
    /// The best published value that was verified.
    pub best: f64,
    /// The best published lower bound, where there is one.
    pub bound: Option<f64>,
}

impl Family {
    /// Its word on the command line, in results and in the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hhcrsp => "hhcrsp",
            Self::Weeks => "weeks",
        }
    }

    /// The names of its cases, in order.
    ///
    /// # Errors
    /// When the benchmark's folder is not there or cannot be read.
    pub fn cases(self) -> Result<Vec<String>, String> {
        match self {
            Self::Hhcrsp => Ok(best_known()?.into_iter().map(|row| row.instance).collect()),
            Self::Weeks => Ok(scenarios().iter().map(|week| week.name.to_owned()).collect()),
        }
    }

    /// The problem of a case. Instances are the same for every seed; weeks are drawn from it.
    ///
    /// # Errors
    /// When there is no such case or it cannot be read.
    pub fn load(self, case: &str, seed: u64) -> Result<Instance, String> {
        match self {
            Self::Hhcrsp => {
                let path = folder().join(format!("instances/{case}.json"));
                hhcrsp::read_instance(&read(&path)?).map_err(|found| found.to_text(false))
            }
            Self::Weeks => {
                let doc = generate(case, seed, &GenerateOptions::default())
                    .map_err(|error| error.to_string())?;
                let (instance, _) = build_problem(&doc).map_err(|found| found.to_text(false))?;
                Ok(instance)
            }
        }
    }
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Where the public benchmark lies, beside the checkout.
fn folder() -> PathBuf {
    root().join("../shared/benchmarks/hhcrsp")
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The table of best known values.
///
/// # Errors
/// When it is not there or not such a table.
pub fn best_known() -> Result<Vec<Known>, String> {
    known(&read(&folder().join("best_known.csv"))?)
}

fn known(text: &str) -> Result<Vec<Known>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| {
        headers.iter().position(|header| header == name).ok_or(format!("no column \"{name}\""))
    };
    let (set, instance) = (column("set")?, column("instance")?);
    let (best, bound) = (column("best_known")?, column("lower_bound")?);
    reader
        .records()
        .map(|row| {
            let row = row.map_err(|error| error.to_string())?;
            let field = |index: usize| row.get(index).unwrap_or_default();
            let value = field(best).parse();
            Ok(Known {
                set: field(set).to_owned(),
                instance: field(instance).to_owned(),
                best: value.map_err(|_| format!("{}: no best value", field(instance)))?,
                bound: field(bound).parse().ok(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_by_its_headers() {
        let text = "instance,set,x,lower_bound,best_known\na,s,,1.5,2\nb,s,,,3.25\n";
        let rows = known(text).expect("a table");
        assert_eq!((rows[0].best, rows[0].bound), (2.0, Some(1.5)));
        assert_eq!((rows[1].instance.as_str(), rows[1].bound), ("b", None));
        assert!(known("set,instance,best_known\n").is_err(), "a column is missing");
        assert!(known("set,instance,best_known,lower_bound\ns,a,,\n").is_err(), "no value");
    }
}
