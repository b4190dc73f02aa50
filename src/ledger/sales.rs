//! The writes of a sale, one method for each way of the state table.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use crate::domain::{
    BuyerId, ChannelId, GuildId, InteractionId, KeyHash, License, LineState, Product, SaleId, SaleState,
    StaffId, Timestamp,
};

use super::writing::Writing;
use super::{EventKind, Ledger, LedgerError, Line, OutboxKind, SaleRecord};

/// How long Discord lets an interaction's token edit the reply, less a little
/// (<https://docs.discord.com/developers/interactions/receiving-and-responding>).
const REPLY_TOKEN_LIVES: Duration = Duration::from_mins(15).saturating_sub(Duration::from_secs(10));

/// Age from which a sale that nobody acknowledged is nobody's.
const ABANDONED: Duration = Duration::from_secs(5);

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
}

/// What became of a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reservation {
    /// The license is this sale's.
    Made,
    /// Another live sale holds it; nothing was changed.
    Taken,
}

impl Ledger {
    /// Writes the sale down under its interaction's id.
    ///
    /// # Errors
    /// The database's.
    pub async fn request(&self, request: &SaleRequest) -> Result<Requested, LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, SaleId::new(0)).await?;
        let (guild, channel, interaction) =
            (request.guild.as_i64(), request.channel.as_i64(), request.interaction.as_i64());
        let (staff, buyer) = (request.staff.as_i64(), request.buyer.as_i64());
        let product = request.product.as_ref().map(Product::as_str);
        let (note, token) = (request.note.as_deref(), request.reply_token.expose_secret());
        let (now, until) = (writing.now.as_millis(), writing.now.after(REPLY_TOKEN_LIVES).as_millis());
        let inserted = sqlx::query_scalar!(
            r#"insert into sale (guild_id, channel_id, interaction_id, staff_id, buyer_id, product, note, state,
                buyer_sees_channel, reply_token, reply_token_until, requested_at, updated_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'requested', ?8, ?9, ?10, ?11, ?11)
            on conflict (interaction_id) do nothing returning id as "id!""#,
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
            now
        )
        .fetch_optional(writing.connection())
        .await?;
        let Some(id) = inserted else {
            let id =
                sqlx::query_scalar!(r#"select id as "id!" from sale where interaction_id = ?"#, interaction)
                    .fetch_one(writing.connection())
                    .await?;
            return Ok(Requested::Replayed(SaleId::new(id)));
        };
        writing.sale = SaleId::new(id);
        writing.event(EventKind::Requested, None, Some(staff)).await?;
        if let Some(license) = &request.license {
            let _never_taken = writing.insert_line(license, LineState::Wanted, None).await?;
        }
        let sale = writing.sale;
        writing.commit().await?;
        Ok(Requested::New(sale))
    }

    /// Discord accepted the deferral.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn acknowledged(&self, sale: SaleId) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        writing.move_sale(SaleState::Requested, SaleState::Acknowledged).await?;
        writing.event(EventKind::Acknowledged, None, None).await?;
        writing.commit().await
    }

    /// Makes a license the sale's; the unique index over live keys decides between two sales.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn reserve(
        &self,
        sale: &SaleRecord,
        license: &License,
        seen_free_at: Timestamp,
    ) -> Result<Reservation, LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        writing.move_sale(SaleState::Acknowledged, SaleState::Reserved).await?;
        for wanted in sale.lines.iter().filter(|line| line.state == LineState::Wanted) {
            writing.move_line(wanted.id, LineState::Wanted, LineState::Released, Some("replaced")).await?;
        }
        match writing.insert_line(license, LineState::Reserved, Some(seen_free_at)).await? {
            Reservation::Taken => return Ok(Reservation::Taken),
            Reservation::Made => writing.event(EventKind::Reserved, None, None).await?,
        }
        writing.commit().await?;
        Ok(Reservation::Made)
    }

    /// Commits the intent to assign: from here on the key may be the buyer's.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn begin_assigning(&self, sale: &SaleRecord, line: &Line) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        writing.move_sale(sale.state, SaleState::Assigning).await?;
        writing.move_line(line.id, line.state, LineState::Assigning, None).await?;
        let number = line.id.as_i64();
        sqlx::query!("update sale_license set attempts = attempts + 1 where id = ?", number)
            .execute(writing.connection())
            .await?;
        writing.event(EventKind::Assigning, None, None).await?;
        writing.commit().await
    }

    /// Records when the vendor last called the license free.
    ///
    /// # Errors
    /// The database's.
    pub async fn seen_free(&self, line: &Line, at: Timestamp) -> Result<(), LedgerError> {
        let (line, at) = (line.id.as_i64(), at.as_millis());
        sqlx::query!("update sale_license set seen_free_at = ? where id = ?", at, line)
            .execute(&mut *self.writer().await?)
            .await?;
        Ok(())
    }

    /// The vendor has the license as the buyer's: delivery is due. `kind` says how we know
    /// ([`EventKind::Assigned`] or [`EventKind::Reconciled`]); `from` is the state it was known in.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn assigned(
        &self,
        sale: SaleId,
        line: &Line,
        from: (SaleState, LineState),
        kind: EventKind,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        writing.move_sale(from.0, SaleState::Assigned).await?;
        writing.move_line(line.id, from.1, LineState::Assigned, Some(kind.as_str())).await?;
        writing.event(kind, None, None).await?;
        writing.due(OutboxKind::Dm).await?;
        writing.commit().await
    }

    /// An answer was lost or made no sense. Staff are told when the doubt is new.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn in_doubt(
        &self,
        sale: SaleId,
        line: &Line,
        evidence: &'static str,
        refused: bool,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        writing.move_sale(SaleState::Assigning, SaleState::InDoubt).await?;
        writing.move_line(line.id, LineState::Assigning, LineState::InDoubt, Some(evidence)).await?;
        let number = line.id.as_i64();
        sqlx::query!(
            "update sale_license set doubtful = 1, refusals = refusals + ? where id = ?",
            refused,
            number
        )
        .execute(writing.connection())
        .await?;
        writing.event(EventKind::InDoubt, Some(evidence), None).await?;
        writing.commit().await
    }

    /// The evidence contradicts itself: the sale waits for staff.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn hold(&self, sale: SaleId, line: &Line, evidence: &'static str) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        writing.move_sale(SaleState::InDoubt, SaleState::Held).await?;
        writing.move_line(line.id, LineState::InDoubt, LineState::Held, Some(evidence)).await?;
        writing.event(EventKind::Held, Some(evidence), None).await?;
        writing.due(OutboxKind::Reply).await?;
        writing.due(OutboxKind::Alert).await?;
        writing.commit().await
    }

    /// The vendor refused for certain: the license is given back and another is to be drawn.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn release(
        &self,
        sale: SaleId,
        line: &Line,
        evidence: &'static str,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale).await?;
        writing.move_sale(SaleState::Assigning, SaleState::Acknowledged).await?;
        writing.move_line(line.id, LineState::Assigning, LineState::Released, Some(evidence)).await?;
        writing.event(EventKind::Released, Some(evidence), None).await?;
        writing.commit().await
    }

    /// Puts the sale off: recovery takes it up again at `at`. The first time, staff are told.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn wait(&self, sale: &SaleRecord, at: Timestamp) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        let (number, state, at) = (sale.id.as_i64(), sale.state.as_str(), at.as_millis());
        let put_off = sqlx::query!(
            "update sale set next_attempt_at = ?, waits = waits + 1 where id = ? and state = ?",
            at,
            number,
            state
        )
        .execute(writing.connection())
        .await?;
        writing.one(put_off.rows_affected())?;
        if sale.waits == 0 {
            writing.due(OutboxKind::Reply).await?;
        }
        writing.commit().await
    }

    /// The sales that somebody has to take up: unfinished and due, or with a message that is due.
    /// One just requested is left to the task that is acknowledging it, which has three seconds.
    ///
    /// # Errors
    /// The database's.
    pub async fn unfinished(&self) -> Result<Vec<SaleId>, LedgerError> {
        let now = self.clock.now();
        let (now, abandoned_since) = (now.as_millis(), now.before(ABANDONED).as_millis());
        let rows = sqlx::query_scalar!(
            r#"select id as "id!" from sale
                where state in ('requested', 'acknowledged', 'reserved', 'assigning', 'in_doubt', 'assigned')
                and coalesce(next_attempt_at, 0) <= ?1 and (state <> 'requested' or requested_at <= ?2)
            union select sale_id from outbox where state = 'due' and due_at <= ?1
                and (kind <> 'dm' or (select state from sale where id = sale_id) <> 'assigned')
            order by 1"#,
            now,
            abandoned_since
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        Ok(rows.into_iter().map(SaleId::new).collect())
    }

    /// Forgets the reply tokens that Discord has forgotten.
    ///
    /// # Errors
    /// The database's.
    pub async fn wipe_dead_tokens(&self) -> Result<(), LedgerError> {
        let now = self.clock.now().as_millis();
        sqlx::query!(
            "update sale set reply_token = null where reply_token is not null and reply_token_until <= ?",
            now
        )
        .execute(&mut *self.writer().await?)
        .await?;
        Ok(())
    }
}

impl Writing<'_> {
    async fn insert_line(
        &mut self,
        license: &License,
        state: LineState,
        seen_free_at: Option<Timestamp>,
    ) -> Result<Reservation, LedgerError> {
        let (sale, now, state) = (self.sale.as_i64(), self.now.as_millis(), state.as_str());
        let hash: KeyHash = license.key.hash();
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
