//! A sale as it is read back from the ledger.

use secrecy::SecretString;

use crate::domain::{
    BuyerId, ChannelId, GuildId, InteractionId, License, LicenseKey, LicenseStatus, LineId, LineState,
    MessageId, Product, SaleId, SaleState, StaffId, Timestamp,
};

use super::{DmState, Evidence, Failure, Ledger, LedgerError, OutboxId, OutboxKind, OutboxRow};

/// One license of a sale.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its row.
    pub id: LineId,
    /// The license.
    pub license: License,
    /// Where it stands.
    pub state: LineState,
    /// Requests to assign it that were begun.
    pub attempts: i64,
    /// Those of them that were refused.
    pub refusals: i64,
    /// One of them went unanswered.
    pub unanswered: bool,
    /// Its assignment was repeated because it was contested.
    pub contested: bool,
    /// Its assignment was repeated because staff decided so.
    pub decided: bool,
    /// The reason for its state, where this version knows it.
    pub evidence: Option<Evidence>,
    /// The vendor's latest word on it, once it was held.
    pub status: Option<LicenseStatus>,
    /// When it is looked at next, in quarantine; `None` where nobody looks any more.
    pub look_at: Option<Timestamp>,
    /// The looks in quarantine that count.
    pub looks: i64,
    /// The DM that brings it to the buyer, or brought it.
    pub dm: Option<OutboxId>,
    /// How that DM stands.
    pub dm_state: Option<DmState>,
}

/// What staff are asked before a sale goes on. Nothing is sold meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// It seems to repeat an earlier sale; is it meant?
    Repeat,
    /// The stock holds fewer licenses than asked for; are so many enough?
    Partial(u8),
    /// The stock holds several products, and none was named; which one? Names and counts.
    Product(Vec<(String, u32)>),
}

/// A mark of staff's that the money went back. The vendor takes no license back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub staff: StaffId,
    /// Why, as typed.
    pub reason: String,
}

/// An earlier sale that a new one seems to repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The earlier sale.
    pub sale: SaleId,
    /// Who sold.
    pub staff: StaffId,
    /// The product it was about, where one is known.
    pub product: Option<Product>,
    /// When.
    pub at: Timestamp,
}

/// A sale and its licenses.
#[derive(Debug, Clone)]
pub struct SaleRecord {
    /// Its number.
    pub id: SaleId,
    /// The server it was made in.
    pub guild: GuildId,
    /// The channel the command was run in.
    pub channel: ChannelId,
    /// The interaction it came from.
    pub interaction: InteractionId,
    /// Who sold.
    pub staff: StaffId,
    /// Who buys.
    pub buyer: BuyerId,
    /// The product asked for, if one was.
    pub product: Option<Product>,
    /// How many licenses are to be sold.
    pub quantity: u8,
    /// Staff's note, as typed.
    pub note: Option<String>,
    /// The payment or ticket it belongs to; no two sales of a server share one.
    pub reference: Option<String>,
    /// The faulty sale it makes good.
    pub replaces: Option<SaleId>,
    /// What was wrong with that one, as typed.
    pub replace_reason: Option<String>,
    /// The sale that makes this one good.
    pub replaced_by: Option<SaleId>,
    /// The mark that the money went back.
    pub refund: Option<Refund>,
    /// Where it stands.
    pub state: SaleState,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// Why fewer licenses were sold than were to be, if so.
    pub short: Option<Failure>,
    /// The vendor's words, if it refused.
    pub vendor_words: Option<String>,
    /// Entries of the stock that could not be read, if no license that fits was found.
    pub unreadable: u32,
    /// The buyer can see the channel and the bot may write to it, as Discord told with the command.
    pub buyer_sees_channel: bool,
    /// Edits staff's reply while it lives.
    pub reply_token: Option<SecretString>,
    /// Until when it lives.
    pub reply_token_until: Timestamp,
    /// The channel of the buyer's DM, once known.
    pub dm_channel: Option<ChannelId>,
    /// The DM that holds the key, once sent.
    pub dm_message: Option<MessageId>,
    /// How often it was put off in its present trouble.
    pub waits: i64,
    /// The sale it seems to repeat.
    pub repeats: Option<Earlier>,
    /// What staff are asked.
    pub question: Option<Question>,
    /// Until when they may answer; it is not carried on meanwhile.
    pub confirm_until: Option<Timestamp>,
    /// The language of the staff member who sold, as Discord named it.
    pub staff_locale: Option<String>,
    /// The server's language: the one its owner chose, else as Discord named it.
    pub guild_locale: Option<String>,
    /// The buyer's language, once learnt.
    pub buyer_locale: Option<String>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When its state last changed.
    pub updated_at: Timestamp,
    /// Its licenses, oldest first, the released ones too.
    pub lines: Vec<Line>,
    /// What is to be sent about it, now or later, oldest first.
    pub due: Vec<OutboxRow>,
}

