//! Computes statistics of the last 30 days: sales by product and staff, and how long the stock lasts.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::{StaffId, Timestamp};
use crate::ledger::SoldOnDay;

/// The number of days that the statistics cover.
pub const DAYS: usize = 30;
/// The number of products that are listed by name. The others are added together.
const MOST_PRODUCTS: usize = 6;
/// The number of staff members that are listed by name.
const MOST_STAFF: usize = 8;
/// The number of stocked products that are listed. Those that run out first come first.
const MOST_STOCK: usize = 9;
const DAY: Duration = Duration::from_hours(24);
const DAY_MILLIS: i64 = 86_400_000;

/// The data from the ledger and the stock.
pub struct FiguresInput<'a> {
    /// The current time.
    pub now: Timestamp,
    /// The sales of this server since [`first_day`].
    pub sold: &'a [SoldOnDay],
    /// The sales since [`first_day`] of every server that sells from this stock.
    pub drawn: &'a [SoldOnDay],
    /// The time of the first sale from the stock, even if it is older than the statistics.
    pub first_sale_at: Option<Timestamp>,
    /// The number of licenses in stock by product. `None` if the vendor did not answer.
    pub stock: Option<&'a BTreeMap<String, usize>>,
}

/// The statistics of the last 30 days.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The beginning of the first day, in UTC. The last day is today.
    pub first_day: Timestamp,
    /// The number of licenses sold, without refunds and replacements.
    pub sold: u32,
    /// The counts by product and day, largest first. `None` stands for all other products.
    pub products: Vec<(Option<String>, Vec<u32>)>,
    /// The counts by staff member, largest first. `None` stands for all others.
    pub staff: Vec<(Option<StaffId>, u32)>,
    /// The time that the stock of each product lasts. `None` if the vendor did not answer.
    pub stock: Option<Vec<Lasting>>,
}

/// The remaining stock of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lasting {
    /// The product.
    pub product: String,
    /// The number of licenses in stock.
    pub left: usize,
    /// The number of whole days that these licenses last at the current rate. `None` if none was sold.
    pub days: Option<u32>,
}

/// Returns the beginning of the first day that the statistics cover, in UTC.
#[must_use]
pub fn first_day(now: Timestamp) -> Timestamp {
    let today = Timestamp::from_millis(now.as_millis().div_euclid(DAY_MILLIS) * DAY_MILLIS);
    today.before(DAY * u32::try_from(DAYS - 1).unwrap_or(0))
}

/// Computes the statistics.
#[must_use]
pub fn figures(told: &FiguresInput<'_>) -> Figures {
    let first_day = first_day(told.now);
    let mut products: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let mut staff: BTreeMap<i64, (StaffId, u32)> = BTreeMap::new();
    for sold in told.sold.iter().filter(|sold| sold.counts) {
        let days = products.entry(name(sold)).or_insert_with(|| vec![0; DAYS]);
        let at = usize::try_from(sold.day.since(first_day).as_secs() / DAY.as_secs()).unwrap_or(DAYS);
        if let Some(day) = days.get_mut(at) {
            *day += sold.licenses;
        }
        staff.entry(sold.staff.as_i64()).or_insert((sold.staff, 0)).1 += sold.licenses;
    }
    Figures {
        first_day,
        sold: staff.values().map(|(_, count)| count).sum(),
        products: largest_products(products),
        staff: largest_staff(staff.into_values().collect()),
        stock: told.stock.map(|stock| lasting(told, stock)),
    }
}

fn name(sold: &SoldOnDay) -> &str {
    sold.product.as_ref().map_or("?", |product| product.as_str())
}

fn largest_products(products: BTreeMap<&str, Vec<u32>>) -> Vec<(Option<String>, Vec<u32>)> {
    let mut products: Vec<_> = products.into_iter().collect();
    products.sort_by_key(|(_, days)| std::cmp::Reverse(days.iter().sum::<u32>()));
    // If there is only one other, it is listed by name, because "others" would take the same space.
    let shown = if products.len() == MOST_PRODUCTS + 1 { products.len() } else { MOST_PRODUCTS };
    let rest = products.split_off(shown.min(products.len()));
    let mut series: Vec<_> = products.into_iter().map(|(name, days)| (Some(name.to_owned()), days)).collect();
    if !rest.is_empty() {
        let sum = |day: usize| rest.iter().filter_map(|(_, days)| days.get(day)).sum();
        series.push((None, (0..DAYS).map(sum).collect()));
    }
    series
}

fn largest_staff(mut staff: Vec<(StaffId, u32)>) -> Vec<(Option<StaffId>, u32)> {
    staff.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let shown = if staff.len() == MOST_STAFF + 1 { staff.len() } else { MOST_STAFF };
    let rest = staff.split_off(shown.min(staff.len()));
    let mut bars: Vec<_> = staff.into_iter().map(|(staff, count)| (Some(staff), count)).collect();
    if !rest.is_empty() {
        bars.push((None, rest.iter().map(|(_, count)| count).sum()));
    }
    bars
}

