//! The messages to staff: the reply to the command, and the line in the sales channel.

use secrecy::ExposeSecret;

use crate::courier::letters::{channel_messages, staff_reply};
use crate::courier::rest::{Failed, Upload};
use crate::courier::{Later, Notified};
use crate::domain::{DueMessage, Failure, Message, Sale};

use super::{DiscordCourier, about, notified};

impl DiscordCourier {
    /// Edits staff's reply. When Discord no longer accepts edits, sends staff a DM, or else posts the outcome
    /// in the sales channel.
    pub(super) async fn reply(&self, sale: &Sale, row: &DueMessage) -> Result<Notified, Later> {
        let Message::Reply(notice) = row.message else { return Ok(Notified::Nowhere) };
        if let Some(token) = &sale.reply_token {
            let reply = Upload::from(staff_reply::staff_reply(sale.staff_language(), sale, notice));
            match self.rest.edit_reply(token.expose_secret(), &reply).await {
                Ok(()) => return Ok(Notified::Yes(None)),
                Err(Failed::Refused(_)) => {}
                Err(failed) => return Err(failed.into()),
            }
        }
        // Discord's client already told staff that the interaction failed.
        if sale.failure == Some(Failure::NotAcknowledged) {
            return Ok(Notified::Nowhere);
        }
        let message = staff_reply::late_reply(sale, notice, row.nonce.as_str());
        match self.write_to(sale.staff.as_u64(), message.clone()).await {
            Err(Failed::Refused(_)) => match self.sales_channel(sale.guild).await? {
                Some(channel) => notified(&about(sale), self.post(channel, message).await),
                None => Ok(Notified::Nowhere),
            },
            sent => notified(&about(sale), sent),
        }
    }

    /// Posts the line of a sale to the sales channel.
    pub(super) async fn sales_line(&self, sale: &Sale, nonce: &str) -> Result<Notified, Later> {
        match self.sales_channel(sale.guild).await? {
            Some(channel) => {
                notified(&about(sale), self.post(channel, channel_messages::sales_line(sale, nonce)).await)
            }
            None => Ok(Notified::Nowhere),
        }
    }
}
