//! Alarms, which are sent to a person who can act.

use serenity::all::CreateMessage;

use crate::courier::rest::Failed;
use crate::courier::{Later, Notified};
use crate::domain::GuildId;

use super::DiscordCourier;

impl DiscordCourier {
    /// Sends an alarm to the server's sales channel, or else to the application's owner. Logs an error if
    /// nobody can be reached.
    pub(super) async fn alarm(
        &self,
        guild: GuildId,
        message: CreateMessage,
        about: &str,
    ) -> Result<Notified, Later> {
        if let Some(channel) = self.sales_channel(guild).await? {
            match self.post(channel, message.clone()).await {
                Ok(message) => return Ok(Notified::Yes(Some(message))),
                Err(Failed::Refused(refusal)) => {
                    tracing::warn!(%channel, %refusal, "{about}: alarm refused by the sales channel");
                }
                Err(failed) => return Err(failed.into()),
            }
        }
        if let Some(owner) = self.rest.owner()? {
            match self.write_to(owner, message).await {
                Ok(message) => return Ok(Notified::Yes(Some(message))),
                Err(Failed::Refused(refusal)) => {
                    tracing::warn!(%refusal, "{about}: alarm refused by the owner");
                }
                Err(failed) => return Err(failed.into()),
            }
        }
        tracing::error!("{about}: alarm reached nobody; choose a sales channel in /settings");
        Ok(Notified::Nowhere)
    }
}
