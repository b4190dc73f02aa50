//! Requests for a sale, written down before anything else happens.
//!
//! Staff see "thinking" only once their request is in the ledger. So those who come together are
//! written together, and before anything else: whoever has a turn at the writer first writes all who wait.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::sync::oneshot;

use crate::domain::{
    BuyerId, ChannelId, GuildId, InteractionId, License, Product, SaleId, StaffId, Timestamp,
};

use super::open::Turn;
use super::sales::ANSWERED_WITHIN;
use super::{Ledger, LedgerError};

/// How long Discord lets an interaction's token edit the reply, less a little
/// (<https://docs.discord.com/developers/interactions/receiving-and-responding>).
pub(super) const REPLY_TOKEN_LIVES: Duration =
    Duration::from_mins(15).saturating_sub(Duration::from_secs(10));

/// What staff asked for.
#[derive(Debug, Clone)]
pub struct SaleRequest {
    /// The server.
    pub guild: GuildId,
    /// The channel the command was run in.
    pub channel: ChannelId,
    /// The interaction: the same one sells once.
    pub interaction: InteractionId,
    /// Edits staff's reply for 15 minutes; kept only for that time.
    pub reply_token: SecretString,
    /// Who sells.
    pub staff: StaffId,
    /// Who buys.
    pub buyer: BuyerId,
    /// The buyer can see the channel, and the bot may write to it.
    pub buyer_sees_channel: bool,
    /// The product, if one was asked for.
    pub product: Option<Product>,
    /// How many licenses, 1 to 25.
    pub quantity: u8,
    /// The license staff named, if they did.
    pub license: Option<License>,
    /// Staff's note.
    pub note: Option<String>,
    /// The language of the staff member, as Discord names it.
    pub staff_locale: Option<String>,
    /// The server's, as Discord names it.
    pub guild_locale: Option<String>,
    /// The payment or ticket: no two sales of a server share one, but for those that sold nothing.
    pub reference: Option<String>,
    /// The faulty sale this one makes good, and what is wrong with it. Such a sale repeats nothing.
    pub replaces: Option<(SaleId, String)>,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requested {
    /// A new sale.
    New(SaleId),
    /// The interaction was seen before; this is its sale.
    Replayed(SaleId),
    /// A new sale that seems to repeat another one: it waits until staff say that it is meant.
    Repeats(SaleId),
    /// Nothing was written: the reference belongs to this sale.
    Referenced(SaleId),
    /// Nothing was written: the faulty sale was made good by this one before.
    Replaced(SaleId),
}

/// A request, and whom to tell when it is written.
type Asked = (SaleRequest, oneshot::Sender<Requested>);

/// Requests that wait to be written.
#[derive(Debug, Clone, Default)]
pub(super) struct Waiting(Arc<Mutex<Vec<Asked>>>);

impl Waiting {
    fn push(&self, request: SaleRequest) -> oneshot::Receiver<Requested> {
        let (tell, told) = oneshot::channel();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((request, tell));
        told
    }

