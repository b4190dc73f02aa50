//! The form that the user menu *Assign license* opens, and the sale that starts when it is submitted.
//!
//! Anything may change while the form is open. The seller's right and the buyer's membership are therefore
//! checked when it is submitted.

use serenity::all::ModalInteraction;

use crate::discord::answer::Answered;
use crate::discord::authorised::Authorised;
use crate::discord::error::CommandError;
use crate::discord::order::{self, MOST_LICENSES, Order};
use crate::discord::sell::sell;
use crate::discord::views::order_form::{NOTE, PRODUCT, QUANTITY, REFERENCE};
use crate::discord::views::refusal::no_quantity;
use crate::domain::{BuyerId, Product};

use super::form::field;

/// Starts the sale of a submitted form.
pub(in crate::discord) async fn submit(
    authorised: Authorised<'_>,
    form: &ModalInteraction,
    buyer: BuyerId,
    sees_channel: bool,
) -> Result<Answered, CommandError> {
    let Authorised { invocation, language, .. } = authorised;
    let Some(quantity) = quantity(field(form, QUANTITY)) else {
        return invocation.answer(no_quantity(language)).await;
    };
    let order = match order::of_member(authorised, buyer).await {
        Ok(order) => order,
        Err(refusal) => return invocation.answer(refusal).await,
    };
    let order = Order {
        sees_channel,
        product: Product::new(field(form, PRODUCT)),
        quantity,
        reference: Some(field(form, REFERENCE).to_owned()),
        note: Some(field(form, NOTE).to_owned()),
        ..order
    };
    sell(authorised, order).await
}

/// Parses a quantity. An empty field means one.
fn quantity(typed: &str) -> Option<u8> {
    match typed.trim() {
        "" => Some(1),
        typed => typed.parse().ok().filter(|quantity| (1..=MOST_LICENSES).contains(quantity)),
    }
}
