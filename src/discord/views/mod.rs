//! Replies and forms, built by pure functions.

pub(super) mod buyers_licenses;
pub(super) mod help;
pub(super) mod license;
pub(super) mod my_licenses;
pub(super) mod order_form;
pub(super) mod parts;
pub(super) mod refusal;
pub(super) mod sales;
pub(super) mod settings;
pub(super) mod statistics;
pub(super) mod stock;