    fn take(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Ledger {
    /// Whether requests wait to be written: more sales are about to begin.
    #[must_use]
    pub fn requests_wait(&self) -> bool {
        !self.waiting.0.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Writes the sale down under its interaction's id.
    ///
    /// # Errors
    /// The database's.
    pub async fn request(&self, request: &SaleRequest) -> Result<Requested, LedgerError> {
        let mut told = self.waiting.push(request.clone());
        let turn = tokio::select! {
            biased;
            Ok(requested) = &mut told => return Ok(requested),
            turn = self.writer() => turn?,
        };
        if let Ok(requested) = told.try_recv() {
            return Ok(requested);
        }
        // SQLite has refused what came together; another's request may be why.
        let (_, alone) = self.write_requests(turn, std::slice::from_ref(request)).await;
        alone?.first().copied().ok_or_else(left_no_row)
    }

    /// Writes the requests that wait. Should SQLite refuse them, each is written by itself by
    /// whoever made it.
    pub(super) async fn write_waiting(&self, turn: Turn) -> Turn {
        let (requests, tells): (Vec<_>, Vec<_>) = self.waiting.take().into_iter().unzip();
        if requests.is_empty() {
            return turn;
        }
        let (turn, written) = self.write_requests(turn, &requests).await;
        for (tell, requested) in tells.into_iter().zip(written.into_iter().flatten()) {
            // Nobody to tell: that task has ended, and recovery takes its sale up.
            let _ = tell.send(requested);
        }
        turn
    }

    async fn write_requests(
        &self,
        turn: Turn,
        requests: &[SaleRequest],
    ) -> (Turn, Result<Vec<Requested>, LedgerError>) {
        let now = self.clock.now();
        let asked = requests
            .iter()
            .map(|request| as_json(request, now, self.shop(request.guild).repeats_within))
            .collect::<serde_json::Value>()
            .to_string();
        let (until, answered_until) =
            (now.after(REPLY_TOKEN_LIVES).as_millis(), now.after(ANSWERED_WITHIN).as_millis());
        let now = now.as_millis();
        let mut trip = self.begin(turn);
        // A sale is new as long as it has no event; that it was requested is written last.
        let written = sqlx::query!(
            r#"begin immediate;
            insert into sale (guild_id, channel_id, interaction_id, staff_id, buyer_id, product, quantity, note,
                reference, state, buyer_sees_channel, reply_token, reply_token_until, requested_at, updated_at,
                replaces_sale_id, replace_reason, staff_locale, guild_locale)
                select value ->> 'guild', value ->> 'channel', value ->> 'interaction', value ->> 'staff',
                    value ->> 'buyer', value ->> 'product', value ->> 'quantity', value ->> 'note',
                    value ->> 'reference', 'requested', value ->> 'buyer_sees_channel', value ->> 'reply_token', ?, ?, ?,
                    value ->> 'replaces', value ->> 'replace_reason', value ->> 'staff_locale',
                    value ->> 'guild_locale'
                from json_each(?) where true order by key
                on conflict do nothing;
            insert into sale_license (sale_id, guild_id, buyer_id, license_key, key_hash, product, expires_at, state,
                created_at, updated_at)
                select sale.id, guild_id, buyer_id, value ->> 'key', unhex(value ->> 'key_hash'), value ->> 'license_product',
                    value ->> 'expires_at', 'wanted', ?, ?
                from json_each(?) join sale on interaction_id = value ->> 'interaction'
                where value ->> 'key' is not null and not exists (select 1 from sale_event where sale_id = sale.id);
            update sale set repeats_sale_id = earlier_id, confirm_until = ?, question = 'repeat' from (
                select new.id as repeating_id, (
                    -- The newest; of those written together the first, which repeats none of them.
                    select coalesce(max(iif(earlier.requested_at < new.requested_at, earlier.id, null)), min(earlier.id))
                    -- By the buyer's few, not by all that were sold of late.
                    from sale as earlier indexed by sale_of_buyer
                    where earlier.guild_id = new.guild_id and earlier.buyer_id = new.buyer_id
                    and earlier.id < new.id and earlier.requested_at > value ->> 'repeats_since'
                    and earlier.state <> 'failed' and earlier.confirm_until is null
                    and (new.product is null or coalesce(earlier.product, (select product from sale_license
                        where sale_id = earlier.id and state <> 'released' limit 1), new.product) = new.product)) as earlier_id
                from json_each(?) join sale as new on new.interaction_id = value ->> 'interaction'
                where value ->> 'repeats_since' is not null
                    and not exists (select 1 from sale_event where sale_id = new.id))
                where sale.id = repeating_id and earlier_id is not null;
            select sale.id as "sale?: i64", question is not null as "repeats!: bool",
                exists (select 1 from sale_event where sale_id = sale.id) as "seen!: bool",
                (select id from sale as other where other.guild_id = value ->> 'guild'
                    and other.reference = value ->> 'reference' and other.state <> 'failed') as "referenced?: i64",
                (select id from sale as other where other.replaces_sale_id = value ->> 'replaces'
                    and other.state <> 'failed') as "replaced?: i64"
                from json_each(?) left join sale on interaction_id = value ->> 'interaction' order by key;
            insert into sale_event (sale_id, guild_id, at, kind, detail, actor_id)
                select sale.id, guild_id, requested_at, kind, iif(kind = 'asked', 'repeat', null),
                    iif(kind = 'requested', staff_id, null)
                from sale join (select 'requested' as kind union all select 'asked')
                    on kind = 'requested' or question = 'repeat'
                where interaction_id in (select value ->> 'interaction' from json_each(?))
                    and not exists (select 1 from sale_event where sale_id = sale.id)
                order by sale.id, kind desc;
            commit"#,
            until,
            now,
            now,
            asked,
            now,
            now,
            asked,
            answered_until,
            asked,
            asked,
            asked
        )
        .fetch_all(trip.connection())
        .await;
        let turn = trip.end(written.is_ok()).await;
        let mut met = HashSet::new();
        let written = self.health.of(written).and_then(|rows| {
            let requested = rows.into_iter().map(|row| match (row.sale, row.referenced, row.replaced) {
                (Some(sale), ..) if row.seen || !met.insert(sale) => {
                    Ok(Requested::Replayed(SaleId::new(sale)))
                }
                (Some(sale), ..) if row.repeats => Ok(Requested::Repeats(SaleId::new(sale))),
                (Some(sale), ..) => Ok(Requested::New(SaleId::new(sale))),
                (None, Some(sale), _) => Ok(Requested::Referenced(SaleId::new(sale))),
                (None, None, Some(sale)) => Ok(Requested::Replaced(SaleId::new(sale))),
                (None, None, None) => Err(left_no_row()),
            });
            requested.collect()
        });
        (turn, written)
    }
}

fn left_no_row() -> LedgerError {
    LedgerError::Corrupt("a request left no row".to_owned())
}

/// A request as the statements take it.
fn as_json(request: &SaleRequest, now: Timestamp, repeats_within: Duration) -> serde_json::Value {
    let license = request.license.as_ref();
    json!({
        "guild": request.guild.as_i64(),
        "channel": request.channel.as_i64(),
        "interaction": request.interaction.as_i64(),
        "staff": request.staff.as_i64(),
        "buyer": request.buyer.as_i64(),
        "product": request.product.as_ref().map(Product::as_str),
        "quantity": request.quantity,
        "note": request.note,
        "staff_locale": request.staff_locale,
        "guild_locale": request.guild_locale,
        "reference": request.reference,
        "buyer_sees_channel": i64::from(request.buyer_sees_channel),
        "reply_token": request.reply_token.expose_secret(),
        "replaces": request.replaces.as_ref().map(|(sale, _)| sale.as_i64()),
        "replace_reason": request.replaces.as_ref().map(|(_, reason)| reason),
        "repeats_since": (request.replaces.is_none() && !repeats_within.is_zero())
            .then(|| now.before(repeats_within).as_millis()),
        "key": license.map(|license| license.key.reveal()),
        "key_hash": license.map(|license| license.key.hash().to_string()),
        "license_product": license.and_then(|license| license.product.as_ref()).map(Product::as_str),
        "expires_at": license.and_then(|license| license.expires_at).map(Timestamp::as_millis),
    })
}

#[cfg(test)]
mod tests {
    use std::future::{Future, poll_fn};
    use std::sync::Arc;
    use std::task::Poll;

    use super::*;
    use crate::domain::SystemClock;

    fn request(interaction: u64) -> SaleRequest {
        SaleRequest {
            guild: GuildId::new(1).unwrap(),
            channel: ChannelId::new(2).unwrap(),
            interaction: InteractionId::new(interaction).unwrap(),
            reply_token: SecretString::from("token"),
            staff: StaffId::new(3).unwrap(),
            buyer: BuyerId::new(4).unwrap(),
            buyer_sees_channel: true,
            product: None,
            quantity: 1,
            license: None,
            note: None,
            staff_locale: None,
            guild_locale: None,
            reference: None,
            replaces: None,
        }
    }

    async fn ledger(folder: &tempfile::TempDir) -> Ledger {
        Ledger::open(&folder.path().join("ledger.db"), Arc::new(SystemClock)).await.unwrap()
    }

    #[tokio::test]
    async fn a_request_that_is_refused_takes_no_other_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(&folder).await;
        let (one, other) = (request(1), SaleRequest { buyer: BuyerId::new(5).unwrap(), ..request(3) });
        let refused = SaleRequest { note: Some("x".repeat(1_001)), ..request(2) };
        let turn = ledger.writer().await.unwrap();
        let all =
            async { tokio::join!(ledger.request(&one), ledger.request(&refused), ledger.request(&other)) };
        tokio::pin!(all);
        // All wait, and are written together.
        assert!(poll_fn(|context| Poll::Ready(all.as_mut().poll(context).is_pending())).await);
        drop(turn);
        let (one, refused, other) = all.await;
        assert!(matches!((one, other), (Ok(Requested::New(_)), Ok(Requested::New(_)))));
        assert!(matches!(refused, Err(LedgerError::Database(_))));
    }

    #[tokio::test]
    async fn requests_are_written_before_whatever_else_waits() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(&folder).await;
        let log = "create table written (what text);
            create trigger requested after insert on sale begin insert into written values ('request'); end";
        sqlx::raw_sql(log).execute(&mut *ledger.writer().await.unwrap()).await.unwrap();
        let other = async || {
            let mut turn = ledger.writer().await.unwrap();
            sqlx::query("insert into written values ('other')").execute(&mut *turn).await.unwrap();
        };
        let asked = async |interaction| ledger.request(&request(interaction)).await.unwrap();
        let turn = ledger.writer().await.unwrap();
        let all = async { tokio::join!(biased; other(), other(), asked(1), other(), asked(2)) };
        tokio::pin!(all);
        // All take their places, in this order.
        assert!(poll_fn(|context| Poll::Ready(all.as_mut().poll(context).is_pending())).await);
        drop(turn);
        all.await;
        let written: Vec<String> = sqlx::query_scalar("select what from written order by rowid")
            .fetch_all(&mut *ledger.reader().await.unwrap())
            .await
            .unwrap();
        assert_eq!(written, ["request", "request", "other", "other", "other"]);
        assert_eq!(ledger.request(&request(2)).await.unwrap(), Requested::Replayed(SaleId::new(2)));
    }
}
