//! The parts of the bot that commands and presses work with.

use std::sync::Arc;

use crate::courier::DiscordCourier;
use crate::courier::default_channel::DefaultChannel;
use crate::courier::guild_profile::GuildProfiles;
use crate::courier::rest::Rest;
use crate::fulfilment::Fulfilment;
use crate::reseller::Client;

use super::access::Access;
use super::error::CommandError;
use super::license_handles::LicenseHandles;

/// The parts of the bot.
pub struct Bot {
    /// Makes the sales.
    pub fulfilment: Arc<Fulfilment<Client, DiscordCourier>>,
    /// Calls Discord.
    pub rest: Arc<Rest>,
    /// Decides who may do what.
    pub access: Access,
    /// The sales channel of the server that owns it, where that server has chosen none.
    pub default_channel: Arc<DefaultChannel>,
    /// Names and icons of the servers.
    pub guild_profiles: Arc<GuildProfiles>,
    /// The opaque names of licenses.
    pub license_handles: LicenseHandles,
}

/// An error that reaches the framework. It is logged there, and the user reads a fixed text instead.
pub(super) type Error = CommandError;

/// The framework's context of a command.
pub(super) type Context<'a> = poise::ApplicationContext<'a, Arc<Bot>, Error>;
