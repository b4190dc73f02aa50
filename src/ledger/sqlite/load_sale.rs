//! Loads a sale with all its parts.
//!
//! Invariant: a row that cannot be parsed is an error. Its values are never guessed.

use secrecy::SecretString;

use crate::domain::{
    Alert, DueMessage, Earlier, InteractionId, License, Line, LineNumber, Message, MessageKind,
    MessageNumber, Nonce, Product, Question, QuestionKind, Refund, RoleId, RoleRefusal, Sale, SaleId,
    Timestamp, TransferNumber, Version,
};
use crate::ledger::{CorruptRow, LedgerError};

use super::change::FORMER;
use super::reader::ConnectionGuard;

/// Loads a sale. Reads the parts one after another, and reads them again if the sale has changed
/// meanwhile.
pub(super) async fn sale(turn: &mut ConnectionGuard, id: SaleId) -> Result<Sale, LedgerError> {
    loop {
        let mut sale = header(turn, id).await?;
        sale.lines = lines(turn, id).await?;
        sale.due = due(turn, id, sale.interaction).await?;
        let number = id.as_i64();
        let version = sqlx::query_scalar!("select version from sale where id = ?", number)
            .fetch_one(&mut **turn)
            .await?;
        if Version::new(version) == sale.version {
            return Ok(sale);
        }
    }
}

async fn header(turn: &mut ConnectionGuard, id: SaleId) -> Result<Sale, LedgerError> {
    let number = id.as_i64();
    let row = sqlx::query!(
        r#"select sale.*,
            (select later.id from sale as later where later.replaces_sale_id = sale.id and later.state <> 'failed')
                as "replaced_by: i64",
            coalesce((select value from guild_setting
                where guild_setting.guild_id = sale.guild_id and name = 'language'), guild_locale)
                as "spoken_in_guild: String",
            (select locale from member_locale
                where member_locale.guild_id = sale.guild_id and user_id = buyer_id) as "buyer_locale: String"
        from sale where id = ?"#,
        number
    )
    .fetch_optional(&mut **turn)
    .await?
    .ok_or(LedgerError::NoSuchSale(id))?;
    let question = row.question.as_deref().map(str::parse).transpose()?;
    let question = question.map(|kind| question_of(kind, row.offered, row.choices)).transpose()?;
    Ok(Sale {
        id,
        version: Version::new(row.version),
        last_event: row.last_event,
        last_message: MessageNumber::new(row.last_message),
        last_dm: row.last_dm,
        guild: snowflake(row.guild_id)?,
        channel: snowflake(row.channel_id)?,
        interaction: snowflake(row.interaction_id)?,
        staff: snowflake(row.staff_id)?,
        buyer: snowflake(row.buyer_id)?,
        product: row.product.as_deref().and_then(Product::new),
        quantity: small(row.quantity)?,
        note: row.note,
        reference: row.reference,
        replaces: row.replaces_sale_id.map(SaleId::new),
        replace_reason: row.replace_reason,
        replaced_by: row.replaced_by.map(SaleId::new),
        refund: refund(row.refunded_at, row.refunded_by, row.refund_reason)?,
        state: row.state.parse()?,
        failure: row.failure.as_deref().map(str::parse).transpose()?,
        short: row.short_reason.as_deref().map(str::parse).transpose()?,
        vendor_words: row.vendor_words,
        unreadable: small(row.unreadable)?,
        buyer_sees_channel: row.buyer_sees_channel != 0,
        reply_token: row.reply_token.map(SecretString::from),
        reply_token_until: Timestamp::from_millis(row.reply_token_until),
        dm_channel: row.dm_channel_id.map(snowflake).transpose()?,
        dm_message: row.dm_message_id.map(snowflake).transpose()?,
        waits: row.waits,
        next_attempt_at: row.next_attempt_at.map(Timestamp::from_millis),
        repeats: match row.repeats_sale_id {
            Some(earlier) => Some(earlier_sale(turn, earlier).await?),
            None => None,
        },
        question,
        confirm_until: row.confirm_until.map(Timestamp::from_millis),
        staff_locale: row.staff_locale,
        guild_locale: row.spoken_in_guild,
        buyer_locale: row.buyer_locale,
        requested_at: Timestamp::from_millis(row.requested_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        delivered_at: row.delivered_at.map(Timestamp::from_millis),
        lines: Vec::new(),
        due: Vec::new(),
    })
}

/// Parses a question with the number or the products that it offers.
fn question_of(
    kind: QuestionKind,
    offered: Option<i64>,
    choices: Option<String>,
) -> Result<Question, LedgerError> {
    let corrupt = CorruptRow::Question(kind);
    Ok(match kind {
        QuestionKind::Repeat => Question::Repeat,
        QuestionKind::Partial => Question::Partial(small(offered.ok_or(corrupt)?)?),
        QuestionKind::Product => {
            let choices = choices.and_then(|choices| serde_json::from_str(&choices).ok());
            Question::Product(choices.ok_or(corrupt)?)
        }
    })
}

async fn earlier_sale(turn: &mut ConnectionGuard, number: i64) -> Result<Earlier, LedgerError> {
    let row = sqlx::query!(
        r#"select staff_id, requested_at, coalesce(product, (select line.product from line
            where line.sale_id = sale.id and line.state <> 'released' limit 1)) as "product: String"
        from sale where id = ?"#,
        number
    )
    .fetch_one(&mut **turn)
    .await?;
    Ok(Earlier {
        sale: SaleId::new(number),
        staff: snowflake(row.staff_id)?,
        product: row.product.as_deref().and_then(Product::new),
        at: Timestamp::from_millis(row.requested_at),
    })
}

