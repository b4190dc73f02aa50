//! The courier that is Discord.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::{CreateMessage, GetMessages, Http, Message, UserId};

use crate::domain::{BuyerId, ChannelId, GuildId, LineState, MessageId, RoleId, SaleId};
use crate::language::Language;
use crate::ledger::{Failure, Ledger, OutboxKind, OutboxRow, SaleRecord, StockAlert, end_together};

use super::front::Fronts;
use super::http::{Failed, repeating};
use super::letters::{buyer, channels, staff};
use super::{Courier, Delivery, Later, OpenedDm, Parcel, RoleChange, Told};

/// From this age on a message that may have been sent is looked for before it is sent again.
/// Discord enforces a nonce for "the past few minutes" and does not say how many.
const NONCE_IS_OLD: Duration = Duration::from_mins(1);

/// Discord's code for a message that is not as it should be.
const INVALID_FORM: isize = 50_035;

/// Messages looked through for one that may have been sent.
const LOOK_BACK: u8 = 50;
/// How long an alert waits to learn the language of its server.
const UNHURRIED: Duration = Duration::from_secs(5);

/// Sends over Discord's REST API.
#[derive(Clone)]
pub struct DiscordCourier {
    http: Arc<Http>,
    sales_channel: Option<ChannelId>,
    owner: Option<UserId>,
    ledger: Ledger,
    fronts: Arc<Fronts>,
}

impl DiscordCourier {
    /// A courier that posts every sale to the channel its server chose, else to `sales_channel`,
    /// where there is one; what the `owner` of the application has to know goes there too, else to
    /// them.
    #[must_use]
    pub fn new(
        http: Arc<Http>,
        sales_channel: Option<ChannelId>,
        owner: Option<UserId>,
        ledger: Ledger,
        fronts: Arc<Fronts>,
    ) -> Self {
        Self { http, sales_channel, owner, ledger, fronts }
    }

    /// The language a server has set, else the one Discord has it in.
    async fn guild_language(&self, guild: GuildId) -> Language {
        if let Some(language) = &self.ledger.shop(guild).language {
            return Language::or_english(language);
        }
        self.fronts
            .within(guild, UNHURRIED)
            .await
            .map(|front| Language::or_english(&front.locale))
            .unwrap_or_default()
    }

    fn sales_channel(&self, guild: GuildId) -> Option<ChannelId> {
        self.ledger.shop(guild).sales_channel.or(self.sales_channel)
    }

