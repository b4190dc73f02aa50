//! Reading a sale whole: one row of the view `whole_sale`, made into the types of the trade.
//!
//! A row that does not read as this version writes it is refused, never guessed at.

use secrecy::SecretString;
use serde::Deserialize;

use crate::domain::{LineId, Product, SaleId, Timestamp};

use super::record::{id, license, refund};
use super::{
    DmState, Earlier, Evidence, Failure, Ledger, LedgerError, Line, OutboxId, OutboxKind, OutboxRow,
    Question, SaleRecord,
};

/// The view's JSON.
#[derive(Deserialize)]
struct WholeSale {
    id: i64,
    guild: i64,
    channel: i64,
    interaction: i64,
    staff: i64,
    buyer: i64,
    product: Option<String>,
    quantity: u8,
    note: Option<String>,
    reference: Option<String>,
    state: String,
    failure: Option<String>,
    short_reason: Option<String>,
    vendor_words: Option<String>,
    unreadable: u32,
    buyer_sees_channel: bool,
    reply_token: Option<String>,
    reply_token_until: i64,
    dm_channel: Option<i64>,
    dm_message: Option<i64>,
    waits: i64,
    question: Option<String>,
    offered: Option<u8>,
    choices: Option<Vec<(String, u32)>>,
    confirm_until: Option<i64>,
    requested_at: i64,
    updated_at: i64,
    replaces: Option<i64>,
    replace_reason: Option<String>,
    replaced_by: Option<i64>,
    refunded_at: Option<i64>,
    refunded_by: Option<i64>,
    refund_reason: Option<String>,
    staff_locale: Option<String>,
    guild_locale: Option<String>,
    buyer_locale: Option<String>,
    repeats: Option<EarlierSale>,
    lines: Vec<WholeLine>,
    due: Vec<Message>,
}

#[derive(Deserialize)]
struct EarlierSale {
    sale: i64,
    staff: i64,
    product: Option<String>,
    at: i64,
}

#[derive(Deserialize)]
struct WholeLine {
    id: i64,
    key: String,
    product: Option<String>,
    expires_at: Option<i64>,
    state: String,
    attempts: i64,
    refusals: i64,
    doubtful: bool,
    contested: bool,
    decided: bool,
    evidence: Option<String>,
    status: Option<String>,
    look_at: Option<i64>,
    looks: i64,
    dm: Option<i64>,
    dm_state: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    id: i64,
    kind: String,
    nonce: String,
    attempts: i64,
    due_at: i64,
    created_at: i64,
    line: Option<i64>,
    subject: Option<String>,
}

impl Ledger {
    /// Reads a sale whole.
    ///
    /// # Errors
    /// [`LedgerError::NoSuchSale`], or the database's.
    pub async fn sale(&self, sale: SaleId) -> Result<SaleRecord, LedgerError> {
        let number = sale.as_i64();
        let whole =
            sqlx::query_scalar!(r#"select whole as "whole!: String" from whole_sale where id = ?"#, number)
                .fetch_all(&mut *self.reader().await?)
                .await?;
        record(sale, &whole)
    }
}

/// The sale that a statement over `whole_sale` brought, if it brought one.
pub(super) fn record(sale: SaleId, whole: &[String]) -> Result<SaleRecord, LedgerError> {
    let whole = whole.first().ok_or(LedgerError::NoSuchSale(sale))?;
    // The error's own text could repeat what the row holds.
    let whole: WholeSale =
        serde_json::from_str(whole).map_err(|_| LedgerError::Corrupt(format!("sale {sale}")))?;
    whole.try_into()
}

impl TryFrom<WholeSale> for SaleRecord {
    type Error = LedgerError;

