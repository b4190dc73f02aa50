//! The messages to buyers: the keys, the notice with the Claim button, and reminders.

use crate::courier::letters::buyer;
use crate::courier::rest::{Failed, Found, INVALID_FORM};
use crate::courier::{Later, Notified, Parcel};
use crate::domain::{ChannelId, License, Line, LineNumber, LineState, PostedNotice, Sale, end_together};

use super::{DiscordCourier, about, notified};

impl DiscordCourier {
    /// Posts the notice with the Claim button to the first channel that accepts it. Tries the sale's channel
    /// if the buyer sees it and the bot may write there, then the claims channel, then the sales channel.
    pub(super) async fn notice(&self, sale: &Sale, nonce: &str) -> Result<Notified, Later> {
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

    /// Posts the notice to one channel. Returns `None` if Discord refuses it there.
    async fn notice_in(
        &self,
        channel: ChannelId,
        sale: &Sale,
        nonce: &str,
    ) -> Result<Option<Notified>, Later> {
        match self.post(channel, buyer::claim_notice(sale, nonce)).await {
            Ok(message) => Ok(Some(Notified::Noticed(PostedNotice { channel, message }))),
            Err(Failed::Refused(refusal)) => {
                tracing::warn!(%channel, %refusal, "{}: Claim button refused by the channel", about(sale));
                Ok(None)
            }
            Err(failed) => Err(failed.into()),
        }
    }

    /// Reminds a buyer who asked for it that licenses expire soon: every license of the sale that expires
    /// together with license `number`. Leaves out licenses that have expired or were refunded.
    pub(super) async fn remind(
        &self,
        sale: &Sale,
        number: LineNumber,
        nonce: &str,
    ) -> Result<Notified, Later> {
        let line = sale.in_state(LineState::Assigned).find(|line| line.number == number);
        let end = line.and_then(|line| line.license.expires_at);
        let Some(end) = end.filter(|end| sale.refund.is_none() && *end > self.ledger.now()) else {
            return Ok(Notified::Nowhere);
        };
        let licenses: Vec<_> = sale
            .sold()
            .filter(|license| license.expires_at.is_some_and(|own| end_together(end, own)))
            .collect();
        let (settings, profile) = (self.ledger.shop(sale.guild), self.guild_profiles.of(sale.guild).await);
        let shop =
            buyer::Storefront { settings: &settings, profile: profile.as_deref(), now: self.ledger.now() };
        let message = buyer::reminder(sale, &licenses, nonce, &shop);
        notified(&about(sale), self.write_to(sale.buyer.as_u64(), message).await)
    }
    /// Sends keys. If Discord refuses the shop's own words, sends the keys without them.
    pub(super) async fn send_keys(
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
                tracing::warn!(%refusal, "{}: shop's own words refused by Discord, sending without them", about(parcel.sale));
                self.rest.send(channel, &buyer::bare_dm(parcel.sale, &licenses, nonce)).await
            }
            sent => sent,
        }
    }
}
