//! The cheapest matching is as cheap as the cheapest of all there are.

use rota_core::random::Random;
use rota_core::search::matching::cheapest_matching;

/// The least sum, by trying every column for every row.
fn brute(prices: &[Vec<i64>], taken: &mut Vec<bool>) -> i64 {
    let Some((first, others)) = prices.split_first() else { return 0 };
    let mut least = i64::MAX;
    for (column, price) in first.iter().enumerate() {
        if !taken[column] {
            taken[column] = true;
            least = least.min(price + brute(others, taken));
            taken[column] = false;
        }
    }
    least
}

#[test]
fn every_random_matching_is_cheapest() {
    let mut random = Random::stream(1, 0, 0);
    for case in 0..2_000 {
        let rows = random.below(6);
        let columns = rows + random.below(3);
        // Few different prices make many ties; negative ones are what insertions that pay cost.
        let range = [3, 1_000_000][case % 2];
        let mut price = || random.below(range) as i64 - range as i64 / 2;
        let prices: Vec<Vec<i64>> =
            (0..rows).map(|_| (0..columns).map(|_| price()).collect()).collect();
        let matching = cheapest_matching(&prices);
        let mut used = matching.clone();
        used.sort_unstable();
        used.dedup();
        assert_eq!(used.len(), rows, "case {case}: a column twice");
        let sum: i64 = prices.iter().zip(&matching).map(|(row, column)| row[*column]).sum();
        assert_eq!(sum, brute(&prices, &mut vec![false; columns]), "case {case}: {prices:?}");
    }
}

#[test]
fn a_row_gives_way_where_that_is_cheaper_for_all() {
    // The first row would take column 0, which the second needs more.
    assert_eq!(cheapest_matching(&[vec![1, 3, 9], vec![1, 9, 9], vec![2, 4, 5]]), [1, 0, 2]);
}
