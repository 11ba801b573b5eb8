//! The score sheet: what a rota measures and what that costs.

use crate::{Money, RuleId};

/// One rule's measure and price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetLine {
    /// The rule.
    pub rule: RuleId,
    /// The raw amount, in the rule's unit.
    pub measure: i64,
    /// The measure times the policy's rate.
    pub price: Money,
}

/// One line for each measured rule whose level is `Priced`, in the catalogue's order, zeros included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The lines.
    pub lines: Vec<SheetLine>,
}

impl Sheet {
    /// The sum of all prices: what the search makes small.
    pub fn total(&self) -> Money {
        self.lines.iter().map(|line| line.price).sum()
    }

    /// The line of a rule, if it is priced.
    pub fn line(&self, rule: RuleId) -> Option<&SheetLine> {
        self.lines.iter().find(|line| line.rule == rule)
    }

    /// The measure of a rule; 0 if it is not priced.
    pub fn measure(&self, rule: RuleId) -> i64 {
        self.line(rule).map_or(0, |line| line.measure)
    }
}
