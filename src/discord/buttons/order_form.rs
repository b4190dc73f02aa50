//! The form that the user menu *Assign license* opens, and the sale that begins when it is sent.
//!
//! Its custom id holds all it needs. Who may sell, and whether the buyer is a member, is looked at
//! when it is sent: between opening and sending anything may have changed.

use serenity::all::{
    CreateActionRow, CreateInputText, CreateModal, InputTextStyle, ModalInteraction, UserId,
};

use crate::domain::{BuyerId, Product};
use crate::language::Language;

use crate::discord::components::outdated;
use crate::discord::interaction::{Answered, Invocation};
use crate::discord::modals::field;
use crate::discord::selling::{self, Order};
use crate::discord::{Bot, Error, replies};

/// Begins the custom id of the form; the buyer's id follows, and whether they see the channel.
pub(in crate::discord) const ORDER: &str = "order:";

const PRODUCT: &str = "product";
const QUANTITY: &str = "quantity";
const REFERENCE: &str = "reference";
const NOTE: &str = "note";

/// The form, empty but for the quantity.
pub(in crate::discord) fn form(language: Language, buyer: UserId, sees_channel: bool) -> CreateModal {
    let input = |label: &str, name: &str, longest: u16| {
        CreateInputText::new(InputTextStyle::Short, language.say(label), name)
            .required(false)
            .max_length(longest)
    };
    let rows = [
        input("order-product-label", PRODUCT, 100),
        input("order-quantity-label", QUANTITY, 2).value("1"),
        input("order-reference-label", REFERENCE, 100),
        input("order-note-label", NOTE, 500),
    ];
    CreateModal::new(format!("{ORDER}{buyer}:{}", u8::from(sees_channel)), language.say("order-form-label"))
        .components(rows.into_iter().map(CreateActionRow::InputText).collect())
}

/// Takes the form that was sent.
pub(in crate::discord) async fn submit(
    bot: &Bot,
    invocation: &Invocation<'_>,
    modal: &ModalInteraction,
    rest: &str,
) -> Result<Answered, Error> {
    let language = invocation.language();
    let guild = match bot.access.staff(invocation) {
        Ok(guild) => guild,
        Err(denied) => return invocation.deny(denied).await,
    };
    let Some((Ok(buyer), sees_channel)) =
        rest.split_once(':').map(|(buyer, sees)| (buyer.parse::<BuyerId>(), sees == "1"))
    else {
        return outdated(invocation).await;
    };
    let quantity = match field(modal, QUANTITY).trim() {
        "" => 1,
        typed => match typed.parse() {
            Ok(quantity @ 1..=25) => quantity,
            _ => return invocation.answer(replies::no_quantity(language)).await,
        },
    };
    let order = match selling::member(bot, language, guild, buyer).await {
        Ok(order) => order,
        Err(refusal) => return invocation.answer(refusal).await,
    };
    let order = Order {
        sees_channel,
        product: Product::new(field(modal, PRODUCT)),
        quantity,
        reference: Some(field(modal, REFERENCE).to_owned()),
        note: Some(field(modal, NOTE).to_owned()),
        ..order
    };
    selling::sell(bot, invocation, guild, order).await
}
