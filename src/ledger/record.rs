//! A sale as it is read back from the ledger.

use secrecy::SecretString;

use crate::domain::{
    BuyerId, ChannelId, GuildId, InteractionId, License, LicenseKey, LineId, LineState, MessageId, Product,
    SaleId, SaleState, StaffId, Timestamp,
};

use super::{Ledger, LedgerError, Refund};

macro_rules! failures {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// Why a sale ended without a license sold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Failure {
            $($(#[$doc])* $name),*
        }

        impl Failure {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name, as the ledger stores it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            fn parse(text: &str) -> Result<Self, LedgerError> {
                match text {
                    $($text => Ok(Self::$name),)*
                    _ => Err(LedgerError::Corrupt(format!("unknown failure {text}"))),
                }
            }
        }
    };
}

failures!(
    /// Discord did not accept the deferral; staff saw "did not respond".
    NotAcknowledged = "not_acknowledged",
    /// The stock has no license that fits.
    OutOfStock = "out_of_stock",
    /// The vendor could not be asked for a license, or not be reached to assign one.
    VendorUnreachable = "vendor_unreachable",
    /// The vendor refused, in its own words.
    Refused = "refused",
    /// The vendor refuses our API key.
    ApiKeyRefused = "api_key_refused",
    /// Selling pauses because the vendor refused our API key a moment ago.
    SellingPaused = "selling_paused",
    /// The vendor's rate limit did not let the call through in time.
    RateLimited = "rate_limited",
    /// The license staff named is assigned already.
    NamedIsAssigned = "named_is_assigned",
    /// The license staff named has expired.
    NamedIsExpired = "named_is_expired",
    /// The vendor does not know the license staff named.
    NamedIsUnknown = "named_is_unknown",
    /// The license staff named belongs to another sale of ours.
    NamedIsTaken = "named_is_taken",
    /// The license staff named is of another product than asked.
    NamedIsOther = "named_is_other",
    /// Five licenses in a row were not ours to sell.
    StockMoves = "stock_moves",
    /// The sale seemed to repeat another, and staff said no, or nothing.
    NotConfirmed = "not_confirmed",
    /// Staff decided that a license held in doubt is not the buyer's; its key is in quarantine.
    Quarantined = "quarantined",
);

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
    /// Refusals that came after a doubtful attempt.
    pub refusals: i64,
    /// Whether an answer was ever lost.
    pub doubtful: bool,
    /// When the vendor last called it free.
    pub seen_free_at: Option<Timestamp>,
    /// What last decided its state, in a word of our own.
    pub evidence: Option<String>,
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
    /// Staff's note, as typed.
    pub note: Option<String>,
    /// Where it stands.
    pub state: SaleState,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// The vendor's words, if it refused.
    pub vendor_words: Option<String>,
    /// Whether the buyer can see the channel, as Discord told with the command.
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
    /// Until when staff may say that the repetition is meant; it is not carried on meanwhile.
    pub confirm_until: Option<Timestamp>,
    /// When and by whom it was refunded, if it was.
    pub refund: Option<Refund>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When its state last changed.
    pub updated_at: Timestamp,
    /// Its licenses, oldest first, the released ones too.
    pub lines: Vec<Line>,
}

impl SaleRecord {
    /// The license the sale is about: the live one, else the one staff named.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        let live = self.lines.iter().rev().find(|line| line.state.is_live());
        live.or_else(|| self.lines.iter().rev().find(|line| line.state == LineState::Wanted))
    }

    /// The license that is the buyer's, once the vendor has it so.
    #[must_use]
    pub fn sold(&self) -> Option<&License> {
        self.lines.iter().find(|line| line.state == LineState::Assigned).map(|line| &line.license)
    }

    /// Whether staff named the license: then no other replaces it. Such a sale keeps the line
    /// it was asked with, which was never tried.
    #[must_use]
    pub fn names_its_license(&self) -> bool {
        self.lines.first().is_some_and(|line| {
            line.state == LineState::Wanted || (line.state == LineState::Released && line.attempts == 0)
        })
    }

    /// The licenses that were given back.
    pub fn released(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.state == LineState::Released)
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

