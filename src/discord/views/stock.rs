//! The stock by product, as `/myavailable` sums it up.

use std::collections::BTreeMap;

use crate::courier::letters::expiry;
use crate::courier::text::{cut, plain};
use crate::domain::Shelf;
use crate::journal::Lasting;
use crate::language::Language;

/// Products summed up; the list below them shows the rest.
const MOST: usize = 20;

/// A line for each product: how many there are, when the first of them ends, how long they last.
pub(in crate::discord) fn lines(
    language: Language,
    shelves: &BTreeMap<String, Shelf>,
    product: Option<&str>,
    lasting: &[Lasting],
) -> Vec<String> {
    let asked = shelves.iter().filter(|(name, _)| product.is_none_or(|asked| asked == name.as_str()));
    asked
        .take(MOST)
        .map(|(name, Shelf { count, first_end })| {
            let days =
                lasting.iter().find(|lasting| lasting.product == *name).and_then(|lasting| lasting.days);
            let ends = first_end
                .map(|end| language.with("first-ends", &[("end", expiry(language, Some(end)).into())]));
            let lasts = days.map(|days| language.with("stock-lasts", &[("days", days.into())]));
            let first = format!("**{}** · {count}", cut(&plain(name), 80));
            [Some(first), ends, lasts].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
        .collect()
}
