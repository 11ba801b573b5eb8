//! How a branch is split, and the bounds of its halves.

use super::ascent::{Budget, climb};
use super::branch::Branch;
use super::choice::{Choice, choose, halve, split};
use super::closing::close;
use super::experience::Experience;
use super::lagrangian::{Cut, Relaxation};
use super::listing::Listed;
use super::restriction::Restriction;

/// Evaluations in one half.
const ROUNDS: u32 = 40;
/// Without a known cost nothing gains more than one in so many.
const MOST_GAIN: i128 = 100;

/// What is done with a branch that is taken up.
pub(super) struct Split<'b> {
    parent: &'b Branch,
    /// By what, with how much of it was mixed; `None`: for want of anything better, or not at all.
    choice: Option<(Choice, f64)>,
    /// It is not split but closed in on.
    closes: bool,
}

impl<'b> Split<'b> {
    /// How to split a branch, and what into; `None` where all starts are fixed.
    pub(super) fn new(
        relaxation: &Relaxation,
        parent: &'b Branch,
        experience: &Experience,
    ) -> Option<(Self, Vec<Restriction>)> {
        let choice = choose(relaxation, parent, experience);
        let (halves, closes) = match choice {
            Some((choice, _)) => (split(relaxation, parent, choice).into(), false),
            None if !parent.closed => (vec![parent.restriction.clone()], true),
            None => (halve(relaxation, parent)?, false),
        };
        Some((Self { parent, choice, closes }, halves))
    }

    /// The bound of a half; `None` if nothing is left of it.
    pub(super) fn half(
        &self,
        relaxation: &Relaxation,
        mut restriction: Restriction,
        near: (&Budget, i128),
    ) -> Option<Branch> {
        let budget = near.0;
        if !restriction.tighten(relaxation, budget.known) {
            return None;
        }
        let parent = &self.parent.ascent;
        if self.closes {
            let ascent = close(relaxation, &restriction, parent, budget);
            return Some(Branch { restriction, ascent, closed: true, listed: Listed::Not });
        }
        let cuts = parent.cuts.iter().filter(|cut| keeps(relaxation, &restriction, cut));
        let inner = Budget { rounds: Some(ROUNDS), ..*budget };
        let start = (parent.y.clone(), cuts.cloned().collect());
        let mut ascent = climb(relaxation, &restriction, start, &inner);
        ascent.value = ascent.value.max(parent.value);
        Some(Branch::new(relaxation, restriction, ascent, near))
    }

    /// Takes what it gained into experience, from the halves of which something is left.
    pub(super) fn learn(
        &self,
        halves: &[Branch],
        target: Option<i128>,
        experience: &mut Experience,
    ) {
        let Some(choice) = self.choice else { return };
        let value = self.parent.ascent.value;
        let most = target.map_or(value / MOST_GAIN, |target| target - value);
        let mut gains = [most as f64; 2];
        for (gain, half) in gains.iter_mut().zip(halves) {
            *gain = (half.ascent.value - value).min(most) as f64;
        }
        experience.learn(choice, gains);
    }
}

/// Whether a cut is one of the branch, too.
fn keeps(relaxation: &Relaxation, restriction: &Restriction, cut: &Cut) -> bool {
    if let Some(client) = relaxation.client_of(cut.part) {
        let faces = relaxation.frame.layout.faces();
        let holds = |carer| {
            let of = relaxation.frame.problem.clients[client as usize].visits.iter();
            let mut links = of.filter_map(|visit| faces.get(&(*visit, carer)));
            links.any(|link| cut.slopes.iter().any(|(index, _)| index == link))
        };
        return restriction.faces(client).all(|(carer, comes)| holds(carer) == comes);
    }
    restriction.allows_steps(cut.route.iter().map(|stop| stop.0))
        && cut.route.iter().all(|&(node, start)| {
            let (from, to) = restriction.starts(relaxation.frame.problem.node(node).visit);
            let class = relaxation.class_of(cut.part);
            from <= start && start <= to && !restriction.is_barred(class, node)
        })
}
