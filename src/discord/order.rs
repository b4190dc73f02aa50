//! The form that the user menu *Assign license* opens, and the sale that begins when it is sent.
//!
//! Its custom id holds all it needs. Who may sell, and whether the buyer is a member, is looked at
//! when it is sent: between opening and sending anything may have changed.

use serenity::all::{
    CreateActionRow, CreateInputText, CreateModal, Http, InputTextStyle, ModalInteraction, UserId,
};

use crate::domain::{BuyerId, Product};
use crate::language::Language;

use super::components::{deny, outdated};
use super::modals::field;
use super::selling::{self, Asked, Order, answer};
use super::{Error, Shop, replies};

/// Begins the custom id of the form; the buyer's id follows, and whether they see the channel.
pub(super) const ORDER: &str = "order:";

const PRODUCT: &str = "product";
const QUANTITY: &str = "quantity";
const REFERENCE: &str = "reference";
const NOTE: &str = "note";

/// The form, empty but for the quantity.
pub(super) fn form(language: Language, buyer: UserId, sees_channel: bool) -> CreateModal {
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
pub(super) async fn submit(
    shop: &Shop,
    http: &Http,
    modal: &ModalInteraction,
    rest: &str,
) -> Result<(), Error> {
    let language = Language::or_english(&modal.locale);
    let guild = match shop.access.staff(modal.guild_id, modal.member.as_ref()) {
        Ok(guild) => guild,
        Err(denied) => return deny(http, modal.id, &modal.token, denied, language).await,
    };
    let Some((Ok(buyer), sees_channel)) =
        rest.split_once(':').map(|(buyer, sees)| (buyer.parse::<BuyerId>(), sees == "1"))
    else {
        return outdated(http, modal.id, &modal.token, language).await;
    };
    let asked = Asked {
        id: modal.id,
        token: &modal.token,
        channel: modal.channel_id,
        guild,
        staff: &modal.user,
        locale: &modal.locale,
        guild_locale: modal.guild_locale.as_deref(),
    };
    let quantity = match field(modal, QUANTITY).trim() {
        "" => 1,
        typed => match typed.parse() {
            Ok(quantity @ 1..=25) => quantity,
            _ => return answer(http, asked, replies::no_quantity(language)).await,
        },
    };
    let member = match selling::member(http, language, guild, buyer).await {
        Ok(member) => member,
        Err(refusal) => return answer(http, asked, refusal).await,
    };
    let order = Order {
        is_member: true,
        sees_channel,
        product: Product::new(field(modal, PRODUCT)),
        quantity,
        reference: Some(field(modal, REFERENCE).to_owned()),
        note: Some(field(modal, NOTE).to_owned()),
        ..Order::of(&member.user, None)
    };
    selling::sell(shop, http, asked, order).await
}
