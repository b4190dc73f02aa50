//! The buttons, menus and forms. Each file handles one of them, or several that belong together.
//!
//! Each function answers a press or a form of an authorised user.

pub(super) mod buyer;
mod form;
pub(super) mod held_license;
pub(super) mod license;
pub(super) mod order_form;
pub(super) mod pages;
mod pressed_message;
pub(super) mod question;
pub(super) mod resend;
pub(super) mod sale;
pub(super) mod settings;
