//! What people decide about a sale: a repetition confirmed, a held license judged, a DM sent again.
//!
//! Each is a compare-and-swap on the row it is about. Of two presses one moves it; the other is
//! told so and changes nothing.

use secrecy::{ExposeSecret, SecretString};

use crate::domain::{LineState, SaleId, SaleState, StaffId};

use super::requests::REPLY_TOKEN_LIVES;
use super::writing::LineChange;
use super::{EventKind, Failure, Ledger, LedgerError, Line, OutboxKind, SaleRecord};

/// What staff say of a license that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the buyer's: deliver it.
    Deliver,
    /// It is not: the sale is closed and the key never sold again.
    Quarantine,
}

impl Ledger {
    /// Staff say that a repetition is meant. From now on the sale is acknowledged by the press of
    /// the button, whose token edits the reply.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was decided before or staff took too long; or the database's.
    pub async fn confirmed(
        &self,
        sale: SaleId,
        staff: StaffId,
        reply_token: &SecretString,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        let (number, now) = (sale.as_i64(), writing.now.as_millis());
        let until = writing.now.after(REPLY_TOKEN_LIVES).as_millis();
        let token = reply_token.expose_secret();
        let confirmed = sqlx::query!(
            "update sale set confirm_until = null, reply_token = ?1, reply_token_until = ?2, updated_at = ?3
            where id = ?4 and state = 'acknowledged' and confirm_until > ?3",
            token,
            until,
            now,
            number
        )
        .execute(writing.connection())
        .await?;
        writing.rows(confirmed.rows_affected(), 1)?;
        writing.event(EventKind::Confirmed, None, Some(staff.as_i64())).await?;
        writing.commit().await
    }

    /// Staff say that a repetition is not meant, or (`None`) nothing in time: the sale ends with
    /// nothing sold.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was decided before; or the database's.
    pub async fn declined(&self, sale: &SaleRecord, staff: Option<StaffId>) -> Result<(), LedgerError> {
        if sale.confirm_until.is_none() {
            return Err(LedgerError::Overtaken(sale.id));
        }
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        let (from, failure) = (SaleState::Acknowledged, Failure::NotConfirmed);
        writing.fail(from, sale.confirm_until, failure, None, staff).await?;
        writing.commit().await
    }

    /// Staff judge a held license.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was judged before; or the database's.
    pub async fn judged(
        &self,
        sale: SaleId,
        line: &Line,
        verdict: Verdict,
        staff: StaffId,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        let change = LineChange::because("judged by staff");
        match verdict {
            Verdict::Deliver => {
                let (from, to) = (SaleState::Held, SaleState::Assigned);
                writing.move_sale(from, to, EventKind::Judged, Some("deliver")).await?;
                writing.move_line(line.id, LineState::Held, LineState::Assigned, change).await?;
                writing.event(EventKind::Assigned, Some("judged by staff"), Some(staff.as_i64())).await?;
                writing.due(&[OutboxKind::Dm]).await?;
            }
            Verdict::Quarantine => {
                writing.fail(SaleState::Held, None, Failure::Quarantined, None, Some(staff)).await?;
                writing.move_line(line.id, LineState::Held, LineState::Quarantined, change).await?;
            }
        }
        writing.commit().await
    }

    /// Staff want the DM sent again: a new message becomes due, with a nonce of its own. Whether
    /// it did; where one is due already, that one is sent.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where the sale is not made yet; or the database's.
    pub async fn resend(&self, sale: &SaleRecord, staff: StaffId) -> Result<bool, LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        let number = sale.id.as_i64();
        let made = sqlx::query_scalar!(
            r#"select exists (select 1 from outbox where sale_id = sale.id and kind = 'dm' and state = 'due')
                as "due!: bool" from sale where id = ? and state in ('undelivered', 'delivered')"#,
            number
        )
        .fetch_optional(writing.connection())
        .await?;
        match made {
            None => Err(LedgerError::Overtaken(sale.id)),
            Some(true) => Ok(false),
            Some(false) => {
                writing.event(EventKind::Resent, None, Some(staff.as_i64())).await?;
                writing.due(&[OutboxKind::Dm]).await?;
                writing.commit().await?;
                Ok(true)
            }
        }
    }
}
