//! The Discord of the simulation.

use std::time::Duration;

use keyclerk::courier::{Courier, Delivery, Later, Notified, OpenedDm, Parcel, RoleChange};
use keyclerk::domain::{
    AlertSubject, BuyerId, ChannelId, DueMessage, MessageKind, RoleId, Sale, ServerAlert,
};

use super::fates::{Call, Fate};
use super::model::Model;
use super::world::{Posted, Shown, World, message_id};

impl Courier for Model {
    async fn open_dm(&self, buyer: BuyerId) -> Result<OpenedDm, Later> {
        let open = |_: &mut World| Ok(OpenedDm::Channel(ChannelId::new(buyer.as_u64() + 1).unwrap()));
        self.call(Call::OpenDm, Some(MessageKind::Dm), open, |_| Err(Later { wait: None })).await
    }

    async fn deliver(&self, parcel: Parcel<'_>) -> Result<Delivery, Later> {
        let lines = parcel.sale.carried_by(parcel.row.number);
        assert!(!lines.is_empty(), "a DM needs at least one key");
        let channel = parcel.channel.unwrap_or(parcel.sale.channel);
        if parcel.may_be_sent() {
            let look = |world: &mut World| Ok(world.find_sent(parcel.sale, &lines));
            let failed = |_| Err(Later { wait: None });
            if let Some((message, holds)) =
                self.call(Call::LookBack, Some(MessageKind::Dm), look, failed).await?
            {
                return Ok(Delivery::Delivered { channel, message, holds });
            }
        }
        let at = self.clock.discord_now();
        let dm = Posted {
            id: message_id(at, 0),
            at,
            sale: parcel.sale.id,
            interaction: parcel.sale.interaction,
            buyer: parcel.sale.buyer,
            keys: lines.iter().map(|line| line.license.key.clone()).collect(),
            nonce: parcel.row.nonce.to_string(),
        };
        let send = |world: &mut World| {
            world.late_dms_arrive(Some(dm.buyer), Duration::ZERO, at);
            if world.dms_closed {
                return Ok(Delivery::DmsClosed);
            }
            // Discord returns the message with this nonce, even if its content differs.
            let posted = world.post(&dm, at);
            Ok(Delivery::Delivered { channel, message: posted.id, holds: posted.holds(&lines) })
        };
        let failed = |fate| match fate {
            Fate::Refused => Ok(Delivery::Refused),
            Fate::Late => {
                self.world().late_dms.push(dm.clone());
                Err(Later { wait: None })
            }
            _ => Err(Later { wait: None }),
        };
        self.call(Call::Deliver, Some(MessageKind::Dm), send, failed).await
    }

    async fn tell_server(&self, alert: &ServerAlert) -> Result<Notified, Later> {
        if let AlertSubject::Stock { product, left, is_low } = &alert.subject {
            self.world().alerts.push((product.clone(), *left, *is_low));
        }
        Ok(Notified::Yes(None))
    }

    async fn change_role(&self, sale: &Sale, _: BuyerId, _: RoleId, _: bool) -> Result<RoleChange, Later> {
        let change = |world: &mut World| {
            world.roles.push(sale.id);
            Ok(RoleChange::Done)
        };
        self.call(Call::Role, Some(MessageKind::RoleGive), change, |_| Err(Later { wait: None })).await
    }

    async fn tell(&self, sale: &Sale, row: &DueMessage) -> Result<Notified, Later> {
        let tell = |world: &mut World| {
            world.told.push((sale.id, sale.state, row.kind()));
            world.shown.push(Shown {
                sale: sale.id,
                interaction: sale.interaction,
                state: sale.state,
                failure: sale.failure,
                question: sale.question.as_ref().map(|question| question.kind().as_str()),
            });
            Ok(Notified::Yes(None))
        };
        self.call(Call::Tell, Some(row.kind()), tell, |_| Err(Later { wait: None })).await
    }

    async fn tell_place(&self, _: &Sale, _: usize, _: Duration) {}
}
