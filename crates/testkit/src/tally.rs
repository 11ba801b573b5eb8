//! How often random problems show what tests look for in them.

use std::collections::BTreeMap;

/// Counts by name.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<String, u32>);

impl Tally {
    /// Counts one more problem, in which something was seen or not.
    pub fn note(&mut self, what: impl Into<String>, seen: bool) {
        *self.0.entry(what.into()).or_default() += u32::from(seen);
    }

    /// How often something was seen.
    pub fn of(&self, what: &str) -> u32 {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// Prints all counts, for who runs the tests.
    ///
    /// # Panics
    /// When something was seen less often than `least` says of it.
    #[expect(clippy::print_stdout, reason = "who runs the tests is to see how much they say")]
    pub fn all_at_least(&self, least: impl Fn(&str) -> u32) {
        for (what, count) in &self.0 {
            println!("{count:5}  {what}");
        }
        let rare: Vec<_> = self.0.iter().filter(|(what, count)| **count < least(what)).collect();
        assert!(rare.is_empty(), "too rare: {rare:?}");
    }
}
