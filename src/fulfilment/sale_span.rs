//! The tracing span of a sale.
//!
//! Everything that is logged while a task works on a sale carries the sale's number, server, staff
//! member and buyer. This includes the calls to the vendor and to Discord.

use tracing::Span;
use tracing::field::display;

use crate::domain::{Sale, SaleId};

/// Adds the number of a sale that was just recorded to the current span.
pub(super) fn record_number(sale: SaleId) {
    Span::current().record("sale", display(sale));
}

/// Adds server, staff member and buyer of a sale to the current span.
pub(super) fn record_sale(sale: &Sale) {
    let span = Span::current();
    if !span.is_disabled() {
        span.record("guild", display(sale.guild));
        span.record("staff", display(sale.staff));
        span.record("buyer", display(sale.buyer));
    }
}
