//! Modals that people sent: which one it is, and what they typed.
//!
//! A modal's custom id holds all that it needs; nothing waits for one.

use serenity::all::{ActionRowComponent, ModalInteraction};

use crate::discord::interaction::{Answered, Invocation};
use crate::discord::order::{self, ORDER};
use crate::discord::settings::{self, SET};
use crate::discord::{Bot, Error};

/// Takes a modal.
pub(in crate::discord) async fn submit(
    bot: &Bot,
    invocation: &Invocation<'_>,
    modal: &ModalInteraction,
) -> Result<Answered, Error> {
    if let Some(setting) = modal.data.custom_id.strip_prefix(SET) {
        return settings::submit(bot, invocation, modal, setting).await;
    }
    if let Some(order) = modal.data.custom_id.strip_prefix(ORDER) {
        return order::submit(bot, invocation, modal, order).await;
    }
    crate::discord::components::outdated(invocation).await
}

/// What was typed into a field; nothing where there is no such field.
pub(in crate::discord) fn field<'a>(modal: &'a ModalInteraction, name: &str) -> &'a str {
    let mut inputs = modal.data.components.iter().flat_map(|row| &row.components);
    inputs
        .find_map(|component| match component {
            ActionRowComponent::InputText(input) if input.custom_id == name => input.value.as_deref(),
            _ => None,
        })
        .unwrap_or_default()
}
