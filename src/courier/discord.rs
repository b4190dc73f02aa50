//! The courier that is Discord.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::{CreateMessage, EditInteractionResponse, GetMessages, Http, Message, UserId};

use crate::domain::{BuyerId, ChannelId, MessageId, SaleId};
use crate::ledger::{OutboxKind, SaleRecord};

use super::http::{Failed, repeating};
use super::{Courier, Delivery, Later, OpenedDm, Parcel, Told, letters};

/// From this age on a message that may have been sent is looked for before it is sent again.
/// Discord enforces a nonce for "the past few minutes" and does not say how many.
const NONCE_IS_OLD: Duration = Duration::from_mins(1);

/// Messages looked through for one that may have been sent.
const LOOK_BACK: u8 = 50;

/// Sends over Discord's REST API.
#[derive(Clone)]
pub struct DiscordCourier {
    http: Arc<Http>,
    sales_channel: Option<ChannelId>,
}

impl DiscordCourier {
    /// A courier that posts every sale to `sales_channel`, where there is one.
    #[must_use]
    pub fn new(http: Arc<Http>, sales_channel: Option<ChannelId>) -> Self {
        Self { http, sales_channel }
    }

    async fn post(&self, channel: ChannelId, message: &CreateMessage) -> Result<MessageId, Failed> {
        let channel = serenity::all::ChannelId::new(channel.as_u64());
        let sent = repeating(|| self.http.send_message(channel, vec![], message)).await?;
        id(sent.id.get())
    }

    /// Whether an earlier attempt got through: the DM's footer names its delivery.
    async fn sent_before(&self, channel: ChannelId, nonce: &str) -> Result<Option<MessageId>, Failed> {
        let channel = serenity::all::ChannelId::new(channel.as_u64());
        let last = repeating(|| channel.messages(&self.http, GetMessages::new().limit(LOOK_BACK))).await?;
        let names_it = |message: &Message| {
            message
                .embeds
                .iter()
                .any(|embed| embed.footer.as_ref().is_some_and(|footer| footer.text.ends_with(nonce)))
        };
        last.iter().find(|message| names_it(message)).map(|message| id(message.id.get())).transpose()
    }

    async fn edit_reply(&self, sale: &SaleRecord, reply: &EditInteractionResponse) -> Result<Told, Later> {
        let Some(token) = &sale.reply_token else { return Ok(Told::Nowhere) };
        let edit = || self.http.edit_original_interaction_response(token.expose_secret(), reply, vec![]);
        told(sale.id, repeating(edit).await.map(|_| None))
    }
}

impl Courier for DiscordCourier {
    async fn open_dm(&self, buyer: BuyerId) -> Result<OpenedDm, Later> {
        let recipient = serde_json::json!({ "recipient_id": UserId::new(buyer.as_u64()) });
        match repeating(|| self.http.create_private_channel(&recipient)).await {
            Ok(channel) => Ok(OpenedDm::Channel(id(channel.id.get())?)),
            Err(Failed::Refused { .. }) => Ok(OpenedDm::Closed),
            Err(failed) => Err(failed.into()),
        }
    }

    async fn deliver(&self, parcel: Parcel<'_>) -> Result<Delivery, Later> {
        let Some(license) = parcel.sale.sold() else { return Ok(Delivery::Refused) };
        let channel = match parcel.channel.or(parcel.sale.dm_channel) {
            Some(channel) => channel,
            None => match self.open_dm(parcel.sale.buyer).await? {
                OpenedDm::Channel(channel) => channel,
                OpenedDm::Closed => return Ok(Delivery::DmsClosed),
            },
        };
        if parcel.now.since(parcel.row.created_at) > NONCE_IS_OLD
            && let Some(message) = self.sent_before(channel, &parcel.row.nonce).await?
        {
            return Ok(Delivery::Delivered { channel, message });
        }
        match self.post(channel, &letters::dm(parcel.sale, license, parcel.row)).await {
            Ok(message) => Ok(Delivery::Delivered { channel, message }),
            Err(Failed::Refused { code: 50_007 | 50_278, .. }) => Ok(Delivery::DmsClosed),
            Err(Failed::Refused { .. }) => Ok(Delivery::Refused),
            Err(failed) => Err(failed.into()),
        }
    }

    async fn tell(&self, sale: &SaleRecord, kind: OutboxKind, nonce: &str) -> Result<Told, Later> {
        let (channel, message) = match kind {
            OutboxKind::Reply | OutboxKind::Dm => {
                return self.edit_reply(sale, &letters::staff_reply(sale)).await;
            }
            OutboxKind::ClaimNotice => (Some(sale.channel), letters::claim_notice(sale, nonce)),
            OutboxKind::SalesLine => (self.sales_channel, letters::sales_line(sale, nonce)),
            OutboxKind::Alert => (self.sales_channel, letters::alert(sale, nonce)),
        };
        let Some(channel) = channel else { return Ok(Told::Nowhere) };
        told(sale.id, self.post(channel, &message).await.map(Some))
    }
}

fn told(sale: SaleId, sent: Result<Option<MessageId>, Failed>) -> Result<Told, Later> {
    match sent {
        Ok(message) => Ok(Told::Yes(message)),
        Err(failed @ Failed::Refused { .. }) => {
            tracing::warn!(%sale, %failed, "the outcome of a sale cannot be told");
            Ok(Told::Nowhere)
        }
        Err(failed) => Err(failed.into()),
    }
}

fn id<T: TryFrom<i64>>(id: u64) -> Result<T, Failed> {
    i64::try_from(id).ok().and_then(|id| T::try_from(id).ok()).ok_or(Failed::Unknown)
}
