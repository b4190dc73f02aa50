//! The rows of the model, and what follows from them.

use std::collections::BTreeMap;
use std::sync::Arc;

use keyclerk::domain::{
    BuyerId, DmState, DueMessage, Earlier, GuildId, InteractionId, KeyHash, Line, MessageNumber, Product,
    Sale, SaleId, SaleState, ServerAlert, StaffId, Timestamp, TransferNumber,
};
use keyclerk::ledger::Event;

/// Everything that the model keeps.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    pub sales: BTreeMap<SaleId, Arc<SaleRow>>,
    /// The highest number that a request took.
    pub last_number: i64,
    pub locales: BTreeMap<(GuildId, BuyerId), String>,
    pub settings: BTreeMap<(GuildId, String), String>,
    pub moves: Vec<GuildMove>,
    /// The licenses that were seen in stock. Some were shown to a staff member.
    pub seen: BTreeMap<KeyHash, Option<(Timestamp, StaffId)>>,
    pub reveals: Vec<Reveal>,
    pub unattributed: BTreeMap<KeyHash, Lost>,
    pub levels: BTreeMap<(GuildId, String), bool>,
    pub alerts: Vec<AlertRow>,
}

/// A sale with everything that has its number.
#[derive(Debug, Clone)]
pub struct SaleRow {
    /// The sale without its messages. What follows from other rows is stale here.
    pub sale: Sale,
    pub events: Vec<Event>,
    pub messages: BTreeMap<MessageNumber, MessageRow>,
    pub transfers: Vec<TransferRow>,
}

/// A message. Only a due one is ever read back.
#[derive(Debug, Clone)]
pub struct MessageRow {
    pub message: DueMessage,
    pub state: DmState,
}

#[derive(Debug, Clone, Copy)]
pub struct TransferRow {
    pub number: TransferNumber,
    pub interaction: InteractionId,
    pub old_buyer: BuyerId,
}

#[derive(Debug, Clone, Copy)]
pub struct GuildMove {
    pub at: Timestamp,
    pub old: GuildId,
    pub new: GuildId,
    pub last_sale: SaleId,
}

#[derive(Debug, Clone, Copy)]
pub struct Reveal {
    pub sale: Option<SaleId>,
    pub at: Timestamp,
    pub staff: StaffId,
}

/// A license that may have been sold by a lost process.
#[derive(Debug, Clone, Copy)]
pub struct Lost {
    pub may_return: bool,
    /// The first of the looks in a row that found it in the vendor's list.
    pub listed_since: Option<Timestamp>,
    pub looks: u32,
}

#[derive(Debug, Clone)]
pub struct AlertRow {
    pub alert: ServerAlert,
    pub due_at: Timestamp,
    pub is_due: bool,
}

impl Rows {
    /// Lists the sales of a server, in the order of their numbers.
    pub fn of(&self, guild: GuildId) -> impl DoubleEndedIterator<Item = &SaleRow> {
        self.sales.values().map(Arc::as_ref).filter(move |row| row.sale.guild == guild)
    }

    /// Lists every line, with its sale.
    pub fn lines(&self) -> impl Iterator<Item = (&Sale, &Line)> {
        self.sales.values().flat_map(|row| row.sale.lines.iter().map(|line| (&row.sale, line)))
    }

    /// Returns the live line of a license, with its sale.
    pub fn holder(&self, key: &KeyHash) -> Option<(&Sale, &Line)> {
        self.lines().find(|(_, line)| line.state.is_live() && line.license.key.hash() == *key)
    }

    /// Returns the sale that has a reference.
    pub fn referenced(&self, guild: GuildId, reference: &str) -> Option<SaleId> {
        let has = |row: &&SaleRow| row.is_kept() && row.sale.reference.as_deref() == Some(reference);
        self.of(guild).find(has).map(|row| row.sale.id)
    }

    /// Returns the sale that replaces another one.
    pub fn replacement(&self, of: SaleId) -> Option<SaleId> {
        let replaces = |row: &&Arc<SaleRow>| row.is_kept() && row.sale.replaces == Some(of);
        self.sales.values().find(replaces).map(|row| row.sale.id)
    }

    /// Changes a sale, if it exists.
    pub fn update(&mut self, sale: SaleId) -> Option<&mut SaleRow> {
        self.sales.get_mut(&sale).map(Arc::make_mut)
    }

    /// Returns a sale as it is now.
    pub fn load(&self, sale: SaleId) -> Option<Sale> {
        let row = self.sales.get(&sale)?;
        let mut sale = row.sale.clone();
        sale.due = row.due().cloned().collect();
        sale.replaced_by = self.replacement(sale.id);
        sale.repeats = sale.repeats.and_then(|earlier| self.earlier(earlier.sale));
        sale.buyer_locale = self.locales.get(&(sale.guild, sale.buyer)).cloned();
        let language = self.settings.get(&(sale.guild, "language".to_owned()));
        sale.guild_locale = language.cloned().or(sale.guild_locale);
        Some(sale)
    }

    /// Returns what a sale that repeats this one tells of it.
    pub fn earlier(&self, sale: SaleId) -> Option<Earlier> {
        let row = self.sales.get(&sale)?;
        let product = row.product().cloned();
        Some(Earlier { sale, staff: row.sale.staff, product, at: row.sale.requested_at })
    }
}

impl SaleRow {
    /// Returns true unless the sale failed, which leaves its reference and its place free.
    pub fn is_kept(&self) -> bool {
        self.sale.state != SaleState::Failed
    }

    /// Returns the product that was asked for, else that of the first license.
    pub fn product(&self) -> Option<&Product> {
        let first =
            || self.sale.lines.iter().find(|line| line.state != keyclerk::domain::LineState::Released);
        self.sale.product.as_ref().or_else(|| first()?.license.product.as_ref())
    }

    /// Lists the due messages, oldest first.
    pub fn due(&self) -> impl Iterator<Item = &DueMessage> {
        self.messages.values().filter(|row| row.state == DmState::Due).map(|row| &row.message)
    }
}