impl SaleRecord {
    /// The license the sale is about: the one being assigned or judged, else the newest live one,
    /// else the one staff named.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        let rank = |line: &Line| match line.state {
            LineState::Assigning | LineState::InDoubt | LineState::Held => 2,
            LineState::Wanted => 0,
            _ => 1,
        };
        self.lines.iter().filter(|line| line.state != LineState::Released).max_by_key(|line| rank(line))
    }

    /// The lines in a state.
    pub fn in_state(&self, state: LineState) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.state == state)
    }

    /// The licenses that are the buyer's, because the vendor has them so.
    pub fn sold(&self) -> impl Iterator<Item = &License> {
        self.in_state(LineState::Assigned).map(|line| &line.license)
    }

    /// The licenses that a DM brings: those it was made due for; one sent again brings all.
    #[must_use]
    pub fn carried_by(&self, dm: &OutboxRow) -> Vec<&License> {
        let own = |line: &&Line| line.dm == Some(dm.id);
        let carried: Vec<_> =
            self.in_state(LineState::Assigned).filter(own).map(|line| &line.license).collect();
        if carried.is_empty() { self.sold().collect() } else { carried }
    }

    /// Whether a license of the buyer's is in no DM yet.
    #[must_use]
    pub fn has_more_to_deliver(&self) -> bool {
        self.in_state(LineState::Assigned).any(|line| line.dm.is_none())
    }

    /// Tells whether the buyer has a DM with each license that is theirs.
    #[must_use]
    pub fn is_all_brought(&self) -> bool {
        self.in_state(LineState::Assigned).all(|line| line.dm_state == Some(DmState::Sent))
    }

    /// How many licenses are still to be drawn.
    #[must_use]
    pub fn to_draw(&self) -> usize {
        let counts = |line: &&Line| line.state.is_live() && line.state != LineState::Quarantined;
        let live = self.lines.iter().filter(counts).count();
        usize::from(self.quantity).saturating_sub(live)
    }

    /// The message of this kind that is due, now or later.
    #[must_use]
    pub fn due_of(&self, kind: OutboxKind) -> Option<&OutboxRow> {
        self.due.iter().find(|row| row.kind == kind)
    }

    /// Whether staff named the license: then no other replaces it. Such a sale keeps the line
    /// it was asked with, which was never tried.
    #[must_use]
    pub fn names_its_license(&self) -> bool {
        self.lines.first().is_some_and(|line| {
            line.state == LineState::Wanted || (line.state == LineState::Released && line.attempts == 0)
        })
    }

    /// Returns the quarantined license that is to be looked at by `now`, if there is one.
    #[must_use]
    pub fn to_look_at(&self, now: Timestamp) -> Option<&Line> {
        self.in_state(LineState::Quarantined).find(|line| line.look_at.is_some_and(|at| at <= now))
    }
}

/// A license that is a buyer's.
#[derive(Debug, Clone)]
pub struct OwnedLicense {
    /// The sale it came by.
    pub sale: SaleId,
    /// The license.
    pub license: License,
    /// When it was asked for.
    pub sold_at: Timestamp,
    /// Where the sale stands.
    pub state: SaleState,
    /// Whether the sale was refunded.
    pub is_refunded: bool,
}

pub(super) fn license(
    key: &str,
    product: Option<&str>,
    expires_at: Option<i64>,
) -> Result<License, LedgerError> {
    let key: LicenseKey = key.parse().map_err(|_| LedgerError::Corrupt("a license key".to_owned()))?;
    Ok(License {
        key,
        product: product.and_then(Product::new),
        expires_at: expires_at.map(Timestamp::from_millis),
    })
}

pub(super) fn id<T: TryFrom<i64>>(value: i64) -> Result<T, LedgerError> {
    T::try_from(value).map_err(|_| LedgerError::Corrupt(format!("the id {value}")))
}

/// The mark, if there is one.
pub(super) fn refund(
    at: Option<i64>,
    staff: Option<i64>,
    reason: Option<String>,
) -> Result<Option<Refund>, LedgerError> {
    let (Some(at), Some(staff)) = (at, staff) else { return Ok(None) };
    let reason = reason.unwrap_or_default();
    Ok(Some(Refund { at: Timestamp::from_millis(at), staff: id(staff)?, reason }))
}

impl Ledger {
    /// A page of the licenses a buyer got in a guild, newest first, and how many there are in all.
    ///
    /// # Errors
    /// The database's.
    pub async fn licenses_of(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<OwnedLicense>, u32), LedgerError> {
        let (guild, buyer) = (guild.as_i64(), buyer.as_i64());
        let count = sqlx::query_scalar!(
            r#"select count(*) as "count!: u32" from sale_license
            where guild_id = ? and buyer_id = ? and state = 'assigned'"#,
            guild,
            buyer
        )
        .fetch_one(&self.browsing)
        .await?;
        let rows = sqlx::query!(
            // What is passed over is not looked at beyond its index.
            r#"select sale.id as "id!", sale.requested_at, sale.state, sale.refunded_at, license_key,
                line.product, expires_at
            from (select id as line_id from sale_license where guild_id = ? and buyer_id = ? and state = 'assigned'
                order by sale_id desc, id limit ? offset ?)
                join sale_license as line on line.id = line_id join sale on sale.id = line.sale_id
            order by line.sale_id desc, line.id"#,
            guild,
            buyer,
            limit,
            offset
        )
        .fetch_all(&self.browsing)
        .await?;
        let owned = rows
            .into_iter()
            .map(|row| {
                Ok(OwnedLicense {
                    sale: SaleId::new(row.id),
                    license: license(&row.license_key, row.product.as_deref(), row.expires_at)?,
                    sold_at: Timestamp::from_millis(row.requested_at),
                    state: row.state.parse()?,
                    is_refunded: row.refunded_at.is_some(),
                })
            })
            .collect::<Result<_, LedgerError>>()?;
        Ok((owned, count))
    }
}
