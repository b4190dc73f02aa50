//! The courier that sends over Discord.

mod alarm;
mod buyer;
mod message_sender;
mod staff;

use std::sync::Arc;
use std::time::Duration;

use serenity::all::CreateMessage;

use crate::courier::default_sales_channel::DefaultChannel;
use crate::courier::guild_profile::GuildProfiles;
use crate::courier::rest::{Failed, Rest, Upload};
use crate::courier::{Later, Notified, OpenedDm};
use crate::domain::{BuyerId, ChannelId, GuildId, MessageId, Sale};
use crate::i18n::Language;
use crate::ledger::Ledger;

/// How long an alert waits for the language of its server.
const UNHURRIED: Duration = Duration::from_secs(5);

/// Sends over Discord's REST API.
#[derive(Clone)]
pub struct DiscordCourier {
    rest: Arc<Rest>,
    default_channel: Arc<DefaultChannel>,
    ledger: Ledger,
    guild_profiles: Arc<GuildProfiles>,
}

impl DiscordCourier {
    /// Makes a courier. Sales are posted to the channel that their server chose, or else to the default
    /// channel if that server owns it. Alarms go to the same channel, or else to the application's owner.
    #[must_use]
    pub fn new(
        rest: Arc<Rest>,
        default_channel: Arc<DefaultChannel>,
        ledger: Ledger,
        guild_profiles: Arc<GuildProfiles>,
    ) -> Self {
        Self { rest, default_channel, ledger, guild_profiles }
    }

    /// Returns the language that a server has chosen, or else the server's language in Discord.
    async fn guild_language(&self, guild: GuildId) -> Language {
        if let Some(language) = self.ledger.shop(guild).language {
            return language;
        }
        self.guild_profiles
            .within(guild, UNHURRIED)
            .await
            .map(|profile| Language::or_english(&profile.locale))
            .unwrap_or_default()
    }

    /// Returns the channel in which a server's sales are posted.
    async fn sales_channel(&self, guild: GuildId) -> Result<Option<ChannelId>, Later> {
        match self.ledger.shop(guild).sales_channel {
            Some(channel) => Ok(Some(channel)),
            None => self.default_channel.of(guild).await,
        }
    }

    /// Posts a message to a channel.
    async fn post(&self, channel: ChannelId, message: CreateMessage) -> Result<MessageId, Failed> {
        self.rest.send(channel, &Upload::from(message)).await?.id()
    }

    /// Sends a direct message to a user.
    async fn write_to(&self, user: u64, message: CreateMessage) -> Result<MessageId, Failed> {
        self.post(self.rest.open_dm(user, true).await?, message).await
    }

    /// Opens a buyer's DM channel. `comes_back` tells that the caller repeats the call after a rate limit.
    async fn open(&self, buyer: BuyerId, comes_back: bool) -> Result<OpenedDm, Later> {
        match self.rest.open_dm(buyer.as_u64(), comes_back).await {
            Ok(channel) => Ok(OpenedDm::Channel(channel)),
            Err(Failed::Refused(_)) => Ok(OpenedDm::Closed),
            Err(failed) => Err(failed.into()),
        }
    }
}

/// Describes a sale at the beginning of a log message.
fn about(sale: &Sale) -> String {
    format!("sale {}", sale.id)
}

/// Maps the result of a message that has no fallback.
fn notified(about: &str, sent: Result<MessageId, Failed>) -> Result<Notified, Later> {
    match sent {
        Ok(message) => Ok(Notified::Yes(Some(message))),
        Err(Failed::Refused(refusal)) => {
            tracing::warn!(%refusal, "{about}: a message could not be sent");
            Ok(Notified::Nowhere)
        }
        Err(failed) => Err(failed.into()),
    }
}
