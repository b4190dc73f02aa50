//! What people decide about a sale: a question answered, a held license judged, a DM sent again.
//!
//! Each is a step from the sale as it was read. Of two presses one takes it; the other is told so
//! and changes nothing.

use crate::domain::{LineState, Product, SaleState, StaffId};
use secrecy::SecretString;

use super::outcomes::{failing, short_of};
use super::requests::REPLY_TOKEN_LIVES;
use super::sales::begin_assigning;
use super::step::{LineChange, Step};
use super::{
    Attempt, EventKind, Evidence, Failure, Ledger, LedgerError, Line, OutboxKind, Question, SaleRecord,
};

/// What staff say of a license that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The vendor has it as the buyer's: deliver it.
    Deliver,
    /// It is free, and to be the buyer's: assign it to them again.
    AssignAgain,
    /// It is not the buyer's: set it aside and sell them another.
    SellAnother,
    /// It is not the buyer's: set it aside and sell nothing in its place.
    Nothing,
}

impl Ledger {
    /// Staff have answered yes: the repetition is meant, fewer licenses are enough, or `product` is
    /// the one they mean. From now on the sale is acknowledged by the press of the button, whose
    /// token edits the reply.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was decided before or staff took too long; or the database's.
    pub async fn confirmed(
        &self,
        sale: &SaleRecord,
        staff: StaffId,
        reply_token: &SecretString,
        product: Option<&Product>,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale);
        let in_time = sale.confirm_until.is_some_and(|until| step.now < until);
        if sale.state != SaleState::Acknowledged || !in_time {
            return Err(LedgerError::Overtaken(sale.id));
        }
        let quantity = match sale.question {
            Some(Question::Partial(offered)) => offered,
            _ => sale.quantity,
        };
        let until = step.now.after(REPLY_TOKEN_LIVES);
        let step = step.answered(reply_token, until, quantity, product);
        self.take(step.event(EventKind::Confirmed, None, Some(staff.as_i64()))).await
    }

    /// Staff say no, or (`None`) nothing in time: the sale ends with nothing sold.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was decided before; or the database's.
    pub async fn declined(
        &self,
        sale: &SaleRecord,
        staff: Option<StaffId>,
    ) -> Result<SaleRecord, LedgerError> {
        if sale.confirm_until.is_none() {
            return Err(LedgerError::Overtaken(sale.id));
        }
        self.take(failing(self.step(sale), Failure::NotConfirmed, None, staff)).await
    }

    /// Staff judge a held license. The sale goes on with the others it has, if there are any.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was judged before; or the database's.
    pub async fn judged<'a>(
        &self,
        sale: &'a SaleRecord,
        line: &Line,
        verdict: Verdict,
        staff: StaffId,
    ) -> Result<SaleRecord, LedgerError> {
        let (others_wait, others_sold) =
            (sale.in_state(LineState::Reserved).next().is_some(), sale.sold().next().is_some());
        let (actor, step) = (Some(staff.as_i64()), self.step(sale));
        let judged = |step: Step<'a>, word: &str| step.event(EventKind::Judged, Some(word), actor);
        self.take(match verdict {
            Verdict::Deliver => {
                let step = step.line(line, LineState::Assigned, LineChange::because(Evidence::Judged));
                let step = judged(step, "deliver").due_role(line, &self.shop(sale.guild));
                if others_wait {
                    step.moved_by(SaleState::Reserved, EventKind::PartAssigned, None, actor)
                } else {
                    let why = Some(Evidence::Judged.as_str());
                    step.moved_by(SaleState::Assigned, EventKind::Assigned, why, actor).due_dm()
                }
            }
            Verdict::AssignAgain => begin_assigning(judged(step, "deliver"), line, Attempt::Decided),
            Verdict::SellAnother => {
                let step = judged(step, "sell another").quarantine(line, Evidence::Judged);
                step.moved_by(SaleState::Acknowledged, EventKind::SetAside, None, actor)
            }
            Verdict::Nothing if others_wait || others_sold => {
                let step = judged(step, "nothing").quarantine(line, Evidence::Judged);
                if others_wait {
                    let step = step.short(Failure::Quarantined, None);
                    step.to(SaleState::Reserved, EventKind::Reserved, None)
                } else {
                    short_of(step, Failure::Quarantined, None)
                }
            }
            Verdict::Nothing => {
                let step = judged(step, "nothing").quarantine(line, Evidence::Judged);
                failing(step, Failure::Quarantined, None, Some(staff))
            }
        })
        .await
    }

    /// Staff want the DM sent again: a new message becomes due, with a nonce of its own. `None`
    /// where one is due already, which is then the one to send.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where nothing is sold yet; or the database's.
    pub async fn resend(&self, sale: &SaleRecord, staff: StaffId) -> Result<Option<SaleRecord>, LedgerError> {
        if !matches!(sale.state, SaleState::Undelivered | SaleState::Delivered) {
            return Err(LedgerError::Overtaken(sale.id));
        }
        let step = self.step(sale).event(EventKind::Resent, None, Some(staff.as_i64()));
        match self.take(step.due(&[OutboxKind::Dm])).await {
            Ok(sale) => Ok(Some(sale)),
            Err(error) if error.is_unique_violation() => Ok(None),
            Err(error) => Err(error),
        }
    }
}