    fn try_from(whole: WholeSale) -> Result<Self, LedgerError> {
        let question = match (whole.question.as_deref(), whole.offered, whole.choices) {
            (None, ..) => None,
            (Some("repeat"), ..) => Some(Question::Repeat),
            (Some("partial"), Some(offered), _) => Some(Question::Partial(offered)),
            (Some("product"), _, Some(choices)) => Some(Question::Product(choices)),
            (Some(other), ..) => return Err(LedgerError::Corrupt(format!("the question {other}"))),
        };
        Ok(Self {
            id: SaleId::new(whole.id),
            guild: id(whole.guild)?,
            channel: id(whole.channel)?,
            interaction: id(whole.interaction)?,
            staff: id(whole.staff)?,
            buyer: id(whole.buyer)?,
            product: whole.product.as_deref().and_then(Product::new),
            quantity: whole.quantity,
            note: whole.note,
            reference: whole.reference,
            replaces: whole.replaces.map(SaleId::new),
            replace_reason: whole.replace_reason,
            replaced_by: whole.replaced_by.map(SaleId::new),
            refund: refund(whole.refunded_at, whole.refunded_by, whole.refund_reason)?,
            state: whole.state.parse()?,
            failure: whole.failure.as_deref().map(Failure::parse).transpose()?,
            short: whole.short_reason.as_deref().map(Failure::parse).transpose()?,
            vendor_words: whole.vendor_words,
            unreadable: whole.unreadable,
            buyer_sees_channel: whole.buyer_sees_channel,
            reply_token: whole.reply_token.map(SecretString::from),
            reply_token_until: Timestamp::from_millis(whole.reply_token_until),
            dm_channel: whole.dm_channel.map(id).transpose()?,
            dm_message: whole.dm_message.map(id).transpose()?,
            waits: whole.waits,
            repeats: whole.repeats.map(TryInto::try_into).transpose()?,
            question,
            confirm_until: whole.confirm_until.map(Timestamp::from_millis),
            staff_locale: whole.staff_locale,
            guild_locale: whole.guild_locale,
            buyer_locale: whole.buyer_locale,
            requested_at: Timestamp::from_millis(whole.requested_at),
            updated_at: Timestamp::from_millis(whole.updated_at),
            lines: whole.lines.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
            due: whole.due.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
        })
    }
}

impl TryFrom<EarlierSale> for Earlier {
    type Error = LedgerError;

    fn try_from(earlier: EarlierSale) -> Result<Self, LedgerError> {
        Ok(Self {
            sale: SaleId::new(earlier.sale),
            staff: id(earlier.staff)?,
            product: earlier.product.as_deref().and_then(Product::new),
            at: Timestamp::from_millis(earlier.at),
        })
    }
}

impl TryFrom<WholeLine> for Line {
    type Error = LedgerError;

    fn try_from(line: WholeLine) -> Result<Self, LedgerError> {
        Ok(Self {
            id: LineId::new(line.id),
            license: license(&line.key, line.product.as_deref(), line.expires_at)?,
            state: line.state.parse()?,
            attempts: line.attempts,
            refusals: line.refusals,
            unanswered: line.doubtful,
            contested: line.contested,
            decided: line.decided,
            evidence: line.evidence.as_deref().and_then(Evidence::parse),
            status: line.status.as_deref().map(str::parse).transpose()?,
            look_at: line.look_at.map(Timestamp::from_millis),
            looks: line.looks,
            dm: line.dm.map(OutboxId::new),
            dm_state: line.dm_state.as_deref().map(DmState::parse),
        })
    }
}

impl TryFrom<Message> for OutboxRow {
    type Error = LedgerError;

    fn try_from(message: Message) -> Result<Self, LedgerError> {
        Ok(Self {
            id: OutboxId::new(message.id),
            kind: OutboxKind::parse(&message.kind)?,
            nonce: message.nonce,
            attempts: message.attempts,
            due_at: Timestamp::from_millis(message.due_at),
            created_at: Timestamp::from_millis(message.created_at),
            line: message.line.map(LineId::new),
            subject: message.subject,
        })
    }
}
