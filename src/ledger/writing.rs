//! One write to the ledger: a transaction and the few statements every write is made of.

use sqlx::{Connection, Sqlite, SqliteConnection, Transaction};

use crate::domain::{LineId, LineState, SaleId, SaleState, Timestamp};

use super::open::Turn;
use super::{EventKind, Ledger, LedgerError, OutboxKind};

/// A transaction about one sale. Dropped without [`commit`](Self::commit) it changes nothing.
pub(super) struct Writing<'a> {
    transaction: Transaction<'a, Sqlite>,
    pub(super) sale: SaleId,
    pub(super) now: Timestamp,
}

impl Ledger {
    /// Begins a write. `BEGIN IMMEDIATE`: an upgrade from reading could fail halfway.
    pub(super) async fn write<'a>(
        &self,
        turn: &'a mut Turn,
        sale: SaleId,
    ) -> Result<Writing<'a>, LedgerError> {
        let transaction = turn.begin_with("begin immediate").await?;
        Ok(Writing { transaction, sale, now: self.clock.now() })
    }
}

impl Writing<'_> {
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }

    pub(super) async fn commit(self) -> Result<(), LedgerError> {
        Ok(self.transaction.commit().await?)
    }

    /// Moves the sale from the state it is expected in.
    pub(super) async fn move_sale(&mut self, from: SaleState, to: SaleState) -> Result<(), LedgerError> {
        debug_assert!(from.may_become(to), "{from} to {to}");
        let (sale, now, from, to) = (self.sale.as_i64(), self.now.as_millis(), from.as_str(), to.as_str());
        let moved = sqlx::query!(
            "update sale set state = ?, updated_at = ?, waits = 0, next_attempt_at = null
            where id = ? and state = ?",
            to,
            now,
            sale,
            from
        )
        .execute(self.connection())
        .await?;
        self.one(moved.rows_affected())
    }

    /// Moves one license of the sale from the state it is expected in.
    pub(super) async fn move_line(
        &mut self,
        line: LineId,
        from: LineState,
        to: LineState,
        evidence: Option<&str>,
    ) -> Result<(), LedgerError> {
        debug_assert!(from.may_become(to), "{from} to {to}");
        let (line, now, from, to) = (line.as_i64(), self.now.as_millis(), from.as_str(), to.as_str());
        let moved = sqlx::query!(
            "update sale_license set state = ?, updated_at = ?, evidence = coalesce(?, evidence)
            where id = ? and state = ?",
            to,
            now,
            evidence,
            line,
            from
        )
        .execute(self.connection())
        .await?;
        self.one(moved.rows_affected())
    }

    /// Appends to the sale's history.
    pub(super) async fn event(
        &mut self,
        kind: EventKind,
        detail: Option<&str>,
        actor: Option<i64>,
    ) -> Result<(), LedgerError> {
        let (sale, now, kind) = (self.sale.as_i64(), self.now.as_millis(), kind.as_str());
        sqlx::query!(
            "insert into sale_event (sale_id, guild_id, at, kind, detail, actor_id)
            select id, guild_id, ?, ?, ?, ? from sale where id = ?",
            now,
            kind,
            detail,
            actor,
            sale
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Makes a message due.
    pub(super) async fn due(&mut self, kind: OutboxKind) -> Result<(), LedgerError> {
        let (sale, now, kind) = (self.sale.as_i64(), self.now.as_millis(), kind.as_str());
        let nonce = hex::encode(rand::random::<[u8; 12]>());
        sqlx::query!(
            "insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, created_at)
            select id, guild_id, ?, 'due', ?, ?, ? from sale where id = ?",
            kind,
            nonce,
            now,
            now,
            sale
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Fails unless exactly one row was in the state expected.
    pub(super) fn one(&self, rows: u64) -> Result<(), LedgerError> {
        if rows == 1 { Ok(()) } else { Err(LedgerError::Overtaken(self.sale)) }
    }
}
