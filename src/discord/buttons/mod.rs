//! The buttons, menus and forms, one file for each or for a family of them.
//!
//! Each function answers a press or a form whose user is authorised.

pub(super) mod buyer;
mod form;
pub(super) mod held;
pub(super) mod license;
pub(super) mod order_form;
mod origin;
pub(super) mod pages;
pub(super) mod question;
pub(super) mod resend;
pub(super) mod sale;
pub(super) mod settings;
