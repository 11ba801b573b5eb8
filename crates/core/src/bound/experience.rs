//! What splits have raised bounds by so far, which says where to split next (pseudo-costs: Bénichou and others, 1971).
//!
//! What is mixed most is not what holds the bound down: routes of two carers who would do as well as each other are mixed
//! half and half, and nothing is gained by telling them apart.

use std::collections::BTreeMap;

use super::choice::{Choice, Subject};

/// How much the half that gains more counts beside the other one.
const BETTER: f64 = 0.1;
/// A gain of nothing, as a share of the usual one.
const NOTHING: f64 = 0.01;

/// Gains of splits, for each unit of the root of how much was mixed.
#[derive(Debug, Default)]
pub(super) struct Experience {
    /// Of all splits.
    all: Mean,
    /// By what was split.
    subjects: BTreeMap<Subject, Mean>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn value(self) -> f64 {
        self.sum / f64::from(self.count.max(1))
    }
}

impl Experience {
    /// What a split counts for, 1 being usual: the root of what it is likely to gain, since early gains say little of later
    /// ones.
    pub(super) fn worth(&self, choice: Choice) -> f64 {
        let usual = self.all.value();
        match self.subjects.get(&choice.subject()) {
            Some(mean) if usual > 0.0 => (mean.value() / usual).sqrt(),
            _ => 1.0,
        }
    }

    /// Takes in what the two halves of a split gained, in scaled grains.
    pub(super) fn learn(&mut self, (choice, mixed): (Choice, f64), [one, two]: [f64; 2]) {
        let gain = (1.0 - BETTER) * one.min(two) + BETTER * one.max(two);
        let gain = gain.max(NOTHING * self.all.value()) / mixed.sqrt();
        self.all.add(gain);
        self.subjects.entry(choice.subject()).or_default().add(gain);
    }
}
