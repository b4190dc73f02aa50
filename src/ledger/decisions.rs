//! What people decide about a sale: a question answered, a held license judged, a DM sent again.
//!
//! Each is a step from the sale as it was read. Of two presses one takes it; the other is told so
//! and changes nothing.

use secrecy::SecretString;
use sqlx::error::ErrorKind;

use crate::domain::{LineState, Product, SaleState, StaffId};

use super::requests::REPLY_TOKEN_LIVES;
use super::step::LineChange;
use super::{EventKind, Failure, Ledger, LedgerError, Line, OutboxKind, Question, SaleRecord};

/// What staff say of a license that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the buyer's: deliver it.
    Deliver,
    /// It is not: it is given up and the key never sold again.
    Quarantine,
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
        self.take(self.failing(sale, Failure::NotConfirmed, None, staff)).await
    }

    /// Staff judge a held license. The sale goes on with the others it has, if there are any.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was judged before; or the database's.
    pub async fn judged(
        &self,
        sale: &SaleRecord,
        line: &Line,
        verdict: Verdict,
        staff: StaffId,
    ) -> Result<SaleRecord, LedgerError> {
        let change = LineChange::because("judged by staff");
        let (others_wait, others_sold) =
            (sale.in_state(LineState::Reserved).next().is_some(), sale.sold().next().is_some());
        let (judged, actor) = (EventKind::Judged, Some(staff.as_i64()));
        self.take(match verdict {
            Verdict::Deliver => {
                let step = self.step(sale).line(line, LineState::Assigned, change);
                let step = step.event(judged, Some("deliver"), actor).due_role(line, &self.shop(sale.guild));
                if others_wait {
                    step.moved_by(SaleState::Reserved, EventKind::PartAssigned, None, actor)
                } else {
                    step.moved_by(SaleState::Assigned, EventKind::Assigned, Some("judged by staff"), actor)
                        .due_dm()
                }
            }
            Verdict::Quarantine if others_wait || others_sold => {
                let step = self.step(sale).line(line, LineState::Quarantined, change);
                let step = step.event(judged, Some("quarantine"), actor).short(Failure::Quarantined, None);
                if others_wait {
                    step.to(SaleState::Reserved, EventKind::Reserved, None)
                } else {
                    step.to(SaleState::Assigned, EventKind::Short, Some("quarantined")).due_dm()
                }
            }
            Verdict::Quarantine => {
                let step = self.failing(sale, Failure::Quarantined, None, Some(staff));
                step.line(line, LineState::Quarantined, change)
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
            Err(LedgerError::Database(sqlx::Error::Database(error)))
                if error.kind() == ErrorKind::UniqueViolation =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
