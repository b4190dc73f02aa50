//! Alerts about the stock: a product runs low in a server, or enough of it is in stock again.

use super::{GuildId, Nonce};

/// The number of a stock alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StockAlertId(i64);

impl StockAlertId {
    /// Creates an alert number from the number that the ledger stores.
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
    /// The server that gets the alert.
    pub guild: GuildId,
    /// The product.
    pub product: String,
    /// The number of licenses of the product that were left.
    pub left: u32,
    /// True if the product runs low, false if enough of it is in stock again.
    pub is_low: bool,
    /// The number of the alert.
    pub id: StockAlertId,
    /// The nonce by which Discord recognises a repeat within its window as the same message.
    pub nonce: Nonce,
    /// The number of times that sending it was put off.
    pub attempts: i64,
}
