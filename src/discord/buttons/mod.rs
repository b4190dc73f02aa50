//! The buttons, menus and forms, one file for each or for a family of them.

pub(super) mod buyer;
pub(super) mod decision;
pub(super) mod form;
pub(super) mod order_form;
pub(super) mod settings;
