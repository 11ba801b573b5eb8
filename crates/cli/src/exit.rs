//! Exit codes: what a script learns from a run.

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine,
    /// A file could not be read or written, or the program itself failed.
    Failed,
    /// The command line makes no sense.
    Usage,
    /// The input has errors.
    Invalid,
    /// `--strict`: the rota is valid, but visits are unallocated.
    Unallocated,
    /// The auditor does not confirm the solver's rota, which is a fault in this program.
    Unconfirmed,
    /// `check`: the rota breaks rules, or says something of itself that is not so.
    Broken,
    /// `batch`: some problems could not be solved.
    Partly,
    /// Interrupted twice.
    Interrupted,
}

impl Exit {
    /// The code that the system sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Invalid => 3,
            Self::Unallocated => 4,
            Self::Unconfirmed => 5,
            Self::Broken => 6,
            Self::Partly => 7,
            Self::Interrupted => 130,
        }
    }
}

/// The codes as `--help` prints them.
pub(crate) const HELP: &str = "\
Exit codes:
  0    fine
  1    a file could not be read or written, or the program failed
  2    the command line makes no sense
  3    the input has errors; each is named with its code
  4    with --strict: the rota is valid, but visits are unallocated
  5    solve: the audit does not confirm the rota, a fault in this program; see *.rejected.json
  6    check: the rota breaks rules, or its times or totals are wrong
  7    batch: some problems could not be solved; each is named
  130  interrupted twice (once ends well, with the best rota so far)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_lists_every_code_once() {
        let all = [
            Exit::Fine,
            Exit::Failed,
            Exit::Usage,
            Exit::Invalid,
            Exit::Unallocated,
            Exit::Unconfirmed,
            Exit::Broken,
            Exit::Partly,
            Exit::Interrupted,
        ];
        let listed: Vec<u8> = HELP
            .lines()
            .skip(1)
            .map(|line| line.split_whitespace().next().and_then(|code| code.parse().ok()))
            .collect::<Option<_>>()
            .expect("each line starts with a code");
        assert_eq!(listed, all.map(Exit::code));
    }
}
