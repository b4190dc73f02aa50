//! The result of recording a request.

use crate::domain::{Sale, SaleId};

/// The result of recording a request.
#[derive(Debug, Clone)]
pub enum Requested {
    /// The request is new, and so is its sale.
    New(Box<Sale>),
    /// The interaction was recorded before, for this sale.
    Replayed(SaleId),
    /// The sale is new and seems to repeat another one. It waits until staff confirm it.
    Repeats(SaleId),
    /// Nothing was written, because the reference belongs to this sale.
    Referenced(SaleId),
    /// Nothing was written, because this sale has already replaced the faulty one.
    Replaced(SaleId),
}
