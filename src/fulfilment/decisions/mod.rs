//! Carries out the decisions of staff and buyers.
//!
//! Invariant: each decision is one write, and only one button press can make it. The sale then
//! continues through the same code as any other sale.

mod claims;
mod held_sales;
mod independent_change;
mod questions;
mod refunds;
mod requested_reminders;
mod transfers;

pub use held_sales::{Judged, Judgement};
pub use transfers::Transferred;
