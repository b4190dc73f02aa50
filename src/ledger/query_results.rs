//! The records that people read from the ledger, and the filters that select them.

use std::collections::HashSet;

use crate::domain::{
    BuyerId, Failure, GuildId, License, LicenseKey, LineNumber, Product, Refund, SaleId, SaleState, StaffId,
    Timestamp,
};

/// A filter of sales. A field that is `None` excludes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleFilter {
    /// The server.
    pub guild: GuildId,
    /// The buyer.
    pub buyer: Option<BuyerId>,
    /// The staff member who sold.
    pub staff: Option<StaffId>,
    /// The product that was requested or sold.
    pub product: Option<Product>,
    /// The state.
    pub state: Option<SaleState>,
    /// The earliest instant of the request. Sale numbers are assumed to grow with time.
    pub since: Option<Timestamp>,
}

impl SaleFilter {
    /// Selects every sale of a server.
    #[must_use]
    pub fn of(guild: GuildId) -> Self {
        Self { guild, buyer: None, staff: None, product: None, state: None, since: None }
    }
}

/// The number of licenses that a restore may have lost the sales of, and that are in no sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unattributed {
    /// All of them. None is sold.
    pub all: i64,
    /// Those of them that return to the stock once the vendor has listed them for a while.
    pub may_return: i64,
}

/// A transfer of a sale to another account of its buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedTransfer {
    /// The buyer before it.
    pub old: BuyerId,
    /// The buyer since.
    pub new: BuyerId,
}

/// A sale as the list of sales shows it.
#[derive(Debug, Clone)]
pub struct ListedSale {
    /// The sale.
    pub sale: SaleId,
    /// The server it was made in.
    pub guild: GuildId,
    /// The instant of the request.
    pub requested_at: Timestamp,
    /// The instant when the buyer received the key.
    pub delivered_at: Option<Timestamp>,
    /// The state.
    pub state: SaleState,
    /// The reason of its failure, if it failed.
    pub failure: Option<Failure>,
    /// The staff member who sold.
    pub staff: StaffId,
    /// The buyer.
    pub buyer: BuyerId,
    /// The product asked for, if one was.
    pub product: Option<Product>,
    /// The payment or ticket it belongs to.
    pub reference: Option<String>,
    /// Staff's note.
    pub note: Option<String>,
    /// The faulty sale that it replaces.
    pub replaces: Option<SaleId>,
    /// The sale that replaces it.
    pub replaced_by: Option<SaleId>,
    /// The refund, if there was one.
    pub refund: Option<Refund>,
    /// The licenses it holds, oldest first.
    pub licenses: Vec<License>,
}

impl ListedSale {
    /// Returns the product that was sold, else the one that was asked for.
    #[must_use]
    pub fn sold_product(&self) -> Option<&Product> {
        self.licenses.iter().find_map(|license| license.product.as_ref()).or(self.product.as_ref())
    }
}

/// A page of the list of sales.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The sales, newest first. A page may be short even though older sales pass the filter.
    pub sales: Vec<ListedSale>,
    /// The sale number below which the search continues. `None` if no older sale can pass the filter.
    pub older: Option<SaleId>,
}

/// An event of a sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The instant.
    pub at: Timestamp,
    /// The kind, as stored.
    pub kind: String,
    /// The circumstance, as stored. Histories also contain words of earlier versions.
    pub detail: Option<String>,
    /// The Discord user who acted. `None` for keyclerk itself.
    pub actor: Option<i64>,
    /// The old and the new server, if the sale moved.
    pub passage: Option<Passage>,
}

/// A passage of a sale to another buyer or server: the old one and the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    /// To another account of the buyer.
    Buyer(BuyerId, BuyerId),
    /// To another server.
    Server(GuildId, GuildId),
}

/// The content of the ledger that belongs to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuildContent {
    /// The number of sales.
    pub sales: i64,
    /// The number of sales that keyclerk continues or staff decide about.
    pub unfinished: i64,
    /// The number of sales whose keys can be claimed.
    pub undelivered: i64,
    /// The number of roles that are to be given or taken, now or later.
    pub role_changes: i64,
    /// The number of members whose language is known.
    pub languages: i64,
    /// The names of the settings, as stored.
    pub settings: Vec<String>,
}

impl GuildContent {
    /// Returns true if the ledger holds nothing of the server.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sales == 0 && self.languages == 0 && self.settings.is_empty()
    }
}

/// A license of a buyer.
#[derive(Debug, Clone)]
pub struct OwnedLicense {
    /// The sale that assigned it.
    pub sale: SaleId,
    /// The license.
    pub license: License,
    /// The instant of the request.
    pub sold_at: Timestamp,
    /// The state of the sale.
    pub state: SaleState,
    /// True if the sale was refunded.
    pub is_refunded: bool,
}

/// A short, permanent reference to a product, by a license or a sale that names the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductMark {
    /// The product of this license of a sale.
    Sold(SaleId, LineNumber),
    /// The product that was requested with this sale.
    Asked(SaleId),
}

/// Licenses of one product, sold by one staff member on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldOnDay {
    /// The first instant of the day, in UTC.
    pub day: Timestamp,
    /// The product, if the vendor named one.
    pub product: Option<Product>,
    /// The staff member who sold.
    pub staff: StaffId,
    /// True if the licenses count as sales, because they were neither refunded nor replacements. The
    /// stock shrinks either way.
    pub counts: bool,
    /// The number of licenses.
    pub licenses: u32,
}

/// The licenses that the ledger knows.
#[derive(Debug, Default)]
pub struct StockAudit {
    /// The licenses that are assigned to a buyer, with their sales.
    pub sold: Vec<(SaleId, LicenseKey)>,
    /// The unfinished sales: in progress, in doubt, or held for staff.
    pub open: Vec<SaleId>,
    /// The licenses that were requested, are not known to be assigned, and are not sold again for now.
    pub quarantined: Vec<(SaleId, LicenseKey)>,
    /// The licenses that were seen in stock and that no sale holds.
    pub seen_and_not_sold: HashSet<StockHash>,
}

/// The keyed hash of a license that was seen in stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StockHash([u8; 16]);

impl StockHash {
    /// Creates the hash from its bytes.
    #[must_use]
    pub fn new(hash: [u8; 16]) -> Self {
        Self(hash)
    }

    /// Returns the bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// The numbers of sales, licenses and messages that are not finished.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backlog {
    /// The number of sales in each state that is not final. States without sales may be missing.
    pub sales: Vec<(SaleState, u32)>,
    /// The number of licenses in quarantine.
    pub quarantined_licenses: u32,
    /// The number of messages that are due now or later.
    pub due_messages: u32,
}
