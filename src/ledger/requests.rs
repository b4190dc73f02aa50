//! Requests for a sale, written down before anything else happens.
//!
//! Staff see "thinking" only once their request is in the ledger, so those who come together are
//! written together: whoever has its turn at the writer takes along all who wait.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::oneshot;

use crate::domain::{
    BuyerId, ChannelId, GuildId, InteractionId, License, LineState, Product, SaleId, StaffId,
};

use super::open::Turn;
use super::writing::Writing;
use super::{EventKind, Ledger, LedgerError};

/// How long Discord lets an interaction's token edit the reply, less a little
/// (<https://docs.discord.com/developers/interactions/receiving-and-responding>).
pub(super) const REPLY_TOKEN_LIVES: Duration =
    Duration::from_mins(15).saturating_sub(Duration::from_secs(10));

/// For how long a sale to the same buyer of the same product is taken for a repetition.
const REPEATS: Duration = Duration::from_mins(10);

/// How long staff have to say that a repetition is meant; their reply can be edited that long.
const CONFIRMED_WITHIN: Duration = Duration::from_mins(10);

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
    /// Whether the buyer can see the channel.
    pub buyer_sees_channel: bool,
    /// The product, if one was asked for.
    pub product: Option<Product>,
    /// The license staff named, if they did.
    pub license: Option<License>,
    /// Staff's note.
    pub note: Option<String>,
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
    /// Writes the sale down under its interaction's id.
    ///
    /// # Errors
    /// The database's.
    pub async fn request(&self, request: &SaleRequest) -> Result<Requested, LedgerError> {
        let mut told = self.waiting.push(request.clone());
        let mut turn = tokio::select! {
            biased;
            Ok(requested) = &mut told => return Ok(requested),
            turn = self.writer() => turn?,
        };
        if let Ok(requested) = told.try_recv() {
            return Ok(requested);
        }
        let (requests, tells): (Vec<_>, Vec<_>) = self.waiting.take().into_iter().unzip();
        // Should another's request be what SQLite refuses, each is written by itself.
        if let Ok(all) = self.write_requests(&mut turn, &requests).await {
            for (tell, requested) in tells.into_iter().zip(all) {
                // Nobody to tell: that task has ended, and recovery takes its sale up.
                let _ = tell.send(requested);
            }
        }
        if let Ok(requested) = told.try_recv() {
            return Ok(requested);
        }
        let alone = self.write_requests(&mut turn, std::slice::from_ref(request)).await?;
        alone.first().copied().ok_or_else(|| LedgerError::Corrupt("a request left no row".to_owned()))
    }

    async fn write_requests(
        &self,
        turn: &mut Turn,
        requests: &[SaleRequest],
    ) -> Result<Vec<Requested>, LedgerError> {
        let mut writing = self.write(turn, SaleId::new(0)).await?;
        let mut written = Vec::with_capacity(requests.len());
        for request in requests {
            written.push(writing.request(request).await?);
        }
        writing.commit().await?;
        Ok(written)
    }
}

impl Writing<'_> {
    async fn request(&mut self, request: &SaleRequest) -> Result<Requested, LedgerError> {
        let (guild, channel, interaction) =
            (request.guild.as_i64(), request.channel.as_i64(), request.interaction.as_i64());
        let (staff, buyer) = (request.staff.as_i64(), request.buyer.as_i64());
        let product = request.product.as_ref().map(Product::as_str);
        let (note, token) = (request.note.as_deref(), request.reply_token.expose_secret());
        let (now, until) = (self.now.as_millis(), self.now.after(REPLY_TOKEN_LIVES).as_millis());
        let row = sqlx::query!(
            r#"insert into sale (guild_id, channel_id, interaction_id, staff_id, buyer_id, product, note, state,
                buyer_sees_channel, reply_token, reply_token_until, requested_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, 'requested', ?, ?, ?, ?, ?)
            on conflict (interaction_id) do nothing;
            insert into sale_event (sale_id, guild_id, at, kind, actor_id)
                select id, guild_id, requested_at, 'requested', staff_id from sale
                where interaction_id = ? and changes() = 1;
            select id as "id!", changes() as "is_new!: bool" from sale where interaction_id = ?"#,
            guild,
            channel,
            interaction,
            staff,
            buyer,
            product,
            note,
            request.buyer_sees_channel,
            token,
            until,
            now,
            now,
            interaction,
            interaction
        )
        .fetch_one(self.connection())
        .await?;
        self.sale = SaleId::new(row.id);
        if !row.is_new {
            return Ok(Requested::Replayed(self.sale));
        }
        if let Some(license) = &request.license {
            // Nothing is reserved yet, so that no other sale can be in the way.
            self.insert_line(license, LineState::Wanted, None).await?;
        }
        if self.repeats(request).await? {
            Ok(Requested::Repeats(self.sale))
        } else {
            Ok(Requested::New(self.sale))
        }
    }

    /// Whether the buyer was sold the same a moment ago, or is being; if so, the sale just written
    /// waits. The check shares the insert's transaction: of two requests at once one sees the other.
    /// A product that one of them leaves open may be the same.
    async fn repeats(&mut self, request: &SaleRequest) -> Result<bool, LedgerError> {
        let (sale, guild, buyer) = (self.sale.as_i64(), request.guild.as_i64(), request.buyer.as_i64());
        let product = request.product.as_ref().map(Product::as_str);
        let since = self.now.before(REPEATS).as_millis();
        let until = self.now.after(CONFIRMED_WITHIN).as_millis();
        let waits = sqlx::query!(
            "update sale set repeats_sale_id = earlier.id, confirm_until = ?1 from (
                select id from sale as earlier
                where guild_id = ?2 and buyer_id = ?3 and id < ?4 and requested_at > ?5
                and state <> 'failed' and confirm_until is null
                and (?6 is null or coalesce(product, (select product from sale_license
                    where sale_id = earlier.id and state <> 'released' limit 1), ?6) = ?6)
                order by id desc limit 1) as earlier
            where sale.id = ?4",
            until,
            guild,
            buyer,
            sale,
            since,
            product
        )
        .execute(self.connection())
        .await?;
        if waits.rows_affected() == 0 {
            return Ok(false);
        }
        self.event(EventKind::Asked, None, None).await?;
        Ok(true)
    }
}
