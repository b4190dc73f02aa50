//! The ledger: the durable record of every sale.
//!
//! [`Ledger`] is the interface. It records requests, commits changes of sales, loads sales, finds
//! unfinished ones, and answers lookups by people. `sqlite` keeps the ledger in a file.
//!
//! Invariant: a crash loses no synced write, and a power loss takes back only the newest lazy ones.
//!
//! The ledger makes no decisions about a sale. [`crate::domain`] defines the changes.

mod backup_error;
mod corrupt_row;
mod diagnosis;
mod error;
mod guild_move_error;
mod lane;
mod open_error;
mod query_results;
mod request_outcome;
mod restore_error;
mod setting_text;
mod setting_value;
mod settings_cache;
mod shop_setting;
mod shop_settings;
mod sqlite;
mod store;

pub use backup_error::BackupError;
pub use corrupt_row::CorruptRow;
pub use diagnosis::{Diagnosis, LedgerFiles, Thoroughness};
pub use error::LedgerError;
pub use guild_move_error::GuildMoveError;
pub use lane::Lane;
pub use open_error::{NotWritable, OpenError};
pub use query_results::{
    Backlog, Event, GuildContent, ListedSale, OwnedLicense, Page, Passage, ProductMark, RecordedTransfer,
    SaleFilter, SoldOnDay, StockAudit, StockHash, Unattributed,
};
pub use request_outcome::Requested;
pub use restore_error::RestoreError;
pub use setting_text::{InvalidSetting, PLACEHOLDERS};
pub use setting_value::{SettingChange, SettingValue};
pub use shop_setting::ShopSetting;
pub use shop_settings::ShopSettings;
pub use sqlite::{Backup, Restored, back_up, newest_backup, remove_old_backups, restore};
pub use store::Ledger;
