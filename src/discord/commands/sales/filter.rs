//! The filter of a list of sales, as staff choose it and as a place in the list has it.

use serenity::all::User;

use crate::courier::custom_id::SalesPlace;
use crate::domain::{BuyerId, GuildId, Product, SaleId, SaleState, StaffId};
use crate::ledger::{Ledger, LedgerError, ProductMark, SaleFilter};
use crate::report::day;

/// The states that staff may ask for. A sale passes the others within moments.
#[derive(Debug, Clone, Copy, poise::ChoiceParameter)]
pub(super) enum StateChoice {
    Delivered,
    Undelivered,
    Failed,
    Held,
    InDoubt,
    Assigned,
}

/// The choices of staff.
pub(super) struct Choice {
    pub(super) buyer: Option<User>,
    pub(super) staff: Option<User>,
    pub(super) product: Option<String>,
    pub(super) state: Option<StateChoice>,
    pub(super) since: Option<String>,
}

impl Choice {
    /// Returns the filter.
    ///
    /// # Errors
    /// The key of the message that says why there is none.
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

impl From<StateChoice> for SaleState {
    fn from(state: StateChoice) -> Self {
        match state {
            StateChoice::Delivered => Self::Delivered,
            StateChoice::Undelivered => Self::Undelivered,
            StateChoice::Failed => Self::Failed,
            StateChoice::Held => Self::Held,
            StateChoice::InDoubt => Self::InDoubt,
            StateChoice::Assigned => Self::Assigned,
        }
    }
}

/// Returns the place of a filter's page that begins below the sale `before`.
pub(super) fn place(filter: &SaleFilter, product: Option<ProductMark>, before: Option<SaleId>) -> SalesPlace {
    SalesPlace {
        buyer: filter.buyer,
        staff: filter.staff,
        product,
        state: filter.state,
        since: filter.since,
        before,
    }
}

/// Returns the filter of a place; `None` where the ledger no longer knows its product.
pub(super) async fn filter_of(
    ledger: &Ledger,
    guild: GuildId,
    place: SalesPlace,
) -> Result<Option<SaleFilter>, LedgerError> {
    let product = match place.product {
        Some(mark) => match ledger.marked(guild, mark).await? {
            Some(product) => Some(product),
            None => return Ok(None),
        },
        None => None,
    };
    let SalesPlace { buyer, staff, state, since, .. } = place;
    Ok(Some(SaleFilter { guild, buyer, staff, product, state, since }))
}
