//! The log of sales in words and tables, for staff in Discord and for the owner in a shell alike.
//!
//! Pure: what the ledger holds goes in, text comes out. Keys are masked unless the caller says
//! otherwise, and no cell of a table is a formula.

mod cell;
mod figures;
mod filter;
mod table;
mod timeline;

pub use cell::{Layout, Separator};
pub use figures::{DAYS, Figures, Lasting, Told, figures, first_day};
pub use filter::{InvalidDay, day};
pub use table::{COLUMNS, Table, fields};
pub use timeline::{detail_key, event};
