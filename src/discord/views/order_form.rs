//! The form of a sale to a member.

use serenity::all::{CreateActionRow, CreateInputText, CreateModal, InputTextStyle};

use crate::courier::custom_id::CustomId;
use crate::domain::BuyerId;
use crate::i18n::Language;

/// The names of the fields.
pub(in crate::discord) const PRODUCT: &str = "product";
pub(in crate::discord) const QUANTITY: &str = "quantity";
pub(in crate::discord) const REFERENCE: &str = "reference";
pub(in crate::discord) const NOTE: &str = "note";

/// Builds the form. Every field is empty except the quantity.
pub(in crate::discord) fn order_form(language: Language, buyer: BuyerId, sees_channel: bool) -> CreateModal {
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
    let id = CustomId::OrderForm { buyer, sees_channel };
    CreateModal::new(id, language.say("order-form-label"))
        .components(rows.into_iter().map(CreateActionRow::InputText).collect())
}
