//! One write to the ledger: a transaction and the few statements every write is made of.

use sqlx::{Connection, Sqlite, SqliteConnection, Transaction};

use crate::domain::{License, LineId, LineState, Product, SaleId, SaleState, Timestamp};

use super::health::Health;
use super::open::Turn;
use super::{EventKind, Ledger, LedgerError, OutboxKind, Reservation};

/// A transaction about one sale. Dropped without [`commit`](Self::commit) it changes nothing.
pub(super) struct Writing<'a> {
    transaction: Transaction<'a, Sqlite>,
    health: Health,
    pub(super) sale: SaleId,
    pub(super) now: Timestamp,
}

/// What a move changes of a line besides its state.
#[derive(Default, Clone, Copy)]
pub(super) struct LineChange<'a> {
    /// Why, in a word of our own.
    pub(super) evidence: Option<&'a str>,
    /// A request to assign it begins.
    pub(super) attempted: bool,
    /// An answer was lost: from now on no refusal is definite.
    pub(super) doubted: bool,
    /// A refusal came after a doubt.
    pub(super) refused: bool,
}

impl<'a> LineChange<'a> {
    /// Nothing but the evidence.
    pub(super) fn because(evidence: &'a str) -> Self {
        Self { evidence: Some(evidence), ..Self::default() }
    }
}

impl Ledger {
    /// Begins a write. `BEGIN IMMEDIATE`: an upgrade from reading could fail halfway.
    pub(super) async fn write<'a>(
        &self,
        turn: &'a mut Turn,
        sale: SaleId,
    ) -> Result<Writing<'a>, LedgerError> {
        let transaction = self.health.of(turn.begin_with("begin immediate").await)?;
        Ok(Writing { transaction, health: self.health.clone(), sale, now: self.clock.now() })
    }
}

impl Writing<'_> {
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }

    pub(super) async fn commit(self) -> Result<(), LedgerError> {
        self.health.of(self.transaction.commit().await)
    }

    /// Moves the sale from the state it is expected in, and appends the event to its history. Two
    /// statements in one: each way to SQLite's thread and back costs more than what is done there.
    pub(super) async fn move_sale(
        &mut self,
        from: SaleState,
        to: SaleState,
        kind: EventKind,
        detail: Option<&str>,
    ) -> Result<(), LedgerError> {
        debug_assert!(from.may_become(to), "{from} to {to}");
        let (sale, now, from, to) = (self.sale.as_i64(), self.now.as_millis(), from.as_str(), to.as_str());
        let kind = kind.as_str();
        let moved = sqlx::query!(
            "update sale set state = ?, updated_at = ?, waits = 0, next_attempt_at = null
                where id = ? and state = ?;
            insert into sale_event (sale_id, guild_id, at, kind, detail)
                select id, guild_id, ?, ?, ? from sale where id = ? and changes() = 1",
            to,
            now,
            sale,
            from,
            now,
            kind,
            detail,
            sale
        )
        .execute(self.connection())
        .await?;
        self.rows(moved.rows_affected(), 2)
    }

    /// Moves one license of the sale from the state it is expected in.
    pub(super) async fn move_line(
        &mut self,
        line: LineId,
        from: LineState,
        to: LineState,
        change: LineChange<'_>,
    ) -> Result<(), LedgerError> {
        debug_assert!(from.may_become(to), "{from} to {to}");
        let (line, now, from, to) = (line.as_i64(), self.now.as_millis(), from.as_str(), to.as_str());
        let moved = sqlx::query!(
            "update sale_license set state = ?, updated_at = ?, evidence = coalesce(?, evidence),
                attempts = attempts + ?, refusals = refusals + ?, doubtful = max(doubtful, ?)
            where id = ? and state = ?",
            to,
            now,
            change.evidence,
            change.attempted,
            change.refused,
            change.doubted,
            line,
            from
        )
        .execute(self.connection())
        .await?;
        self.rows(moved.rows_affected(), 1)
    }

    /// The doubt has ended: nobody is to be alarmed any more.
    pub(super) async fn no_more_doubt(&mut self) -> Result<(), LedgerError> {
        let (sale, now) = (self.sale.as_i64(), self.now.as_millis());
        sqlx::query!(
            "update outbox set state = 'dropped', settled_at = ?
            where sale_id = ? and kind = 'doubt_alert' and state = 'due'",
            now,
            sale
        )
        .execute(self.connection())
        .await?;
        Ok(())
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

    /// Makes messages due, in this order.
    pub(super) async fn due(&mut self, kinds: &[OutboxKind]) -> Result<(), LedgerError> {
        self.due_at(kinds, self.now).await
    }

    /// Makes messages due at `at`.
    pub(super) async fn due_at(&mut self, kinds: &[OutboxKind], at: Timestamp) -> Result<(), LedgerError> {
        let (sale, now, at) = (self.sale.as_i64(), self.now.as_millis(), at.as_millis());
        let nonces = kinds.iter().map(|kind| (kind.as_str(), hex::encode(rand::random::<[u8; 12]>())));
        let due = nonces.map(|(kind, nonce)| vec![kind.to_owned(), nonce]).collect::<serde_json::Value>();
        let due = due.to_string();
        let made = sqlx::query!(
            "insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, created_at)
            select sale.id, guild_id, value ->> 0, 'due', value ->> 1, ?, ?
            from json_each(?), sale where sale.id = ? order by key",
            at,
            now,
            due,
            sale
        )
        .execute(self.connection())
        .await?;
        self.rows(made.rows_affected(), kinds.len() as u64)
    }

    /// Fails unless exactly the rows expected were in the state expected.
    pub(super) fn rows(&self, changed: u64, expected: u64) -> Result<(), LedgerError> {
        if changed == expected { Ok(()) } else { Err(LedgerError::Overtaken(self.sale)) }
    }

    /// Inserts a license of the sale; the unique index over live keys decides between two sales.
    pub(super) async fn insert_line(
        &mut self,
        license: &License,
        state: LineState,
        seen_free_at: Option<Timestamp>,
    ) -> Result<Reservation, LedgerError> {
        let (sale, now, state) = (self.sale.as_i64(), self.now.as_millis(), state.as_str());
        let hash = license.key.hash();
        let (key, hash) = (license.key.reveal(), hash.as_bytes());
        let product = license.product.as_ref().map(Product::as_str);
        let expires_at = license.expires_at.map(Timestamp::as_millis);
        let seen_free_at = seen_free_at.map(Timestamp::as_millis);
        let inserted = sqlx::query!(
            "insert into sale_license (sale_id, guild_id, license_key, key_hash, product, expires_at, state,
                seen_free_at, created_at, updated_at)
            select id, guild_id, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7 from sale where id = ?8",
            key,
            hash,
            product,
            expires_at,
            state,
            seen_free_at,
            now,
            sale
        )
        .execute(self.connection())
        .await;
        match inserted {
            Ok(_) => Ok(Reservation::Made),
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(Reservation::Taken),
            Err(error) => Err(error.into()),
        }
    }
}
