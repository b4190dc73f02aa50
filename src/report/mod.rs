//! Formats the log of sales as texts, tables and figures, for staff in Discord and the owner in a shell.
//!
//! Invariants: keys are masked unless the caller asks for whole keys, and no spreadsheet evaluates
//! typed text in a cell as a formula. The module is pure: it reads no database and sends nothing.

mod csv_cell;
mod day_filter;
mod figures;
mod sales_csv;
mod timeline;

pub use csv_cell::{Layout, Separator};
pub use day_filter::{InvalidDay, day};
pub use figures::{DAYS, Figures, FiguresInput, Lasting, figures, first_day};
pub use sales_csv::{COLUMNS, Table, fields};
pub use timeline::{detail_key, event};
