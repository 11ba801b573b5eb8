//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use rota_model::Pack;

use crate::exit;
use crate::formats::Format;
use crate::text::By;

/// Rota optimisation for home care: who goes to whom, when, in which order, and why anything is left open.
#[derive(Debug, Parser)]
#[command(name = "rota", version, max_term_width = 100, after_help = exit::HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) voice: Voice,
}

/// How the program speaks on standard error.
#[derive(Debug, Clone, Args)]
pub(crate) struct Voice {
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// What messages and progress on standard error look like
    #[arg(long, global = true, value_enum, default_value_t = LogStyle::Text, value_name = "STYLE")]
    pub(crate) log: LogStyle,
}

/// Looks of standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogStyle {
    /// Sentences, and a progress bar on a terminal
    Text,
    /// One JSON object a line
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the rota of a problem
    Solve(Solve),
    /// Audit a rota: every time, rule and total, worked out afresh
    Check(Check),
    /// Prove how little any rota of a problem can cost, and how far a rota is from that
    Bound(Bound),
    /// Look a problem over and name everything that is wrong with it
    Validate(Validate),
    /// Print a rota for reading
    Show(Show),
    /// Make a synthetic week, the same for the same seed
    Generate(Generate),
    /// Write a rota as one self-contained HTML page
    Report(Report),
    /// Solve many problems; finished ones are not done again
    Batch(Batch),
    /// Compare what-if scenarios of a week: other contracts, carers, clients, rules
    Sweep(Sweep),
    /// List the rules, or those of a pack, with their sources
    Rules(Rules),
    /// Print the JSON Schema of a file format
    Schema(Schema),
    /// Print completions for a shell
    Completions(Completions),
}

/// Which problem.
#[derive(Debug, Args)]
pub(crate) struct ProblemFile {
    /// The problem; - for standard input
    pub(crate) problem: PathBuf,
    /// Format of the problem and of its rota
    #[arg(long, value_enum, default_value_t = Format::Rota, value_name = "FORMAT")]
    pub(crate) format: Format,
}

/// Where the result goes.
#[derive(Debug, Args)]
pub(crate) struct OutputFile {
    /// Where to write; - for standard output, which is also the default
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Budgets and seeds of a run.
#[derive(Debug, Clone, Args)]
pub(crate) struct Search {
    /// How long to search: 30, 30s, 5m or 1h [default: 60s, unless --iterations is given]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) time_limit: Option<Duration>,
    /// How many steps to search on each island; without --time-limit the result is repeatable to the byte
    #[arg(long, value_name = "N")]
    pub(crate) iterations: Option<u64>,
    /// Seed of all random choices
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Worker threads; the result does not depend on them [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Searches side by side that exchange their best; part of the problem, not of the machine
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(crate) islands: u32,
    /// Do not recombine the best routes found so far by integer programming
    #[arg(long)]
    pub(crate) no_recombine: bool,
}

/// `rota solve`
#[derive(Debug, Args)]
#[command(after_help = "\
The rota is audited before it is written. Should the audit not confirm it (exit code 5), the file named
by -o is left as it was and the rota goes to a file beside it whose name ends in .rejected.json, for a
report of the fault; on standard output nothing is printed.

Ctrl-C ends the search with the best rota so far; twice ends the program at once.")]
pub(crate) struct Solve {
    #[command(flatten)]
    pub(crate) problem: ProblemFile,
    #[command(flatten)]
    pub(crate) output: OutputFile,
    #[command(flatten)]
    pub(crate) search: Search,
    /// A rota to start from
    #[arg(long, value_name = "ROTA")]
    pub(crate) start: Option<PathBuf>,
    /// Print the rota for reading on standard output
    #[arg(long)]
    pub(crate) show: bool,
    /// End with exit code 4 when visits are unallocated
    #[arg(long)]
    pub(crate) strict: bool,
}

/// `rota check`
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) problem: ProblemFile,
    /// The rota; - for standard input
    pub(crate) rota: PathBuf,
    /// Print the findings as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// End with exit code 4 when visits are unallocated
    #[arg(long)]
    pub(crate) strict: bool,
}

/// `rota bound`
#[derive(Debug, Args)]
#[command(after_help = "\
The bound holds for every rota that keeps the rules, whenever it is stopped. With --rounds and without
--time-limit it is the same whatever the number of threads.")]
pub(crate) struct Bound {
    #[command(flatten)]
    pub(crate) problem: ProblemFile,
    /// A rota, to say how far it is from the bound; - for standard input
    #[arg(long, value_name = "ROTA")]
    pub(crate) rota: Option<PathBuf>,
    /// How long to raise the bound: 30, 30s, 5m or 1h [default: 60s, unless --rounds is given]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) time_limit: Option<Duration>,
    /// Begin nothing more after this many evaluations
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) rounds: Option<u32>,
    /// Worker threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `rota validate`
