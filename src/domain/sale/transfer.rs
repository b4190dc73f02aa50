//! The transition to another account of the buyer.
//!
//! Invariant: a sale is transferred only while no message with its keys is due, so that no key reaches
//! an account that is not the buyer's any more.
//!
//! The vendor keeps the old account's id, because its API cannot change the buyer of a license.

use super::super::{BuyerId, InteractionId, LineNumber, RoleId, StaffId, Timestamp};
use super::step::Step;
use super::{Actor, Message, MessageKind, NoSuchStep, Sale, SaleState, Transition};

/// An order of staff to transfer a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    /// The buyer's new account.
    pub buyer: BuyerId,
    /// The staff member who transfers it.
    pub staff: StaffId,
    /// The command. A command transfers a sale once.
    pub interaction: InteractionId,
}

/// The roles that follow a transfer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TransferredRoles {
    /// The roles that the old account was given for the sale.
    pub taken: Vec<RoleId>,
    /// The roles that the new account gets, with the licenses that grant them.
    pub given: Vec<(LineNumber, RoleId)>,
}

/// The reason why a sale cannot be transferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferRefusal {
    /// The account is the buyer already.
    SameAccount,
    /// Nothing was sold.
    NothingSold,
    /// The sale is still in progress.
    UnderWay,
    /// The sale waits for the decision of staff.
    Held,
    /// A message with the keys is being sent.
    BeingSent,
}

impl TransferRefusal {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::SameAccount, Self::NothingSold, Self::UnderWay, Self::Held, Self::BeingSent];
}

impl Sale {
    /// Returns the reason why the sale cannot be transferred to `buyer` now, if there is one.
    #[must_use]
    pub fn transfer_refusal(&self, buyer: BuyerId) -> Option<TransferRefusal> {
        match self.state {
            SaleState::Failed => Some(TransferRefusal::NothingSold),
            SaleState::Held => Some(TransferRefusal::Held),
            SaleState::Delivered | SaleState::Undelivered if self.buyer == buyer => {
                Some(TransferRefusal::SameAccount)
            }
            SaleState::Delivered | SaleState::Undelivered => {
                self.due_of(MessageKind::Dm).map(|_| TransferRefusal::BeingSent)
            }
            _ => Some(TransferRefusal::UnderWay),
        }
    }

    /// Records that the sale belongs to another account of its buyer. Reminders that are due, and the
    /// removal of roles at the end of licenses, follow the new account.
    ///
    /// # Errors
    /// Returns [`NoSuchStep::Decided`] when [`transfer_refusal`](Self::transfer_refusal) names a reason.
    pub fn transferred(&self, now: Timestamp, transfer: &Transfer, roles: &TransferredRoles) -> Transition {
        if self.transfer_refusal(transfer.buyer).is_some() {
            return Err(NoSuchStep::Decided(self.id));
        }
        let actor = Actor::Staff(transfer.staff);
        let mut step = Step::of(self, now).new_buyer(transfer.buyer, transfer.interaction, actor);
        if let Some(number) = step.transfer() {
            for role in &roles.taken {
                step = step.due(&[Message::FormerRole(number, *role)]);
            }
        }
        for (line, role) in &roles.given {
            step = step.due_role(*line, Some(*role));
        }
        step.synced().done()
    }
}