impl Ledger {
    /// Reads a sale whole.
    ///
    /// # Errors
    /// [`LedgerError::NoSuchSale`], or the database's.
    pub async fn sale(&self, sale: SaleId) -> Result<SaleRecord, LedgerError> {
        let number = sale.as_i64();
        // One statement for the sale and its lines: both are read as of the same moment.
        let rows = sqlx::query!(
            r#"select sale.guild_id, sale.channel_id, sale.interaction_id, sale.staff_id, sale.buyer_id, sale.product,
                sale.note, sale.state, sale.failure, sale.vendor_words,
                sale.buyer_sees_channel as "buyer_sees_channel: bool", sale.reply_token,
                sale.reply_token_until, sale.dm_channel_id, sale.dm_message_id, sale.waits, sale.requested_at,
                sale.updated_at, sale.confirm_until, sale.refunded_at, sale.refunded_by, sale.refund_reason,
                earlier.id as "earlier_id?", earlier.staff_id as "earlier_staff?",
                earlier.requested_at as "earlier_at?",
                coalesce(earlier.product, (select product from sale_license
                    where sale_id = earlier.id and state <> 'released' limit 1)) as "earlier_product?: String",
                line.id as "line_id?", line.license_key as "line_key?", line.product as line_product,
                line.expires_at as line_expires_at, line.state as "line_state?", line.attempts as "attempts?",
                line.refusals as "refusals?", line.doubtful as "doubtful?: bool", line.seen_free_at,
                line.evidence
            from sale left join sale_license as line on line.sale_id = sale.id
                left join sale as earlier on earlier.id = sale.repeats_sale_id
            where sale.id = ? order by line.id"#,
            number
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            if let (Some(id), Some(key), Some(state)) = (row.line_id, &row.line_key, &row.line_state) {
                lines.push(Line {
                    id: LineId::new(id),
                    license: license(key, row.line_product.as_deref(), row.line_expires_at)?,
                    state: state.parse()?,
                    attempts: row.attempts.unwrap_or(0),
                    refusals: row.refusals.unwrap_or(0),
                    doubtful: row.doubtful.unwrap_or(true),
                    seen_free_at: row.seen_free_at.map(Timestamp::from_millis),
                    evidence: row.evidence.clone(),
                });
            }
        }
        let row = rows.into_iter().next().ok_or(LedgerError::NoSuchSale(sale))?;
        let repeats = match (row.earlier_id, row.earlier_staff, row.earlier_at) {
            (Some(earlier), Some(staff), Some(at)) => Some(Earlier {
                sale: SaleId::new(earlier),
                staff: id(staff)?,
                product: row.earlier_product.as_deref().and_then(Product::new),
                at: Timestamp::from_millis(at),
            }),
            _ => None,
        };
        let refund = Refund::read(row.refunded_at, row.refunded_by, row.refund_reason)?;
        Ok(SaleRecord {
            id: sale,
            guild: id(row.guild_id)?,
            channel: id(row.channel_id)?,
            interaction: id(row.interaction_id)?,
            staff: id(row.staff_id)?,
            buyer: id(row.buyer_id)?,
            product: row.product.as_deref().and_then(Product::new),
            note: row.note,
            state: row.state.parse()?,
            failure: row.failure.as_deref().map(Failure::parse).transpose()?,
            vendor_words: row.vendor_words,
            buyer_sees_channel: row.buyer_sees_channel,
            reply_token: row.reply_token.map(SecretString::from),
            reply_token_until: Timestamp::from_millis(row.reply_token_until),
            dm_channel: row.dm_channel_id.map(id).transpose()?,
            dm_message: row.dm_message_id.map(id).transpose()?,
            waits: row.waits,
            repeats,
            confirm_until: row.confirm_until.map(Timestamp::from_millis),
            refund,
            requested_at: Timestamp::from_millis(row.requested_at),
            updated_at: Timestamp::from_millis(row.updated_at),
            lines,
        })
    }

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
            r#"select count(*) as "count!: u32" from sale join sale_license on sale_license.sale_id = sale.id
            where sale.guild_id = ? and sale.buyer_id = ? and sale_license.state = 'assigned'"#,
            guild,
            buyer
        )
        .fetch_one(&self.browsing)
        .await?;
        let rows = sqlx::query!(
            r#"select sale.id as "id!", sale.requested_at, license_key, sale_license.product, expires_at
            from sale join sale_license on sale_license.sale_id = sale.id
            where sale.guild_id = ? and sale.buyer_id = ? and sale_license.state = 'assigned'
            order by sale.id desc, sale_license.id limit ? offset ?"#,
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
                })
            })
            .collect::<Result<_, LedgerError>>()?;
        Ok((owned, count))
    }
}
