//! [`Courier`] for Discord: chooses the message to build for each due message.

use std::time::Duration;

use secrecy::ExposeSecret;

use crate::courier::dm_look_back::{held_by, sent_before};
use crate::courier::letters::{channel_messages, staff_reply};
use crate::courier::rest::Upload;
use crate::courier::{Courier, Delivery, Later, Notified, OpenedDm, Parcel, RoleChange};
use crate::domain::{
    Alert, AlertSubject, BuyerId, DueMessage, Message, RoleId, Sale, SaleState, ServerAlert,
};

use super::{DiscordCourier, about};

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
            Message::Dm | Message::RoleGive(..) | Message::RoleTake(..) | Message::FormerRole(..) => {
                return Ok(Notified::Nowhere);
            }
            Message::Reply(_) => return self.reply(sale, row).await,
            Message::Reminder(line) => return self.remind(sale, line, nonce).await,
            // The keys have arrived in the meantime, so no notice is needed.
            Message::ClaimNotice if sale.state == SaleState::Delivered => return Ok(Notified::Nowhere),
            Message::ClaimNotice => return self.notice(sale, nonce).await,
            Message::SalesLine => return self.sales_line(sale, nonce).await,
            Message::Alert(Alert::Role(role, why)) => {
                channel_messages::role_refused(sale, sale.buyer, role, why, nonce)
            }
            Message::Alert(Alert::FormerRole(transfer, role, why)) => {
                let former = self.ledger.former_buyer(sale.id, transfer).await;
                match former.map_err(|_| Later { wait: None })? {
                    Some(former) => channel_messages::role_refused(sale, former, role, why, nonce),
                    None => return Ok(Notified::Nowhere),
                }
            }
            Message::Alert(Alert::FoundAssigned(line)) => match sale.numbered(line) {
                Some(line) => channel_messages::found_assigned(sale, line, nonce),
                None => return Ok(Notified::Nowhere),
            },
            Message::Alert(Alert::Sale) => channel_messages::alert(sale, nonce),
            // An alert is not sent once the doubt or the decision is over.
            Message::DoubtAlert if !sale.state.is_doubtful() => return Ok(Notified::Nowhere),
            Message::DoubtAlert => channel_messages::doubt_alert(sale, nonce),
            Message::HeldAlert if sale.state != SaleState::Held => return Ok(Notified::Nowhere),
            Message::HeldAlert => channel_messages::held_alert(sale, nonce),
        };
        self.alarm(sale.guild, alarm, &about(sale)).await
    }

    async fn tell_server(&self, alert: &ServerAlert) -> Result<Notified, Later> {
        let message = channel_messages::server_alert(self.guild_language(alert.guild).await, alert);
        let about = match alert.subject {
            AlertSubject::Stock { .. } => format!("stock of server {}", alert.guild),
            AlertSubject::Backups { .. } => "backups".to_owned(),
        };
        self.alarm(alert.guild, message, &about).await
    }

    async fn change_role(
        &self,
        sale: &Sale,
        member: BuyerId,
        role: RoleId,
        give: bool,
    ) -> Result<RoleChange, Later> {
        let reason = format!("keyclerk, sale {}", sale.id);
        let changed = self.rest.change_role(sale.guild, member.as_u64(), role, give, reason).await;
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
        let reply = Upload::from(staff_reply::queue_place(sale, place, self.ledger.now().after(wait)));
        if let Err(failed) = self.rest.edit_reply(token.expose_secret(), &reply).await {
            tracing::debug!(%failed, "{}: queue position not shown", about(sale));
        }
    }
}
