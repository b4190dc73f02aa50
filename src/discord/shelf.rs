//! The stock by product, as `/myavailable` sums it up.

use crate::courier::letters::expiry;
use crate::courier::text::{cut, plain};
use crate::domain::{License, Timestamp};
use crate::fulfilment::StockList;
use crate::journal::Lasting;
use crate::language::Language;

/// Products summed up; the list below them shows the rest.
const MOST: usize = 20;

/// A line for each product: how many there are, when the first of them ends, how long they last.
pub(super) fn lines(
    language: Language,
    list: &StockList,
    product: Option<&str>,
    lasting: &[Lasting],
    now: Timestamp,
) -> Vec<String> {
    let counts = super::replies::count_by_product(list, now);
    let asked = counts.iter().filter(|(name, _)| product.is_none_or(|asked| asked == name.as_str()));
    asked
        .take(MOST)
        .map(|(name, count)| {
            let is_of = |license: &&License| {
                !license.is_expired(now) && license.product.as_ref().map_or("?", |own| own.as_str()) == name
            };
            let soonest = list.licenses.iter().filter(is_of).filter_map(|license| license.expires_at).min();
            let days =
                lasting.iter().find(|lasting| lasting.product == *name).and_then(|lasting| lasting.days);
            let ends = soonest
                .map(|end| language.with("first-ends", &[("end", expiry(language, Some(end)).into())]));
            let lasts = days.map(|days| language.with("stock-lasts", &[("days", days.into())]));
            let first = format!("**{}** · {count}", cut(&plain(name), 80));
            [Some(first), ends, lasts].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
        .collect()
}
