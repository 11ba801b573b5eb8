//! The shipped weeks are what the generator makes, and the generator makes the same each time.

use std::fs;
use std::path::PathBuf;

use rota_format::write_problem;
use rota_generate::{GenerateError, GenerateOptions, generate};

fn shipped(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name).join("problem.json")
}

fn made(name: &str, seed: u64, options: &GenerateOptions) -> String {
    write_problem(&generate(name, seed, options).expect("a week"))
}

/// With ROTA_WRITE_FIXTURES=1 in the environment the files are written anew instead.
fn is_made_anew(name: &str) {
    let text = made(name, 1, &GenerateOptions::default());
    if std::env::var_os("ROTA_WRITE_FIXTURES").is_some() {
        fs::create_dir_all(shipped(name).parent().expect("a folder")).expect("the folder");
        fs::write(shipped(name), &text).expect("the file");
    }
    let file = fs::read_to_string(shipped(name)).expect("the shipped week");
    assert!(file == text, "{name}: the shipped file is not what seed 1 gives");
}

#[test]
fn highland_village_is_shipped_as_made() {
    is_made_anew("highland-village");
}

#[test]
fn neighbourhood_team_buurtzorg_is_shipped_as_made() {
    is_made_anew("neighbourhood-team-buurtzorg");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_another_week() {
    for name in ["somerset-microenterprises", "gloucestershire-block"] {
        let first = made(name, 7, &GenerateOptions::default());
        assert!(first == made(name, 7, &GenerateOptions::default()), "{name}");
        assert!(first != made(name, 8, &GenerateOptions::default()), "{name}");
    }
}

#[test]
fn a_shortage_only_takes_shifts_away() {
    let plain = generate("gloucestershire-block", 2, &GenerateOptions::default()).expect("a week");
    let short = generate(
        "gloucestershire-block",
        2,
        &GenerateOptions { shortage_percent: 20, ..GenerateOptions::default() },
    )
    .expect("a week");
    let (plain, _) = rota_format::build_problem(&plain).expect("a sound week");
    let (short, _) = rota_format::build_problem(&short).expect("a sound week");
    assert_eq!(plain.visits, short.visits);
    let shifts = |week: &rota_model::Instance| week.carers.iter().map(|c| c.shifts.len()).sum();
    let (all, left): (usize, usize) = (shifts(&plain), shifts(&short));
    assert!((70..=90).contains(&(left * 100 / all)), "{left} of {all}");
}

#[test]
fn what_can_not_be_made_is_said() {
    let error = generate("atlantis", 1, &GenerateOptions::default()).expect_err("no such place");
    assert!(error.to_string().contains("highland-village"), "{error}");
    let error = generate(
        "highland-village",
        1,
        &GenerateOptions { shortage_percent: 101, ..GenerateOptions::default() },
    );
    assert_eq!(error, Err(GenerateError::BadShortage { percent: 101 }));
    for clients in [0, 1, 73] {
        let options = GenerateOptions { clients: Some(clients), ..GenerateOptions::default() };
        let error = generate("highland-village", 1, &options).expect_err("not of that size");
        assert!(error.to_string().contains("2 to 72"), "{error}");
    }
}
