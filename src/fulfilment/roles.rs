//! Gives buyers the roles of their licenses, and removes a role when the last license that grants it
//! ends.

use crate::courier::{Courier, Later, RoleChange};
use crate::domain::{Change, DueMessage, Message, RoleRefusal, Sale, Settled};
use crate::ledger::Lane;
use crate::reseller::Vendor;

use super::sale::DispatchOutcome;
use super::time_limit::in_time;
use super::{Fulfilment, StepError};

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Gives and removes the roles that are due, in order. Returns the changed sale if a role was
    /// settled.
    pub(super) async fn change_roles(&self, sale: &Sale) -> Result<Option<Sale>, StepError> {
        let mut moved: Option<Sale> = None;
        for row in sale.due_in(Lane::Role, self.clock.now()) {
            match self.change_role(moved.as_ref().unwrap_or(sale), row).await? {
                DispatchOutcome::Recorded(sale) => moved = Some(*sale),
                DispatchOutcome::Later(wait) => {
                    self.put_off(sale.id, row, Later { wait }).await?;
                }
            }
        }
        Ok(moved)
    }

    async fn change_role(&self, sale: &Sale, row: &DueMessage) -> Result<DispatchOutcome, StepError> {
        let now = self.clock.now();
        let dropped = || sale.settled(now, Settled::Dropped(row.number));
        let (member, role, give) = match row.message {
            Message::RoleGive(_, role) => (Some(sale.buyer), role, true),
            Message::RoleTake(_, role) => (Some(sale.buyer), role, false),
            Message::FormerRole(transfer, role) => {
                (self.ledger.former_buyer(sale.id, transfer).await?, role, false)
            }
            _ => return self.commit_outcome(dropped()?).await,
        };
        let Some(member) = member else { return self.commit_outcome(dropped()?).await };
        // Another license may still grant the role. A license may have ended before its role was given.
        if self.ledger.keeps_role(sale.guild, member, role).await? != give {
            return self.commit_outcome(dropped()?).await;
        }
        let refused = |why| sale.role_refused(now, row, why);
        let change = match in_time(self.courier.change_role(sale, member, role, give)).await {
            Ok(RoleChange::Done) => sale.settled(now, Settled::Sent(row.number, None)),
            Ok(RoleChange::NotAllowed) => refused(RoleRefusal::NotAllowed),
            Ok(RoleChange::NoSuchRole) => refused(RoleRefusal::Gone),
            // A buyer who has left the server has no role to remove.
            Ok(RoleChange::NoMember) if give => refused(RoleRefusal::NoMember),
            Ok(RoleChange::NoMember | RoleChange::Nowhere) => dropped(),
            Err(later) => return Ok(DispatchOutcome::Later(later.wait)),
        };
        self.commit_outcome(change?).await
    }

    async fn commit_outcome(&self, change: Change) -> Result<DispatchOutcome, StepError> {
        Ok(DispatchOutcome::Recorded(Box::new(self.ledger.commit(change).await?)))
    }
}
