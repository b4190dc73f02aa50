//! The ledger: the durable record of every sale.
//!
//! [`Ledger`] is what the other layers use. It records requests, commits changes of sales, loads sales, finds
//! unfinished ones, and answers lookups by people. An [`Engine`] keeps the rows. [`Sqlite`] is the engine that
//! keeps them in a file.
//!
//! Invariant: a crash loses no synced write, and a power loss takes back only the newest lazy ones.
//!
//! The ledger makes no decisions about a sale. [`crate::domain`] defines the changes.

mod backup_error;
mod corrupt_row;
mod diagnosis;
mod engine;
mod error;
mod guild_move_error;
mod lane;
mod lookups;
mod open_error;
mod query_results;
mod request_outcome;
mod restore_error;
mod sale_store;
mod setting_text;
mod setting_value;
mod settings_cache;
mod shop_setting;
mod shop_settings;
mod shop_store;
mod sqlite;
mod stock_store;
mod store;

pub use backup_error::BackupError;
pub use corrupt_row::CorruptRow;
pub use diagnosis::{Diagnosis, LedgerFiles, Thoroughness};
pub use engine::Engine;
pub use error::{DatabaseError, LedgerError};
pub use guild_move_error::GuildMoveError;
pub use lane::Lane;
pub use lookups::Lookups;
pub use open_error::{NotWritable, OpenError};
pub use query_results::{
    Backlog, Event, GuildContent, ListedSale, OwnedLicense, Page, Passage, ProductMark, RecordedTransfer,
    SaleFilter, SoldOnDay, StockAudit, StockHash, Unattributed,
};
pub use request_outcome::Requested;
pub use restore_error::RestoreError;
pub use sale_store::SaleStore;
pub use setting_text::{InvalidSetting, PLACEHOLDERS};
pub use setting_value::{SettingChange, SettingValue};
pub use shop_setting::ShopSetting;
pub use shop_settings::ShopSettings;
pub use shop_store::{OnCommit, ShopStore, StoredSetting};
pub use sqlite::{Backup, Restored, Sqlite, back_up, newest_backup, remove_old_backups, restore};
pub use stock_store::StockStore;
pub use store::Ledger;
