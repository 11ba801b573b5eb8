//! What search adds to the price of faces, which only a carer's first and last stop at a client feels.

/// Every further stop of a carer at a client costs a little while searching, each less than the one before. So it pays to bring a
/// client's stops together in few hands before any carer's last one has gone, for which the price of faces gives no reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Habit {
    /// By number of stops; empty where nothing is added.
    prices: Vec<i64>,
}

/// Stops are counted in so many parts when their root is drawn.
const PARTS: u64 = 1_000;

impl Habit {
    /// For up to so many stops of one carer at one client: `amount` grains times the root of their number, less one.
    pub fn new(most: usize, amount: i64) -> Self {
        let root = |stops: u64| (stops * PARTS * PARTS).isqrt() as i64;
        let parts = PARTS as i64;
        let price = |stops: u64| amount / parts * (root(stops) - parts).max(0);
        Self {
            prices: if amount > 0 { (0..=most as u64).map(price).collect() } else { Vec::new() },
        }
    }

    /// Whether nothing is added.
    #[inline]
    pub fn is_nothing(&self) -> bool {
        self.prices.is_empty()
    }

    /// What so many stops of one carer at one client cost.
    #[inline]
    pub fn price(&self, stops: usize) -> i64 {
        self.prices.get(stops).or(self.prices.last()).copied().unwrap_or(0)
    }
}
