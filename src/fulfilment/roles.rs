//! The role of whoever holds a license: given with it, taken when the last one that gives it ends.

use crate::courier::{Courier, Later, RoleChange};
use crate::domain::RoleId;
use crate::ledger::{Lane, OutboxKind, OutboxRow, SaleRecord, Settled};
use crate::reseller::Vendor;

use super::delivery::Handed;
use super::judgement::wait_after;
use super::time_limit::in_time;
use super::{Fulfilment, StepError};

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Gives and takes the roles that are due, in order. Returns the sale as it is then, if a role
    /// is settled by it.
    pub(super) async fn change_roles(&self, sale: &SaleRecord) -> Result<Option<SaleRecord>, StepError> {
        let mut moved: Option<SaleRecord> = None;
        for row in sale.due_in(Lane::Role, self.clock.now()) {
            match self.change_role(moved.as_ref().unwrap_or(sale), row).await? {
                Handed::Settled(sale) => moved = Some(*sale),
                Handed::Later(wait) => self.put_off(row.id, wait_after(row.attempts, Later { wait })).await?,
            }
        }
        Ok(moved)
    }

    async fn change_role(&self, sale: &SaleRecord, row: &OutboxRow) -> Result<Handed, StepError> {
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
        Ok(match in_time(self.courier.change_role(sale, role, give)).await {
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
