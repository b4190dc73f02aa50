//! The writes of a sale, one method for each way of the state table.

use std::time::Duration;

use crate::domain::{License, LineState, SaleId, SaleState, Timestamp};

use super::writing::LineChange;
use super::{EventKind, Ledger, LedgerError, Line, OutboxKind, SaleRecord};

/// How long a sale may be in doubt before somebody is told.
const DOUBT_IS_LONG: Duration = Duration::from_mins(15);

/// Age from which a sale that nobody acknowledged is nobody's.
const ABANDONED: Duration = Duration::from_secs(5);

/// What became of a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reservation {
    /// The license is this sale's.
    Made,
    /// Another live sale holds it; nothing was changed.
    Taken,
}

impl Ledger {
    /// Discord accepted the deferral.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn acknowledged(&self, sale: SaleId) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        let (from, to) = (SaleState::Requested, SaleState::Acknowledged);
        writing.move_sale(from, to, EventKind::Acknowledged, None).await?;
        writing.commit().await
    }

    /// Discord accepted the deferral of a sale that seems to repeat another: staff are to be asked.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn acknowledged_to_ask(&self, sale: SaleId) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        let (from, to) = (SaleState::Requested, SaleState::Acknowledged);
        writing.move_sale(from, to, EventKind::Acknowledged, None).await?;
        writing.due(&[OutboxKind::Reply]).await?;
        writing.commit().await
    }

    /// Makes a license the sale's; the unique index over live keys decides between two sales.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn reserve(
        &self,
        sale: &SaleRecord,
        license: &License,
        seen_free_at: Timestamp,
    ) -> Result<Reservation, LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        let (from, to) = (SaleState::Acknowledged, SaleState::Reserved);
        writing.move_sale(from, to, EventKind::Reserved, None).await?;
        for wanted in sale.lines.iter().filter(|line| line.state == LineState::Wanted) {
            let change = LineChange::because("replaced");
            writing.move_line(wanted.id, LineState::Wanted, LineState::Released, change).await?;
        }
        let reservation = writing.insert_line(license, LineState::Reserved, Some(seen_free_at)).await?;
        if reservation == Reservation::Made {
            writing.commit().await?;
        }
        Ok(reservation)
    }

    /// Commits the intent to assign: from here on the key may be the buyer's.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn begin_assigning(&self, sale: &SaleRecord, line: &Line) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        writing.move_sale(sale.state, SaleState::Assigning, EventKind::Assigning, None).await?;
        let change = LineChange { attempted: true, ..LineChange::default() };
        writing.move_line(line.id, line.state, LineState::Assigning, change).await?;
        writing.commit().await
    }

    /// Records when the vendor last called the license free.
    ///
    /// # Errors
    /// The database's.
    pub async fn seen_free(&self, line: &Line, at: Timestamp) -> Result<(), LedgerError> {
        let (line, at) = (line.id.as_i64(), at.as_millis());
        let written = sqlx::query!("update sale_license set seen_free_at = ? where id = ?", at, line)
            .execute(&mut *self.writer().await?)
            .await;
        self.health.of(written)?;
        Ok(())
    }

    /// The vendor has the license as the buyer's: delivery is due. `kind` says how we know
    /// ([`EventKind::Assigned`] or [`EventKind::Reconciled`]); `from` is the state it was known in.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn assigned(
        &self,
        sale: SaleId,
        line: &Line,
        from: (SaleState, LineState),
        kind: EventKind,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        writing.move_sale(from.0, SaleState::Assigned, kind, None).await?;
        let change = LineChange::because(kind.as_str());
        writing.move_line(line.id, from.1, LineState::Assigned, change).await?;
        if line.doubtful {
            writing.no_more_doubt().await?;
        }
        writing.due(&[OutboxKind::Dm]).await?;
        writing.commit().await
    }

    /// An answer was lost or made no sense. Staff are told when the doubt is new.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn in_doubt(
        &self,
        sale: SaleId,
        line: &Line,
        evidence: &'static str,
        refused: bool,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        let (from, to) = (SaleState::Assigning, SaleState::InDoubt);
        writing.move_sale(from, to, EventKind::InDoubt, Some(evidence)).await?;
        let change = LineChange { doubted: true, refused, ..LineChange::because(evidence) };
        writing.move_line(line.id, LineState::Assigning, LineState::InDoubt, change).await?;
        if !line.doubtful {
            writing.due_at(&[OutboxKind::DoubtAlert], writing.now.after(DOUBT_IS_LONG)).await?;
        }
        writing.commit().await
    }

    /// The evidence contradicts itself: the sale waits for staff.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn hold(&self, sale: SaleId, line: &Line, evidence: &'static str) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        writing.move_sale(SaleState::InDoubt, SaleState::Held, EventKind::Held, Some(evidence)).await?;
        let change = LineChange::because(evidence);
        writing.move_line(line.id, LineState::InDoubt, LineState::Held, change).await?;
        writing.no_more_doubt().await?;
        writing.due(&[OutboxKind::Reply, OutboxKind::Alert]).await?;
        writing.commit().await
    }

    /// The vendor refused for certain: the license is given back and another is to be drawn.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn release(
        &self,
        sale: SaleId,
        line: &Line,
        evidence: &'static str,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        let (from, to) = (SaleState::Assigning, SaleState::Acknowledged);
        writing.move_sale(from, to, EventKind::Released, Some(evidence)).await?;
        let change = LineChange::because(evidence);
        writing.move_line(line.id, LineState::Assigning, LineState::Released, change).await?;
        writing.commit().await
    }

    /// Puts the sale off: recovery takes it up again at `at`. The first time, staff are told.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn wait(&self, sale: &SaleRecord, at: Timestamp) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        let (number, state, at) = (sale.id.as_i64(), sale.state.as_str(), at.as_millis());
        let put_off = sqlx::query!(
            "update sale set next_attempt_at = ?, waits = waits + 1 where id = ? and state = ?",
            at,
            number,
            state
        )
        .execute(writing.connection())
        .await?;
        writing.rows(put_off.rows_affected(), 1)?;
        if sale.waits == 0 {
            writing.due(&[OutboxKind::Reply]).await?;
        }
        writing.commit().await
    }

    /// The sales that somebody has to take up: unfinished and due, or with a message that is due.
    /// One just requested of this process is left to the task that is acknowledging it, which has
    /// three seconds.
    ///
    /// # Errors
    /// The database's.
    pub async fn unfinished(&self) -> Result<Vec<SaleId>, LedgerError> {
        let now = self.clock.now();
        let abandoned_since = now.before(ABANDONED).max(self.opened_at.before(Duration::from_millis(1)));
        let (now, abandoned_since) = (now.as_millis(), abandoned_since.as_millis());
        let mut rows = sqlx::query_scalar!(
            r#"select id as "id!" from sale indexed by sale_unfinished
                where state in ('requested', 'acknowledged', 'reserved', 'assigning', 'in_doubt', 'assigned')
                and coalesce(next_attempt_at, 0) <= ?1 and (state <> 'requested' or requested_at <= ?2)
                and (state = 'requested' or coalesce(confirm_until, 0) <= ?1)
            union select sale_id from outbox indexed by outbox_due where state = 'due' and due_at <= ?1
                and (kind <> 'dm' or (select state from sale where id = sale_id) <> 'assigned')"#,
            now,
            abandoned_since
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        // Sorted here: for the sake of the order SQLite would read every sale there is.
        rows.sort_unstable();
        Ok(rows.into_iter().map(SaleId::new).collect())
    }

    /// Forgets the reply tokens that Discord has forgotten.
    ///
    /// # Errors
    /// The database's.
    pub async fn wipe_dead_tokens(&self) -> Result<(), LedgerError> {
        let now = self.clock.now().as_millis();
        let written = sqlx::query!(
            "update sale set reply_token = null where reply_token is not null and reply_token_until <= ?",
            now
        )
        .execute(&mut *self.writer().await?)
        .await;
        self.health.of(written)?;
        Ok(())
    }
}
