//! Which sales are meant: as staff choose, and as a button's custom id carries it. Such a button
//! answers a month later and after any restart, for it names rows of the ledger and nothing else.

use serenity::all::User;

use crate::domain::{BuyerId, GuildId, LineNumber, Product, SaleId, SaleState, StaffId, Timestamp};
use crate::journal::day;
use crate::ledger::{Ledger, ProductMark, SaleFilter};

use crate::discord::Error;

/// The states that staff may ask for; those a sale passes in a moment are left out.
#[derive(Debug, Clone, Copy, poise::ChoiceParameter)]
pub(super) enum State {
    Delivered,
    Undelivered,
    Failed,
    Held,
    InDoubt,
    Assigned,
}

/// What staff chose.
pub(super) struct Choice {
    pub(super) buyer: Option<User>,
    pub(super) staff: Option<User>,
    pub(super) product: Option<String>,
    pub(super) state: Option<State>,
    pub(super) since: Option<String>,
}

impl Choice {
    /// The filter, or the key of the message that tells why there is none.
    pub(super) fn filter(&self, guild: GuildId) -> Result<SaleFilter, &'static str> {
        let since = self.since.as_deref().map(day).transpose();
        Ok(SaleFilter {
            guild,
            buyer: self.buyer.as_ref().and_then(|user| BuyerId::new(user.id.get()).ok()),
            staff: self.staff.as_ref().and_then(|user| StaffId::new(user.id.get()).ok()),
            product: self.product.as_deref().and_then(Product::new),
            state: self.state.map(SaleState::from),
            since: since.map_err(|_| "since-is-no-day")?,
        })
    }
}

impl From<State> for SaleState {
    fn from(state: State) -> Self {
        match state {
            State::Delivered => Self::Delivered,
            State::Undelivered => Self::Undelivered,
            State::Failed => Self::Failed,
            State::Held => Self::Held,
            State::InDoubt => Self::InDoubt,
            State::Assigned => Self::Assigned,
        }
    }
}

/// A place in the list: buyer, staff, product, state, since, and below which sale. 81 characters
/// at most, Discord takes 100.
pub(super) fn place(filter: &SaleFilter, product: Option<ProductMark>, before: Option<SaleId>) -> String {
    let number = |number: Option<i64>| number.map_or_else(String::new, |number| format!("{number:x}"));
    let product = match product {
        Some(ProductMark::Sold(sale, line)) => format!("p{:x}.{:x}", sale.as_i64(), line.as_i64()),
        Some(ProductMark::Asked(sale)) => format!("s{:x}", sale.as_i64()),
        None => String::new(),
    };
    let state = filter.state.and_then(|state| SaleState::ALL.iter().position(|one| *one == state));
    [
        number(filter.buyer.map(BuyerId::as_i64)),
        number(filter.staff.map(StaffId::as_i64)),
        product,
        state.map_or_else(String::new, |state| state.to_string()),
        number(filter.since.map(Timestamp::as_secs)),
        number(before.map(SaleId::as_i64)),
    ]
    .join(":")
}

/// Reads a place back; `None` for one that is not ours. Whose server it is about, the press tells.
pub(super) async fn placed(
    ledger: &Ledger,
    guild: GuildId,
    place: &str,
) -> Result<Option<(SaleFilter, Option<ProductMark>, Option<SaleId>)>, Error> {
    let parts: Vec<&str> = place.split(':').collect();
    let [buyer, staff, product, state, since, before] = parts[..] else { return Ok(None) };
    let mark = match product.split_at_checked(1) {
        Some(("p", line)) => line.split_once('.').and_then(|(sale, line)| {
            Some(ProductMark::Sold(SaleId::new(number(sale)?), LineNumber::new(number(line)?)))
        }),
        Some(("s", sale)) => number(sale).map(|sale| ProductMark::Asked(SaleId::new(sale))),
        // A page of an earlier version: its row is known no more.
        Some(("l", _)) => return Ok(None),
        _ => None,
    };
    let named = match mark {
        Some(mark) => ledger.marked(guild, mark).await?,
        None => None,
    };
    let filter = SaleFilter {
        guild,
        buyer: number(buyer).and_then(|id| BuyerId::try_from(id).ok()),
        staff: number(staff).and_then(|id| StaffId::try_from(id).ok()),
        product: named,
        state: state.parse().ok().and_then(|at: usize| SaleState::ALL.get(at)).copied(),
        since: number(since).map(|seconds| Timestamp::from_millis(seconds.saturating_mul(1000))),
    };
    // A part that cannot be read would show sales that were not asked for.
    let read = |part: &str, is_read: bool| part.is_empty() || is_read;
    let before_number = number(before);
    let whole = read(buyer, filter.buyer.is_some())
        && read(staff, filter.staff.is_some())
        && read(product, filter.product.is_some())
        && read(state, filter.state.is_some())
        && read(since, filter.since.is_some())
        && read(before, before_number.is_some());
    Ok(whole.then(|| (filter, mark, before_number.map(SaleId::new))))
}

fn number(text: &str) -> Option<i64> {
    i64::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_place_fits_into_a_custom_id() {
        let most = i64::MAX;
        let filter = SaleFilter {
            guild: GuildId::try_from(most).unwrap(),
            buyer: BuyerId::try_from(most).ok(),
            staff: StaffId::try_from(most).ok(),
            product: None,
            state: Some(SaleState::Failed),
            since: Some(Timestamp::from_millis(most)),
        };
        // Lines are numbered within their sale, or by the rows of an earlier version.
        let mark = ProductMark::Sold(SaleId::new(most), LineNumber::new(u32::MAX.into()));
        let place = place(&filter, Some(mark), Some(SaleId::new(most)));
        assert!("sales:".len() + place.len() <= 100, "{} in {place}", place.len());
    }
}
