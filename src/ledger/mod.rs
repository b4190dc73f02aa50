//! The ledger: the record of every sale, and the reason why a crash loses nothing.
//!
//! [`Ledger`] is the interface: it records requests, commits changes of sales, loads a sale, finds
//! unfinished ones, and answers what people look up. `sqlite` keeps it in a file. What a change is and
//! which ones there are, [`crate::domain`] says.

mod error;
mod lane;
mod records;
mod setting_value;
mod settings_cache;
mod shop_settings;
mod sqlite;
mod store;

pub use error::LedgerError;
pub use lane::Lane;
pub use records::{
    Books, Event, ListedSale, OwnedLicense, Page, ProductMark, SaleFilter, SoldOnDay, StockHash,
};
pub use setting_value::{InvalidSetting, PLACEHOLDERS, SettingChange, SettingValue, ShopSetting};
pub use shop_settings::ShopSettings;
pub use sqlite::{NotWritable, OpenError};
pub use store::{Ledger, Requested};
