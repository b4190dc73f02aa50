//! The records that people read from the ledger.

use std::collections::HashSet;

use crate::domain::{
    BuyerId, GuildId, License, LicenseKey, LineNumber, Product, Refund, SaleId, SaleState, StaffId, Timestamp,
};

/// Which sales are meant; what is left out is not asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleFilter {
    /// Made in this server.
    pub guild: GuildId,
    /// To this buyer.
    pub buyer: Option<BuyerId>,
    /// By this staff member.
    pub staff: Option<StaffId>,
    /// This product was asked for or sold.
    pub product: Option<Product>,
    /// In this state.
    pub state: Option<SaleState>,
    /// Asked for at this instant or later. A sale's number is taken to go with its time.
    pub since: Option<Timestamp>,
}

impl SaleFilter {
    /// Every sale of a server.
    #[must_use]
    pub fn of(guild: GuildId) -> Self {
        Self { guild, buyer: None, staff: None, product: None, state: None, since: None }
    }
}

/// A sale of the list.
#[derive(Debug, Clone)]
pub struct ListedSale {
    /// The sale.
    pub sale: SaleId,
    /// The server it was made in.
    pub guild: GuildId,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the buyer had the key.
    pub delivered_at: Option<Timestamp>,
    /// Its present state.
    pub state: SaleState,
    /// Why it failed, as stored.
    pub failure: Option<String>,
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
    /// The faulty sale it makes good.
    pub replaces: Option<SaleId>,
    /// The sale that makes this one good.
    pub replaced_by: Option<SaleId>,
    /// The mark that it was refunded.
    pub refund: Option<Refund>,
    /// The licenses it holds, oldest first.
    pub licenses: Vec<License>,
}

impl ListedSale {
    /// The product sold, else the one asked for.
    #[must_use]
    pub fn sold_product(&self) -> Option<&Product> {
        self.licenses.iter().find_map(|license| license.product.as_ref()).or(self.product.as_ref())
    }
}

/// A page of the list.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its sales, newest first; fewer than asked for where those looked through held no more.
    pub sales: Vec<ListedSale>,
    /// Below which number to look further; `None` where nothing older can fit.
    pub older: Option<SaleId>,
}

/// An event of a sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// The kind, as stored.
    pub kind: String,
    /// The circumstance, in a word of our own.
    pub detail: Option<String>,
    /// The Discord user who acted; `None` for keyclerk itself.
    pub actor: Option<i64>,
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
    /// The state of the sale.
    pub state: SaleState,
    /// The sale was refunded.
    pub is_refunded: bool,
}

/// Stands for a product, for good: a license or a sale that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductMark {
    /// The product of this license of a sale.
    Sold(SaleId, LineNumber),
    /// The product that was asked for with this sale.
    Asked(SaleId),
}

/// Licenses of one product, sold by one staff member on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldOnDay {
    /// The day's first moment, in UTC.
    pub day: Timestamp,
    /// The product, where the vendor named one.
    pub product: Option<Product>,
    /// The staff member who sold.
    pub staff: StaffId,
    /// They are a shop's sales: neither refunded nor made good for a faulty one. The stock has
    /// fewer licenses either way.
    pub counts: bool,
    /// How many.
    pub licenses: u32,
}

/// The ledger's side of the books.
#[derive(Debug, Default)]
pub struct Books {
    /// The licenses that are a buyer's, by their sales.
    pub sold: Vec<(SaleId, LicenseKey)>,
    /// The sales that are not over: being made, in doubt, or held for staff.
    pub open: Vec<SaleId>,
    /// Licenses that were asked for, are not known to be assigned, and are not sold again for now, by
    /// their sales.
    pub quarantined: Vec<(SaleId, LicenseKey)>,
    /// Licenses once seen in stock that no sale holds.
    pub seen_and_not_sold: HashSet<StockHash>,
}

/// A license as the ledger knows it that was seen in stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StockHash(pub(super) [u8; 16]);
