//! The components that commands and presses use.

use std::sync::Arc;

use crate::courier::DiscordCourier;
use crate::courier::default_sales_channel::DefaultChannel;
use crate::courier::guild_profile::GuildProfiles;
use crate::courier::rest::Rest;
use crate::fulfilment::Fulfilment;
use crate::reseller::Client;

use super::access::Access;
use super::error::CommandError;
use super::license_handles::LicenseHandles;

/// The components of the bot.
pub struct Bot {
    /// Makes the sales.
    pub fulfilment: Arc<Fulfilment<Client, DiscordCourier>>,
    /// Calls Discord.
    pub rest: Arc<Rest>,
    /// Decides about the rights of users.
    pub access: Access,
    /// The default sales channel, for the server that owns it.
    pub default_channel: Arc<DefaultChannel>,
    /// The profiles of the servers.
    pub guild_profiles: Arc<GuildProfiles>,
    /// Makes and resolves the opaque names of licenses.
    pub license_handles: LicenseHandles,
}

/// The framework's context of a command.
pub(super) type Context<'a> = poise::ApplicationContext<'a, Arc<Bot>, CommandError>;