#[derive(Debug, Args)]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) problem: ProblemFile,
    /// Print the findings as JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// `rota show`
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) problem: ProblemFile,
    /// The rota; - for standard input
    pub(crate) rota: PathBuf,
    /// Whose days to print
    #[arg(long, value_enum, default_value_t = By::All, value_name = "WHO")]
    pub(crate) by: By,
    #[command(flatten)]
    pub(crate) output: OutputFile,
}

/// `rota generate`
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Which week; `rota generate list` names them
    pub(crate) scenario: String,
    /// Seed of all random choices
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Take away this many percent of the shifts, as in a week of illness; without it all visits can be covered
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(crate) shortage: u32,
    /// For so many clients, visits, hours and carers in proportion, instead of as many as the week is known for
    #[arg(long, value_name = "N")]
    pub(crate) clients: Option<usize>,
    /// Also write the complete rota that was planted in the week, as evidence; nothing is tuned about it
    #[arg(long, value_name = "FILE", conflicts_with = "shortage")]
    pub(crate) planted: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputFile,
}

/// `rota report`
#[derive(Debug, Args)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) problem: ProblemFile,
    /// The rota; - for standard input
    pub(crate) rota: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputFile,
}

/// `rota batch`
#[derive(Debug, Args)]
#[command(after_help = "\
The folder of results holds one rota for each problem and manifest.json, which says for each problem how
it ended, with hashes of the problem, of the options and of the result. A problem whose hashes still
agree is not done again.")]
pub(crate) struct Batch {
    /// Problems, or folders of problems (*.json, not deeper)
    #[arg(required = true, value_name = "DIR|FILE")]
    pub(crate) problems: Vec<PathBuf>,
    /// Folder of the results; made when it is not there
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Format of the problems and of their rotas
    #[arg(long, value_enum, default_value_t = Format::Rota, value_name = "FORMAT")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) search: Search,
    /// End with exit code 4 when visits are unallocated in any rota
    #[arg(long)]
    pub(crate) strict: bool,
}

/// `rota sweep`
#[derive(Debug, Args)]
#[command(after_help = "\
The base week is solved first, then every scenario from the base's rota, for each seed, side by side. The
folder of results holds each scenario's problem and rotas, the comparison as sweep.txt, sweep.csv and
sweep.json, and manifest.json. What is there already and still agrees is not done again, so a sweep that
was killed goes on where it stopped. With --iterations and without --time-limit the results are the same
to the byte, whatever the number of threads.")]
pub(crate) struct Sweep {
    /// The base week (rota/problem/v1)
    pub(crate) base: PathBuf,
    /// The scenarios (rota/scenarios/v1, in TOML)
    pub(crate) scenarios: PathBuf,
    /// Folder of the results; made when it is not there
    #[arg(short, long, value_name = "DIR", required_unless_present = "list")]
    pub(crate) output: Option<PathBuf>,
    /// How many seeds to solve each scenario with, from --seed on
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) seeds: u16,
    /// A rota of the base week to start from, in place of one that is found first
    #[arg(long, value_name = "ROTA")]
    pub(crate) from: Option<PathBuf>,
    /// Prove for each scenario what no rota undercuts, in this many evaluations, for the column \"gap\"
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) bound_rounds: Option<u32>,
    /// Only check all scenarios and name them
    #[arg(long)]
    pub(crate) list: bool,
    #[command(flatten)]
    pub(crate) search: Search,
}

/// `rota rules`
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// The pack whose rules to list; everything in the catalogue if left out
    #[arg(long, value_name = "PACK", value_parser = pack)]
    pub(crate) pack: Option<Pack>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Reads the name of a pack.
fn pack(text: &str) -> Result<Pack, String> {
    let known = || Pack::ALL.map(Pack::id).join(", ");
    Pack::named(text).ok_or_else(|| format!("there is no such pack; use one of {}", known()))
}

/// `rota schema`
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Which file format
    #[arg(value_enum)]
    pub(crate) of: SchemaOf,
    #[command(flatten)]
    pub(crate) output: OutputFile,
}

/// File formats that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// rota/problem/v1
    Problem,
    /// rota/rota/v1
    Rota,
}

/// `rota completions`
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Reads `30`, `30s`, `5m`, `1h` or `1.5` (seconds).
fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) => text.split_at(at),
        None => (text, "s"),
    };
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err(format!("`{unit}` is not a unit of time; use s, m or h, as in 90s or 5m")),
    };
    let value: f64 = number
        .parse()
        .map_err(|_| format!("`{number}` is not a number; write a time as 30, 30s, 5m or 1h"))?;
    match Duration::try_from_secs_f64(value * seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err("a time limit has to be more than 0".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let read = |text| duration(text).map(|d| d.as_millis()).ok();
        assert_eq!(read("30"), Some(30_000));
        assert_eq!(read("30s"), Some(30_000));
        assert_eq!(read("5m"), Some(300_000));
        assert_eq!(read("0.5h"), Some(1_800_000));
        for bad in ["0", "-3", "5 weeks", "NaN", "", "s", "1e999", "99999999999999999999h"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }
}
