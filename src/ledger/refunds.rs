//! What staff note on a sale afterwards: that it was refunded, that they were shown its keys.

use crate::domain::{SaleId, StaffId, Timestamp};

use super::record::id;
use super::{EventKind, Ledger, LedgerError, OutboxKind};

/// A refund: a mark of staff's, for the vendor takes no license back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
    /// Why, as staff typed it.
    pub reason: Option<String>,
}

impl Refund {
    /// Reads the mark, if there is one.
    pub(super) fn read(
        at: Option<i64>,
        by: Option<i64>,
        reason: Option<String>,
    ) -> Result<Option<Self>, LedgerError> {
        let (Some(at), Some(by)) = (at, by) else { return Ok(None) };
        Ok(Some(Self { at: Timestamp::from_millis(at), by: id(by)?, reason }))
    }
}

impl Ledger {
    /// Marks a sale as refunded, and tells the sales channel. The vendor takes no license back:
    /// the buyer keeps theirs.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was refunded before, or nothing is sold; or the database's.
    pub async fn refund(&self, sale: SaleId, staff: StaffId, reason: &str) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        let (number, by, now) = (sale.as_i64(), staff.as_i64(), writing.now.as_millis());
        let marked = sqlx::query!(
            "update sale set refunded_at = ?1, refunded_by = ?2, refund_reason = ?3
            where id = ?4 and refunded_at is null and state in ('assigned', 'undelivered', 'delivered')",
            now,
            by,
            reason,
            number
        )
        .execute(writing.connection())
        .await?;
        writing.rows(marked.rows_affected(), 1)?;
        writing.event(EventKind::Refunded, None, Some(by)).await?;
        writing.due(&[OutboxKind::Alert]).await?;
        writing.commit().await
    }

    /// Records that staff were shown the keys of a sale.
    ///
    /// # Errors
    /// The database's.
    pub async fn revealed(&self, sale: SaleId, staff: StaffId) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        writing.event(EventKind::Revealed, None, Some(staff.as_i64())).await?;
        writing.commit().await
    }
}
