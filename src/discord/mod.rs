//! The bot: slash commands, buttons, menus – and nothing that decides about a sale.
//!
//! Every command, component and autocomplete passes `access` first: the guild must be one of
//! `GUILD_IDS`, and the member staff where staff is asked for. What reaches the client holds no
//! whole key unless the reader may have it; values of autocomplete are opaque `handles`.

mod access;
mod autocomplete;
mod buttons;
mod commands;
mod error;
mod events;
mod framework;
mod interaction;
mod license_handles;
mod localise;
mod registration;
mod router;
mod sell;
mod views;
#[cfg(all(test, feature = "sandbox"))]
mod wording;

use std::future::Future;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::courier::DiscordCourier;
use crate::courier::default_channel::DefaultChannel;
use crate::courier::guild_profile::GuildProfiles;
use crate::courier::rest::Rest;
use crate::fulfilment::Fulfilment;
use crate::reseller::Client;

pub use access::Access;
pub use events::Events;
pub use framework::Tracked;
pub use license_handles::LicenseHandles;

use buttons::{buyer as buyers, decision as decisions, form as modals, order_form as order, settings};
use router as components;
use sell as selling;
use views::sales::sale as log;
use views::{refusal as replies, statistics, stock as shelf};

/// What every command works with.
pub struct Bot {
    /// Makes the sales.
    pub fulfilment: Arc<Fulfilment<Client, DiscordCourier>>,
    /// The way to Discord.
    pub rest: Arc<Rest>,
    /// Who may do what.
    pub access: Access,
    /// The sales channel of the server that owns it, where that server has chosen none.
    pub default_channel: Arc<DefaultChannel>,
    /// Names and icons of the servers.
    pub guild_profiles: Arc<GuildProfiles>,
    /// The opaque names of licenses.
    pub license_handles: LicenseHandles,
}

impl Bot {
    /// Starts to keep the commands registered in every server. The events belong to the gateway's
    /// connection. The future completes once it is connected and the commands were tried in each server.
    pub fn keep_registered(&self) -> (Events, impl Future<Output = ()> + Send + use<>) {
        let (memberships, tried) = registration::keep_registered(&self.rest, self.access.guilds());
        let connected = Arc::new(Notify::new());
        let events = Events::new(Arc::clone(&self.rest), memberships, Arc::clone(&connected));
        let ready = async move {
            tried.await;
            connected.notified().await;
        };
        (events, ready)
    }
}

/// An error that reaches the framework: logged there, told in words, never shown as it is.
type Error = error::CommandError;
type Context<'a> = poise::ApplicationContext<'a, Arc<Bot>, Error>;
