//! Families of problems, and their cases.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use rota_format::{build_problem, hhcrsp, homecare, uhhc, vrptw};
use rota_generate::{GenerateOptions, generate, scenarios};
use rota_model::{Instance, Level, Priority, Rate, Rota, RuleId, Sheet, Visit};

/// Where problems come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Family {
    /// Public instances of home health care routing and scheduling, from `../shared/benchmarks/hhcrsp`.
    Hhcrsp,
    /// The unified formulation of home health care, from `../shared/benchmarks/uhhc`.
    Uhhc,
    /// Vehicle routing with time windows, from `../shared/benchmarks/vrptw`.
    Vrptw,
    /// Days and a week of home care that peers were measured on, from `../shared/benchmarks/homecare`.
    Homecare,
    /// Generated weeks, each of which can be covered whole.
    Weeks,
}

/// Days of the homecare family.
const DAYS: [&str; 3] = ["hc_day10", "hc_day40", "hc_day40_du15"];

/// Its week, which is solved at several prices, in seconds of travel, of a carer more at a client's door.
const WEEK: &str = "hc_week56";

/// These prices: the curve between travel and continuity.
const CURVE: [u32; 5] = [0, 30, 90, 300, 900];

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
            Self::Uhhc => "uhhc",
            Self::Vrptw => "vrptw",
            Self::Homecare => "homecare",
            Self::Weeks => "weeks",
        }
    }

    /// What it is called in the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Hhcrsp => "one-day home health care routing and scheduling (HHCRSP)",
            Self::Uhhc => "unified home health care (UHHC), with lunches and optional patients",
            Self::Vrptw => "vehicle routing with time windows (VRPTW, DIMACS convention)",
            Self::Homecare => "home-care days and weeks that other solvers were measured on",
            Self::Weeks => "generated weeks",
        }
    }

    /// The literature's value of a score sheet, where there is a single one.
    pub fn objective(self, sheet: &Sheet) -> Option<f64> {
        match self {
            Self::Hhcrsp => Some(hhcrsp::objective(sheet)),
            Self::Uhhc => Some(uhhc::objective(sheet)),
            Self::Vrptw => Some(vrptw::objective(sheet)),
            Self::Homecare | Self::Weeks => None,
        }
    }

    /// Whether a rota without this visit is no answer. The unified formulation prices patients that are optional.
    pub fn wants(self, visit: &Visit) -> bool {
        self != Self::Uhhc || !matches!(visit.priority, Priority::Optional | Priority::Movable)
    }

    /// What else the family is compared by.
    pub fn figures(self, instance: &Instance, rota: &Rota, sheet: &Sheet) -> BTreeMap<String, f64> {
        match self {
            Self::Homecare => {
                let named = homecare::figures(instance, rota, sheet).named();
                named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            }
            Self::Hhcrsp | Self::Uhhc | Self::Vrptw | Self::Weeks => BTreeMap::new(),
        }
    }

    /// The table of best known values.
    ///
    /// # Errors
    /// When it is not there or not such a table.
    pub fn best_known(self) -> Result<Vec<Known>, String> {
        known(&read(&folder(self).join("best_known.csv"))?)
    }

    /// The names of its cases, in order.
    ///
    /// # Errors
    /// When the benchmark's folder is not there or cannot be read.
    pub fn cases(self) -> Result<Vec<String>, String> {
        match self {
            Self::Hhcrsp | Self::Uhhc | Self::Vrptw => {
                Ok(self.best_known()?.into_iter().map(|row| row.instance).collect())
            }
            Self::Homecare => {
                let curve = CURVE.iter().map(|seconds| format!("{WEEK}@{seconds}"));
                Ok(DAYS.iter().map(|day| (*day).to_owned()).chain(curve).collect())
            }
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
                let path = folder(self).join(format!("instances/{case}.json"));
                hhcrsp::read_instance(&read(&path)?).map_err(|found| found.to_text(false))
            }
            Self::Uhhc => {
                let path = folder(self).join(format!("instances/{case}.json"));
                uhhc::read_instance(&read(&path)?).map_err(|found| found.to_text(false))
            }
            Self::Vrptw => {
                let path = folder(self).join(format!("{case}.txt"));
                vrptw::read_instance(&read(&path)?).map_err(|found| found.to_text(false))
            }
            Self::Homecare => {
                let (file, face) = case.split_once('@').unwrap_or((case, ""));
                let path = folder(self).join(format!("{file}.json"));
                let found = homecare::read_instance(&read(&path)?);
                let mut instance = found.map_err(|found| found.to_text(false))?;
                if let Ok(seconds) = face.parse() {
                    let price = Level::Priced(Rate(seconds));
                    instance.policy = instance.policy.with(RuleId::Faces, price);
                }
                Ok(instance)
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

/// Where a public benchmark lies, beside the checkout.
fn folder(family: Family) -> PathBuf {
    root().join("../shared/benchmarks").join(family.name())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Reads a table of best known values. VRPTW's has no column `set`, where sizes are sets, and its own word for
/// the value; of its conventions, the one that instances are read by counts.
fn known(text: &str) -> Result<Vec<Known>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let needed = |name: &str| column(name).ok_or(format!("no column \"{name}\""));
    let instance = needed("instance")?;
    let best = column("distance").map_or_else(|| needed("best_known"), Ok)?;
    let (set, bound) = (column("set"), column("lower_bound"));
    let convention = column("convention");
    let counts = |row: &csv::StringRecord| {
        let convention = convention.and_then(|index| row.get(index));
        convention.is_none_or(|name| name.starts_with("DIMACS"))
    };
    reader
        .records()
        .filter(|row| row.as_ref().map_or(true, counts))
        .map(|row| {
            let row = row.map_err(|error| error.to_string())?;
            let field = |index: usize| row.get(index).unwrap_or_default();
            let name = field(instance).to_owned();
            let value = field(best).parse();
            Ok(Known {
                set: set.map_or_else(|| solomon_set(&name).to_owned(), |set| field(set).to_owned()),
                best: value.map_err(|_| format!("{name}: no best value"))?,
                bound: bound.and_then(|bound| field(bound).parse().ok()),
                instance: name,
            })
        })
        .collect()
}

/// Homberger's instances are named as in "R1_2_5", Solomon's as in "R101".
fn solomon_set(instance: &str) -> &'static str {
    if instance.contains('_') { "Gehring and Homberger" } else { "Solomon" }
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
        assert!(known("set,instance,best\n").is_err(), "a column is missing");
        assert!(known("set,instance,best_known,lower_bound\ns,a,,\n").is_err(), "no value");
        let text = "instance,vehicles,distance,convention\nR1_2_5,18,1.5,DIMACS\nR101,20,2,DIMACS: x\nR101,19,3,y\n";
        let rows = known(text).expect("a table");
        assert_eq!(rows.len(), 2, "one convention counts");
        assert_eq!((rows[0].set.as_str(), rows[0].best), ("Gehring and Homberger", 1.5));
        assert_eq!((rows[1].set.as_str(), rows[1].bound), ("Solomon", None));
    }
}
