//! The role of whoever holds a license: given with it, taken when the last one that gives it ends.

use crate::courier::{Courier, RoleChange};
use crate::domain::RoleId;
use crate::ledger::{OutboxKind, OutboxRow, SaleRecord, Settled};
use crate::reseller::Vendor;

use super::delivery::Handed;
use super::{Fulfilment, StepError};

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    pub(super) async fn change_role(&self, sale: &SaleRecord, row: &OutboxRow) -> Result<Handed, StepError> {
        let ledger = &self.ledger;
        let dropped = Settled::Dropped(row.id);
        let Some(role) = row.subject.as_deref().and_then(|role| role.parse::<RoleId>().ok()) else {
            return Ok(Handed::Settled(Box::new(ledger.settled(sale, dropped).await?)));
        };
        let give = row.kind == OutboxKind::RoleGive;
        // Another license may give the role still; one may have ended before its role was given.
        if ledger.keeps_role(sale.guild, sale.buyer, role).await? != give {
            return Ok(Handed::Settled(Box::new(ledger.settled(sale, dropped).await?)));
        }
        Ok(match self.courier.change_role(sale, role, give).await {
            Ok(RoleChange::Done) => {
                Handed::Settled(Box::new(ledger.settled(sale, Settled::Sent(row.id, None)).await?))
            }
            Ok(RoleChange::NotAllowed) => {
                Handed::Settled(Box::new(ledger.role_refused(sale, row, "not allowed").await?))
            }
            Ok(RoleChange::NoSuchRole) => {
                Handed::Settled(Box::new(ledger.role_refused(sale, row, "gone").await?))
            }
            // Whoever has left has no role to be taken.
            Ok(RoleChange::NoMember) if give => {
                Handed::Settled(Box::new(ledger.role_refused(sale, row, "no member").await?))
            }
            Ok(RoleChange::NoMember | RoleChange::Nowhere) => {
                Handed::Settled(Box::new(ledger.settled(sale, dropped).await?))
            }
            Err(later) => Handed::Later(later.wait),
        })
    }
}
