//! `rota generate`: a synthetic week.

use rota_check::measure;
use rota_format::{RotaMeta, build_problem, write_problem, write_rota};
use rota_generate::{
    GenerateError, GenerateOptions, Planted, generate, generate_planted, scenarios,
};
use serde_json::json;

use crate::args::Generate;
use crate::batch::hash;
use crate::error::{Failure, Outcome};
use crate::exit::Exit;
use crate::log::Log;
use crate::output::{Target, print};
use crate::text::table::{Align, Table};
use crate::view::figures::grouped;

/// The word that lists the scenarios instead of generating one.
const LIST: &str = "list";

/// Writes one generated problem.
///
/// # Errors
/// When there is no such scenario, or it cannot be written.
pub(crate) fn run(args: &Generate, log: Log) -> Outcome<Exit> {
    if args.scenario == LIST {
        print(&list())?;
        return Ok(Exit::Fine);
    }
    let target = Target::of(args.output.output.as_deref());
    target.check_folder()?;
    let failed = |error: GenerateError| Failure::usage(error.to_string());
    let options = GenerateOptions { shortage_percent: args.shortage, clients: args.clients };
    let text = match &args.planted {
        Some(path) => {
            let planted = generate_planted(&args.scenario, args.seed, &options).map_err(failed)?;
            let text = write_problem(&planted.doc);
            Target::of(Some(path)).write(&evidence(&planted, &text)?)?;
            text
        }
        None => write_problem(&generate(&args.scenario, args.seed, &options).map_err(failed)?),
    };
    target.write(&text)?;
    if let Target::File(path) = &target {
        let path = path.display().to_string();
        log.event("written", json!({ "path": path }), &format!("week written to {path}"));
    }
    Ok(Exit::Fine)
}

/// The rota that is hidden in a week, as a rota of ours.
fn evidence(planted: &Planted, text: &str) -> Outcome<String> {
    let odd = |why: &str| Failure::failed(format!("the planted rota cannot be written: {why}"));
    let (instance, _) =
        build_problem(&planted.doc).map_err(|findings| odd(&findings.to_string()))?;
    let mut rota = planted.rota(&instance).ok_or_else(|| odd("it does not fit its week"))?;
    rota.sheet = measure(&instance, &rota);
    let meta = RotaMeta { problem_sha256: Some(hash(text.as_bytes())) };
    Ok(write_rota(&instance, &rota, &meta))
}

fn list() -> String {
    let mut table =
        Table::new(0, &[Align::Left, Align::Right, Align::Right, Align::Right, Align::Left]);
    let count = |number: usize| grouped(u64::try_from(number).unwrap_or(u64::MAX));
    for scenario in scenarios() {
        table.row([
            scenario.name.to_owned(),
            format!("{} clients", count(scenario.clients)),
            format!("{} visits", count(scenario.visits)),
            format!("{} carers", count(scenario.carers)),
            scenario.summary.to_owned(),
        ]);
    }
    let mut out = String::new();
    table.write(&mut out);
    out
}
