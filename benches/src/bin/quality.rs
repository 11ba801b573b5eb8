//! `rota-quality`: runs a family of problems and writes its section of the benchmark page.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use clap::{Parser, ValueEnum};
use rota_benches::family::{Family, root};
use rota_benches::results::Results;
use rota_benches::run::{self, Part, Run};
use rota_benches::{ablation, homecare, host, page, public, weeks};

/// How good rotas are after so many seconds, on public instances and on generated weeks.
#[derive(Debug, Parser)]
#[command(name = "rota-quality", version)]
struct Cli {
    /// Which problems
    #[arg(long, value_enum)]
    family: Family,
    /// Time limit of each run
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// Seeds 1 to this many for each problem
    #[arg(long, default_value_t = 1)]
    seeds: u64,
    /// Only problems whose name contains this; may be repeated
    #[arg(long, value_name = "SUBSTRING")]
    only: Vec<String>,
    /// The page to write the family's section into
    #[arg(short, long, value_name = "FILE", default_value = "docs/benchmarks.md")]
    output: PathBuf,
    /// Results so far; what this very program has done already is not done again [default: target/rota-quality.jsonl of the checkout]
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Run nothing: write the page from the results of the program that ran last
    #[arg(long)]
    page_only: bool,
    /// Run every case also without each part of the search, and write what each part is worth instead of the section
    #[arg(long)]
    ablate: bool,
    /// Do without this part
    #[arg(long, value_enum, hide = true)]
    without: Option<Part>,
    /// Do this one case with the seed SEEDS and print its result
    #[arg(long, hide = true)]
    one: Option<String>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.one {
        Some(case) => one(&cli, case),
        None => benchmark(&cli),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Progress and errors go to standard error; nobody is left to tell when that fails.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn one(cli: &Cli, case: &str) -> Result<(), String> {
    let run = run::run(cli.family, case, cli.seeds, cli.seconds, cli.without)?;
    let line = serde_json::to_string(&run).map_err(|error| error.to_string())?;
    writeln!(std::io::stdout(), "{line}").map_err(|error| error.to_string())
}

fn benchmark(cli: &Cli) -> Result<(), String> {
    let state = cli.state.clone().unwrap_or_else(|| root().join("target/rota-quality.jsonl"));
    let mut results = Results::open(&state)?;
    if cli.page_only {
        let last = results.last_program(cli.family.name());
        let program = last.ok_or_else(|| format!("{} has no results", state.display()))?;
        return write(cli, &results, &program);
    }
    let program = run::program();
    let mut cases = cli.family.cases()?;
    cases.retain(|case| cli.only.is_empty() || cli.only.iter().any(|part| case.contains(part)));
    let mut parts = vec![None];
    if cli.ablate {
        parts.extend(Part::ALL.map(Some));
    }
    // Runs that are compared are run one after the other: other work on the machine then slows them alike.
    let seeds = |case| (1..=cli.seeds).map(move |seed| (case, seed));
    let each = |(case, seed)| parts.iter().map(move |without| (case, seed, *without));
    let wanted: Vec<(&String, u64, Option<Part>)> =
        cases.iter().flat_map(seeds).flat_map(each).collect();
    let mut failed = Vec::new();
    for (number, &(case, seed, without)) in wanted.iter().enumerate() {
        let is_same = |run: &Run| {
            (&run.case, run.seed, run.seconds, run.without) == (case, seed, cli.seconds, without)
        };
        let lacks = without.map_or(String::new(), |part| format!(", without {}", part.title()));
        let label = format!("{} of {}: {case}, seed {seed}{lacks}", number + 1, wanted.len());
        if results.of(&program, cli.family.name()).any(is_same) {
            say(&format!("{label}: done before"));
            continue;
        }
        match in_own_process(cli, case, seed, without, &program) {
            Ok(run) => {
                say(&format!("{label}: {}", summary(&run)));
                results.add(run)?;
            }
            Err(error) => {
                say(&format!("{label}: {error}"));
                failed.push(format!("{case}, seed {seed}{lacks}"));
            }
        }
    }
    write(cli, &results, &program)?;
    if failed.is_empty() { Ok(()) } else { Err(format!("no result for {}", failed.join("; "))) }
}

fn summary(run: &Run) -> String {
    let value = run.objective.map_or_else(
        || rota_model::Money(run.cost).to_string(),
        |objective| format!("{objective:.4}"),
    );
    format!("{value}, {} slots left out, {} violations", run.left_out, run.violations)
}

fn in_own_process(
    cli: &Cli,
    case: &str,
    seed: u64,
    without: Option<Part>,
    program: &str,
) -> Result<Run, String> {
    let part = without.and_then(|part| part.to_possible_value());
    let child = Command::new(host::own_program())
        .args(["--family", cli.family.name(), "--one", case])
        .args(["--seeds", &seed.to_string(), "--seconds", &cli.seconds.to_string()])
        .args(part.iter().flat_map(|part| ["--without", part.get_name()]))
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot start: {error}"))?;
    if !child.status.success() {
        return Err(format!("failed ({})", child.status));
    }
    let run: Run = serde_json::from_slice(&child.stdout).map_err(|error| error.to_string())?;
    if run.program == program { Ok(run) } else { Err("the program was built anew".to_owned()) }
}

fn write(cli: &Cli, results: &Results, program: &str) -> Result<(), String> {
    let own = results.of(program, cli.family.name()).filter(|run| run.without.is_none());
    // Runs of one length can be compared.
    let alike: Vec<&Run> = results
        .of(program, cli.family.name())
        .filter(|run| run.seconds == cli.seconds && run.seed <= cli.seeds)
        .collect();
    if cli.ablate {
        let section = ablation::section(cli.family, &alike, cli.seconds);
        page::write(&cli.output, &format!("ablation-{}", cli.family.name()), &section)?;
        say(&format!("written to {}", cli.output.display()));
        return Ok(());
    }
    let alike: Vec<&Run> = alike.into_iter().filter(|run| run.without.is_none()).collect();
    let section = match cli.family {
        Family::Hhcrsp | Family::Uhhc | Family::Vrptw => {
            let known = cli.family.best_known()?;
            public::section(cli.family, &known, &alike, cli.seconds, cli.seeds)
        }
        Family::Homecare => homecare::section(&alike, cli.seconds),
        Family::Weeks => weeks::section(&own.collect::<Vec<_>>()),
    };
    page::write(&cli.output, cli.family.name(), &section)?;
    say(&format!("written to {}", cli.output.display()));
    Ok(())
}
