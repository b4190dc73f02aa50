//! The buttons that change the page of a list.

use std::future::Future;

use serenity::all::EditInteractionResponse;

use crate::courier::custom_id::SalesPlace;
use crate::courier::rest::Upload;
use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::buyer_language::learn;
use crate::discord::commands::{buyers_licenses as buyers, my_available, my_licenses as own, sales as log};
use crate::discord::error::CommandError;
use crate::discord::interaction::Invocation;
use crate::domain::BuyerId;

/// Shows another page of the user's own licenses.
pub(in crate::discord) async fn my_licenses(
    authorised: Authorised<'_>,
    page: u32,
) -> Result<Answered, CommandError> {
    let page = async {
        learn(authorised).await;
        own::page(authorised, page).await.map(Some)
    };
    turn(authorised.invocation, page).await
}

/// Shows another page of the stock.
pub(in crate::discord) async fn stock(
    authorised: Authorised<'_>,
    page: usize,
    product: Option<usize>,
) -> Result<Answered, CommandError> {
    let page = async { my_available::page(authorised, page, product).await.map(Some) };
    turn(authorised.invocation, page).await
}

/// Shows another page of the list of sales.
pub(in crate::discord) async fn sales(
    authorised: Authorised<'_>,
    place: SalesPlace,
) -> Result<Answered, CommandError> {
    turn(authorised.invocation, log::page(authorised, place)).await
}

/// Shows another page of a member's licenses.
pub(in crate::discord) async fn buyers_licenses(
    authorised: Authorised<'_>,
    buyer: BuyerId,
    page: u32,
) -> Result<Answered, CommandError> {
    let page = async { buyers::page(authorised, buyer, page).await.map(Some) };
    turn(authorised.invocation, page).await
}

/// Acknowledges the press, then replaces the message with the button. If the page no longer exists, tells the
/// user so and leaves the message unchanged.
async fn turn<P: Into<Upload<EditInteractionResponse>>>(
    invocation: Invocation<'_>,
    page: impl Future<Output = Result<Option<P>, CommandError>>,
) -> Result<Answered, CommandError> {
    invocation.acknowledge().await?;
    match page.await? {
        Some(page) => invocation.edit(page).await,
        None => invocation.outdated_after_acknowledging().await,
    }
}