/// Computes how long each product lasts that is in stock or was sold.
fn lasting(told: &FiguresInput<'_>, stock: &BTreeMap<String, usize>) -> Vec<Lasting> {
    let mut drawn: BTreeMap<&str, u64> = stock.keys().map(|product| (product.as_str(), 0)).collect();
    for sold in told.drawn {
        *drawn.entry(name(sold)).or_default() += u64::from(sold.licenses);
    }
    // The rate of a new shop is computed from the days since its first sale.
    let age = told.first_sale_at.map_or(Duration::ZERO, |first| told.now.since(first));
    let days = age.as_secs().div_ceil(DAY.as_secs()).clamp(1, DAYS as u64);
    let mut lasting: Vec<Lasting> = drawn
        .into_iter()
        .map(|(product, drawn)| {
            let left = stock.get(product).copied().unwrap_or(0);
            let lasts = (left as u64 * days).checked_div(drawn);
            Lasting {
                product: product.to_owned(),
                left,
                days: lasts.map(|days| u32::try_from(days).unwrap_or(u32::MAX)),
            }
        })
        .collect();
    lasting.sort_by_key(|lasting| (lasting.days.unwrap_or(u32::MAX), lasting.left));
    lasting.truncate(MOST_STOCK);
    lasting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Product;

    const NOW: Timestamp = Timestamp::from_millis(1_767_225_600_000 + 3_600_000);

    fn sold(days_ago: u32, product: &str, staff: i64, licenses: u32) -> SoldOnDay {
        SoldOnDay {
            day: Timestamp::from_millis(1_767_225_600_000).before(DAY * days_ago),
            product: Product::new(product),
            staff: StaffId::try_from(staff).unwrap(),
            counts: true,
            licenses,
        }
    }

    fn told<'a>(sold: &'a [SoldOnDay], stock: Option<&'a BTreeMap<String, usize>>) -> FiguresInput<'a> {
        FiguresInput { now: NOW, sold, drawn: sold, first_sale_at: Some(NOW.before(DAY * 90)), stock }
    }

    #[test]
    fn each_sale_is_on_its_day_and_refunds_count_for_the_stock_alone() {
        let refunded = SoldOnDay { counts: false, ..sold(3, "b", 2, 30) };
        let sales = [sold(0, "a", 1, 2), sold(29, "a", 2, 1), sold(29, "b", 2, 4), refunded];
        let stock = BTreeMap::from([("a".to_owned(), 10), ("c".to_owned(), 7)]);
        let figures = figures(&told(&sales, Some(&stock)));
        assert_eq!(figures.first_day.to_string(), "2025-12-03T00:00:00Z");
        assert_eq!(figures.sold, 7);
        let (name, days) = &figures.products[0];
        assert_eq!((name.as_deref(), days[29], days[0], days.len()), (Some("b"), 0, 4, 30));
        assert_eq!((figures.products[1].1[29], figures.products[1].1[0]), (2, 1));
        assert_eq!(figures.staff.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [5, 2]);
        let lasting: Vec<_> =
            figures.stock.unwrap().into_iter().map(|l| (l.product, l.left, l.days)).collect();
        let expected = [("b", 0, Some(0)), ("a", 10, Some(100)), ("c", 7, None)];
        assert_eq!(lasting, expected.map(|(product, left, days)| (product.to_owned(), left, days)));
    }

    #[test]
    fn many_products_and_staff_members_are_others_and_none_is_lost() {
        let sales: Vec<_> = (1..=40).map(|at| sold(1, &format!("p{at}"), i64::from(at), at)).collect();
        let figures = figures(&told(&sales, None));
        assert_eq!((figures.products.len(), figures.staff.len()), (7, 9));
        assert!(figures.products[6].0.is_none() && figures.staff[8].0.is_none());
        let by_product: u32 = figures.products.iter().flat_map(|(_, days)| days).sum();
        let by_staff: u32 = figures.staff.iter().map(|(_, count)| count).sum();
        assert_eq!((by_product, by_staff, figures.sold), (820, 820, 820));
    }

    #[test]
    fn a_young_shop_has_the_pace_of_the_days_it_has() {
        let sales = [sold(0, "a", 1, 6)];
        let stock = BTreeMap::from([("a".to_owned(), 12)]);
        let young =
            FiguresInput { first_sale_at: Some(NOW.before(DAY + DAY / 2)), ..told(&sales, Some(&stock)) };
        assert_eq!(figures(&young).stock.unwrap()[0].days, Some(4));
    }

    #[test]
    fn a_shop_that_sold_nothing_has_figures_too() {
        let figures = figures(&FiguresInput { first_sale_at: None, ..told(&[], Some(&BTreeMap::new())) });
        assert_eq!((figures.sold, figures.products.len(), figures.stock), (0, 0, Some(vec![])));
    }
}
