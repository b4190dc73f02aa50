//! A step, written: one transaction in one text, all of it or nothing.
//!
//! It begins by giving the sale its new state where the sale is as it was read, and no state –
//! which the table refuses – where it is not; it ends by reading the sale whole.

use secrecy::ExposeSecret;
use serde_json::json;
use sqlx::error::ErrorKind;

use crate::domain::{Product, SaleState, Timestamp};

use super::step::Step;
use super::whole::record;
use super::{Failure, Ledger, LedgerError, Question, SaleRecord};

impl Ledger {
    /// Takes a step.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where the sale is not as it was read any more, [`LedgerError::Illegal`]
    /// where the tables of states know no such step, a unique violation where another sale holds an added license, or the database's. Nothing was
    /// changed then.
    #[expect(clippy::too_many_lines, reason = "most of them are the statement and its values")]
    pub(super) async fn take(&self, step: Step<'_>) -> Result<SaleRecord, LedgerError> {
        let sale = step.sale.id;
        if !step.is_legal {
            return Err(LedgerError::Illegal(sale, step.state));
        }
        let (number, now) = (sale.as_i64(), step.now.as_millis());
        let (from, to) = (step.sale.state.as_str(), step.state.as_str());
        let asked_until = step.sale.confirm_until.map(Timestamp::as_millis);
        let (failure, short) = (step.failure.map(Failure::as_str), step.short.map(Failure::as_str));
        let (dm_channel, dm_message) = (step.dm.map(|dm| dm.0.as_i64()), step.dm.map(|dm| dm.1.as_i64()));
        let delivered_at = (step.state == SaleState::Delivered).then_some(now);
        let is_failed = step.state == SaleState::Failed;
        let (put_off, is_put_off) = (step.put_off.map(Timestamp::as_millis), step.put_off.is_some());
        let ask_until = step.question.as_ref().map(|(_, until)| until.as_millis());
        let (question, offered, choices) = match &step.question {
            None => (None, None, None),
            Some((Question::Repeat, _)) => (Some("repeat"), None, None),
            Some((Question::Partial(offered), _)) => (Some("partial"), Some(i64::from(*offered)), None),
            Some((Question::Product(choices), _)) => {
                (Some("product"), None, Some(json!(choices).to_string()))
            }
        };
        let token = step.answer.map(|(token, _)| token.expose_secret());
        let token_until = step.answer.map(|(_, until)| until.as_millis());
        let product = step.product.map(Product::as_str);
        let list = |list: Vec<serde_json::Value>| serde_json::Value::Array(list).to_string();
        let (events, moved, added) = (list(step.events), list(step.moved), list(step.added));
        let (due, settled) = (list(step.due), list(step.settled));
        let mut trip = self.begin(self.writer().await?);
        // A sale that is not as it was read would be given no state, which the table refuses.
        let written = sqlx::query_scalar!(
            r#"begin immediate;
            update sale set
                state = case when state = ? and confirm_until is ? and not exists (
                    select 1 from json_each(?) where not exists (select 1 from sale_license as line
                        where line.id = value ->> 0 and line.sale_id = sale.id and line.state = value ->> 1)) then ? end,
                updated_at = iif(?, ?, updated_at), waits = iif(?, 0, waits + ?),
                next_attempt_at = iif(?, null, coalesce(?, next_attempt_at)), failure = iif(?, coalesce(?, failure), null),
                short_reason = coalesce(?, short_reason), vendor_words = coalesce(?, vendor_words),
                unreadable = coalesce(?, unreadable),
                confirm_until = ?, question = ?, offered = ?, choices = ?, quantity = ?,
                product = coalesce(?, product), reply_token = coalesce(?, reply_token),
                reply_token_until = coalesce(?, reply_token_until), dm_channel_id = coalesce(?, dm_channel_id),
                dm_message_id = coalesce(?, dm_message_id), delivered_at = coalesce(delivered_at, ?)
                where id = ?;
            insert into sale_event (sale_id, guild_id, at, kind, detail, actor_id)
                select sale.id, guild_id, ?, value ->> 0, value ->> 1, value ->> 2
                from json_each(?), sale where sale.id = ? order by key;
            update sale_license set state = value ->> 2, updated_at = ?, evidence = coalesce(value ->> 3, evidence),
                attempts = attempts + (value ->> 4), refusals = refusals + (value ->> 5),
                doubtful = max(doubtful, value ->> 6), contested = max(contested, value ->> 7),
                decided = max(decided, value ->> 8), status = coalesce(value ->> 9, status), look_at = value ->> 10,
                looks = looks + (value ->> 11)
                from json_each(?) where sale_license.id = value ->> 0;
            insert into sale_license (sale_id, guild_id, buyer_id, license_key, key_hash, product, expires_at, state,
                seen_free_at, attempts, created_at, updated_at)
                select sale.id, guild_id, buyer_id, value ->> 0, unhex(value ->> 1), value ->> 2, value ->> 3, value ->> 4,
                    value ->> 5, value ->> 6, ?, ?
                from json_each(?), sale where sale.id = ? order by key;
            update outbox set state = value ->> 1, message_id = value ->> 2, settled_at = ?
                from json_each(?) where outbox.id = value ->> 0 and state = 'due';
            insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, line_id, subject, created_at)
                select sale.id, guild_id, value ->> 0, 'due', value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?
                from json_each(?), sale where sale.id = ? order by key;
            update sale_license set dm_id = (select id from outbox where nonce = ? and outbox.sale_id = sale_license.sale_id)
                where sale_id = ? and state = 'assigned' and (dm_id is null or dm_id in (select id from outbox
                    where outbox.sale_id = sale_license.sale_id and kind = 'dm' and state = 'dropped'));
            select whole as "whole!: String" from whole_sale where id = ?;
            commit"#,
            from,
            asked_until,
            moved,
            to,
            step.has_moved,
            now,
            step.has_moved,
            is_put_off,
            step.has_moved,
            put_off,
            is_failed,
            failure,
            short,
            step.vendor_words,
            step.unreadable,
            ask_until,
            question,
            offered,
            choices,
            step.quantity,
            product,
            token,
            token_until,
            dm_channel,
            dm_message,
            delivered_at,
            number,
            now,
            events,
            number,
            now,
            moved,
            now,
            now,
            added,
            number,
            now,
            settled,
            now,
            due,
            number,
            step.dm_nonce,
            number,
            number
        )
        .fetch_all(trip.connection())
        .await;
        drop(trip.end(written.is_ok()).await);
        match written {
            Ok(whole) => record(sale, &whole),
            Err(sqlx::Error::Database(error)) if error.kind() == ErrorKind::NotNullViolation => {
                Err(LedgerError::Overtaken(sale))
            }
            Err(error) => self.health.of(Err(error)),
        }
    }
}
