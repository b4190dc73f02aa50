//! What has to be told or sent: made due by the write it follows from, settled when it is sent.

use crate::domain::{MessageId, SaleId, Timestamp};

use super::{Ledger, LedgerError};

/// What an outbox row sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutboxKind {
    /// The key, to the buyer.
    Dm,
    /// The outcome, to staff: edits their reply.
    Reply,
    /// The line of the sales channel.
    SalesLine,
    /// The notice with the Claim button.
    ClaimNotice,
    /// What the owner has to know, to the sales channel.
    Alert,
}

impl OutboxKind {
    /// The name, as the ledger stores it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dm => "dm",
            Self::Reply => "reply",
            Self::SalesLine => "sales_line",
            Self::ClaimNotice => "claim_notice",
            Self::Alert => "alert",
        }
    }

    fn parse(text: &str) -> Result<Self, LedgerError> {
        [Self::Dm, Self::Reply, Self::SalesLine, Self::ClaimNotice, Self::Alert]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| LedgerError::Corrupt(format!("unknown outbox kind {text}")))
    }
}

/// The number of an outbox row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OutboxId(i64);

/// A message that is due.
#[derive(Debug, Clone)]
pub struct OutboxRow {
    /// Its row.
    pub id: OutboxId,
    /// What it sends.
    pub kind: OutboxKind,
    /// Makes a repeat within Discord's window the same message; 24 characters.
    pub nonce: String,
    /// How often sending it was put off.
    pub attempts: i64,
    /// When it was made due; nothing of it can have been sent earlier.
    pub created_at: Timestamp,
}

impl Ledger {
    /// The messages of a sale that are due by now, oldest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn due(&self, sale: SaleId) -> Result<Vec<OutboxRow>, LedgerError> {
        let (number, now) = (sale.as_i64(), self.clock.now().as_millis());
        let rows = sqlx::query!(
            r#"select id as "id!", kind, nonce, attempts, created_at from outbox
            where sale_id = ? and state = 'due' and due_at <= ? order by id"#,
            number,
            now
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(OutboxRow {
                    id: OutboxId(row.id),
                    kind: OutboxKind::parse(&row.kind)?,
                    nonce: row.nonce,
                    attempts: row.attempts,
                    created_at: Timestamp::from_millis(row.created_at),
                })
            })
            .collect()
    }

    /// Records that a message was sent; a row settled before stays as it is.
    ///
    /// # Errors
    /// The database's.
    pub async fn sent(&self, row: OutboxId, message: Option<MessageId>) -> Result<(), LedgerError> {
        self.settle(row, "sent", message).await
    }

    /// Records that a message can never be sent.
    ///
    /// # Errors
    /// The database's.
    pub async fn dropped(&self, row: OutboxId) -> Result<(), LedgerError> {
        self.settle(row, "dropped", None).await
    }

    async fn settle(
        &self,
        row: OutboxId,
        state: &'static str,
        message: Option<MessageId>,
    ) -> Result<(), LedgerError> {
        let (now, message) = (self.clock.now().as_millis(), message.map(MessageId::as_i64));
        sqlx::query!(
            "update outbox set state = ?, message_id = ?, settled_at = ? where id = ? and state = 'due'",
            state,
            message,
            now,
            row.0
        )
        .execute(&mut *self.writer().await?)
        .await?;
        Ok(())
    }

    /// Puts a message off until `due_at`.
    ///
    /// # Errors
    /// The database's.
    pub async fn put_off(&self, row: OutboxId, due_at: Timestamp) -> Result<(), LedgerError> {
        let due_at = due_at.as_millis();
        sqlx::query!(
            "update outbox set attempts = attempts + 1, due_at = ? where id = ? and state = 'due'",
            due_at,
            row.0
        )
        .execute(&mut *self.writer().await?)
        .await?;
        Ok(())
    }
}

impl OutboxId {
    pub(super) fn as_i64(self) -> i64 {
        self.0
    }
}
