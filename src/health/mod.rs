//! The state of a running bot, and the file by which other processes learn it.
//!
//! The bot writes [`StateFile`] every few seconds. [`judge`] tells from its content whether the bot is well.
//!
//! Invariant: reading the state takes no lock and makes no call, so that it cannot disturb the bot.

mod ailment;
mod judgement;
mod state;
mod state_file;

pub use ailment::Ailment;
pub use judgement::judge;
pub use state::{Cause, Health, LedgerHealth};
pub use state_file::{StateFile, WrittenState};
