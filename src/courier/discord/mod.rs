//! The courier that is Discord.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::CreateMessage;

use crate::domain::{
    Alert, BuyerId, ChannelId, DueMessage, Failure, GuildId, License, Line, LineNumber, LineState, Message,
    MessageId, PostedNotice, RoleId, Sale, SaleState, end_together,
};
use crate::language::Language;
use crate::ledger::{Ledger, StockAlert};

use crate::courier::default_channel::DefaultChannel;
use crate::courier::guild_profile::GuildProfiles;
use crate::courier::letters::{buyer, channels, staff_reply as staff};
use crate::courier::look_back::{held_by, sent_before};
use crate::courier::rest::{Failed, Found, INVALID_FORM, Rest, Upload};
use crate::courier::{Courier, Delivery, Later, Notified, OpenedDm, Parcel, RoleChange};

/// How long an alert waits to learn the language of its server.
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
    /// Makes a courier. Sales are posted to the channel that their server chose, else to the default
    /// channel where that server owns it. Alarms go there too, else to the application's owner.
    #[must_use]
    pub fn new(
        rest: Arc<Rest>,
        default_channel: Arc<DefaultChannel>,
        ledger: Ledger,
        guild_profiles: Arc<GuildProfiles>,
    ) -> Self {
        Self { rest, default_channel, ledger, guild_profiles }
    }

    /// Returns the language a server has set, else the one Discord has it in.
    async fn guild_language(&self, guild: GuildId) -> Language {
        if let Some(language) = &self.ledger.shop(guild).language {
            return Language::or_english(language);
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

    async fn post(&self, channel: ChannelId, message: CreateMessage) -> Result<MessageId, Failed> {
        self.rest.send(channel, &Upload::from(message)).await?.id()
    }

    async fn write_to(&self, user: u64, message: CreateMessage) -> Result<MessageId, Failed> {
        self.post(self.rest.open_dm(user, true).await?, message).await
    }

    /// Opens a buyer's DM channel. `comes_back` where a limit is answered by the same call later.
    async fn open(&self, buyer: BuyerId, comes_back: bool) -> Result<OpenedDm, Later> {
        match self.rest.open_dm(buyer.as_u64(), comes_back).await {
            Ok(channel) => Ok(OpenedDm::Channel(channel)),
            Err(Failed::Refused(_)) => Ok(OpenedDm::Closed),
            Err(failed) => Err(failed.into()),
        }
    }

    /// Edits staff's reply. Once Discord takes no edit any more, staff get a DM, else the sales
    /// channel gets it.
    async fn reply(&self, sale: &Sale, row: &DueMessage) -> Result<Notified, Later> {
        let Message::Reply(notice) = row.message else { return Ok(Notified::Nowhere) };
        if let Some(token) = &sale.reply_token {
            let reply = Upload::from(staff::staff_reply(sale.staff_language(), sale, notice));
            match self.rest.edit_reply(token.expose_secret(), &reply).await {
                Ok(()) => return Ok(Notified::Yes(None)),
                Err(Failed::Refused(_)) => {}
                Err(failed) => return Err(failed.into()),
            }
        }
        // Discord itself has told staff of an interaction that it did not take.
        if sale.failure == Some(Failure::NotAcknowledged) {
            return Ok(Notified::Nowhere);
        }
        let message = staff::late_reply(sale, notice, row.nonce.as_str());
        match self.write_to(sale.staff.as_u64(), message.clone()).await {
            Err(Failed::Refused(_)) => match self.sales_channel(sale.guild).await? {
                Some(channel) => told(&about(sale), self.post(channel, message).await),
                None => Ok(Notified::Nowhere),
            },
            sent => told(&about(sale), sent),
        }
    }

    /// Tells a person who can act: in the server's sales channel, else the application's owner, else
    /// in the log.
    async fn alarm(&self, guild: GuildId, message: CreateMessage, about: &str) -> Result<Notified, Later> {
        if let Some(channel) = self.sales_channel(guild).await? {
            match self.post(channel, message.clone()).await {
                Ok(message) => return Ok(Notified::Yes(Some(message))),
                Err(Failed::Refused(refusal)) => {
                    tracing::warn!(%channel, %refusal, "{about}: the sales channel does not take an alarm");
                }
                Err(failed) => return Err(failed.into()),
            }
        }
        if let Some(owner) = self.rest.owner()? {
            match self.write_to(owner, message).await {
                Ok(message) => return Ok(Notified::Yes(Some(message))),
                Err(Failed::Refused(refusal)) => {
                    tracing::warn!(%refusal, "{about}: the owner does not take an alarm");
                }
                Err(failed) => return Err(failed.into()),
            }
        }
        tracing::error!("{about}: nobody could be alarmed; choose a sales channel in /settings");
        Ok(Notified::Nowhere)
    }

    /// Posts the notice with the Claim button to the first channel that takes it: the sale's, where the
    /// buyer sees it and the bot may write, else the claims channel, else the sales channel.
    async fn notice(&self, sale: &Sale, nonce: &str) -> Result<Notified, Later> {
        let own = sale.buyer_sees_channel.then_some(sale.channel);
        let mut refused = Vec::new();
        for channel in own.into_iter().chain(self.ledger.shop(sale.guild).claims_channel) {
            if refused.contains(&channel) {
                continue;
            }
            if let Some(told) = self.notice_in(channel, sale, nonce).await? {
                return Ok(told);
            }
            refused.push(channel);
        }
        match self.sales_channel(sale.guild).await?.filter(|channel| !refused.contains(channel)) {
            Some(channel) => Ok(self.notice_in(channel, sale, nonce).await?.unwrap_or(Notified::Nowhere)),
            None => Ok(Notified::Nowhere),
        }
    }

    /// Posts that notice to a channel; `None` where Discord refuses it there.
    async fn notice_in(
        &self,
        channel: ChannelId,
        sale: &Sale,
        nonce: &str,
    ) -> Result<Option<Notified>, Later> {
        match self.post(channel, buyer::claim_notice(sale, nonce)).await {
            Ok(message) => Ok(Some(Notified::Noticed(PostedNotice { channel, message }))),
            Err(Failed::Refused(refusal)) => {
                tracing::warn!(%channel, %refusal, "{}: the channel does not take the Claim button", about(sale));
                Ok(None)
            }
            Err(failed) => Err(failed.into()),
        }
    }

    /// Tells a buyer who asked for it that licenses end soon: those of the sale that end with the
    /// one the reminder is about. Nobody is reminded of what has ended or was refunded.
    async fn remind(&self, sale: &Sale, number: LineNumber, nonce: &str) -> Result<Notified, Later> {
        let line = sale.in_state(LineState::Assigned).find(|line| line.number == number);
        let end = line.and_then(|line| line.license.expires_at);
        let Some(end) = end.filter(|end| sale.refund.is_none() && *end > self.ledger.now()) else {
            return Ok(Notified::Nowhere);
        };
        let licenses: Vec<_> = sale
            .sold()
            .filter(|license| license.expires_at.is_some_and(|own| end_together(end, own)))
            .collect();
        let message = buyer::reminder(sale, &licenses, nonce);
        told(&about(sale), self.write_to(sale.buyer.as_u64(), message).await)
    }
}

impl DiscordCourier {
    async fn sales_line(&self, sale: &Sale, nonce: &str) -> Result<Notified, Later> {
        match self.sales_channel(sale.guild).await? {
            Some(channel) => told(&about(sale), self.post(channel, channels::sales_line(sale, nonce)).await),
            None => Ok(Notified::Nowhere),
        }
    }

    /// Sends keys. Where Discord refuses the shop's own words they are left out.
    async fn send_keys(
        &self,
        parcel: Parcel<'_>,
        channel: ChannelId,
        lines: &[&Line],
    ) -> Result<Found, Failed> {
        let licenses: Vec<&License> = lines.iter().map(|line| &line.license).collect();
        let (settings, profile) =
            (self.ledger.shop(parcel.sale.guild), self.guild_profiles.of(parcel.sale.guild).await);
        let shop = buyer::Storefront { settings: &settings, profile: profile.as_deref(), now: parcel.now };
        let nonce = parcel.row.nonce.as_str();
        let sent = self.rest.send(channel, &buyer::dm(parcel.sale, &licenses, nonce, &shop)).await;
        match sent {
            Err(Failed::Refused(refusal)) if refusal.code == INVALID_FORM => {
                tracing::warn!(%refusal, "{}: Discord refuses the shop's own words; sending without them", about(parcel.sale));
                self.rest.send(channel, &buyer::bare_dm(parcel.sale, &licenses, nonce)).await
            }
            sent => sent,
        }
    }
}

impl Courier for DiscordCourier {
    async fn open_dm(&self, buyer: BuyerId) -> Result<OpenedDm, Later> {
        self.open(buyer, false).await
    }

    async fn deliver(&self, parcel: Parcel<'_>) -> Result<Delivery, Later> {
        if parcel.sale.sold().next().is_none() {
            return Ok(Delivery::Refused);
        }
        let channel = match parcel.channel.or(parcel.sale.dm_channel) {
            Some(channel) => channel,
            None => match self.open(parcel.sale.buyer, true).await? {
                OpenedDm::Channel(channel) => channel,
                OpenedDm::Closed => return Ok(Delivery::DmsClosed),
            },
        };
        let lines = parcel.sale.carried_by(parcel.row.number);
        if parcel.may_be_sent()
            && let Some((message, holds)) = sent_before(&self.rest, channel, parcel.sale, &lines).await?
        {
            return Ok(Delivery::Delivered { channel, message, holds });
        }
        match self.send_keys(parcel, channel, &lines).await {
            Ok(sent) => {
                let (message, holds) = (sent.id()?, held_by(&sent, parcel.sale.id, &lines));
                Ok(Delivery::Delivered { channel, message, holds })
            }
            Err(failed) => match failed.code() {
                Some(50_007 | 50_278) => Ok(Delivery::DmsClosed),
                Some(_) => Ok(Delivery::Refused),
                None => Err(failed.into()),
            },
        }
    }

    async fn tell(&self, sale: &Sale, row: &DueMessage) -> Result<Notified, Later> {
        let nonce = row.nonce.as_str();
        let alarm = match row.message {
            Message::Dm | Message::RoleGive(..) | Message::RoleTake(..) => return Ok(Notified::Nowhere),
            Message::Reply(_) => return self.reply(sale, row).await,
            Message::Reminder(line) => return self.remind(sale, line, nonce).await,
            // The keys have arrived meanwhile.
            Message::ClaimNotice if sale.state == SaleState::Delivered => return Ok(Notified::Nowhere),
            Message::ClaimNotice => return self.notice(sale, nonce).await,
            Message::SalesLine => return self.sales_line(sale, nonce).await,
            Message::Alert(Alert::Role(role, why)) => channels::role_refused(sale, role, why, nonce),
            Message::Alert(Alert::FoundAssigned(line)) => match sale.numbered(line) {
                Some(line) => channels::found_assigned(sale, line, nonce),
                None => return Ok(Notified::Nowhere),
            },
            Message::Alert(Alert::Sale) => channels::alert(sale, nonce),
            // A doubt, or a decision, that is no more alarms nobody.
            Message::DoubtAlert if !sale.state.is_doubtful() => return Ok(Notified::Nowhere),
            Message::DoubtAlert => channels::doubt_alert(sale, nonce),
            Message::HeldAlert if sale.state != SaleState::Held => return Ok(Notified::Nowhere),
            Message::HeldAlert => channels::held_alert(sale, nonce),
        };
        self.alarm(sale.guild, alarm, &about(sale)).await
    }

    async fn tell_stock(&self, alert: &StockAlert) -> Result<Notified, Later> {
        let message = channels::stock_alert(self.guild_language(alert.guild).await, alert);
        self.alarm(alert.guild, message, &format!("stock of server {}", alert.guild)).await
    }

    async fn change_role(&self, sale: &Sale, role: RoleId, give: bool) -> Result<RoleChange, Later> {
        let reason = format!("keyclerk, sale {}", sale.id);
        let changed = self.rest.change_role(sale.guild, sale.buyer.as_u64(), role, give, reason).await;
        match changed {
            Ok(()) => Ok(RoleChange::Done),
            Err(failed) => match failed.code() {
                Some(50_013 | 50_001) => Ok(RoleChange::NotAllowed),
                Some(10_011) => Ok(RoleChange::NoSuchRole),
                Some(10_007) => Ok(RoleChange::NoMember),
                Some(_) => Ok(RoleChange::Nowhere),
                None => Err(failed.into()),
            },
        }
    }

    async fn tell_place(&self, sale: &Sale, place: usize, wait: Duration) {
        let Some(token) = &sale.reply_token else { return };
        let reply = Upload::from(staff::queue_place(sale, place, wait));
        if let Err(failed) = self.rest.edit_reply(token.expose_secret(), &reply).await {
            tracing::debug!(%failed, "{}: the place in the queue was not shown", about(sale));
        }
    }
}

/// Names a sale at the beginning of a log message.
fn about(sale: &Sale) -> String {
    format!("sale {}", sale.id)
}

/// Maps the result of a message that has no fallback.
fn told(about: &str, sent: Result<MessageId, Failed>) -> Result<Notified, Later> {
    match sent {
        Ok(message) => Ok(Notified::Yes(Some(message))),
        Err(Failed::Refused(refusal)) => {
            tracing::warn!(%refusal, "{about}: a message could not be sent");
            Ok(Notified::Nowhere)
        }
        Err(failed) => Err(failed.into()),
    }
}
