//! The same problem, seed, islands and iterations give the same bytes, whatever the number of threads.

use crate::{folder_with, rota, week_with_a_gap};

/// Steps of a run that cools down once, and of one that is long enough for several temperatures at once.
const STEPS: [&str; 2] = ["200", "10001"];

fn solve(problem: &std::path::Path, steps: &str, threads: &str, seed: &str) -> Vec<u8> {
    let args = ["solve", "--iterations", steps, "--islands", "3", "--threads", threads];
    let run = rota().args(args).args(["--seed", seed]).arg(problem).assert().code(0);
    run.get_output().stdout.clone()
}

#[test]
fn threads_do_not_change_a_byte() {
    let (_folder, problem) = folder_with(&week_with_a_gap());
    for steps in STEPS {
        let one = solve(&problem, steps, "1", "7");
        assert!(!one.is_empty());
        for threads in ["1", "2", "4"] {
            assert_eq!(
                solve(&problem, steps, threads, "7"),
                one,
                "{steps} steps, {threads} threads"
            );
        }
    }
}

#[test]
fn a_rota_holds_no_clock_of_the_machine() {
    let (_folder, problem) = folder_with(&week_with_a_gap());
    let text = String::from_utf8(solve(&problem, STEPS[0], "2", "1")).expect("text");
    for word in ["elapsed", "generated_at", "hostname"] {
        assert!(!text.contains(word), "{word}");
    }
}
