//! Alerts about the stock: a product runs low in a server, or there is enough of it again.

use super::{GuildId, Nonce};

/// The number of a stock alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StockAlertId(i64);

impl StockAlertId {
    /// Takes the number that the ledger stores.
    #[must_use]
    pub fn new(number: i64) -> Self {
        Self(number)
    }

    /// Returns the number as the ledger stores it.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

/// A stock alert that is due.
#[derive(Debug, Clone)]
pub struct StockAlert {
    /// The server to be told.
    pub guild: GuildId,
    /// The product.
    pub product: String,
    /// The number of licenses that were left of it.
    pub left: u32,
    /// True when the product runs low, false when there is enough of it again.
    pub is_low: bool,
    /// The number of the alert.
    pub id: StockAlertId,
    /// Makes a repeat within Discord's window the same message.
    pub nonce: Nonce,
    /// How often sending it was put off.
    pub attempts: i64,
}
