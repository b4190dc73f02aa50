//! The filter of a list of sales, as options of a command and as part of a custom id.

use serenity::all::User;

use crate::courier::custom_id::SalesPlace;
use crate::domain::{BuyerId, GuildId, Product, SaleId, SaleState, StaffId};
use crate::ledger::{Ledger, LedgerError, ProductMark, SaleFilter};
use crate::report::{InvalidDay, day};

/// The states by which staff can filter. A sale stays in any other state only for moments.
#[derive(Debug, Clone, Copy, poise::ChoiceParameter)]
pub(super) enum StateChoice {
    Delivered,
    Undelivered,
    Failed,
    Held,
    InDoubt,
    Assigned,
}

/// The filter options that staff chose.
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
    /// Returns [`InvalidDay`] if `since` is not a day.
    pub(super) fn filter(&self, guild: GuildId) -> Result<SaleFilter, InvalidDay> {
        Ok(SaleFilter {
            guild,
            buyer: self.buyer.as_ref().and_then(|user| BuyerId::new(user.id.get()).ok()),
            staff: self.staff.as_ref().and_then(|user| StaffId::new(user.id.get()).ok()),
            product: self.product.as_deref().and_then(Product::new),
            state: self.state.map(SaleState::from),
            since: self.since.as_deref().map(day).transpose()?,
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

/// Returns the place of a page that shows sales below `before`.
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

/// Returns the filter of a place, or `None` if the ledger no longer knows the place's product.
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
