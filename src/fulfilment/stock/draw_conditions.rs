//! The conditions of a draw.

use crate::domain::{Product, StaffId, Timestamp};

/// The conditions of a draw.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The product. `None` for any product.
    pub product: Option<&'a Product>,
    /// The number of licenses to draw.
    pub count: usize,
    /// The staff member who sells. A license that was shown only to them may be drawn for them.
    pub staff: StaffId,
    /// True if the draw refuses to choose among several products when no product is named.
    pub one_product: bool,
    /// The draw excludes licenses that end by this instant.
    pub lasting_until: Option<Timestamp>,
}

impl Wish<'_> {
    /// Creates a wish for one license of any product.
    #[must_use]
    pub fn of(staff: StaffId) -> Self {
        Self { product: None, count: 1, staff, one_product: false, lasting_until: None }
    }

    pub(super) fn fits(&self, product: Option<&Product>, end: Option<Timestamp>, now: Timestamp) -> bool {
        end.is_none_or(|end| end > now && self.lasting_until.is_none_or(|until| end > until))
            && self.product.is_none_or(|wanted| product == Some(wanted))
    }
}
