//! The bot: slash commands, buttons, menus – and nothing that decides about a sale.
//!
//! Every command, component and autocomplete passes `access` first: the guild must be one of
//! `GUILD_IDS`, and the member staff where staff is asked for. What reaches the client holds no
//! whole key unless the reader may have it; values of autocomplete are opaque `handles`.

mod access;
mod autocomplete;
mod buyers;
mod commands;
mod components;
mod decisions;
mod defer;
mod error;
mod framework;
mod handles;
mod localise;
mod log;
mod modals;
mod order;
mod replies;
mod selling;
mod settings;
mod shelf;
mod statistics;
#[cfg(all(test, feature = "sandbox"))]
mod wording;

use std::sync::Arc;

use crate::courier::DiscordCourier;
use crate::courier::front::Fronts;
use crate::domain::ChannelId;
use crate::fulfilment::Fulfilment;
use crate::reseller::Client;

pub use access::Access;
pub use framework::{Tracked, framework};
pub use handles::Handles;

/// What every command works with.
pub struct Shop {
    /// Makes the sales.
    pub fulfilment: Arc<Fulfilment<Client, DiscordCourier>>,
    /// Who may do what.
    pub access: Access,
    /// Where sales are posted where a server has chosen no channel.
    pub sales_channel: Option<ChannelId>,
    /// Names and icons of the servers.
    pub fronts: Arc<Fronts>,
    /// Who owns the application; they are written to where there is no sales channel.
    pub owner: Option<serenity::all::UserId>,
    /// The opaque names of licenses.
    pub handles: Handles,
}

/// An error that reaches the framework: logged there, told in words, never shown as it is.
type Error = error::CommandError;
type Context<'a> = poise::ApplicationContext<'a, Arc<Shop>, Error>;
