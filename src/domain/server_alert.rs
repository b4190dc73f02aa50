//! Alerts to a server that belong to no sale: about its stock, or about the backups of the ledger.

use super::{GuildId, Nonce, ServerAlertId};

/// An alert to a server that is due.
#[derive(Debug, Clone)]
pub struct ServerAlert {
    /// The server that gets the alert.
    pub guild: GuildId,
    /// The subject.
    pub subject: AlertSubject,
    /// The number of the alert.
    pub id: ServerAlertId,
    /// The nonce by which Discord recognises a repeat within its window as the same message.
    pub nonce: Nonce,
    /// The number of times that sending it was put off.
    pub attempts: i64,
}

/// The subject of an alert to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertSubject {
    /// A product runs low, or enough of it is in stock again.
    Stock {
        /// The product.
        product: String,
        /// The number of licenses of the product that were left.
        left: u32,
        /// True if the product runs low, false if enough of it is in stock again.
        is_low: bool,
    },
    /// The bot's own backups fail, or work again.
    Backups {
        /// True if they fail, false if they work again.
        fail: bool,
    },
}