async fn lines(turn: &mut ConnectionGuard, sale: SaleId) -> Result<Vec<Line>, LedgerError> {
    let number = sale.as_i64();
    let rows = sqlx::query!(
        r#"select number, license_key, product, expires_at, state, evidence, attempts, refusals,
            unanswered as "unanswered: bool", contested as "contested: bool", decided as "decided: bool",
            status, look_at, looks, assigning_at, dm, dm_state
        from line where sale_id = ? order by number"#,
        number
    )
    .fetch_all(&mut **turn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Line {
                number: LineNumber::new(row.number),
                license: license(&row.license_key, row.product.as_deref(), row.expires_at)?,
                state: row.state.parse()?,
                attempts: row.attempts,
                refusals: row.refusals,
                unanswered: row.unanswered,
                contested: row.contested,
                decided: row.decided,
                evidence: row.evidence.as_deref().and_then(|text| text.parse().ok()),
                status: row.status.as_deref().map(str::parse).transpose()?,
                look_at: row.look_at.map(Timestamp::from_millis),
                looks: row.looks,
                assigning_at: row.assigning_at.map(Timestamp::from_millis),
                dm: row
                    .dm
                    .map(MessageNumber::new)
                    .zip(row.dm_state.as_deref().and_then(|text| text.parse().ok())),
            })
        })
        .collect()
}

async fn due(
    turn: &mut ConnectionGuard,
    sale: SaleId,
    interaction: InteractionId,
) -> Result<Vec<DueMessage>, LedgerError> {
    let number = sale.as_i64();
    let rows = sqlx::query!(
        "select number, kind, nonce, attempts, due_at, line, subject, created_at
        from message where sale_id = ? and state = 'due' order by number",
        number
    )
    .fetch_all(&mut **turn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let message = message(&row.kind, row.line, row.subject.as_deref())?;
            let number = MessageNumber::new(row.number);
            let derived = || Nonce::derived(interaction, message.kind(), number);
            Ok(DueMessage {
                number,
                message,
                nonce: row.nonce.map_or_else(derived, Nonce::stored),
                attempts: row.attempts,
                due_at: Timestamp::from_millis(row.due_at),
                created_at: Timestamp::from_millis(row.created_at),
            })
        })
        .collect()
}

