//! Records requests for a sale.
//!
//! The statements enforce the rules across sales. They check whether the interaction, the reference or
//! the replacement exists already, and whether the sale seems to repeat another one.

use std::time::Duration;

use secrecy::ExposeSecret;

use crate::domain::{
    Durability, License, Product, REPLY_TOKEN_LIVES, SaleId, SaleRequest, SaleState, Timestamp,
};
use crate::ledger::{CorruptRow, LedgerError, Requested};

use super::batch::{Batch, SqlRow, SqlValue, values};
use super::hashes::Hasher;

/// How long staff have to confirm a repetition.
pub(super) const ANSWERED_WITHIN: Duration = Duration::from_mins(10);

// The subquery finds the newest sale that this one may repeat. It searches the few sales of the buyer
// instead of all recent sales.
pub(super) const RECORD: &str = "insert into sale (version, guild_id, channel_id, interaction_id, staff_id, buyer_id, \
    buyer_hash, product, quantity, note, reference, state, buyer_sees_channel, reply_token, reply_token_until, \
    requested_at, updated_at, replaces_sale_id, replace_reason, staff_locale, guild_locale, repeats_sale_id, \
    question, confirm_until, last_event, last_message) \
    select 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, earlier, iif(earlier is null, null, 'repeat'), \
    iif(earlier is null, null, ?), iif(earlier is null, 1, 2), 0 \
    from (select (select max(sale.id) from sale indexed by sale_of_buyer \
        where guild_id = ? and buyer_hash = ? and requested_at > ? and state <> 'failed' and confirm_until is null \
        and (? is null or coalesce(product, (select line.product from line \
            where sale_id = sale.id and line.state <> 'released' limit 1), ?) = ?)) as earlier) \
    where true on conflict do nothing";
// `changes()` is 0 when the preceding statement recorded no sale.
pub(super) const EVENTS: &str = "insert into event (sale_id, number, at, kind, detail, actor_id) \
    select sale.id, column1, requested_at, column2, column3, iif(column1 = 1, staff_id, null) \
    from (values (1, 'requested', null), (2, 'asked', 'repeat')) join sale on sale.id = last_insert_rowid() \
    where changes() = 1 and column1 <= last_event";
pub(super) const WANTED: &str = "insert into line (sale_id, number, guild_id, buyer_hash, license_key, key_hash, product, \
    expires_at, state, created_at, updated_at) \
    select last_insert_rowid(), 1, ?, ?, ?, ?, ?, ?, 'wanted', ?, ? where changes() > 0";
pub(super) const RECORDED: &str = "select changes() > 0 as is_new, sale.id as sale, \
    sale.question is not null as repeats, \
    (select locale from member_locale where guild_id = ? and user_id = ?) as buyer_locale, \
    (select id from sale where guild_id = ? and reference = ? and state <> 'failed') as referenced, \
    (select id from sale where replaces_sale_id = ? and state <> 'failed') as replaced \
    from (select 1) left join sale on interaction_id = ?";

/// Returns the statements that record a request. The write is lazy, because nothing was assigned if it
/// is lost.
pub(super) fn batch_of(
    request: &SaleRequest,
    now: Timestamp,
    repeats_within: Duration,
    hasher: &Hasher,
) -> Batch {
    let buyer = hasher.buyer(request.buyer);
    let product = request.product.as_ref().map(Product::as_str);
    let repeats_since = if request.replaces.is_some() || repeats_within.is_zero() {
        i64::MAX
    } else {
        now.before(repeats_within).as_millis()
    };
    let guild = request.guild.as_i64();
    let reference = request.reference.as_deref();
    let replaces = request.replaces.as_ref().map(|(sale, _)| sale.as_i64());
    let mut batch = Batch::of(
        Durability::Lazy,
        RECORD,
        values![
            guild,
            request.channel.as_i64(),
            request.interaction.as_i64(),
            request.staff.as_i64(),
            request.buyer.as_i64(),
            buyer,
            product,
            i64::from(request.quantity),
            request.note.as_deref(),
            reference,
            SaleState::Requested.as_str(),
            request.buyer_sees_channel,
            request.reply_token.expose_secret(),
            now.after(REPLY_TOKEN_LIVES).as_millis(),
            now.as_millis(),
            now.as_millis(),
            replaces,
            request.replaces.as_ref().map(|(_, reason)| reason.as_str()),
            request.staff_locale.as_deref(),
            request.guild_locale.as_deref(),
            now.after(ANSWERED_WITHIN).as_millis(),
            guild,
            buyer,
            repeats_since,
            product,
            product,
            product,
        ],
    );
    batch.push(EVENTS, []);
    if let Some(license) = &request.license {
        batch.push(WANTED, wanted(request, license, now, hasher));
    }
    let user = request.buyer.as_i64();
    batch.push(RECORDED, values![guild, user, guild, reference, replaces, request.interaction.as_i64()]);
    batch
}

fn wanted(request: &SaleRequest, license: &License, now: Timestamp, hasher: &Hasher) -> [SqlValue; 8] {
    values![
        request.guild.as_i64(),
        hasher.buyer(request.buyer),
        license.key.reveal(),
        hasher.license(&license.key.hash()),
        license.product.as_ref().map(Product::as_str),
        license.expires_at.map(Timestamp::as_millis),
        now.as_millis(),
        now.as_millis(),
    ]
}

/// Parses the result of recording a request.
pub(super) fn recorded(
    request: &SaleRequest,
    now: Timestamp,
    rows: &[SqlRow],
) -> Result<Requested, LedgerError> {
    let corrupt = || LedgerError::from(CorruptRow::NoSaleOfRequest);
    let [is_new, sale, repeats, locale, referenced, replaced] = rows.first().map_or(&[][..], Vec::as_slice)
    else {
        return Err(corrupt());
    };
    let is = |value: &SqlValue| *value == SqlValue::Integer(1);
    Ok(match (sale_of(sale), sale_of(referenced), sale_of(replaced)) {
        (Some(sale), ..) if !is(is_new) => Requested::Replayed(sale),
        (Some(sale), ..) if is(repeats) => Requested::Repeats(sale),
        (Some(sale), ..) => {
            let locale = if let SqlValue::Text(locale) = locale { Some(locale.clone()) } else { None };
            Requested::New(Box::new(request.recorded(sale, now, locale)))
        }
        (None, Some(sale), _) => Requested::Referenced(sale),
        (None, None, Some(sale)) => Requested::Replaced(sale),
        (None, None, None) => return Err(corrupt()),
    })
}

fn sale_of(value: &SqlValue) -> Option<SaleId> {
    if let SqlValue::Integer(number) = value { Some(SaleId::new(*number)) } else { None }
}
