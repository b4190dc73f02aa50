//! Alerts about the stock: a product runs low in a server, or enough of it is in stock again.

use super::{GuildId, Nonce, StockAlertId};

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
