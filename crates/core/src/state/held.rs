//! Holding an allocated visit back to another time.

use super::State;
use crate::evaluate::propagate::Trial;

impl State<'_> {
    /// Holds a visit back to `hold`, which `trial` found the starts for.
    pub fn rehold(&mut self, trial: &Trial, visit: u32, hold: i64) {
        self.save_visit(visit);
        self.holds[visit as usize] = hold;
        self.settle(trial);
    }
}
