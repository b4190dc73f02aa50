//! The span of a sale: whatever is logged while a task is at it carries its number, server, staff member
//! and buyer, the calls to the vendor and to Discord included.

use tracing::Span;
use tracing::field::display;

use crate::domain::{Sale, SaleId};

/// Adds the number of a sale that was just recorded to the present span.
pub(super) fn is_numbered(sale: SaleId) {
    Span::current().record("sale", display(sale));
}

/// Adds what is known of a sale by now to the present span.
pub(super) fn is_about(sale: &Sale) {
    let span = Span::current();
    if !span.is_disabled() {
        span.record("guild", display(sale.guild));
        span.record("staff", display(sale.staff));
        span.record("buyer", display(sale.buyer));
    }
}