    async fn post(&self, channel: ChannelId, message: &CreateMessage) -> Result<MessageId, Failed> {
        let channel = serenity::all::ChannelId::new(channel.as_u64());
        let sent = repeating(|| channel.send_message(&self.http, message.clone())).await?;
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

    /// Edits staff's reply; where Discord takes no edit any more, they are written to.
    async fn reply(&self, sale: &SaleRecord, nonce: &str) -> Result<Told, Later> {
        if let Some(token) = &sale.reply_token {
            let reply = staff::staff_reply(sale.staff_language(), sale);
            let edit = || self.http.edit_original_interaction_response(token.expose_secret(), &reply, vec![]);
            match repeating(edit).await {
                Ok(_) => return Ok(Told::Yes(None)),
                Err(Failed::Refused { .. }) => {}
                Err(failed) => return Err(failed.into()),
            }
        }
        // Of an interaction that Discord never took, Discord itself has told staff.
        if sale.failure == Some(Failure::NotAcknowledged) {
            return Ok(Told::Nowhere);
        }
        let message = staff::late_reply(sale, nonce);
        match self.write_to(UserId::new(sale.staff.as_u64()), &message).await {
            Err(Failed::Refused { .. }) => match self.sales_channel(sale.guild) {
                Some(channel) => told(sale.id, self.post(channel, &message).await),
                None => Ok(Told::Nowhere),
            },
            sent => told(sale.id, sent),
        }
    }

    /// What the owner has to know.
    async fn alarm(&self, sale: &SaleRecord, message: &CreateMessage) -> Result<Told, Later> {
        match (self.sales_channel(sale.guild), self.owner) {
            (Some(channel), _) => told(sale.id, self.post(channel, message).await),
            (None, Some(owner)) => told(sale.id, self.write_to(owner, message).await),
            (None, None) => Ok(Told::Nowhere),
        }
    }

    /// Tells a buyer who asked for it that licenses end soon: those of the sale that end with the
    /// one the reminder is about. Of what has ended, or was refunded, nobody is reminded.
    async fn remind(&self, sale: &SaleRecord, row: &OutboxRow) -> Result<Told, Later> {
        let line = sale.in_state(LineState::Assigned).find(|line| Some(line.id) == row.line);
        let end = line.and_then(|line| line.license.expires_at);
        let Some(end) = end.filter(|end| sale.refund.is_none() && *end > self.ledger.now()) else {
            return Ok(Told::Nowhere);
        };
        let licenses: Vec<_> = sale
            .sold()
            .filter(|license| license.expires_at.is_some_and(|own| end_together(end, own)))
            .collect();
        let message = buyer::reminder(sale, &licenses, &row.nonce);
        told(sale.id, self.write_to(UserId::new(sale.buyer.as_u64()), &message).await)
    }

    async fn write_to(&self, user: UserId, message: &CreateMessage) -> Result<MessageId, Failed> {
        let recipient = serde_json::json!({ "recipient_id": user });
        let channel = repeating(|| self.http.create_private_channel(&recipient)).await?;
        self.post(id(channel.id.get())?, message).await
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
        if parcel.sale.sold().next().is_none() {
            return Ok(Delivery::Refused);
        }
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
        let (settings, front) =
            (self.ledger.shop(parcel.sale.guild), self.fronts.of(parcel.sale.guild).await);
        let shop = buyer::Shop { settings: &settings, front: front.as_deref(), now: parcel.now };
        let mut sent = self.post(channel, &buyer::dm(parcel.sale, parcel.row, &shop)).await;
        if matches!(sent, Err(Failed::Refused { code: INVALID_FORM, .. })) {
            tracing::warn!(sale = %parcel.sale.id, "Discord refuses what the server has set for its messages");
            sent = self.post(channel, &buyer::bare_dm(parcel.sale, parcel.row)).await;
        }
        match sent {
            Ok(message) => Ok(Delivery::Delivered { channel, message }),
            Err(Failed::Refused { code: 50_007 | 50_278, .. }) => Ok(Delivery::DmsClosed),
            Err(Failed::Refused { .. }) => Ok(Delivery::Refused),
            Err(failed) => Err(failed.into()),
        }
    }

    async fn tell(&self, sale: &SaleRecord, row: &OutboxRow) -> Result<Told, Later> {
        let nonce = row.nonce.as_str();
        let (channel, message) = match row.kind {
            OutboxKind::Reply | OutboxKind::Dm => return self.reply(sale, nonce).await,
            OutboxKind::RoleGive | OutboxKind::RoleTake => return Ok(Told::Nowhere),
            OutboxKind::Reminder => return self.remind(sale, row).await,
            OutboxKind::Alert if let Some(subject) = &row.subject => {
                return self.alarm(sale, &channels::role_refused(sale, subject, nonce)).await;
            }
            OutboxKind::Alert => return self.alarm(sale, &channels::alert(sale, nonce)).await,
            // What was in doubt and is no more alarms nobody.
            OutboxKind::DoubtAlert if !sale.state.is_doubtful() => return Ok(Told::Nowhere),
            OutboxKind::DoubtAlert => return self.alarm(sale, &channels::doubt_alert(sale, nonce)).await,
            OutboxKind::ClaimNotice if sale.buyer_sees_channel => {
                (Some(sale.channel), buyer::claim_notice(sale, nonce))
            }
            OutboxKind::ClaimNotice => {
                (self.ledger.shop(sale.guild).claims_channel, buyer::claim_notice(sale, nonce))
            }
            OutboxKind::SalesLine => (self.sales_channel(sale.guild), channels::sales_line(sale, nonce)),
        };
        match channel {
            Some(channel) => told(sale.id, self.post(channel, &message).await),
            None => Ok(Told::Nowhere),
        }
    }

    async fn tell_stock(&self, alert: &StockAlert) -> Result<Told, Later> {
        let message = channels::stock_alert(self.guild_language(alert.guild).await, alert);
        let sent = match (self.sales_channel(alert.guild), self.owner) {
            (Some(channel), _) => self.post(channel, &message).await,
            (None, Some(owner)) => self.write_to(owner, &message).await,
            (None, None) => return Ok(Told::Nowhere),
        };
        match sent {
            Ok(message) => Ok(Told::Yes(Some(message))),
            Err(failed @ Failed::Refused { .. }) => {
                tracing::warn!(guild = %alert.guild, %failed, "an alert of the stock cannot be told");
                Ok(Told::Nowhere)
            }
            Err(failed) => Err(failed.into()),
        }
    }

    async fn change_role(&self, sale: &SaleRecord, role: RoleId, give: bool) -> Result<RoleChange, Later> {
        let (guild, user, role) = (sale.guild.as_u64(), sale.buyer.as_u64(), role.as_u64());
        let (guild, user, role) = (guild.into(), user.into(), role.into());
        let reason = format!("keyclerk, sale {}", sale.id);
        let changed = if give {
            repeating(|| self.http.add_member_role(guild, user, role, Some(&reason))).await
        } else {
            repeating(|| self.http.remove_member_role(guild, user, role, Some(&reason))).await
        };
        match changed {
            Ok(()) => Ok(RoleChange::Done),
            Err(Failed::Refused { code: 50_013 | 50_001, .. }) => Ok(RoleChange::NotAllowed),
            Err(Failed::Refused { code: 10_011, .. }) => Ok(RoleChange::NoSuchRole),
            Err(Failed::Refused { code: 10_007, .. }) => Ok(RoleChange::NoMember),
            Err(Failed::Refused { .. }) => Ok(RoleChange::Nowhere),
            Err(failed) => Err(failed.into()),
        }
    }

    async fn tell_place(&self, sale: &SaleRecord, place: usize, wait: Duration) {
        let Some(token) = &sale.reply_token else { return };
        let reply = staff::queue_place(sale, place, wait);
        let token = token.expose_secret();
        if let Err(error) = self.http.edit_original_interaction_response(token, &reply, vec![]).await {
            tracing::debug!(sale = %sale.id, failed = %Failed::from_serenity(&error), "the place in the queue was not shown");
        }
    }
}

fn told(sale: SaleId, sent: Result<MessageId, Failed>) -> Result<Told, Later> {
    match sent {
        Ok(message) => Ok(Told::Yes(Some(message))),
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
