//! The formats of problems and rotas that the commands read and write; what they look like is `rota_format`'s.

use clap::ValueEnum;
use rota_check::{Audit, audit, audit_without_sheet, measure};
use rota_format::{Code, Finding, Findings, Loader, RotaMeta, hhcrsp, homecare, uhhc, vrptw};
use rota_model::{Instance, Money, Rota, RuleId, Sheet, SheetLine};

use crate::batch::hash;
use crate::input::Source;

/// A format of problems and their rotas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// rota/problem/v1 and rota/rota/v1
    Rota,
    /// Home health care routing and scheduling, a public benchmark
    Hhcrsp,
    /// Its unified formulation with lunches, optional patients and more, a public benchmark
    Uhhc,
    /// Vehicle routing with time windows, a public benchmark (Solomon's text format)
    Vrptw,
    /// Days and weeks of home care that several other solvers were measured on
    Homecare,
}

/// A valid problem.
pub(crate) struct Problem {
    /// What it is.
    pub(crate) instance: Instance,
    /// What is legal but odd about it.
    pub(crate) warnings: Findings,
    /// Of which format.
    pub(crate) format: Format,
    /// SHA-256 of its text.
    sha256: String,
}

impl Format {
    /// Its word on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rota => "rota",
            Self::Hhcrsp => "hhcrsp",
            Self::Uhhc => "uhhc",
            Self::Vrptw => "vrptw",
            Self::Homecare => "homecare",
        }
    }

    /// A cost as people who use the format speak of it.
    pub(crate) fn cost(self, cost: Money) -> String {
        let price = SheetLine { rule: RuleId::Travel, measure: 0, price: cost };
        let sheet = Sheet { lines: vec![price] };
        match self {
            Self::Rota => cost.to_string(),
            Self::Hhcrsp => format!("{:.4}", hhcrsp::objective(&sheet)),
            Self::Uhhc => format!("{:.0}", uhhc::objective(&sheet)),
            Self::Vrptw => format!("{:.1}", vrptw::objective(&sheet)),
            // Priced in seconds of travel.
            Self::Homecare => format!("{} min", cost.0 / 60),
        }
    }

    /// Reads and validates a problem, with the files that it names.
    ///
    /// # Errors
    /// All findings, when at least one is an error.
    pub(crate) fn problem(self, source: &Source, files: &dyn Loader) -> Result<Problem, Findings> {
        self.problem_of(text(source)?, &source.name(), files)
    }

    /// The same of a text under a name.
    ///
    /// # Errors
    /// All findings, when at least one is an error.
    pub(crate) fn problem_of(
        self,
        text: &str,
        name: &str,
        files: &dyn Loader,
    ) -> Result<Problem, Findings> {
        let (instance, warnings) = match self {
            Self::Rota => rota_format::parse_problem_with(text, name, files)?,
            Self::Hhcrsp => (named(name, hhcrsp::read_instance(text))?, Vec::new()),
            Self::Uhhc => (named(name, uhhc::read_instance(text))?, Vec::new()),
            Self::Vrptw => (named(name, vrptw::read_instance(text))?, Vec::new()),
            Self::Homecare => (named(name, homecare::read_instance(text))?, Vec::new()),
        };
        let warnings = Findings::new(name, text, warnings);
        Ok(Problem { instance, warnings, format: self, sha256: hash(text.as_bytes()) })
    }
}

impl Problem {
    /// Reads a rota of this problem.
    ///
    /// # Errors
    /// All findings.
    pub(crate) fn rota(&self, source: &Source) -> Result<Rota, Findings> {
        let name = source.name();
        let text = text(source)?;
        let read = match self.format {
            Format::Rota => rota_format::read_rota(text, &self.instance),
            Format::Hhcrsp => hhcrsp::read_solution(text, &self.instance),
            Format::Uhhc => uhhc::read_solution(text, &self.instance),
            Format::Vrptw => vrptw::read_solution(text, &self.instance),
            Format::Homecare => homecare::read_solution(text, &self.instance),
        };
        named(&name, read)
    }

    /// Writes a rota of this problem.
    pub(crate) fn write(&self, rota: &Rota) -> String {
        match self.format {
            Format::Rota => {
                let meta = RotaMeta { problem_sha256: Some(self.sha256.clone()) };
                rota_format::write_rota(&self.instance, rota, &meta)
            }
            Format::Hhcrsp => hhcrsp::write_solution(&self.instance, rota),
            Format::Uhhc => uhhc::write_solution(&self.instance, rota),
            Format::Vrptw => vrptw::write_solution(&self.instance, rota),
            Format::Homecare => homecare::write_solution(&self.instance, rota),
        }
    }

    /// Audits a rota that was read; published solutions carry no score sheet of ours that could be compared.
    pub(crate) fn audit(&self, rota: &Rota) -> Audit {
        match self.format {
            Format::Rota => audit(&self.instance, rota),
            Format::Hhcrsp | Format::Uhhc | Format::Vrptw | Format::Homecare => {
                audit_without_sheet(&self.instance, rota)
            }
        }
    }

    /// The value that a benchmark's literature gives for a score sheet.
    pub(crate) fn objective(&self, sheet: &Sheet) -> Option<f64> {
        match self.format {
            Format::Rota | Format::Homecare => None,
            Format::Hhcrsp => Some(hhcrsp::objective(sheet)),
            Format::Uhhc => Some(uhhc::objective(sheet)),
            Format::Vrptw => Some(vrptw::objective(sheet)),
        }
    }

    /// What a benchmark without a single value is compared by, each with its name.
    pub(crate) fn figures(&self, rota: &Rota, sheet: &Sheet) -> Vec<(&'static str, f64)> {
        match self.format {
            Format::Rota | Format::Hhcrsp | Format::Uhhc | Format::Vrptw => Vec::new(),
            Format::Homecare => homecare::figures(&self.instance, rota, sheet).named().to_vec(),
        }
    }

    /// The same for the routes of a published solution with every service as early as can be: some published times
    /// are off by a minute, and it is the routes that count there.
    pub(crate) fn objective_of_routes(&self, rota: &Rota) -> Option<f64> {
        match self.format {
            Format::Rota | Format::Uhhc | Format::Vrptw | Format::Homecare => None,
            Format::Hhcrsp => {
                let earliest = hhcrsp::earliest(&self.instance, rota)?;
                Some(hhcrsp::objective(&measure(&self.instance, &earliest)))
            }
        }
    }
}

/// What was read of a source, its findings under the source's name.
fn named<T>(name: &str, read: Result<T, Findings>) -> Result<T, Findings> {
    read.map_err(|findings| Findings { source_name: name.to_owned(), ..findings })
}

/// A source as text; what is not UTF-8 is no JSON either.
fn text(source: &Source) -> Result<&str, Findings> {
    std::str::from_utf8(&source.bytes).map_err(|error| {
        let finding = Finding {
            code: Code::NotJson,
            path: String::new(),
            cause: format!("the file is not UTF-8 text from byte {} on", error.valid_up_to()),
            remedy: "save it as UTF-8 and try again".to_owned(),
            span: None,
        };
        Findings::new(&source.name(), "", vec![finding])
    })
}
