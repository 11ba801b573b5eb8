//! Ties between two visits. All but one kind are void while either visit is unallocated.

use crate::{Seconds, VisitId};

/// What a gap is measured from; it always ends at the second visit's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapFrom {
    /// The first visit's start.
    Start,
    /// The first visit's end: its start plus `Visit::duration`.
    End,
}

/// What ties the two visits together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// `min <= second.start - (first.start or first.end) <= max`. A fixed order is a gap from the end of at
    /// least 0.
    Gap {
        /// Measured from.
        from: GapFrom,
        /// Least gap; may be negative.
        min: Option<Seconds>,
        /// Largest gap; may be negative.
        max: Option<Seconds>,
    },
    /// The sets of carers of the two visits are the same.
    SameCarer,
    /// No carer serves both visits.
    DifferentCarer,
    /// Both visits are allocated, or neither is; the only tie that is not void while one is left out.
    BothOrNeither,
}

/// A tie between two different visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The visit that a gap is measured from.
    pub first: VisitId,
    /// The visit that a gap is measured to.
    pub second: VisitId,
    /// The tie.
    pub kind: LinkKind,
}