/// Parses a message with its subject, as [`change`](super::change) stores it.
fn message(kind: &str, line: Option<i64>, subject: Option<&str>) -> Result<Message, LedgerError> {
    let kind = kind.parse()?;
    let corrupt = || LedgerError::from(CorruptRow::MessageSubject(kind));
    let about = || line.map(LineNumber::new).ok_or_else(corrupt);
    let role = |text: Option<&str>| text.and_then(|role| role.parse().ok()).ok_or_else(corrupt);
    Ok(match kind {
        MessageKind::Dm => Message::Dm,
        MessageKind::Reply => Message::Reply(subject.and_then(|place| place.parse().ok())),
        MessageKind::SalesLine => Message::SalesLine,
        MessageKind::ClaimNotice => Message::ClaimNotice,
        MessageKind::Alert => Message::Alert(match (subject.filter(|text| text.contains(' ')), line) {
            (Some(subject), _) => role_alert(subject).ok_or_else(corrupt)?,
            (None, Some(line)) => Alert::FoundAssigned(LineNumber::new(line)),
            (None, None) => Alert::Sale,
        }),
        MessageKind::DoubtAlert => Message::DoubtAlert,
        MessageKind::HeldAlert => Message::HeldAlert,
        MessageKind::RoleGive => Message::RoleGive(about()?, role(subject)?),
        MessageKind::RoleTake => match subject.and_then(former) {
            Some((transfer, role)) => Message::FormerRole(transfer, role),
            None => Message::RoleTake(about()?, role(subject)?),
        },
        MessageKind::Reminder => Message::Reminder(about()?),
    })
}

/// Parses the subject of an alert about a role.
fn role_alert(subject: &str) -> Option<Alert> {
    let refusal = |why: &str| why.parse().unwrap_or(RoleRefusal::NotAllowed);
    if let Some(subject) = subject.strip_prefix(FORMER) {
        let (transfer, why) = subject.match_indices(' ').nth(1).map(|(at, _)| subject.split_at(at))?;
        let (transfer, role) = former(transfer)?;
        return Some(Alert::FormerRole(transfer, role, refusal(why.trim_start())));
    }
    let (role, why) = subject.split_once(' ')?;
    Some(Alert::Role(role.parse().ok()?, refusal(why)))
}

/// Parses a transfer, and the role of the account that was the buyer before it.
fn former(subject: &str) -> Option<(TransferNumber, RoleId)> {
    let (transfer, role) = subject.split_once(' ')?;
    Some((TransferNumber::new(transfer.parse().ok()?), role.parse().ok()?))
}

pub(super) fn license(
    key: &str,
    product: Option<&str>,
    expires_at: Option<i64>,
) -> Result<License, LedgerError> {
    let key = key.parse().map_err(|_| CorruptRow::LicenseKey)?;
    Ok(License {
        key,
        product: product.and_then(Product::new),
        expires_at: expires_at.map(Timestamp::from_millis),
    })
}

/// Parses a snowflake.
pub(super) fn snowflake<T: TryFrom<i64>>(value: i64) -> Result<T, LedgerError> {
    T::try_from(value).map_err(|_| CorruptRow::Id(value).into())
}

fn small<T: TryFrom<i64>>(value: i64) -> Result<T, LedgerError> {
    T::try_from(value).map_err(|_| CorruptRow::Number(value).into())
}

/// Parses the refund, if there is one.
pub(super) fn refund(
    at: Option<i64>,
    staff: Option<i64>,
    reason: Option<String>,
) -> Result<Option<Refund>, LedgerError> {
    let (Some(at), Some(staff)) = (at, staff) else { return Ok(None) };
    let reason = reason.unwrap_or_default();
    Ok(Some(Refund { at: Timestamp::from_millis(at), staff: snowflake(staff)?, reason }))
}
