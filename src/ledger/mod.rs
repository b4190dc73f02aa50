//! The ledger: the record of every sale, and the reason why a crash loses nothing.
//!
//! [`Ledger`] is the interface: it records requests, commits changes of sales, loads a sale, finds
//! unfinished ones, and answers what people look up. `sqlite` keeps it in a file. What a change is and
//! which ones there are, [`crate::domain`] says.

mod error;
mod lane;
mod records;
mod shop;
mod shop_settings;
mod sqlite;
mod store;

pub use error::LedgerError;
pub use lane::Lane;
pub use records::{
    Books, Event, ListedSale, OwnedLicense, Page, ProductMark, SaleFilter, SoldOnDay, StockHash,
};
pub use shop_settings::{InvalidSetting, PLACEHOLDERS, ShopSetting, ShopSettings, unknown_placeholders};
pub use sqlite::{NotWritable, OpenError};
pub use store::{Ledger, Requested};
