//! What has to be told or sent: made due by the write it follows from, settled when it is sent.

use std::fmt;
use std::str::FromStr;

use crate::domain::{ChannelId, InvalidSnowflake, LineId, MessageId, SaleId, Timestamp};

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
    /// That a sale is in doubt for long; due when it is, dropped when the doubt ends before.
    DoubtAlert,
    /// The role of whoever holds a license, to the buyer.
    RoleGive,
    /// That role, taken back; due when the license ends.
    RoleTake,
    /// That the license ends soon, to a buyer who asked for it.
    Reminder,
}

impl OutboxKind {
    const ALL: [Self; 9] = [
        Self::Dm,
        Self::Reply,
        Self::SalesLine,
        Self::ClaimNotice,
        Self::Alert,
        Self::DoubtAlert,
        Self::RoleGive,
        Self::RoleTake,
        Self::Reminder,
    ];

    /// The name, as the ledger stores it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dm => "dm",
            Self::Reply => "reply",
            Self::SalesLine => "sales_line",
            Self::ClaimNotice => "claim_notice",
            Self::Alert => "alert",
            Self::DoubtAlert => "doubt_alert",
            Self::RoleGive => "role_give",
            Self::RoleTake => "role_take",
            Self::Reminder => "reminder",
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, LedgerError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| LedgerError::Corrupt(format!("unknown outbox kind {text}")))
    }
}

/// The number of an outbox row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OutboxId(i64);

/// How a DM stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DmState {
    /// It is to be sent.
    Due,
    /// It is with the buyer.
    Sent,
    /// Discord does not take it.
    Dropped,
}

impl DmState {
    pub(super) fn parse(text: &str) -> Self {
        match text {
            "sent" => Self::Sent,
            "dropped" => Self::Dropped,
            _ => Self::Due,
        }
    }
}

/// The place of the notice with the Claim button. The reply that is due after it links it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostedNotice {
    /// The channel that took it.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
}

impl fmt::Display for PostedNotice {
    /// Writes the subject of the reply's row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.channel, self.message)
    }
}

impl FromStr for PostedNotice {
    type Err = InvalidSnowflake;

    fn from_str(subject: &str) -> Result<Self, Self::Err> {
        let (channel, message) = subject.split_once(' ').ok_or(InvalidSnowflake)?;
        Ok(Self { channel: channel.parse()?, message: message.parse()? })
    }
}

/// How an attempt to send a message ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It was sent, as this message where it is a new one.
    Sent(OutboxId, Option<MessageId>),
    /// It is the notice with the Claim button, and stands here. Staff's reply is due again.
    Noticed(OutboxId, PostedNotice),
    /// It can never be sent.
    Dropped(OutboxId),
    /// It is to be sent later.
    PutOff(OutboxId, Timestamp),
}

impl Settled {
    /// As statements take it: row, state, message, and when it is due again.
    pub(super) fn as_json(self) -> serde_json::Value {
        match self {
            Self::Sent(row, message) => {
                serde_json::json!([row.0, "sent", message.map(MessageId::as_i64), null])
            }
            Self::Noticed(row, notice) => serde_json::json!([row.0, "sent", notice.message.as_i64(), null]),
            Self::Dropped(row) => serde_json::json!([row.0, "dropped", null, null]),
            Self::PutOff(row, due_at) => serde_json::json!([row.0, "due", null, due_at.as_millis()]),
        }
    }
}

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
    /// When it is to be sent.
    pub due_at: Timestamp,
    /// When it was made due; nothing of it can have been sent earlier.
    pub created_at: Timestamp,
    /// The license it is about, where it is about one.
    pub line: Option<LineId>,
    /// The thing it is about besides: a role, why one could not be given, or a [`PostedNotice`].
    pub subject: Option<String>,
}

impl Ledger {
    /// How the newest DM of a sale stands; `None` where none was due yet.
    ///
    /// # Errors
    /// The database's.
    pub async fn last_dm(&self, sale: SaleId) -> Result<Option<DmState>, LedgerError> {
        let number = sale.as_i64();
        let state = sqlx::query_scalar!(
            "select state from outbox where sale_id = ? and kind = 'dm' order by id desc limit 1",
            number
        )
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        Ok(state.as_deref().map(DmState::parse))
    }

    /// Records of messages that they were sent, that they never can be, or when they are due again; a
    /// row settled before stays as it is. A notice that was posted makes the reply due that links it,
    /// as long as the sale waits to be claimed.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn settle(&self, told: &[Settled]) -> Result<(), LedgerError> {
        if told.is_empty() {
            return Ok(());
        }
        for settled in told {
            if let Settled::Noticed(row, notice) = settled {
                self.noticed(*row, *notice).await?;
            }
        }
        let rows = told.iter().copied().map(Settled::as_json).collect::<serde_json::Value>().to_string();
        let now = self.clock.now().as_millis();
        let written = sqlx::query!(
            "update outbox set state = value ->> 1, message_id = value ->> 2,
                settled_at = iif(value ->> 1 = 'due', null, ?1),
                due_at = coalesce(value ->> 3, due_at), attempts = attempts + (value ->> 1 = 'due')
            from json_each(?2) where outbox.id = value ->> 0 and state = 'due'",
            now,
            rows
        )
        .execute(&mut *self.writer().await?)
        .await;
        self.health.of(written)?;
        Ok(())
    }

    /// Records that a notice was posted. Where the sale waits to be claimed, a reply becomes due that
    /// links the notice. It replaces the replies that are due and do not.
    async fn noticed(&self, row: OutboxId, notice: PostedNotice) -> Result<(), LedgerError> {
        let now = self.clock.now().as_millis();
        let (message, subject) = (notice.message.as_i64(), notice.to_string());
        let nonce = hex::encode(rand::random::<[u8; 12]>());
        let mut trip = self.begin(self.writer().await?);
        let written = sqlx::query!(
            "begin immediate;
            update outbox set state = 'dropped', settled_at = ?
                where sale_id = (select sale.id from outbox as notice join sale on sale.id = notice.sale_id
                    where notice.id = ? and notice.state = 'due' and sale.state = 'undelivered')
                and kind = 'reply' and state = 'due';
            insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, subject, created_at)
                select sale.id, sale.guild_id, 'reply', 'due', ?, ?, ?, ?
                from outbox as notice join sale on sale.id = notice.sale_id
                where notice.id = ? and notice.state = 'due' and sale.state = 'undelivered';
            update outbox set state = 'sent', message_id = ?, settled_at = ? where id = ? and state = 'due';
            commit",
            now,
            row.0,
            nonce,
            now,
            subject,
            now,
            row.0,
            message,
            now,
            row.0
        )
        .execute(trip.connection())
        .await;
        drop(trip.end(written.is_ok()).await);
        self.health.of(written)?;
        Ok(())
    }
}

impl OutboxId {
    pub(crate) fn new(id: i64) -> Self {
        Self(id)
    }
}
